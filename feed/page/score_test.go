package page_test

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
)

// gold is what a careful reader found on a page.
type gold struct {
	Title, Standfirst, Place, Date, Agency, Byline string
	Captions, Related                              []string
	Teasers                                        []struct{ Title, Summary string }
	Body                                           []string
	Never                                          []string
}

// score counts as the evaluator of the project does: fields that are right of
// those the page has, fields rightly left empty, list entries, words.
type score struct {
	right, present, empty, absent map[string]int
	hit, extra, missed            map[string]int
	common, got, want             int // words of bodies
}

func newScore() *score {
	m := func() map[string]int { return make(map[string]int) }
	return &score{right: m(), present: m(), empty: m(), absent: m(), hit: m(), extra: m(), missed: m()}
}

// alnum keeps letters and digits, lower case, without marks.
func alnum(s string) string {
	s = norm.NFD.String(strings.ReplaceAll(strings.ToLower(s), "đ", "d"))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func same(a, b string) bool { return alnum(a) == alnum(b) }

// near holds for equal texts, and for long ones that agree in nine tenths.
func near(a, b string) bool {
	x, y := alnum(a), alnum(b)
	return x == y || min(len(x), len(y)) >= 12 && ratio(x, y) >= 0.9
}

// ratio is the measure of Ratcliff and Obershelp: twice the length of the
// blocks in common by the length of both.
func ratio(a, b string) float64 {
	return 2 * float64(matching(a, b)) / float64(len(a)+len(b))
}

func matching(a, b string) int {
	if a == "" || b == "" {
		return 0
	}
	best, at, bt := 0, 0, 0
	row := make([]int, len(b)+1)
	for i := range len(a) {
		prev := 0
		for j := range len(b) {
			keep := row[j+1]
			row[j+1] = 0
			if a[i] == b[j] {
				row[j+1] = prev + 1
				if row[j+1] > best {
					best, at, bt = row[j+1], i+1-row[j+1], j+1-row[j+1]
				}
			}
			prev = keep
		}
	}
	if best == 0 {
		return 0
	}
	return best + matching(a[:at], b[:bt]) + matching(a[at+best:], b[bt+best:])
}

var wordShape = regexp.MustCompile(`[\p{L}\p{N}]+`)

func countWords(paragraphs []string) map[string]int {
	m := make(map[string]int)
	for _, w := range wordShape.FindAllString(strings.ToLower(strings.Join(paragraphs, " ")), -1) {
		m[w]++
	}
	return m
}

// judge adds one page and returns what was wrong with it.
func (s *score) judge(g gold, a feed.Article) (wrong []string) {
	body := a.Paragraphs()
	title := a.Title
	if a.TitleFrom == feed.TitleFromFirstSentence {
		title = ""
	}
	lead := g.Standfirst != "" && len(body) > 0 && same(body[0], g.Standfirst)
	pb, gb, sf := alnum(strings.Join(body, " ")), alnum(strings.Join(g.Body, " ")), alnum(g.Standfirst)
	start := strings.HasPrefix(pb, head(gb, 40)) || sf != "" && strings.HasPrefix(pb, head(sf, 40))
	end := strings.HasSuffix(pb, tail(gb, 40))
	if gb == "" {
		start, end = pb == "", pb == ""
	}
	for _, c := range []struct {
		name, want string
		ok         bool
	}{
		{"title", g.Title, same(title, g.Title)},
		{"standfirst", g.Standfirst, same(a.Standfirst, g.Standfirst) || lead},
		{"place", g.Place, same(a.Dateline.Place, g.Place)},
		{"date", g.Date, same(a.Dateline.Date, g.Date)},
		{"agency", g.Agency, same(a.Dateline.Agency, g.Agency)},
		{"byline", g.Byline, same(a.Byline, g.Byline)},
		{"body start", "x", start},
		{"body end", "x", end},
		{"no leak", "x", !leaks(g, pb)},
	} {
		right, all := s.right, s.present
		if c.want == "" {
			right, all = s.empty, s.absent
		}
		all[c.name]++
		if c.ok {
			right[c.name]++
		} else {
			wrong = append(wrong, c.name)
		}
	}
	wrong = append(wrong, s.lists(g, a)...)
	s.words(g.Body, body)
	return wrong
}

func leaks(g gold, body string) bool {
	all := append(append(append([]string{}, g.Captions...), g.Related...), g.Never...)
	for _, t := range g.Teasers {
		all = append(all, t.Title, t.Summary)
	}
	for _, x := range all {
		if k := alnum(x); len([]rune(k)) > 14 && strings.Contains(body, k) {
			return true
		}
	}
	return false
}

func (s *score) lists(g gold, a feed.Article) (wrong []string) {
	var captions, related, teasers, goldTeasers []string
	for _, c := range a.Captions {
		captions = append(captions, c.Text)
	}
	for _, r := range a.Related {
		related = append(related, r.Text)
	}
	for _, t := range a.Teasers {
		teasers = append(teasers, t.Title)
	}
	for _, t := range g.Teasers {
		goldTeasers = append(goldTeasers, t.Title)
	}
	for _, l := range []struct {
		name      string
		want, got []string
	}{{"captions", g.Captions, captions}, {"related", g.Related, related}, {"teasers", goldTeasers, teasers}} {
		used, hit := make([]bool, len(l.got)), 0
		for _, w := range l.want {
			for k, v := range l.got {
				if !used[k] && near(w, v) {
					used[k] = true
					hit++
					break
				}
			}
		}
		s.hit[l.name] += hit
		s.extra[l.name] += len(l.got) - hit
		s.missed[l.name] += len(l.want) - hit
		if hit != len(l.got) || hit != len(l.want) {
			wrong = append(wrong, l.name)
		}
	}
	return wrong
}

func (s *score) words(want, got []string) {
	if len(want) == 0 {
		return
	}
	w, g := countWords(want), countWords(got)
	for k, n := range g {
		s.common += min(n, w[k])
		s.got += n
	}
	for _, n := range w {
		s.want += n
	}
}

// precision and recall of a list.
func (s *score) list(name string) (p, r float64) {
	hit := float64(s.hit[name])
	return hit / max(1, hit+float64(s.extra[name])), hit / max(1, hit+float64(s.missed[name]))
}

func head(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}
