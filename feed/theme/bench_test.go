package theme

import (
	"fmt"
	"strings"
	"testing"

	"veille/feed"
)

// Paragraphs of our own writing, repeated to an article's length.
var benchTexts = map[string]string{
	"fr": "Le conseil municipal a adopté mercredi soir, après trois heures d'échanges parfois vifs, le plan de rénovation des berges. L’effort prévu s’élève à douze millions d’euros, répartis sur six années ; la région en prendra le tiers à sa charge. Les inondations de l'automne ont montré que l'ASEAN et l'économie du Laos en dépendent aussi. ",
	"vi": "Hội đồng thành phố tối thứ tư đã thông qua kế hoạch cải tạo bờ sông sau ba giờ thảo luận sôi nổi. Kinh phí dự kiến là mười hai triệu, chia đều trong sáu năm; tỉnh sẽ chịu một phần ba. Lũ lụt mùa thu cho thấy kinh tế của Lào và các nước ASEAN cũng chịu ảnh hưởng. ",
	"en": "The town council adopted the plan for the river banks on Wednesday evening after three hours of lively debate. The budget of twelve million is spread over six years, and the region will bear one third of it. The floods of autumn have shown that the economy of Laos and of ASEAN depends on them too. ",
}

func benchArticle(lang string, words int) *feed.Article {
	f := strings.Fields(strings.Repeat(benchTexts[lang], words/40))
	var a feed.Article
	a.Lang, a.Title = lang, strings.Join(f[:9], " ")
	for i := 0; i < words; i += 50 {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, strings.Join(f[i:min(i+50, words)], " ")))
	}
	return &a
}

// benchLearned is what some hundred articles of made-up words have taught.
func benchLearned(themes []feed.Theme) *Learned {
	l := &Learned{All: Sample{With: map[string]uint32{}}, Themes: map[feed.ID]*Sample{}}
	for i := range 260 {
		a := benchArticle([]string{"fr", "en", "vi"}[i%3], 200)
		for k := range 120 {
			a.Body = append(a.Body, feed.Plain(feed.Paragraph, fmt.Sprintf("mot%d mot%d", (i*7+k*k)%9000, k)))
		}
		t := TermsOf(a)
		l.All.Add(t, 1)
		id := themes[i%len(themes)].ID
		if l.Themes[id] == nil {
			l.Themes[id] = &Sample{}
		}
		l.Themes[id].Add(t, 1)
	}
	return l
}

func BenchmarkSuggest(b *testing.B) {
	themes := Starters()
	for _, c := range []struct {
		name    string
		learned *Learned
	}{{"words", nil}, {"learned", benchLearned(themes)}} {
		s := NewScorer(themes, c.learned)
		for _, lang := range []string{"fr", "en", "vi"} {
			a := benchArticle(lang, 500)
			b.Run(c.name+"/"+lang, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					s.Suggest(a)
				}
			})
		}
	}
}

func BenchmarkNewScorer(b *testing.B) {
	themes := Starters()
	l := benchLearned(themes)
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			NewScorer(themes, nil)
		}
	})
	b.Run("learned", func(b *testing.B) {
		for b.Loop() {
			NewScorer(themes, l)
		}
	})
}

func BenchmarkTermsOf(b *testing.B) {
	a := benchArticle("fr", 500)
	b.ReportAllocs()
	for b.Loop() {
		TermsOf(a)
	}
}
