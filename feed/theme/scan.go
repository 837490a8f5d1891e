package theme

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

const (
	// maxWords is how many words of an article are read: what an article is
	// about stands long before, and memory and work stay bounded.
	maxWords = 20_000
	// maxSteps is how many words of terms and ends of terms are looked at for one
	// article. Honest lists take some for each word of it; one made to take very many
	// ("a* ab* a* …" among hyphens) finds nothing more.
	maxSteps = 1 << 20
	// ledeWords is how many words of standfirst and body are the lede.
	ledeWords = 60
	// longAbbreviation is how many letters an abbreviation with a dot has at most.
	longAbbreviation = 3
)

// place is where a word stands; it decides how much it counts.
type place uint8

const (
	inTitle place = iota
	inLede
	inRest
)

// word is a word of an article.
type word struct {
	start, end int32 // bytes in its field
	from, to   int32 // its readings
	tied, both int32 // those of it and the hyphenated word after it as one
	field      feed.Field
	place      place
	first      bool  // of its line or sentence: no term reaches over the end of one
	opens      bool  // a sentence or what is quoted: its capital says nothing
	one, pair  int32 // learned terms that it is and that it ends: see ear.word
}

// hit is a term found: words [from, to) of the scratch.
type hit struct {
	theme, word int32
	from, to    int32
	tier        feed.Tier
	not         bool // of a phrase that cancels
}

// scratch is what the reading of an article needs; it is used again.
type scratch struct {
	words    []word
	readings []reading
	hits     []hit // by theme, then by place, none of a theme overlapping
	cancels  []hit
	voids    []hit     // cancelled
	fields   [3]string // by feed.Field
	counts   []int32   // by word of the lexicon
	other    []bool    // by word of the lexicon: a phrase cancels it somewhere
	points   []points  // by theme
	at       []hit     // of one place
	steps    int       // left of maxSteps
	lang     uint64
	ear      ear
	sums     []float64 // by theme, of what was learned
	article  *feed.Article
	marked   [3]bool // fields that hold Vietnamese marks
	lede     int     // words of the lede so far
}

// read cuts an article into words. v, which may be nil, hears them.
func (x *scratch) read(lx *lexicon, v *voices, a *feed.Article, langOf uint64) {
	x.words, x.readings, x.hits, x.cancels = x.words[:0], x.readings[:0], x.hits[:0], x.cancels[:0]
	x.marked, x.lede, x.lang, x.article = [3]bool{}, 0, langOf, a
	x.fields = [3]string{feed.InBody: a.Text(), feed.InTitle: a.Title, feed.InStandfirst: a.Standfirst}
	if v != nil {
		x.ear.begin(v, a.Lang)
	}
	titled := 0
	if a.TitleFrom == feed.TitleFromFirstSentence {
		// The title is a copy of where the text begins: the words count there.
		for t := range text.Tokens(x.fields[feed.InTitle]) {
			titled++
			if v != nil {
				x.ear.word(v, &t, true)
			}
		}
		x.fields[feed.InTitle] = ""
	}
	x.readField(lx, v, feed.InTitle, 0)
	x.readField(lx, v, feed.InStandfirst, 0)
	x.readField(lx, v, feed.InBody, titled)
}

// readField reads one field; the first titled words of it count as the title.
func (x *scratch) readField(lx *lexicon, v *voices, f feed.Field, titled int) {
	last := text.Token{}
	x.ear.field()
	for t := range text.Tokens(x.fields[f]) {
		if len(x.words) >= maxWords {
			return
		}
		w := word{start: int32(t.Start), end: int32(t.End), field: f, place: x.placeOf(f, &titled)}
		w.first, w.opens = begins(x.fields[f], &last, &t)
		w.from = int32(len(x.readings))
		x.readings = lx.read(t.Fold, t.Exact, x.readings)
		w.to = int32(len(x.readings))
		if t.Hyphen {
			x.readTied(lx, &last, &t)
		}
		x.marked[f] = x.marked[f] || t.Exact != ""
		if v != nil {
			w.one, w.pair = x.ear.word(v, &t, f == feed.InTitle)
		}
		x.words = append(x.words, w)
		last = t
	}
}

// begins reports whether a word is the first of its line or sentence, and whether
// its capital may be due to where it stands. A dot after few letters is of an
// abbreviation (St. Petersburg, TP. HCM).
func begins(s string, last, t *text.Token) (first, opens bool) {
	if last.End == 0 {
		return true, true
	}
	gap := s[last.End:max(t.Start, last.End)]
	if len(gap) < 2 && gap != "\n" {
		return false, gap != "" && strings.Contains("(:\"", gap)
	}
	first = strings.IndexByte(gap, '\n') >= 0
	if !first && last.End-last.Start > longAbbreviation && strings.ContainsAny(gap, ".!?…") {
		r, _ := utf8.DecodeRuneInString(s[t.Start:])
		first = unicode.IsUpper(r)
	}
	return first, first || strings.ContainsAny(gap, ".!?:…«“\"(–—•")
}

func (x *scratch) placeOf(f feed.Field, titled *int) place {
	switch {
	case f == feed.InTitle:
		return inTitle
	case *titled > 0:
		*titled--
		return inTitle
	case x.lede < ledeWords:
		x.lede++
		return inLede
	case f == feed.InStandfirst:
		return inLede
	}
	return inRest
}

// readTied reads a word and the one that a hyphen ties to it as one word.
func (x *scratch) readTied(lx *lexicon, before, t *text.Token) {
	if len(x.words) == 0 {
		return
	}
	fold := before.Fold + t.Fold
	exact := ""
	if before.Exact != "" || t.Exact != "" {
		exact = cmp.Or(before.Exact, before.Fold) + cmp.Or(t.Exact, t.Fold)
	}
	from := len(x.readings)
	x.readings = lx.read(fold, exact, x.readings)
	w := &x.words[len(x.words)-1]
	w.tied, w.both = int32(from), int32(len(x.readings))
}

// find finds the terms of all themes.
func (x *scratch) find(lx *lexicon, loose bool) {
	x.steps = maxSteps
	for i := range x.words {
		x.at = x.at[:0]
		x.follow(lx, 0, int32(i), int32(i), false, loose)
		for _, h := range longest(x.at) {
			if h.not {
				x.cancels = append(x.cancels, h)
			} else {
				x.hits = append(x.hits, h)
			}
		}
	}
	byTheme := func(a, b hit) int { return int(a.theme - b.theme) }
	slices.SortStableFunc(x.hits, byTheme)
	slices.SortStableFunc(x.cancels, byTheme)
}

// longest leaves of the terms that begin at one word the longest of each theme, of
// several as long the surest; of phrases that cancel likewise.
func longest(at []hit) []hit {
	if len(at) < 2 {
		return at
	}
	slices.SortStableFunc(at, func(a, b hit) int {
		return cmp.Or(int(a.theme-b.theme), boolOrder(a.not, b.not), int(b.to-a.to), int(b.tier)-int(a.tier))
	})
	return slices.CompactFunc(at, func(a, b hit) bool { return a.theme == b.theme && a.not == b.not })
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// follow goes down the tree from a node with the words from i on.
func (x *scratch) follow(lx *lexicon, node, from, i int32, wasLoose, loose bool) {
	if int(i) >= len(x.words) || i > from && x.words[i].first {
		return
	}
	w := &x.words[i]
	x.followAs(lx, node, from, i+1, x.readings[w.from:w.to], wasLoose, loose)
	if w.both > w.tied {
		x.followAs(lx, node, from, i+2, x.readings[w.tied:w.both], wasLoose, loose)
	}
}

func (x *scratch) followAs(lx *lexicon, node, from, to int32, rs []reading, wasLoose, loose bool) {
	for _, r := range rs {
		if r.loose && !loose && x.marked[x.words[from].field] {
			continue
		}
		var next int32
		if node == 0 {
			next = lx.first[r.symbol]
		} else {
			next = lx.next[step{node, r.symbol}]
		}
		if next == 0 {
			continue
		}
		if x.steps -= 1 + len(lx.ends[next]); x.steps < 0 {
			return
		}
		isLoose := wasLoose || r.loose
		x.endAt(lx.ends[next], from, to, isLoose)
		x.follow(lx, next, from, to, isLoose, loose)
	}
}

// endAt notes the terms that the words [from, to) are.
func (x *scratch) endAt(ends []ending, from, to int32, isLoose bool) {
	for k := range ends {
		if e := &ends[k]; e.langs&x.lang != 0 && (!isLoose || e.length > 1) && (!e.caps || x.inCapitals(from)) {
			x.at = append(x.at, hit{e.theme, e.word, from, to, e.tier, e.not})
		}
	}
}

// inCapitals reports whether a word is written as an acronym is; one of four
// letters may have the first in capitals alone (Apec). Among words in capitals (WHO
// IS THIS) none is told from a word.
func (x *scratch) inCapitals(i int32) bool {
	w := x.words[i]
	for k, r := range x.fields[w.field][w.start:w.end] {
		if !unicode.IsUpper(r) && r != '.' && (k == 0 || w.end-w.start < 4) {
			return false
		}
	}
	loud := 0
	for k := i; loud < 2 && !x.words[k].first && x.isLoud(k-1); k-- {
		loud++
	}
	for k := i + 1; loud < 2 && int(k) < len(x.words) && !x.words[k].first && x.isLoud(k); k++ {
		loud++
	}
	return loud < 2
}

// isLoud reports whether a word is in capitals throughout.
func (x *scratch) isLoud(i int32) bool {
	w := x.words[i]
	return !strings.ContainsFunc(x.fields[w.field][w.start:w.end], func(r rune) bool { return !unicode.IsUpper(r) })
}

// settle leaves out of the hits those that a phrase cancels, and of two that overlap
// the later, unless that one is surer and reaches further.
func (x *scratch) settle() {
	x.voids = x.voids[:0]
	kept := x.hits[:0]
	c, theme, reach := 0, int32(-1), int32(0)
	for _, h := range x.hits {
		if h.theme != theme {
			theme, reach = h.theme, 0
		}
		for ; c < len(x.cancels) && (x.cancels[c].theme < theme || x.cancels[c].theme == theme && x.cancels[c].from <= h.from); c++ {
			if x.cancels[c].theme == theme {
				reach = max(reach, x.cancels[c].to)
			}
		}
		if h.to <= reach {
			x.voids = append(x.voids, h)
			continue
		}
		if n := len(kept); n > 0 && kept[n-1].theme == theme && h.from < kept[n-1].to {
			if o := &kept[n-1]; h.to > o.to && h.tier > o.tier {
				*o = h
			}
			continue
		}
		kept = append(kept, h)
	}
	x.hits = kept
}
