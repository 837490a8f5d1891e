package theme

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// list makes the words of one language of a theme: "sure | strong | weak", terms
// parted by commas.
func list(s string) (out []feed.Word) {
	tiers := strings.Split(s, "|")
	for i, tier := range []feed.Tier{feed.SureWord, feed.StrongWord, feed.WeakWord} {
		if i >= len(tiers) {
			break
		}
		for w := range strings.SplitSeq(tiers[i], ",") {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, feed.Word{Text: w, Tier: tier})
			}
		}
	}
	return out
}

func themeOf(slug string, words map[string]string) feed.Theme {
	t := feed.Theme{ID: feed.ThemeID(slug), Slug: slug, Version: 3, Words: map[string][]feed.Word{}, Labels: map[string]string{"en": "label of " + slug}}
	for lang, s := range words {
		t.Words[lang] = list(s)
	}
	return t
}

func article(lang, title, body string) *feed.Article {
	a := &feed.Article{Head: feed.Head{Lang: lang, Title: title}}
	for p := range strings.SplitSeq(body, "\n") {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, p))
	}
	return a
}

func slugsOf(themes []feed.Theme, all []feed.Suggestion) string {
	var out []string
	for _, s := range all {
		i := slices.IndexFunc(themes, func(t feed.Theme) bool { return t.ID == s.Theme })
		out = append(out, themes[i].Slug)
	}
	return strings.Join(out, " ")
}

// textOf returns what stands at a range.
func textOf(a *feed.Article, r feed.Range) string {
	return map[feed.Field]string{feed.InTitle: a.Title, feed.InStandfirst: a.Standfirst, feed.InBody: a.Text()}[r.Field][r.Start:r.End]
}

// found returns the evidence for the first theme of a scorer.
func found(themes []feed.Theme, a *feed.Article) string {
	var out []string
	for _, e := range NewScorer(themes, nil).Why(a, themes[0].ID).Evidence {
		out = append(out, e.Text)
	}
	return strings.Join(out, " | ")
}

func TestMatching(t *testing.T) {
	for _, c := range []struct{ name, listed, words, lang, text, want string }{
		{"plural of one word", "fr", "|digue", "fr", "Les digues, la digue, les DIGUES", "digues | digue | DIGUES"},
		{"plural of several", "fr", "|barrage flottant", "fr", "des barrages flottants", "barrages flottants"},
		{"singular of a plural", "fr", "|bateaux pilotes", "fr", "un bateau pilote", "bateau pilote"},
		{"other plurals have none", "fr", "|canaux", "fr", "un canal", ""},
		{"short words have none", "fr", "|pays", "fr", "la pay", ""},
		{"marks do not count in French", "fr", "|sécheresse", "fr", "secheresse, SÉCHERESSE", "secheresse | SÉCHERESSE"},
		{"elision", "fr", "|ONU", "fr", "l’ONU et d'ONU", "ONU | ONU"},
		{"hyphen for nothing", "fr", "|porte-avions", "fr", "porte avions, porteavions, porte-avion", "porte avions | porteavions | porte-avion"},
		{"hyphen in the text", "fr", "|cybersécurité", "fr", "la cyber-sécurité", "cyber-sécurité"},
		{"behind a hyphen", "fr", "|gel", "fr", "anti-gel", "gel"},
		{"beginning", "fr", "|navig*", "fr", "navigation, naviguer, nav, circumnavigation", "navigation | naviguer"},
		{"beginning inside", "fr", "|zone* portuaire*", "fr", "zones portuaires", "zones portuaires"},
		{"longest", "en", "|harbour, harbour master", "en", "the harbour masters", "harbour masters"},
		{"acronym", "en", "|DOE", "en", "doe, Doe, DOE, D.O.E.", "DOE | D.O.E"},
		{"acronym of four", "en", "|PORT", "en", "port Port PORT", "Port | PORT"},
		{"acronym among capitals", "en", "|DOE", "en", "A DOE IS A DEER\nDOE: BIG PLAN; says DOE", "DOE"},
		{"acronyms side by side", "en", "|DOE", "en", "DOE and the EPA/DOE plan", "DOE | DOE"},
		{"small letters match all", "en", "|doe", "en", "doe Doe DOE", "doe | Doe | DOE"},
		{"not inside a word", "en", "|port", "en", "portal export", ""},
		{"not across fields", "en", "|title body", "en", "body", ""},
		{"not across paragraphs", "en", "|harbour master", "en", "the harbour\nmaster", ""},
		{"tones", "vi", "|bão", "vi", "bão, báo, bao, BÃO", "bão | BÃO"},
		{"tones of two syllables", "vi", "|biển đảo", "vi", "biển đảo, biến đảo, bien dao", "biển đảo"},
		{"text without marks", "vi", "|biển đảo, bão", "vi", "bien dao, bao", "bien dao"},
		{"custom of tones", "vi", "|hoà bình", "vi", "hòa bình", "hòa bình"},
		{"marks in another language", "vi", "|Hải Vân", "fr", "le col de Hai Van près de la côte", "Hai Van"},
		{"one word of another list", "vi", "|đảo", "fr", "đảo", ""},
		{"one word of another list, folded", "en", "|coin", "fr", "un coin tranquille", ""},
		{"several words of another list", "en", "|code of conduct", "fr", "le « code of conduct »", "code of conduct"},
		{"unknown language takes all lists", "en", "|coin", "", "coin", "coin"},
		{"language without a list takes all", "en", "|coin", "de", "coin", "coin"},
		{"decorated letters", "fr", "|marée", "fr", "une 𝐦𝐚𝐫𝐞𝐞", "𝐦𝐚𝐫𝐞𝐞"},
		{"pairs of letters", "ja", "|東京", "ja", "東京都", "東京"},
	} {
		themes := []feed.Theme{themeOf("a", map[string]string{c.listed: c.words})}
		if c.lang == "fr" && c.listed != "fr" {
			themes = append(themes, themeOf("b", map[string]string{"fr": "|autre"}))
		}
		if got := found(themes, article(c.lang, "title", c.text)); got != c.want {
			t.Errorf("%s: %q in %q: %q, want %q", c.name, c.words, c.text, got, c.want)
		}
	}
}

// TestTraps holds that a phrase cancels the words it covers, and only those.
func TestTraps(t *testing.T) {
	rights := themeOf("rights", map[string]string{"vi": "nhân quyền"})
	rights.Not = map[string][]string{"vi": {"phu nhân quyền"}}
	lao := themeOf("lao", map[string]string{"vi": "Lào"})
	lao.Not = map[string][]string{"vi": {"Lào Cai"}}
	sea := themeOf("sea", map[string]string{"vi": "Biển Đông"})
	sea.Not = map[string][]string{"vi": {"bão trên Biển Đông", "áp thấp * Biển Đông"}}
	health := themeOf("health", map[string]string{"fr": "hôpital"})
	health.Not = map[string][]string{"fr": {"hôpital de campagne"}}
	all := []feed.Theme{rights, lao, sea, health}
	for _, c := range []struct{ lang, title, want string }{
		{"vi", "Những phu nhân quyền thế nhất châu Âu", ""},
		{"vi", "Đối thoại nhân quyền thường niên", "rights"},
		{"vi", "Chợ phiên ở Lào Cai", ""},
		{"vi", "Từ Lào Cai sang Lào", "lao"},
		{"vi", "Cơn bão trên Biển Đông mạnh lên", ""},
		{"vi", "Tuần tra ở Biển Đông", "sea"},
		{"fr", "Un hôpital de campagne part demain", ""},
		{"fr", "L’hôpital reçoit un hôpital de campagne", "health"},
	} {
		s := NewScorer(all, nil)
		a := article(c.lang, c.title, "x")
		if got := slugsOf(all, s.Suggest(a)); got != c.want {
			t.Errorf("%s: %q, want %q", c.title, got, c.want)
		}
	}
	y := NewScorer(all, nil).Why(article("vi", "Chợ phiên ở Lào Cai", "x"), lao.ID)
	if len(y.Against) != 1 || y.Against[0].Text != "Lào Cai" || y.Against[0].Word != "Lào Cai" || y.Against[0].Points != 0 || len(y.Evidence) != 0 {
		t.Errorf("%+v", y)
	}
}

func TestPoints(t *testing.T) {
	filler := strings.TrimSpace(strings.Repeat("un mot de plus ", 100)) // 400 words
	themes := []feed.Theme{themeOf("a", map[string]string{"fr": "phare | quai, digue | bouée, corde"})}
	s := NewScorer(themes, nil)
	for _, c := range []struct {
		name, title, standfirst, body string
		points                        float64
		suggested                     bool
	}{
		{"nothing", "x", "", "x", 0, false},
		{"strong in the title alone", "Le quai", "", "x", enough - lone, false},
		{"strong twice", "Le quai", "", "Ce quai", 3 + 2*again, true},
		{"two strong", "x", "", "Le quai et la digue", 4, true},
		{"strong beside two weak", "Le quai", "", "bouée, corde", 3 + 4*weakPoints, true},
		{"strong beside one weak", "Le quai", "", "bouée", 3 + 2*weakPoints, true},
		{"standfirst is lede", "x", "quai digue", "x", 4, true},
		{"sure in the lede of a long text", "x", "", "phare " + filler, enough, true},
		{"sure far down", "x", "", filler + " phare", 1.35 / 1.5843, false},
		{"two weak words however often", "bouée corde", "", "bouée corde bouée", enough - lone, false},
	} {
		a := article("fr", c.title, c.body)
		a.Standfirst = c.standfirst
		y := s.Why(a, themes[0].ID)
		if d := y.Points - c.points; d > .001 || d < -.001 || y.Needed != enough {
			t.Errorf("%s: %.4f points of %.2f, want %.4f", c.name, y.Points, y.Needed, c.points)
		}
		got := s.Suggest(a)
		if (len(got) > 0) != c.suggested {
			t.Errorf("%s: %+v", c.name, got)
		}
		if len(got) > 0 && (got[0].Score != y.Score || got[0].Version != 3) {
			t.Errorf("%s: suggested with %+v, why says %v", c.name, got[0], y.Score)
		}
	}
}

// TestFirstSentence holds that a title made of the first sentence is not counted
// twice, and that its words are shown in the body.
func TestFirstSentence(t *testing.T) {
	themes := []feed.Theme{themeOf("a", map[string]string{"fr": "| quai, digue |"})}
	a := article("fr", "Le quai et la digue", "Le quai et la digue sont neufs.")
	a.TitleFrom = feed.TitleFromFirstSentence
	y := NewScorer(themes, nil).Why(a, themes[0].ID)
	if y.Points != 6 || len(y.Evidence) != 2 || y.Evidence[0].Field != feed.InBody {
		t.Errorf("%+v", y)
	}
}

func TestNames(t *testing.T) {
	bare := feed.Theme{ID: feed.ThemeID("metro"), Slug: "transport/metro-nord"}
	labelled := feed.Theme{ID: feed.ThemeID("l"), Slug: "l", Labels: map[string]string{"en": "Tramway"}, Aliases: map[string][]string{"fr": {"ligne du nord"}, "vi": {"xe điện"}}}
	listed := themeOf("c", map[string]string{"fr": "||canal"})
	listed.Labels = map[string]string{"fr": "Canal"}
	listed.Aliases = map[string][]string{"fr": {"voie navigable"}}
	for _, c := range []struct {
		theme      feed.Theme
		lang, text string
		want       bool
	}{
		{bare, "fr", "Le métro nord avance. Le métro nord rouvre.", true},
		{labelled, "vi", "Tramway mới, tramway cũ", true},
		{labelled, "en", "The ligne du nord and the tramway", true},
		{labelled, "vi", "xe điện, xe điện", true},
		{listed, "fr", "Le canal, un canal", false},
		{listed, "fr", "La voie navigable, une voie navigable", false},
	} {
		s := NewScorer([]feed.Theme{c.theme}, nil)
		if got := s.Suggest(article(c.lang, "x", c.text)); (len(got) > 0) != c.want {
			t.Errorf("%s in %q: %+v, %+v", c.theme.Slug, c.text, got, s.Why(article(c.lang, "x", c.text), c.theme.ID))
		}
	}
}

func TestYields(t *testing.T) {
	flu := themeOf("flu", map[string]string{"en": "flu season"})
	health := themeOf("health", map[string]string{"en": "hospital ward | nurse, patient"})
	health.Yields = []feed.ID{flu.ID, feed.ThemeID("no such theme")}
	all := []feed.Theme{health, flu}
	s := NewScorer(all, nil)
	both := article("en", "Flu season fills the hospital ward", "x")
	if got := slugsOf(all, s.Suggest(both)); got != "flu" {
		t.Errorf("as many points: %q", got)
	}
	if y := s.Why(both, health.ID); y.Needed <= y.Points {
		t.Errorf("%+v", y)
	}
	if got := slugsOf(all, s.Suggest(article("en", "A hospital ward after the flu season", "A nurse and a patient"))); got != "health flu" && got != "flu health" {
		t.Errorf("clearly more: %q", got)
	}
}

// TestFamily holds that a child that is suggested implies its parents, and that
// archived themes are silent.
func TestFamily(t *testing.T) {
	old := themeOf("sea", map[string]string{"en": "harbour"})
	mid := themeOf("sea/port", map[string]string{"en": "harbour"})
	mid.Parent = old.ID
	child := themeOf("sea/port/crane", map[string]string{"en": "crane"})
	child.Parent = mid.ID
	gone := themeOf("gone", map[string]string{"en": "crane"})
	gone.Archived = true
	all := []feed.Theme{old, mid, child, gone}
	s := NewScorer(all, nil)
	if got := slugsOf(all, s.Suggest(article("en", "A crane in the harbour", "x"))); got != "sea/port/crane" {
		t.Errorf("%q", got)
	}
	if got := slugsOf(all, s.Suggest(article("en", "A harbour", "x"))); got != "sea/port" {
		t.Errorf("%q", got)
	}
	all[0].Parent = child.ID // a ring
	if got := slugsOf(all, NewScorer(all, nil).Suggest(article("en", "A crane", "x"))); got != "sea/port/crane" {
		t.Errorf("%q", got)
	}
	if y := s.Why(article("en", "A crane", "x"), gone.ID); y.Theme != gone.ID || y.Score != 0 || len(y.Evidence) != 0 {
		t.Errorf("%+v", y)
	}
}

func TestThreshold(t *testing.T) {
	th := themeOf("a", map[string]string{"en": "lighthouse | harbour"})
	weak, sure := article("en", "x", "A harbour"), article("en", "The lighthouse", "The lighthouse of the harbour")
	for _, c := range []struct {
		threshold  float64
		weak, sure bool
	}{{0, false, true}, {.3, true, true}, {.99, false, false}} {
		th.Threshold = c.threshold
		s := NewScorer([]feed.Theme{th}, nil)
		if w, y := len(s.Suggest(weak)) > 0, len(s.Suggest(sure)) > 0; w != c.weak || y != c.sure {
			t.Errorf("%v: %v %v", c.threshold, w, y)
		}
	}
}

// TestMark holds that the mark depends on what scores depend on, and on nothing else.
func TestMark(t *testing.T) {
	one := func() []feed.Theme {
		a := themeOf("a", map[string]string{"fr": "phare | quai", "en": "lighthouse"})
		return []feed.Theme{a, themeOf("b", map[string]string{"fr": "digue"})}
	}
	same := NewScorer(one(), nil).Mark()
	if same != 0x261cd4340c75ac46 {
		t.Errorf("mark %#x: raise algorithm when words score otherwise, then change this", same)
	}
	for name, change := range map[string]func([]feed.Theme) []feed.Theme{
		"order":  func(l []feed.Theme) []feed.Theme { return []feed.Theme{l[1], l[0]} },
		"pin":    func(l []feed.Theme) []feed.Theme { l[0].Pin, l[0].Colour, l[0].Trust = 3, 4, .9; return l },
		"unseen": func(l []feed.Theme) []feed.Theme { return append(l, feed.Theme{ID: feed.ThemeID("c"), Archived: true}) },
	} {
		if got := NewScorer(change(one()), nil).Mark(); got != same {
			t.Errorf("%s changes the mark", name)
		}
	}
	for name, change := range map[string]func(*feed.Theme){
		"word":      func(t *feed.Theme) { t.Words["fr"][0].Text = "feu" },
		"tier":      func(t *feed.Theme) { t.Words["fr"][0].Tier = feed.WeakWord },
		"language":  func(t *feed.Theme) { t.Words["vi"], t.Words["fr"] = t.Words["fr"], nil },
		"label":     func(t *feed.Theme) { t.Labels["en"] = "other" },
		"not":       func(t *feed.Theme) { t.Not = map[string][]string{"fr": {"x"}} },
		"version":   func(t *feed.Theme) { t.Version++ },
		"threshold": func(t *feed.Theme) { t.Threshold = .4 },
		"parent":    func(t *feed.Theme) { t.Parent = feed.ThemeID("b") },
		"yields":    func(t *feed.Theme) { t.Yields = []feed.ID{feed.ThemeID("b")} },
		"archived":  func(t *feed.Theme) { t.Archived = true },
	} {
		l := one()
		change(&l[0])
		if NewScorer(l, nil).Mark() == same {
			t.Errorf("%s does not change the mark", name)
		}
	}
}

// TestSuggestMany checks properties on texts thrown together from words that
// matter and words that do not.
func TestSuggestMany(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	themes := append(Starters(), feed.Theme{ID: feed.ThemeID("zz"), Slug: "zz", Labels: map[string]string{"vi": "Đường sắt"}})
	learned := benchLearned(themes)
	plain, taught, other := NewScorer(themes, nil), NewScorer(themes, learned), NewScorer(themes, learned)
	var words []string
	for _, th := range themes {
		for _, lang := range []string{"fr", "en", "vi"} {
			for _, w := range th.Words[lang] {
				words = append(words, strings.ReplaceAll(w.Text, "*", "s"))
			}
			words = append(words, th.Not[lang]...)
		}
	}
	for range 300 {
		var b strings.Builder
		for range rng.Intn(120) {
			if rng.Intn(3) > 0 {
				b.WriteString([]string{"le ", "of the ", "những ", "café-", "\n", "’", "l'", "𝐚 ", ". "}[rng.Intn(9)])
			} else {
				b.WriteString(words[rng.Intn(len(words))] + []string{" ", "-", ", ", "\n"}[rng.Intn(4)])
			}
		}
		s := text.Clean(b.String())
		cut := rng.Intn(len(s) + 1)
		for cut < len(s) && !utf8.RuneStart(s[cut]) {
			cut++
		}
		a := article([]string{"fr", "en", "vi", ""}[rng.Intn(4)], s[:cut], s[cut:])
		a.Standfirst = s[cut/2:][:0]
		for _, sc := range []*Scorer{plain, taught} {
			got := sc.Suggest(a)
			checkSuggestions(t, sc, a, got)
			if again := sc.Suggest(a); !reflect.DeepEqual(got, again) {
				t.Fatalf("%q: %+v, then %+v", s, got, again)
			}
		}
		if o := other.Suggest(a); !reflect.DeepEqual(o, taught.Suggest(a)) {
			t.Fatalf("%q: another scorer says %+v", s, o)
		}
	}
}

func checkSuggestions(t *testing.T, sc *Scorer, a *feed.Article, all []feed.Suggestion) {
	t.Helper()
	order := map[feed.Field]int{feed.InTitle: 0, feed.InStandfirst: 1, feed.InBody: 2}
	before := 1.0
	for _, s := range all {
		if s.Score < 0 || s.Score > before || len(s.Spans) == 0 || len(s.Spans) > maxSpans {
			t.Fatalf("%+v", s)
		}
		before = s.Score
		var last feed.Range
		for i, r := range s.Spans {
			v := textOf(a, r)
			if v == "" || !utf8.ValidString(v) || strings.TrimSpace(v) != v {
				t.Fatalf("%+v is %q", r, v)
			}
			if i > 0 && (order[r.Field] < order[last.Field] || r.Field == last.Field && r.Start < last.End) {
				t.Fatalf("%+v after %+v", r, last)
			}
			last = r
		}
		y := sc.Why(a, s.Theme)
		if y.Score != s.Score {
			t.Fatalf("%+v, why says %v", s, y.Score)
		}
		sum := 0.0
		for _, e := range y.Evidence {
			sum += e.Points
		}
		if (sum == 0) != (len(y.Evidence) == 0) || y.Points > sum+enough {
			t.Fatalf("%+v adds up to %v", y, sum)
		}
	}
}

func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"", "ASEAN and the WHO", "anti-COVID-19 l'ONU U.N.", "bão trên Biển Đông", "a-a-a-a", "\xff\x00", "日本語 中国", strings.Repeat("terroriste ", 40)} {
		f.Add("vi", s, s)
		f.Add("fr", "", s)
	}
	themes := Starters()
	plain, taught := NewScorer(themes, nil), NewScorer(themes, benchLearned(themes))
	f.Fuzz(func(t *testing.T, lang, title, body string) {
		a := article(lang, text.Line(title), text.Clean(body))
		for _, sc := range []*Scorer{plain, taught} {
			checkSuggestions(t, sc, a, sc.Suggest(a))
		}
		sum := 0.0
		for _, w := range TermsOf(a) {
			sum += float64(w) * float64(w)
		}
		if sum != 0 && (sum < .999 || sum > 1.001) {
			t.Fatalf("terms of length %v", sum)
		}
	})
}

// TestEnormous holds that a hostile text costs no more than its size.
func TestEnormous(t *testing.T) {
	themes := []feed.Theme{themeOf("a", map[string]string{"en": "word, word word, word word word word word word word word word word"})}
	s := NewScorer(themes, nil)
	a := article("en", "x", strings.Repeat("word ", 200_000))
	got := s.Suggest(a)
	if len(got) != 1 || len(got[0].Spans) != maxSpans || got[0].Spans[0].End-got[0].Spans[0].Start != len("word")*10+9 {
		t.Fatalf("%d suggestions", len(got))
	}
	x := s.score(a)
	if len(x.words) != maxWords || len(x.hits) > maxWords/10+10 {
		t.Errorf("%d words, %d hits", len(x.words), len(x.hits))
	}
	s.release(x)
	long := feed.Theme{ID: feed.ThemeID("l"), Slug: "l", Words: map[string][]feed.Word{"en": {{Text: strings.Repeat("word ", 13)}, {Text: " - "}, {Text: "*"}}}}
	if got := NewScorer([]feed.Theme{long}, nil).Suggest(a); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestTogether lets several goroutines use one scorer.
func TestTogether(t *testing.T) {
	themes := Starters()
	s := NewScorer(themes, benchLearned(themes))
	var want [3][]feed.Suggestion
	articles := []*feed.Article{benchArticle("fr", 300), benchArticle("en", 300), benchArticle("vi", 300)}
	for i, a := range articles {
		if want[i] = s.Suggest(a); len(want[i]) == 0 {
			t.Fatalf("nothing suggested for %d", i)
		}
	}
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			for i := range 30 {
				if got := s.Suggest(articles[(i+k)%3]); !reflect.DeepEqual(got, want[(i+k)%3]) {
					t.Errorf("%+v, want %+v", got, want[(i+k)%3])
				}
			}
		})
	}
	all.Wait()
}

func TestNoThemes(t *testing.T) {
	a := article("fr", "titre", "texte")
	if got := NewScorer(nil, nil).Suggest(a); got != nil {
		t.Errorf("%+v", got)
	}
	if got := NewScorer(Starters(), &Learned{}).Suggest(&feed.Article{}); got != nil {
		t.Errorf("%+v", got)
	}
}

func ExampleScorer_Suggest() {
	th := feed.Theme{ID: feed.ThemeID("ports"), Slug: "ports", Words: map[string][]feed.Word{
		"en": {{Text: "container port*", Tier: feed.SureWord}, {Text: "quay", Tier: feed.StrongWord}},
	}}
	a := article("en", "Container ports grow", "A new quay opened.")
	for _, s := range NewScorer([]feed.Theme{th}, nil).Suggest(a) {
		for _, r := range s.Spans {
			fmt.Println(textOf(a, r))
		}
	}
	// Output:
	// Container ports
	// quay
}
