package export

import (
	"iter"
	"strings"
	"time"

	"veille/feed"
)

// The articles of these tests are made up, as are their papers and agency.

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func p(s string) feed.Block { return feed.Plain(feed.Paragraph, s) }

func testThemes() []feed.Theme {
	theme := func(slug, en, fr, vi string) feed.Theme {
		return feed.Theme{ID: feed.ThemeID(slug), Slug: slug, Labels: map[string]string{"en": en, "fr": fr, "vi": vi}}
	}
	return []feed.Theme{
		theme("ports", "Ports and shipping", "Ports et navigation", "Cảng và vận tải biển"),
		theme("climate", "Climate", "Climat", "Khí hậu"),
		theme("health", "Health", "Santé", "Y tế"),
	}
}

func testArticles() []feed.Article {
	ports, climate := feed.ThemeID("ports"), feed.ThemeID("climate")
	return []feed.Article{
		{
			Head: feed.Head{ID: feed.NewID("1"), Title: "Le port de Clairvague rouvre après trois jours de tempête", Source: "Le Quai du Matin", URL: "https://quai.example/mer/2024/03/le-port-de-clairvague-rouvre?ref=a&page=2",
				Lang: "fr", Published: day(2024, 3, 14), Precision: feed.Day, Fetched: time.Date(2024, 3, 15, 8, 12, 0, 0, time.UTC), Words: 412, Place: "Clairvague", Agency: "AE", Themes: []feed.ID{climate, ports}, Starred: true},
			Kicker: "Mer", Standfirst: "Les vingt-deux navires bloqués ont pu quitter la rade mardi ; la digue nord restera fermée jusqu’à l’été.",
			Dateline: feed.Dateline{Place: "Clairvague", Agency: "AE"}, Byline: "AE/QM",
			Body: []feed.Block{
				p("La navigation a repris mardi à l’aube dans le port de Clairvague, fermé depuis samedi par la plus forte tempête enregistrée depuis l’ouverture de la capitainerie."),
				{Kind: feed.Paragraph, Spans: []feed.Span{{Text: "Selon "}, {Text: "le bulletin n° 7", URL: "https://capitainerie.example/bulletins/7"}, {Text: ", la houle a atteint "}, {Text: "9,4 m", Style: feed.Strong}, {Text: " à l’entrée du chenal, un "}, {Text: "record", Style: feed.Emphasis}, {Text: "."}}},
				{Kind: feed.Heading, Level: 2, Spans: []feed.Span{{Text: "Une digue à refaire"}}},
				{Kind: feed.Quote, Level: 1, Spans: []feed.Span{{Text: "« Nous avons perdu 40 mètres d’enrochement en une nuit », indique la capitainerie."}}},
				{Kind: feed.ListItem, Level: 1, Spans: []feed.Span{{Text: "22 navires libérés"}}},
				{Kind: feed.ListItem, Level: 2, Spans: []feed.Span{{Text: "dont 4 pétroliers"}}},
				{Kind: feed.ListItem, Level: 1, Spans: []feed.Span{{Text: "aucun blessé"}}},
				{Kind: feed.Table, Rows: [][]string{{"Jour", "Houle (m)", "Vent (nœuds)"}, {"Samedi", "7,1", "52"}, {"Dimanche", "9,4", "61"}}},
				p("Les travaux commenceront en mai."),
			},
			Captions: []feed.Caption{{Text: "La digue nord de Clairvague, dimanche.", Credit: "Photo : AE"}},
			Related:  []feed.Link{{Text: "Trois jours de tempête en images", URL: "https://quai.example/images"}, {Text: "La digue, histoire d’un ouvrage", URL: ""}},
			Notes:    []string{"À comparer avec 2019.\n\nDemander le bulletin n° 7 à la capitainerie."},
		},
		{
			Head: feed.Head{ID: feed.NewID("2"), Title: "Harbour dues to rise in July: what shippers should know", Source: "Bright Harbour Post", URL: "https://harbour.example/dues",
				Lang: "en", Published: time.Date(2024, 6, 2, 9, 30, 0, 0, time.UTC), Precision: feed.Minute, Fetched: time.Date(2024, 6, 2, 10, 0, 0, 0, time.UTC), Words: 208, Themes: []feed.ID{ports}},
			Authors: []string{"Business desk"}, Summary: "The increase of 4 per cent applies to vessels above 5,000 tonnes.",
			Body: []feed.Block{
				p("Harbour dues will rise by 4 per cent on 1 July for vessels above 5,000 tonnes, the port council decided on Saturday."),
				{Kind: feed.ListItem, Level: 1, Number: 1, Spans: []feed.Span{{Text: "Register the vessel."}}},
				{Kind: feed.ListItem, Level: 1, Number: 2, Spans: []feed.Span{{Text: "Pay in advance."}}},
				{Kind: feed.Preformatted, Spans: []feed.Span{{Text: "dues = tonnage * rate\n  if tonnage > 5000"}}},
				{Kind: feed.Rule},
				{Kind: feed.Figure, URL: "https://harbour.example/chart.png", Spans: []feed.Span{{Text: "Dues per tonne since 2010"}}},
			},
		},
		{
			Head: feed.Head{ID: feed.NewID("3"), Title: "Đê biển Vịnh Sáng được gia cố trước mùa mưa bão", Source: "Báo Bến Cảng", URL: "https://bencang.example/de-bien",
				Lang: "vi", Published: day(2024, 5, 1), Precision: feed.Month, Words: 301, Themes: []feed.ID{climate}},
			Standfirst: "Hơn hai ki-lô-mét đê biển được đổ thêm đá và trồng rừng ngập mặn.",
			Body:       []feed.Block{p("Công trình gia cố đê biển Vịnh Sáng đã hoàn thành sớm hơn kế hoạch hai tuần."), p("Người dân địa phương trồng thêm 12.000 cây đước dọc chân đê.")},
		},
		{
			Head: feed.Head{ID: feed.NewID("4"), Title: "The ferry to the outer islands will not sail on Sundays until further notice, the council said", TitleFrom: feed.TitleFromFirstSentence,
				Lang: "en", Words: 20},
			Body: []feed.Block{p("The ferry to the outer islands will not sail on Sundays until further notice, the council said."), p("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller" + strings.Repeat("x", 80))},
		},
	}
}

func seq(list ...feed.Article) iter.Seq2[feed.Article, error] {
	return func(yield func(feed.Article, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

func testOptions(f Format) Options {
	o := f.Defaults()
	o.Title, o.Query, o.Lang = "Ports, digues & marées", "thème Ports ou thème Climat, depuis 2024", "fr"
	o.Made, o.Themes, o.Generator = time.Date(2024, 11, 21, 9, 0, 0, 0, time.UTC), testThemes(), "veille 0.1.0"
	return o
}
