package ui

import (
	"fmt"
	"strings"
	"time"

	"veille/feed"
)

// newsroom is a small library of made-up dispatches in three languages.
func newsroom() *fake {
	f := &fake{
		now:  time.Date(2026, 11, 20, 8, 14, 0, 0, time.UTC),
		arts: map[feed.ID]*feed.Article{}, raws: map[feed.ID]feed.Raw{}, places: map[feed.ID]feed.Place{},
	}
	for i, t := range []struct{ slug, short, en, fr, vi string }{
		{"delta-harbours", "DEL", "Delta harbours", "Ports du delta", "Cảng đồng bằng"},
		{"river-treaty", "RIV", "River treaty", "Traité du fleuve", "Hiệp ước sông"},
		{"public-health", "SAN", "Public health", "Santé publique", "Y tế công cộng"},
		{"rail-links", "RAI", "Rail links", "Liaisons ferroviaires", "Đường sắt"},
		{"drought", "SEC", "Drought", "Sécheresse", "Hạn hán"},
	} {
		f.themes = append(f.themes, feed.Theme{ID: feed.ThemeID(t.slug), Slug: t.slug, Short: t.short, Pin: i + 1, Colour: i + 1,
			Labels: map[string]string{"en": t.en, "fr": t.fr, "vi": t.vi}})
	}
	f.themes = append(f.themes, feed.Theme{ID: feed.ThemeID("public-health/clinics"), Slug: "public-health/clinics",
		Parent: feed.ThemeID("public-health"), Colour: 3, Labels: map[string]string{"en": "Clinics", "fr": "Dispensaires"}})
	for _, s := range []struct{ name, short string }{{"Agence Exemple", "AEX"}, {"Sample Gazette", "SGZ"}, {"Báo Mẫu", "BM"}} {
		f.sources = append(f.sources, feed.Source{ID: feed.SourceID(s.name), Name: s.name, Short: s.short})
	}
	stories := []struct {
		lang, source, title, place string
		themes                     []string
	}{
		{"fr", "Agence Exemple", "Les ports du delta s’accordent sur un calendrier commun de dragage avant la saison des pluies", "Port-Exemple", []string{"delta-harbours"}},
		{"en", "Sample Gazette", "Upstream states weigh a second round of talks on the river treaty", "Riverton", []string{"river-treaty", "drought"}},
		{"vi", "Báo Mẫu", "Ba tỉnh ven biển phối hợp nạo vét luồng lạch trước mùa mưa", "Cần Mẫu", []string{"delta-harbours"}},
		{"fr", "Agence Exemple", "Santé : les dispensaires mobiles couvriront vingt communes de plus", "Port-Exemple", []string{"public-health", "public-health/clinics"}},
		{"en", "Sample Gazette", "Freight line across the plateau to open in spring", "Riverton", []string{"rail-links"}},
		{"vi", "Báo Mẫu", "Hạn hán kéo dài, hồ chứa chỉ còn một phần ba dung tích", "Cần Mẫu", []string{"drought"}},
		{"fr", "Agence Exemple", "Le comité du fleuve publie ses relevés de débit", "Port-Exemple", nil},
		{"en", "Sample Gazette", "Harbour pilots ask for longer rest between night shifts", "Riverton", nil},
	}
	for i := range 40 {
		s := stories[i%len(stories)]
		title := s.title
		if i >= len(stories) {
			title = fmt.Sprintf("%s (%d)", s.title, i/len(stories)+1)
		}
		a := feed.Article{Head: feed.Head{
			Title: title, Lang: s.lang, Source: s.source, SourceID: feed.SourceID(s.source), Place: s.place, Agency: "AEX",
			URL:       fmt.Sprintf("https://example.org/%s/%d", s.lang, i),
			Published: f.now.Add(-time.Duration(i) * 9 * time.Hour), Precision: feed.Minute, Fetched: f.now,
			Read: i%5 == 4, Starred: i%11 == 3,
		}}
		a.ID = feed.NewID("article", a.Title)
		for _, t := range s.themes {
			a.Themes = append(a.Themes, feed.ThemeID(t))
			a.Marks = append(a.Marks, feed.Mark{Theme: feed.ThemeID(t), By: feed.ByUser, At: f.now})
		}
		fill(&a, i)
		f.put(a)
		f.raws[a.ID] = feed.Raw{Name: fmt.Sprintf("page-%d.txt", i), Type: "text/plain", Bytes: []byte(a.Title + "\n\n" + a.Text())}
	}
	return f
}

// fill writes an article's text.
func fill(a *feed.Article, i int) {
	paragraphs := map[string][]string{
		"fr": {
			"Les représentants des trois ports se sont retrouvés mardi pour comparer leurs calendriers de dragage et fixer une période commune de travaux, qui doit s’achever avant les premières crues.",
			"« Chaque semaine gagnée sur les pluies épargne un mois d’attente aux navires », résume la note commune, qui chiffre à douze le nombre de chenaux concernés.",
			"Le coût, partagé à parts égales, sera revu chaque année : les relevés de débit du comité du fleuve serviront de base au calcul.",
			"Une seconde réunion est prévue au printemps. Elle portera sur le balisage de nuit, que les pilotes réclament depuis deux ans.",
		},
		"en": {
			"Delegations from the upstream states said on Tuesday that they would meet again before the end of the year to settle how water is measured at the four gauging stations.",
			"The draft treaty leaves open who pays for new instruments. A joint note puts the cost at a twelfth of what a single flood cost the lower towns.",
			"Harbour authorities, who depend on the dredged channels, asked to be heard as observers and were told that they would be.",
			"Observers expect a second round in spring, once the first readings have been compared.",
		},
		"vi": {
			"Đại diện ba tỉnh ven biển họp hôm thứ Ba để so sánh lịch nạo vét và thống nhất một đợt thi công chung, phải xong trước những trận lũ đầu mùa.",
			"Ghi chú chung nêu mười hai luồng cần nạo vét và cho biết mỗi tuần sớm hơn giúp tàu thuyền bớt một tháng chờ đợi.",
			"Chi phí được chia đều và xem lại hằng năm theo số liệu lưu lượng của ủy ban sông.",
			"Cuộc họp thứ hai dự kiến vào mùa xuân, bàn về phao tiêu ban đêm.",
		},
	}[a.Lang]
	a.Dateline = feed.Dateline{Place: a.Place, Agency: "AEX"}
	a.Byline = "AEX"
	for n := range 3 + i%3*4 {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, paragraphs[n%len(paragraphs)]))
	}
	a.Body[1].Spans = append(a.Body[1].Spans, feed.Span{Text: " Relevés", URL: "https://example.org/data"})
	a.Captions = []feed.Caption{{Text: "Photo d’illustration", Credit: "AEX"}}
	a.Links = []feed.Link{{Text: "Relevés", URL: "https://example.org/data"}}
	a.Words = len(strings.Fields(a.Text()))
}
