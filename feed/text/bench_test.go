package text

import (
	"strings"
	"testing"
)

// Paragraphs of our own writing, repeated to an article's length.
const (
	benchFr = "Le conseil municipal a adopté mercredi soir, après trois heures d'échanges parfois vifs, le plan de rénovation des berges. L’effort prévu s’élève à douze millions d’euros, répartis sur six années ; la région en prendra le tiers à sa charge. Les travaux commenceront à l'automne par l'élargissement du quai nord, où la circulation sera réduite à une seule voie. "
	benchVi = "Hội đồng thành phố tối thứ tư đã thông qua kế hoạch cải tạo bờ sông sau ba giờ thảo luận sôi nổi. Kinh phí dự kiến là mười hai triệu, chia đều trong sáu năm; tỉnh sẽ chịu một phần ba. Công trình bắt đầu vào mùa thu bằng việc mở rộng bến phía bắc, nơi xe cộ chỉ còn được lưu thông một làn đường. "
	benchEn = "The town council adopted the plan for the river banks on Wednesday evening after three hours of lively debate. The budget of twelve million is spread over six years, and the region will bear one third of it. Work starts in autumn with the widening of the north quay, where traffic will be cut down to one single lane. "
)

// words500 repeats a paragraph to 500 words.
func words500(p string) string {
	f := strings.Fields(strings.Repeat(p, 500/len(strings.Fields(p))+1))
	return strings.Join(f[:500], " ")
}

func benchTexts(b *testing.B, run func(b *testing.B, s string)) {
	for _, c := range []struct{ name, text string }{{"fr", benchFr}, {"vi", benchVi}, {"en", benchEn}} {
		s := words500(c.text)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				run(b, s)
			}
		})
	}
}

func BenchmarkClean(b *testing.B) {
	benchTexts(b, func(_ *testing.B, s string) { Clean(s) })
}

func BenchmarkCleanDirty(b *testing.B) {
	benchTexts(b, func(_ *testing.B, s string) { Clean(s + "\u200b") })
}

func BenchmarkFold(b *testing.B) {
	benchTexts(b, func(_ *testing.B, s string) { Fold(s) })
}

func BenchmarkTokens(b *testing.B) {
	benchTexts(b, func(b *testing.B, s string) {
		n := 0
		for t := range Tokens(s) {
			n += len(t.Fold)
		}
		if n == 0 {
			b.Fatal("no token")
		}
	})
}

func BenchmarkFormPage(b *testing.B) {
	for b.Loop() {
		makeFormPage(0x1E00)
	}
}

func BenchmarkWords(b *testing.B) {
	benchTexts(b, func(_ *testing.B, s string) { Words(s) })
}
