package page_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"veille/feed/page"
)

// TestPageKeepsParagraphs puts pages in French and Vietnamese together at random,
// without an agency in brackets: wherever a paragraph stands in the article, it is
// in the text, though it begins as a line of the site's own does.
func TestPageKeepsParagraphs(t *testing.T) {
	probes := []string{
		"Il n'a pas souhaité commenter.", "Et après ?", "La digue, c'est nous", "Mười năm chờ đợi", "Ông từ chối bình luận.",
		"À lire la presse du matin, la digue tient encore : personne ne sait pour combien de temps.",
		"Photo après photo, les archives montrent la digue telle qu'elle fut construite par les ingénieurs du delta.",
		"Le 3 mai 2020, le port a rouvert.", "Par ailleurs, la mairie promet une enquête.", "Publié en 2019, le rapport n'a jamais été suivi d'effet.",
		"“Chúng tôi không được hỏi ý kiến”, một ngư dân vá lưới từ sáng sớm cho biết.", "Theo ông, công trình sẽ hoàn thành vào cuối năm.",
		"Ảnh hưởng của lũ năm nay nặng nề hơn nhiều so với mọi năm, theo người dân hai bên bờ sông.", "Năm 2020, cảng mở cửa trở lại.",
		"Xem thêm nhiều bằng chứng, đoàn kiểm tra kết luận rằng đê đã xuống cấp từ lâu.", "Sáng 3/5, cảng mở cửa trở lại.",
		"Liên hệ với phóng viên, ông Ba nói đê vẫn vững.", "Tin tưởng vào chính quyền, bà con đã di dời.",
	}
	around := []string{
		`<figure><img src="a.jpg"><figcaption>La vieille digue. Photo : AEX</figcaption></figure>`, "<p><em>Mis à jour le 21/11/2026 à 07:30</em></p>",
		"<p>Thứ Bảy, 21/11/2026, 07:30 (GMT+7)</p>", "<h2>Une digue trop basse</h2>", "<hr>", "<p>Partager</p>",
		`<p><a href="/z">Les digues du nord cèdent encore</a></p>`, "<p>Par Ann Example</p>",
	}
	long := "<p>Le préfet du delta a rappelé lundi que les digues de la rive nord devaient être relevées avant la saison des pluies.</p>" +
		"<p>Chủ tịch xã cho biết các con đê ở bờ bắc phải được nâng cao trước mùa mưa, và người dân đã được thông báo.</p>"
	rnd := rand.New(rand.NewPCG(13, 17))
	for range 400 {
		var body strings.Builder
		var want []string
		for range 2 + rnd.IntN(8) {
			body.WriteString(around[rnd.IntN(len(around))])
			probe := probes[rnd.IntN(len(probes))]
			want = append(want, probe)
			body.WriteString("<p>" + probe + "</p>" + long)
		}
		a, err := page.Read(page.Input{Name: "a.html", Bytes: []byte("<!doctype html><html><head><title>Les digues du delta | Journal du delta</title></head><body><nav><a href=/>Accueil</a></nav><article><h1>Les digues du delta</h1>" +
			body.String() + "</article><footer><p>Tous droits réservés</p></footer></body></html>")})
		for _, probe := range want {
			if err != nil || !strings.Contains(a.Text(), probe) {
				t.Fatalf("%q is not in %q, %v\nof %s", probe, a.Text(), err, body.String())
			}
		}
	}
}
