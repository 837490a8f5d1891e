package highlight_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/highlight"
	"veille/feed/text"
)

var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)

func article(paragraphs ...string) *feed.Article {
	a := &feed.Article{Head: feed.Head{ID: feed.NewID("article"), Title: "Le canal rouvre"}}
	for _, p := range paragraphs {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, p))
	}
	return a
}

// of highlights a passage that stands in the body of an article once.
func of(t *testing.T, a *feed.Article, quote string) feed.Highlight {
	t.Helper()
	i := strings.Index(a.Text(), quote)
	if i < 0 {
		t.Fatalf("%q is not in the text", quote)
	}
	return highlight.New(a, feed.Range{Start: i, End: i + len(quote)}, noon)
}

func TestNew(t *testing.T) {
	a := article("Première phrase. « Deuxième » phrase, assez longue pour déborder.", "Fin.")
	h := of(t, a, " « Deuxième » phrase")
	if h.Quote != "« Deuxième » phrase" || h.Before != "Première phrase. " || h.After != ", assez longue pour déborder.\n\nF" || utf8.RuneCountInString(h.After) != 32 {
		t.Errorf("%+v", h)
	}
	if h.ID.IsZero() || h.ID == of(t, a, "Fin.").ID || !h.At.Equal(noon) || h.Start != len("Première phrase. ") {
		t.Errorf("%+v", h)
	}
	// Ends within a rune are moved out of it; what reaches beyond the text is cut.
	if h := highlight.New(a, feed.Range{Start: strings.Index(a.Text(), "è") + 1, End: 9}, noon); h.Quote != "ère" {
		t.Errorf("%q", h.Quote)
	}
	for _, r := range []feed.Range{{Start: 5, End: 2}, {Start: -3, End: 0}, {Start: 1 << 30, End: 1 << 31}, {Start: 8, End: 9}} {
		if h := highlight.New(a, r, noon); !h.IsLost() && strings.TrimSpace(h.Quote) == "" {
			t.Errorf("%v: %+v", r, h)
		}
	}
	if h := highlight.New(a, feed.Range{Field: feed.InTitle, Start: 3, End: 8}, noon); h.Quote != "canal" || h.Before != "Le " || h.After != " rouvre" {
		t.Errorf("%+v", h)
	}
}

func TestAnchor(t *testing.T) {
	const (
		one   = "Le conseil du canal a voté mardi le budget de la grande écluse."
		two   = "Les travaux doivent commencer avant la fin du mois de septembre. « Rien ne presse », dit la maire."
		three = "Le nombre des péniches a baissé d’un tiers en dix ans."
	)
	for name, c := range map[string]struct {
		before, after []string
		quote, want   string
	}{
		"unchanged":           {[]string{one, two}, []string{one, two}, one, one},
		"moved down":          {[]string{one, two}, []string{three, one, two}, one, one},
		"moved up":            {[]string{three, one, two}, []string{two}, "« Rien ne presse »", "« Rien ne presse »"},
		"glued":               {[]string{one}, []string{three, strings.ReplaceAll(one, "voté mardi", "votémardi")}, one, strings.ReplaceAll(one, "voté mardi", "votémardi")},
		"repaired":            {[]string{strings.ReplaceAll(one, "voté mardi", "votémardi")}, []string{three, one}, strings.ReplaceAll(one, "voté mardi", "votémardi"), one},
		"other quotes":        {[]string{two}, []string{one, strings.NewReplacer("« ", "“", " »", "”").Replace(two)}, "« Rien ne presse », dit la maire.", "“Rien ne presse”, dit la maire."},
		"quote begins":        {[]string{two}, []string{one, strings.NewReplacer("« ", "\"", " »", "\"").Replace(two)}, "« Rien ne presse »", "\"Rien ne presse\""},
		"a word changed":      {[]string{one, two}, []string{three, strings.ReplaceAll(one, "mardi", "mercredi soir"), two}, one, strings.ReplaceAll(one, "mardi", "mercredi soir")},
		"first word changed":  {[]string{three, one, two}, []string{strings.ReplaceAll(one, "Le conseil", "L’assemblée"), two}, one, strings.ReplaceAll(one, "Le conseil", "L’assemblée")},
		"capitals":            {[]string{one}, []string{three, strings.ToUpper(one)}, one, strings.ToUpper(one)},
		"gone":                {[]string{one, two}, []string{two, three}, one, ""},
		"rewritten":           {[]string{one}, []string{"Le budget de l’écluse sera voté plus tard, dit la maire du village."}, one, ""},
		"within another word": {[]string{"Le port de Rouen."}, []string{"Le transport."}, "port", ""},
		"a word elsewhere":    {[]string{"Le port de Rouen."}, []string{"Nul ne sait quel port est dit."}, "port", ""},
		"across paragraphs":   {[]string{one + " " + three}, []string{two, one, three}, "grande écluse. Le nombre", "grande écluse.\n\nLe nombre"},
		"no letter":           {[]string{"Un point. ??? Deux."}, []string{three, "Un point. ??? Deux."}, "???", "???"},
	} {
		was, is := article(c.before...), article(c.after...)
		h := highlight.Anchor(is, of(t, was, c.quote))
		got := is.Text()[h.Start:h.End]
		if got != c.want || h.Quote != c.quote {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

// Of two paragraphs that say the same the one is found that stands between what the
// passage stood between, though the other has kept its place or its bytes.
func TestAnchorAmongLikeParagraphs(t *testing.T) {
	const same = "Rendez-vous demain à dix heures devant la mairie."
	before := []string{"Le bal des pompiers aura lieu.", same, "La fanfare ouvrira le défilé du matin.", "Les écoles fermeront à midi.", same, "Les bus s’arrêteront plus tôt."}
	was := article(before...)
	second := strings.LastIndex(was.Text(), same)
	for name, at := range map[string]int{"first": strings.Index(was.Text(), same), "second": second} {
		h := highlight.New(was, feed.Range{Start: at, End: at + len(same)}, noon)
		after := slices.Clone(before)
		after = slices.Insert(after, 0, strings.Repeat("Un mot de plus. ", 5))
		after[2] = strings.ReplaceAll(after[2], " devant", "devant") // the first copy is no longer the same to the byte
		is := article(after...)
		body := is.Text()
		want := strings.Index(body, after[2])
		if name == "second" {
			want = strings.LastIndex(body, same)
		}
		if got := highlight.Anchor(is, h); got.Start != want {
			t.Errorf("%s: at %d, not %d", name, got.Start, want)
		}
	}
	// A copy that has moved to the very place of the passage is not taken for it.
	h := highlight.New(was, feed.Range{Start: second, End: second + len(same)}, noon)
	head := "Les écoles fermeront à midi."
	pad := strings.Repeat("x", second-len("\n\n"))
	is := article(pad, same, "Autre chose suit ici.", head, same, "Les bus s’arrêteront plus tôt.")
	if got := highlight.Anchor(is, h); got.Start != strings.LastIndex(is.Text(), same) {
		t.Errorf("at %d, as before: %d", got.Start, second)
	}
}

func TestAnchorInAnotherField(t *testing.T) {
	was := article("Le conseil du canal a voté mardi le budget.", "La suite demain.")
	h := of(t, was, "Le conseil du canal a voté mardi le budget.")
	is := article("La suite demain.")
	is.Standfirst = "Le conseil du canal a voté mardi le budget."
	if got := highlight.Anchor(is, h); got.Field != feed.InStandfirst || is.Standfirst[got.Start:got.End] != h.Quote {
		t.Errorf("%+v", got)
	}
	title := highlight.New(was, feed.Range{Field: feed.InTitle, Start: 3, End: 8}, noon)
	if got := highlight.Anchor(is, title); got.Range != title.Range {
		t.Errorf("%+v", got)
	}
}

func TestLongPassageWithChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var words []string
	for range 900 {
		words = append(words, word(r))
	}
	long := strings.Join(words, " ") + "."
	was := article("Avant.", long, "Après.")
	for _, i := range []int{20, 300, 301, 500, 880} {
		words[i] = "changé"
	}
	is := article("Tout est nouveau ici.", "Avant.", strings.Join(words, " ")+".", "Après.")
	h := highlight.Anchor(is, of(t, was, long))
	if got := is.Text()[h.Start:h.End]; got != strings.Join(words, " ")+"." {
		t.Errorf("%.40q … %d bytes", got, len(got))
	}
}

func word(r *rand.Rand) string {
	const letters = "abcdeéfghiìjklmnoôpqrstuưvxyz"
	all := []rune(letters)
	var b strings.Builder
	for range 2 + r.IntN(7) {
		b.WriteRune(all[r.IntN(len(all))])
	}
	return b.String()
}

func paragraph(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		open, shut := "", ""
		if r.IntN(3) == 0 {
			open, shut = "« ", " »"
		}
		b.WriteString(open)
		for i := range 5 + r.IntN(9) {
			w := word(r)
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
				if !utf8.ValidString(w) {
					w = "Été"
				}
			} else {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
		b.WriteString(shut + ". ")
	}
	return strings.TrimSpace(b.String())
}

// cleaned is a paragraph as another program would have cleaned it.
func cleaned(r *rand.Rand, p string) string {
	switch r.IntN(4) {
	case 0:
		return strings.NewReplacer("« ", "“", " »", "”").Replace(p)
	case 1:
		return strings.NewReplacer("« ", "\"", " »", "\"", " ", "\u00a0").Replace(p)
	case 2: // blanks lost, as at the end of a line
		blanks := strings.Fields(p)
		i := r.IntN(len(blanks))
		return strings.TrimSpace(strings.Join(blanks[:i], " ") + strings.Join(blanks[i:], " "))
	}
	return p
}

// After any edits that leave the paragraph of a passage its words, it is found in
// that paragraph, whole and nothing else.
func TestAnchorSurvivesEdits(t *testing.T) {
	for seed := range 3000 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		var before []string
		for range 2 + r.IntN(8) {
			before = append(before, paragraph(r))
		}
		mine := r.IntN(len(before))
		from, to := highlight.Sentence(before[mine], r.IntN(len(before[mine])))
		twice := false
		if r.IntN(2) == 0 && (from == 0 || to == len(before[mine])) { // a paragraph that says the same, between others
			before = append(before, paragraph(r), before[mine], paragraph(r))
			twice = true
		}
		was := article(before...)
		start := len(article(before[:mine]...).Text())
		if mine > 0 {
			start += len("\n\n")
		}
		h := highlight.New(was, feed.Range{Start: start + from, End: start + to}, noon)

		type part struct {
			text string
			mine bool
		}
		var after []part
		for i, p := range before {
			near := twice && i >= mine-1 && i <= mine+1 // what tells two like passages apart
			if r.IntN(4) == 0 && !near {
				after = append(after, part{paragraph(r), false})
			}
			if i != mine && !near && r.IntN(4) == 0 {
				continue
			}
			after = append(after, part{cleaned(r, p), i == mine})
		}
		var texts []string
		at, size := 0, 0
		for _, p := range after {
			if len(texts) > 0 {
				size += len("\n\n")
			}
			if p.mine {
				at = size
			}
			size += len(p.text)
			texts = append(texts, p.text)
		}
		is := article(texts...)
		got := highlight.Anchor(is, h)
		stands := is.Text()[got.Start:got.End]
		if bare(stands) != bare(h.Quote) {
			t.Fatalf("seed %d: %q for %q", seed, stands, h.Quote)
		}
		if got.Start < at || got.End > at+len(texts[slices.IndexFunc(after, func(p part) bool { return p.mine })]) {
			t.Fatalf("seed %d: %q at %d, its paragraph at %d", seed, stands, got.Start, at)
		}
		if again := highlight.Anchor(is, got); again.Range != got.Range {
			t.Fatalf("seed %d: again at %v, not %v", seed, again.Range, got.Range)
		}
	}
}

func bare(s string) string {
	return strings.NewReplacer(" ", "", "«", "", "»", "", "“", "", "”", "", "\"", "").Replace(text.Fold(s))
}

func FuzzAnchor(f *testing.F) {
	f.Add("Le port rouvre. La suite demain.", "Demain. Le port rouvre; la suite.", 0, 15)
	f.Add("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 3, 9)
	f.Add("œœœ ﬁﬁ 中文字符 đđ", "œœ oeoe fifi 中 文字 符", 0, 30)
	f.Add("\xff\xfe a\u0301b", "\u0301\u0301", 0, 4)
	f.Fuzz(func(t *testing.T, before, after string, start, end int) {
		was, is := article(before), article(after)
		h := highlight.New(was, feed.Range{Start: start, End: end}, noon)
		if got := highlight.Anchor(was, h); !h.IsLost() && got.Range != h.Range {
			t.Errorf("in its own text %v, not %v", got.Range, h.Range)
		}
		got := highlight.Anchor(is, h)
		if got.Start < 0 || got.End < got.Start || got.End > len(after) || got.Quote != h.Quote {
			t.Fatalf("%+v", got)
		}
		if utf8.ValidString(after) && !utf8.ValidString(after[got.Start:got.End]) {
			t.Errorf("%q", after[got.Start:got.End])
		}
	})
}

// BenchmarkAnchor finds a passage in texts that were changed, or not; hostile ones
// are those that would cost a search that starts over again the most.
func BenchmarkAnchor(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var parts []string
	for range 40 {
		parts = append(parts, paragraph(r))
	}
	was := article(parts...)
	at := strings.Index(was.Text(), parts[20])
	h := highlight.New(was, feed.Range{Start: at, End: at + len(parts[20])}, noon)
	changed := slices.Clone(parts)
	changed[20] = strings.Replace(changed[20], " ", " un mot ", 2)
	same := strings.Repeat("a", 512<<10)
	words := strings.Repeat("un deux trois ", 40<<10)
	for _, c := range []struct {
		name string
		a    *feed.Article
		h    feed.Highlight
	}{
		{"same", was, h},
		{"moved", article(append([]string{"Un."}, parts...)...), h},
		{"changed", article(changed...), h},
		{"gone", article(parts[:20]...), h},
		{"one letter", article(same), highlight.New(article(same), feed.Range{Start: 1, End: 200 << 10}, noon)},
		{"same words", article(words), highlight.New(article(words+" fin"), feed.Range{Start: 0, End: len(words)/2 + 3}, noon)},
		{"same words in disorder", article(words), feed.Highlight{Quote: strings.Repeat("trois deux un ", 80)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.a.Text())))
			for b.Loop() {
				if c.h.Start++; c.name == "same" {
					c.h.Start--
				}
				highlight.Anchor(c.a, c.h)
			}
		})
	}
}

func ExampleSentence() {
	const s = "Première. La deuxième phrase ! Troisième"
	for _, at := range []int{0, 12, 35, 100} {
		start, end := highlight.Sentence(s, at)
		fmt.Println(s[start:end])
	}
	// Output:
	// Première.
	// La deuxième phrase !
	// Troisième
	// Troisième
}
