package store

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
	"veille/feed/highlight"
	"veille/feed/query"
)

// naive answers queries by looking at every article, with folding and words of
// its own: what the store finds by sets and index is held against it.
type naive struct {
	arts    []feed.Article
	themes  []feed.Theme
	queries map[string]query.Expr
	arrived map[feed.ID]int
	now     time.Time
	cut     map[string][]naiveWord // texts cut into words before
	forms   map[string][2]string
	scores  map[feed.ID]map[feed.ID]float64 // of pending suggestions, by article and theme
}

// naiveWord is a word of a text.
type naiveWord struct {
	fold, exact string
	tied        bool // by a hyphen to the one before
}

var naiveSplit = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+|['’-]|[^\p{L}\p{M}\p{N}'’-]+`)

func naiveForms(s string) (fold, exact string) {
	exact = strings.ReplaceAll(strings.ToLower(norm.NFC.String(s)), "œ", "oe")
	strip := func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36F:
			return -1
		case r == 'đ':
			return 'd'
		}
		return r
	}
	return strings.Map(strip, norm.NFD.String(exact)), exact
}

// words cuts a text at all that is no letter; the texts of the test have
// apostrophes in elisions alone.
func (n *naive) words(s string) (out []naiveWord) {
	if out, ok := n.cut[s]; ok {
		return out
	}
	defer func() { setAt(&n.cut, s, out) }()
	parts := naiveSplit.FindAllString(s, -1)
	for i, p := range parts {
		if r := []rune(p)[0]; !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			continue
		}
		w := naiveWord{tied: i > 1 && parts[i-1] == "-" && unicode.IsLetter([]rune(parts[i-2])[0])}
		w.fold, w.exact = naiveForms(p)
		out = append(out, w)
	}
	return out
}

// is reports whether a word of a text is one of a query.
func (n *naive) is(w naiveWord, asked string, prefix bool) bool {
	f, ok := n.forms[asked]
	if !ok {
		f[0], f[1] = naiveForms(asked)
		setAt(&n.forms, asked, f)
	}
	fold, exact := f[0], f[1]
	have, want := w.fold, fold
	if exact != fold {
		have, want = w.exact, exact
	}
	if prefix {
		return strings.HasPrefix(have, want)
	}
	if have == want {
		return true
	}
	if len([]rune(want)) < 4 {
		return false
	}
	short := strings.TrimSuffix(strings.TrimSuffix(want, "s"), "x")
	return have == want+"s" || have == want+"x" || len(short) == len(want)-1 && have == short
}

// ends returns the numbers of the words after one asked for that begins with
// word i: it may be two tied by a hyphen.
func (n *naive) ends(words []naiveWord, i int, asked string, prefix bool) (out []int) {
	if i < len(words) && n.is(words[i], asked, prefix) {
		out = append(out, i+1)
	}
	if i+1 < len(words) && words[i+1].tied {
		both := naiveWord{fold: words[i].fold + words[i+1].fold, exact: words[i].exact + words[i+1].exact}
		if n.is(both, asked, prefix) {
			out = append(out, i+2)
		}
	}
	return out
}

// row reports whether the words asked for stand in a row from word i on.
func (n *naive) row(words []naiveWord, i int, asked []string, prefix bool) bool {
	if len(asked) == 0 {
		return true
	}
	return slices.ContainsFunc(n.ends(words, i, asked[0], prefix && len(asked) == 1), func(end int) bool {
		return n.row(words, end, asked[1:], prefix)
	})
}

func (n *naive) in(s string, x query.Words) bool {
	words, asked := n.words(s), strings.Fields(x.Text)
	if x.Near > 0 {
		return n.near(words, asked, x.Near, nil)
	}
	if !x.Phrase && len(asked) > 1 {
		panic("one word at a time")
	}
	for i := range words {
		if n.row(words, i, asked, x.Prefix) {
			return true
		}
	}
	return false
}

// near tries all places of all words; at are the numbers of the words taken, in
// pieces.
func (n *naive) near(words []naiveWord, asked []string, others int, at []int) bool {
	if len(asked) == 0 {
		return slices.Max(at)-slices.Min(at)+1-len(at) <= others
	}
	for i := range words {
		for _, end := range n.ends(words, i, asked[0], false) {
			free := !slices.Contains(at, i) && !slices.Contains(at, end-1)
			more := append(slices.Clone(at), i)
			if end > i+1 {
				more = append(more, end-1)
			}
			if free && n.near(words, asked[1:], others, more) {
				return true
			}
		}
	}
	return false
}

func (n *naive) fields(in string, a *feed.Article) (out []string) {
	var text, captions []string
	lead := a.Standfirst
	dateline := strings.Join([]string{a.Dateline.Place, a.Dateline.Date, a.Dateline.Agency}, " ")
	for i := range a.Body {
		s := a.Body[i].Text()
		text = append(text, s)
		if lead == "" && a.Body[i].Kind == feed.Paragraph {
			lead = s
		}
	}
	for _, c := range a.Captions {
		captions = append(captions, c.Text, c.Credit)
	}
	switch in {
	case "title":
		return []string{a.Title}
	case "lead":
		return []string{lead, dateline}
	case "text":
		return text
	case "caption":
		return captions
	case "note":
		return notesOf(a)
	case "agency":
		return []string{a.Agency, a.Dateline.Agency}
	case "author":
		return append(slices.Clone(a.Authors), a.Byline)
	case "place":
		return []string{a.Place, a.Dateline.Place}
	case "url":
		return []string{strings.TrimPrefix(a.URL, "https://")}
	}
	out = slices.Concat([]string{a.Title, a.Standfirst, dateline}, text, captions, notesOf(a))
	for _, id := range a.Themes {
		for _, th := range n.above(id) {
			for _, s := range th.Labels {
				out = append(out, s)
			}
			for _, list := range th.Aliases {
				out = append(out, list...)
			}
		}
	}
	return out
}

// notesOf are the notes of an article and of its highlights.
func notesOf(a *feed.Article) []string {
	out := slices.Clone(a.Notes)
	for _, h := range a.Highlights {
		out = append(out, h.Note)
	}
	return out
}

// above returns a theme and all that it is below.
func (n *naive) above(id feed.ID) (out []feed.Theme) {
	for {
		i := slices.IndexFunc(n.themes, func(th feed.Theme) bool { return th.ID == id })
		if i < 0 {
			return out
		}
		out = append(out, n.themes[i])
		id = n.themes[i].Parent
	}
}

func (n *naive) holds(x query.Expr, a *feed.Article, near *query.Set) bool {
	switch x := x.(type) {
	case nil:
		return true
	case query.And:
		var tag *query.Set
		all := true
		for _, k := range x {
			all = n.holds(k, a, tag) && all
			if s, ok := k.(query.Set); ok && s.Name == "tag" {
				tag = &s
			}
		}
		return all
	case query.Or:
		return slices.ContainsFunc(x, func(k query.Expr) bool { return n.holds(k, a, nil) })
	case query.Not:
		return !n.holds(x.Of, a, near)
	case query.Words:
		return slices.ContainsFunc(n.fields(x.In, a), func(s string) bool { return n.in(s, x) })
	case query.Set:
		return slices.ContainsFunc(x.Values, func(v string) bool { return n.inSet(x.Name, v, a, near) })
	case query.Date:
		return n.dated(x, a)
	case query.Number:
		v := float64(max(a.Words, 0))
		if x.Name == "min" {
			v = max(1, math.Floor((v+115)/230))
		}
		return x.Holds(v)
	case query.Saved:
		return n.holds(n.queries[x.Name], a, nil)
	}
	panic(fmt.Sprintf("%T", x))
}

func (n *naive) dated(x query.Date, a *feed.Article) bool {
	from, to, err := x.Resolve(n.now)
	if err != nil {
		panic(err)
	}
	at := a.Published
	switch {
	case x.Op == "fetched":
		at = a.Fetched
	case at.IsZero():
		return false
	case a.Precision <= feed.Day: // the same day everywhere
		y, m, d := at.Date()
		at = time.Date(y, m, d, 0, 0, 0, 0, n.now.Location())
		if !from.IsZero() {
			y, m, d := from.In(n.now.Location()).Date()
			from = time.Date(y, m, d, 0, 0, 0, 0, n.now.Location())
		}
	}
	return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
}

func (n *naive) inSet(name, v string, a *feed.Article, near *query.Set) bool {
	tagged := func(v string, id feed.ID) bool {
		slug, exact := strings.CutPrefix(v, "=")
		return v == "*" || slices.ContainsFunc(n.above(id), func(th feed.Theme) bool { return th.Slug == slug && (!exact || th.ID == id) })
	}
	switch name {
	case "tag":
		return slices.ContainsFunc(a.Themes, func(id feed.ID) bool { return tagged(v, id) })
	case "by":
		return slices.ContainsFunc(a.Marks, func(m feed.Mark) bool {
			ok := near == nil || slices.ContainsFunc(near.Values, func(v string) bool { return tagged(v, m.Theme) })
			return ok && []string{"user", "rule", "suggestion", "import", "sync"}[m.By] == v
		})
	case "lang":
		return a.Lang == v || strings.HasPrefix(a.Lang, v+"-") || v == "*" && a.Lang != ""
	case "source":
		return v == "*" && a.Source != "" || n.in(a.Source, query.Words{Text: v, Phrase: true})
	case "id":
		return strings.HasPrefix(a.ID.String(), v)
	case "sug":
		name, score, err := query.Scored(v)
		return err == nil && slices.ContainsFunc(a.Suggested, func(id feed.ID) bool {
			return tagged(name, id) && (score.Value == "" || score.Holds(n.scores[a.ID][id]))
		})
	case "has":
		return map[string]bool{"suggestion": len(a.Suggested) > 0, "note": len(a.Notes) > 0, "caption": len(a.Captions) > 0, "links": len(a.Links) > 0,
			"highlight": len(a.Highlights) > 0}[v]
	case "is":
		whole := len(a.Body) > 0 && !strings.HasSuffix(a.Body[len(a.Body)-1].Text(), "…")
		return map[string]bool{"unread": !a.Read, "read": a.Read, "starred": a.Starred, "trashed": a.Trashed, "hidden": a.Hidden,
			"sample": a.Sample, "untagged": len(a.Themes) == 0, "note": len(a.Notes) > 0, "fulltext": whole,
			"updated": !a.Published.IsZero() && a.Updated.After(a.Published)}[v]
	}
	return false // story: nothing is in them
}

// answer lists what a query finds, in order; by score it is sorted by score and
// date.
// away tells what a query does not find because it does not speak of it.
func (n *naive) away(x query.Expr) func(a *feed.Article) bool {
	said := n.spelled(x)
	return func(a *feed.Article) bool {
		if a.Trashed {
			return !strings.Contains(said, "trashed")
		}
		return a.Hidden && !strings.Contains(said, "hidden")
	}
}

func (n *naive) answer(q query.Query) (out []feed.Article) {
	away := n.away(q.Expr)
	for i := range n.arts {
		if a := &n.arts[i]; !away(a) && n.holds(q.Expr, a, nil) {
			out = append(out, *a)
		}
	}
	when := func(a, b feed.Article) int {
		return cmp.Or(cmp.Compare(listTime(&b.Head), listTime(&a.Head)), cmp.Compare(n.arrived[b.ID], n.arrived[a.ID]))
	}
	score := n.scorer(q.Expr, away)
	slices.SortFunc(out, func(a, b feed.Article) int {
		switch q.Sort {
		case query.Oldest:
			return -when(a, b)
		case query.BySource:
			sa, _ := naiveForms(a.Source)
			sb, _ := naiveForms(b.Source)
			return cmp.Or(cmp.Compare(b2i(sa == ""), b2i(sb == "")), cmp.Compare(sa, sb), when(a, b))
		case query.ByWords:
			return cmp.Or(cmp.Compare(max(b.Words, 0), max(a.Words, 0)), when(a, b))
		case query.ByScore:
			return cmp.Or(cmp.Compare(score(&b), score(&a)), when(a, b))
		}
		return when(a, b)
	})
	if q.Limit > 0 {
		out = out[:min(len(out), q.Limit)]
	}
	return out
}

// spelled is an expression with all that saved queries say.
func (n *naive) spelled(x query.Expr) string {
	s := fmt.Sprint(x)
	for name, inner := range n.queries {
		if strings.Contains(s, "{"+name+"}") {
			s += n.spelled(inner)
		}
	}
	return s
}

func (n *naive) scorer(x query.Expr, away func(*feed.Article) bool) func(*feed.Article) float64 {
	or, ok := x.(query.Or)
	if !ok {
		return func(*feed.Article) float64 { return 0 }
	}
	total, counts := 0., make([]float64, len(or))
	for i := range n.arts {
		if a := &n.arts[i]; !away(a) {
			total++
			for k := range or {
				counts[k] += float64(b2i(n.holds(or[k], a, nil)))
			}
		}
	}
	return func(a *feed.Article) (sum float64) {
		for k := range or {
			w, ok := or[k].(query.Words)
			if !ok || !n.holds(w, a, nil) {
				continue
			}
			worth := math.Log(1 + (total-counts[k]+.5)/(counts[k]+.5))
			if w.In = "title"; n.holds(w, a, nil) {
				worth *= 3
			}
			sum += worth
		}
		return math.Round(sum*1e5) / 1e5
	}
}

// vocabulary of the texts.
var naiveVocabulary = strings.Fields(`tide Tide tides harbour harbours sécurité SÉCURITÉ securite cyber-sécurité cybersécurité
	l'ONU d'œuvre œuvre oeuvre coeur khung khủng khùng đông dong biển bien Việt gạo porte portes port ports bateau bateaux
	anti-covid covid aujourd café cafes naïve quay wall deep Été été ete 2024 12 the of and le la des`)

func naiveText(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", ", ", ". ", "\u00a0"}[r.IntN(6)])
		}
		w := naiveVocabulary[r.IntN(len(naiveVocabulary))]
		if r.IntN(8) == 0 {
			w = norm.NFD.String(w)
		}
		b.WriteString(w)
	}
	return b.String()
}

func naiveArticle(r *rand.Rand, i int) feed.Incoming {
	in := sample(i)
	a := &in.Article
	a.Title = naiveText(r, 1+r.IntN(4))
	a.Standfirst = []string{"", naiveText(r, 4)}[r.IntN(2)]
	a.Body = nil
	for k := range 1 + r.IntN(3) {
		b := feed.Plain(feed.Paragraph, naiveText(r, 3+r.IntN(12)))
		if k == 0 && r.IntN(3) == 0 {
			b.Kind, b.Level = feed.Heading, 2
		}
		a.Body = append(a.Body, b)
	}
	if r.IntN(4) == 0 {
		last := &a.Body[len(a.Body)-1]
		last.Spans[0].Text += "…"
	}
	a.Captions, a.Links, a.Notes = nil, nil, nil
	if r.IntN(3) == 0 {
		a.Captions = []feed.Caption{{Text: naiveText(r, 3), Credit: naiveText(r, 1)}}
	}
	if r.IntN(4) == 0 {
		a.Links = []feed.Link{{Text: "there", URL: "https://press.example/there"}}
	}
	if r.IntN(5) == 0 {
		a.Notes = []string{naiveText(r, 3), naiveText(r, 2)}
	}
	if text := a.Text(); text != "" && r.IntN(6) == 0 {
		h := highlight.New(a, feed.Range{Start: 0, End: len(text)}, testNow)
		h.Note = naiveText(r, 2)
		a.Highlights = []feed.Highlight{h}
	}
	if r.IntN(3) == 0 {
		a.Updated = a.Published.Add(time.Duration(r.IntN(100)-30) * time.Hour)
	}
	a.Words = []int{0, 7, 100, 101, 229, 230, 344, 345, 799, 800, 801, 805, 2000, 2001, 2050, 2100, 10_000, 10_001, 30_000, -4}[r.IntN(20)]
	a.Fetched = testNow.Add(-time.Duration(r.IntN(400)) * 37 * time.Minute)
	a.Read, a.Starred, a.Trashed, a.Sample = r.IntN(2) == 0, r.IntN(6) == 0, r.IntN(9) == 0, r.IntN(7) == 0
	a.Hidden = r.IntN(8) == 0
	a.Marks = nil
	for _, tag := range []string{"harbours", "harbours/piers", "weather"} {
		if r.IntN(4) == 0 {
			in.Tags = append(in.Tags, tag)
			a.Marks = append(a.Marks, feed.Mark{Theme: feed.ThemeID(tag), By: feed.By(r.IntN(5)), At: testNow})
		}
	}
	if r.IntN(3) == 0 { // near the edges of days
		a.Published = time.Date(2024, 2, 9+r.IntN(3), []int{0, 16, 17, 23}[r.IntN(4)], 0, 0, 0, time.UTC)
		a.Precision = []feed.Precision{feed.Second, feed.Day}[r.IntN(2)]
	}
	return in
}

// asker makes random queries.
type asker struct{ *rand.Rand }

func (r asker) of(list ...string) string { return list[r.IntN(len(list))] }

func (r asker) words() query.Words {
	w := query.Words{In: r.of("", "", "", "title", "lead", "text", "caption", "note", "agency", "author", "place", "url")}
	one := func() string {
		return r.of("tide", "harbour", "harbours", "securite", "sécurité", "cybersecurite", "cybersécurité", "onu", "oeuvre", "œuvre",
			"khung", "khủng", "dong", "đông", "bien", "biển", "viet", "porte", "ports", "bateau", "bateaux", "covid", "anticovid", "cafe",
			"café", "ete", "été", "2024", "the", "le", "absent", "exemple", "lumen", "press", "ports", "meteo", "docks")
	}
	switch w.Text = one(); r.IntN(6) {
	case 0:
		w.Text, w.Prefix = r.of("se", "sé", "har", "po", "por", "kh", "b", "exe", "cyb", "cyber", "anti"), true
	case 1, 2:
		w.Text, w.Phrase = w.Text+" "+one(), true
		if r.IntN(4) == 0 {
			w.Text, w.Prefix = w.Text+" "+r.of("t", "b", "po"), true
		}
	case 3:
		w.Text, w.Phrase, w.Near = w.Text+" "+one(), true, 1+r.IntN(5)
	}
	return w
}

func (r asker) leaf() query.Expr {
	set := func(name string, list ...string) query.Expr {
		s := query.Set{Name: name}
		for range 1 + r.IntN(2) {
			s.Values = append(s.Values, r.of(list...))
		}
		return s
	}
	switch r.IntN(15) {
	case 0:
		return set("tag", "harbours", "=harbours", "harbours/piers", "weather", "*", "no-such")
	case 1:
		return set("is", "unread", "read", "starred", "untagged", "sample", "trashed", "hidden", "note", "updated", "fulltext", "selected")
	case 2:
		return set("lang", "fr", "en", "vi", "de", "*")
	case 3:
		return set("source", "gazette", "courrier", "bao vuon", "*", "none")
	case 4:
		if r.IntN(3) == 0 {
			return query.Date{Op: "on", Value: r.of("2024-02-10..2025", "..2023-05-07", ">2024-02", "<=2024-02-10")}
		}
		return query.Date{Op: r.of("since", "before", "on"), Value: r.of("2022", "2023-05", "2024-02-10", "400d", "3y", "36h")}
	case 5:
		return query.Date{Op: "fetched", Value: r.of("today", "yesterday", ">=3d", "<2d", "5h", "2026-02-28..2026-03-02", "2026", ">2026-03-01")}
	case 6:
		return query.Number{Name: r.of("words", "min"), Value: r.of("800", ">800", ">=800", "<101", "1", "2", ">=9", "100..2000", "803", ">2030", "<=345", ">20000")}
	case 7:
		return set("by", "user", "rule", "suggestion", "import", "sync")
	case 8:
		return query.And{set("tag", "harbours", "weather", "=harbours", "*"), set("by", "user", "rule", "import")}
	case 9:
		return set("has", "note", "highlight", "caption", "links", "story", "suggestion")
	case 10:
		return query.Saved{Name: r.of("one", "two")}
	case 11:
		return set("sug", "harbours", "=harbours", "weather>0.5", "*", "*<=0.3", "harbours<20%", "no-such")
	}
	return r.words()
}

func (r asker) expr(depth int) query.Expr {
	if depth == 0 || r.IntN(3) == 0 {
		return r.leaf()
	}
	// As Parse makes them: none inside its own kind.
	var and query.And
	var or query.Or
	for range 2 + r.IntN(2) {
		kid := r.expr(depth - 1)
		if in, ok := kid.(query.And); ok {
			and = append(and, in...)
		} else {
			and = append(and, kid)
		}
		if in, ok := kid.(query.Or); ok {
			or = append(or, in...)
		} else {
			or = append(or, kid)
		}
	}
	switch r.IntN(3) {
	case 0:
		return and
	case 1:
		return or
	}
	return query.Not{Of: r.expr(depth - 1)}
}

func (r asker) query() query.Query {
	q := query.Query{Expr: r.expr(3)}
	switch r.IntN(8) {
	case 0:
		q.Sort = query.Oldest
	case 1:
		q.Sort = query.BySource
	case 2:
		q.Sort = query.ByWords
	case 3:
		q = query.Query{Sort: query.ByScore, Expr: query.Or{query.Words{Text: "tide"}, query.Words{Text: r.of("khung", "le", "securite")}, query.Words{Text: "harbour"}}}
	}
	if r.IntN(4) == 0 {
		q.Limit = 1 + r.IntN(20)
	}
	return q
}
