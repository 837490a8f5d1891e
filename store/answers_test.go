package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/query"
)

// press is a small made-up press in three languages. Articles are named by the
// language and a number.
func press() []feed.Incoming {
	at := func(y int, m time.Month, d, h int) time.Time { return time.Date(y, m, d, h, 0, 0, 0, time.UTC) }
	p := func(s string) feed.Block { return feed.Plain(feed.Paragraph, s) }
	mark := func(slug string, by feed.By) feed.Mark {
		return feed.Mark{Theme: feed.ThemeID(slug), By: by, At: testNow}
	}
	list := []feed.Incoming{
		{Article: feed.Article{
			Head: feed.Head{Title: "La sécurité du port renforcée après l'hiver", Source: "Le Fanal du Port", Lang: "fr",
				URL:       "https://fanal.example/2024/securite-du-port-123.html",
				Published: at(2024, 3, 15, 9), Precision: feed.Second, Fetched: at(2024, 3, 16, 10), Words: 120, Place: "Kermarec", Agency: "AEX"},
			Standfirst: "Les vœux du conseil : casques, digues et veille de nuit.",
			Dateline:   feed.Dateline{Place: "Kermarec", Date: "15 mars", Agency: "AEX"},
			Byline:     "AEX/FDP", Authors: []string{"Rédaction du Fanal"},
			Body: []feed.Block{
				p("Le conseil du port a voté, mardi, un plan pour la sécurité des quais."),
				p("L'ONU n'y est pour rien, assure l'élue ; aujourd'hui les casques bleus ne passent pas par ici."),
			},
			Captions: []feed.Caption{{Text: "Une grue à l'aube", Credit: "Fanal Photo"}},
			Marks:    []feed.Mark{mark("harbours", feed.ByUser)},
		}, Tags: []string{"harbours"}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Cyber-sécurité : un œil sur les bouées", Source: "Gazette des Marées", Lang: "fr-ca",
				URL:       "https://marees.example/bouees",
				Published: at(2024, 3, 31, 0), Precision: feed.Day, Fetched: at(2024, 4, 1, 23), Words: 800},
			Body: []feed.Block{
				p("La cybersécurité des bouées connectées inquiète. Les bouées parlent trop, et trop loin."),
				p("Rapport complet attendu en juin."),
			},
			Links: []feed.Link{{Text: "rapport", URL: "https://marees.example/r"}},
		}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Les droits de l’homme au cœur du débat", Source: "Le Fanal du Port", Lang: "fr",
				Published: at(2023, 12, 1, 0), Precision: feed.Month, Fetched: at(2024, 4, 2, 0), Words: 345},
			Body: []feed.Block{
				{Kind: feed.Heading, Level: 2, Spans: []feed.Span{{Text: "Une soirée"}}},
				p("Une œuvre collective sur les droits de l'homme. Le chœur des lycéens a chanté."),
				p("Les gardes du phare veillent…"),
			},
			Updated: at(2023, 12, 5, 8),
			Marks:   []feed.Mark{mark("weather", feed.ByRule)},
		}, Tags: []string{"weather"}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Harbour crews train for storms", Source: "The Quay Ledger", Lang: "en",
				Published: at(2024, 3, 10, 12), Precision: feed.Second, Fetched: at(2024, 3, 16, 11), Words: 801, Place: "Port Lumen"},
			Body: []feed.Block{
				p("Harbour crews trained on Monday. A code of conduct for pilots was adopted."),
				p("The conduct of the pilots, and their code, were praised."),
			},
			Authors: []string{"Agency Desk"},
			Marks:   []feed.Mark{mark("harbours/piers", feed.BySuggestion), mark("weather", feed.ByUser)},
		}, Tags: []string{"harbours/piers", "weather"}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Anti-COVID-19 measures end at the docks", Source: "The Quay Ledger", Lang: "en",
				Published: at(2022, 5, 1, 0), Precision: feed.Month, Fetched: at(2024, 3, 16, 12), Words: 2300, Read: true, Agency: "EXN"},
			Body: []feed.Block{
				p("The measures against COVID-19 ended. Terrorism drills, and terrorist scares, remain."),
				p("U.N. observers left. It's the foreman's day; don't wait."),
			},
			Captions: []feed.Caption{{Text: "Dockers without masks", Credit: "EXN"}},
		}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Small boats and a high ᴛɪᴅᴇ", Fetched: at(2024, 5, 1, 0), Words: 12, Starred: true},
			Body: []feed.Block{p("The ʜᴀʀʙᴏᴜʀ wall held."), p("Naïve forecasts, café talk.")},
		}},
		{Article: feed.Article{
			Head: feed.Head{Title: "An ninh biển Đông được tăng cường", Source: "Báo Bến Cảng", Lang: "vi",
				Published: at(2026, 3, 2, 1), Precision: feed.Second, Fetched: at(2026, 3, 2, 2), Words: 230, Place: "Hà Nội"},
			Standfirst: "Tàu cá về bến trước giông.",
			Body:       []feed.Block{p("Việt Nam và khu vực biển Đông. Tàu cá đậu kín khung cảng, không có khủng hoảng.")},
			Marks:      []feed.Mark{mark("harbours", feed.ByImport)},
		}, Tags: []string{"harbours"}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Vietnam xuất khẩu gạo qua cảng Hải Phòng", Source: "Báo Bến Cảng", Lang: "vi",
				Published: at(2026, 3, 3, 20), Precision: feed.Minute, Fetched: at(2026, 3, 3, 21), Words: 229},
			Body:  []feed.Block{p("Hạt gạo đi xa. Khung giờ mới, giá mới."), p("Đường biển mở lại.")},
			Notes: []string{"to follow"},
		}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Harbour gossip", Source: "The Quay Ledger", Lang: "en",
				Published: at(2024, 3, 11, 0), Precision: feed.Second, Fetched: at(2024, 3, 16, 12), Words: 50, Trashed: true},
			Body: []feed.Block{p("Gulls said so.")},
		}},
		{Article: feed.Article{
			Head: feed.Head{Title: "Untitled sheet", Lang: "de", Published: at(2025, 1, 1, 0), Precision: feed.Year,
				Fetched: at(2025, 2, 1, 0), Words: 10_500, Sample: true},
			Body: []feed.Block{p("One two three four five six seven eight nine ten.")},
		}},
	}
	for i, name := range pressNames {
		list[i].Article.ID = feed.NewID("press", name)
	}
	return list
}

var pressNames = []string{"fr1", "fr2", "fr3", "en1", "en2", "xx1", "vi1", "vi2", "trash", "de1"}

func pressName(id feed.ID) string {
	for _, n := range pressNames {
		if feed.NewID("press", n) == id {
			return n
		}
	}
	return id.String()
}

func pressStore(t *testing.T) *Store {
	t.Helper()
	s := newStore(t)
	for _, in := range press() { // each a segment of its own
		add(t, s, in)
	}
	if _, err := s.EditTheme(t.Context(), feed.Theme{ID: feed.ThemeID("harbours/piers"), Slug: "harbours/piers",
		Parent: feed.ThemeID("harbours"), Labels: map[string]string{"fr": "Jetées", "en": "Piers"}}); err != nil {
		t.Fatal(err)
	}
	for _, q := range []feed.SavedQuery{
		{Name: "Morning brief", Query: "lang:fr is:unread"},
		{Name: "Sổ tay", Query: "@morning-brief OR harbour sort:words limit:1"},
		{Name: "Broken", Query: "@gone-for-good"},
		{Name: "calm", Query: "lang:fr -securite"},
		{Name: "Everything", Query: ""},
	} {
		if _, _, err := s.SaveQuery(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// pressAnswers are lines and what they find, newest first where the order is not
// asked for. "" finds nothing.
var pressAnswers = []struct{ line, want string }{
	{"", "vi2 vi1 de1 xx1 fr2 fr1 en1 fr3 en2"},

	// Accents, letters, case.
	{"securite", "fr2 fr1"},
	{"sécurité", "fr2 fr1"},
	{"SÉCURITÉ", "fr2 fr1"},
	{"sécurite", ""},
	{"oeuvre", "fr3"},
	{"œuvre", "fr3"},
	{"coeur", "fr3"},
	{"CŒUR", "fr3"},
	{"chœur", "fr3"},
	{"voeux", "fr1"},
	{"oeil", "fr2"},
	{"naive", "xx1"},
	{"naïve", "xx1"},
	{"naïvé", ""},
	{"cafe", "xx1"},
	{"tide", "xx1"},
	{"dong", "vi1"},
	{"đông", "vi1"},
	{"đong", ""},
	{"duong", "vi2"},
	{"khung", "vi2 vi1"},
	{"khủng", "vi1"},
	{"khúng", ""},
	{"bien", "vi2 vi1 fr1 en1"}, // of two articles the name of their theme
	{"gao", "vi2"},
	{"gạo", "vi2"},
	{"gáo", ""},
	{"TÀU", "vi1"},
	{"giong", "vi1"},

	// Elisions, apostrophes, hyphens, acronyms.
	{"onu", "fr1"},
	{"ONU", "fr1"},
	{"l'onu", "fr1"},
	{"l’ONU", "fr1"},
	{"hiver", "fr1"},
	{"aujourd'hui", "fr1"},
	{"aujourd’hui", "fr1"},
	{"covid", "en2"},
	{"covid-19", "en2"},
	{"anti-covid-19", "en2"},
	{"cyber-sécurité", "fr2"},
	{"cybersecurite", "fr2"},
	{"cyber", "fr2"},
	{"un", "fr2 fr1 en2"},
	{"U.N.", "fr2 fr1 en2"},
	{"don't", "en2"},
	{"foreman", "en2"},

	// Plurals and beginnings.
	{"casque", "fr1"},
	{"casques", "fr1"},
	{"bouée", "fr2"},
	{"storm", "en1"},
	{"pilot", "en1"},
	{"drill", "en2"},
	{"terroris*", "en2"},
	{"terror", ""},
	{"secur*", "fr2 fr1"},
	{"sécur*", "fr2 fr1"},
	{"har*", "vi1 xx1 fr1 en1"},
	{"gar*", "fr3"},
	{"khu*", "vi2 vi1"},
	{"boat*", "xx1"},

	// Phrases and near words.
	{`"casques bleus"`, "fr1"},
	{`"casque bleu"`, "fr1"},
	{`"bleus casques"`, ""},
	{`"droits de l'homme"`, "fr3"},
	{`"droits de l’homme"`, "fr3"},
	{`"droits de homme"`, ""},
	{`"code of conduct"`, "en1"},
	{`"conduct of the"`, "en1"},
	{`"bien dong"`, "vi1"},
	{`"biển Đông"`, "vi1"},
	{`"bien đông"`, "vi1"},
	{`"biến đông"`, ""},
	{`"quais L'ONU"`, ""},
	{`"conduct pilots"~2`, "en1"},
	{`"pilots code"~1`, ""},
	{`"pilots code"~3`, "en1"},
	{`"adopted praised"~50`, ""},
	{`"one ten"~8`, "de1"},
	{`"ten one"~8`, "de1"},
	{`"one ten"~7`, ""},
	{`"viet nam"`, "vi2 vi1"},
	{"vietnam", "vi2 vi1"},

	// Where words stand.
	{"title:harbour", "en1"},
	{"titre:sécurité", "fr2 fr1"},
	{"lead:conseil", "fr1"},
	{"lead:quais", ""},
	{"lead:oeuvre", "fr3"},
	{"lead:soirée", ""},
	{"lead:trained", "en1"},
	{"text:quais", "fr1"},
	{"text:hiver", ""},
	{"text:grue", ""},
	{"text:soiree", "fr3"},
	{"caption:grue", "fr1"},
	{"caption:photo", "fr1"},
	{"caption:masks", "en2"},
	{"caption:quais", ""},
	{"agency:aex", "fr1"},
	{"agency:exn", "en2"},
	{"author:fanal", "fr1"},
	{"author:desk", "en1"},
	{"author:fdp", "fr1"},
	{"place:kermarec", "fr1"},
	{`place:"port lumen"`, "en1"},
	{"place:hanoi", "vi1"},
	{"url:fanal.example", "fr1"},
	{"url:bouees", "fr2"},
	{"url:https", ""},
	{"kermarec", "fr1"}, // it stands in the dateline alone
	{"KERMAREC aex", "fr1"},
	{`"kermarec 15 mars aex"`, "fr1"},
	{"lead:kermarec", "fr1"},
	{"lead:mars", "fr1"},
	{"text:kermarec", ""},
	{"title:kermarec", ""},

	// Names of themes.
	{"quays", "vi1 fr1 en1"},
	{"ports", "vi1 fr1 en1"},
	{`"cảng biển"`, "vi1 fr1 en1"},
	{"jetées", "en1"},
	{"meteo", "en1 fr3"},
	{"title:meteo", ""},

	// Sets.
	{"tag:harbours", "vi1 fr1 en1"},
	{"tag:=harbours", "vi1 fr1"},
	{"tag:quays", "vi1 fr1 en1"},
	{"tag:meteo", "en1 fr3"},
	{"tag:piers,weather", "en1 fr3"},
	{"tag:*", "vi1 fr1 en1 fr3"},
	{"-tag:*", "vi2 de1 xx1 fr2 en2"},
	{"tag:nothing-such", ""},
	{"by:user", "fr1 en1"},
	{"by:rule", "fr3"},
	{"by:import", "vi1"},
	{"by:sync", ""},
	{"tag:harbours by:user", "fr1"},
	{"tag:harbours by:suggestion", "en1"},
	{"tag:=harbours by:suggestion", ""},
	{"tag:harbours -by:user", "vi1 en1"},
	{"tag:harbours tag:weather by:user", "en1"},
	{"by:user tag:harbours", "fr1 en1"},
	{"tag:weather,harbours by:rule,import", "vi1 fr3"},
	{"sug:weather", ""},
	{"sug:*>0.5", ""},
	{"source:fanal", "fr1 fr3"},
	{`source:"du port"`, "fr1 fr3"},
	{`source:"port du"`, ""},
	{"source:bao", "vi2 vi1"},
	{"-source:*", "de1 xx1"},
	{"lang:fr", "fr2 fr1 fr3"},
	{"lang:fr-ca", "fr2"},
	{"lang:anglais", "en1 en2"},
	{"-lang:*", "xx1"},
	{"is:unread lang:en", "en1"},
	{"is:read", "en2"},
	{"is:starred", "xx1"},
	{"is:trashed", "trash"},
	{"is:trashed OR is:starred", "xx1 trash"},
	{"is:sample", "de1"},
	{"is:untagged", "vi2 de1 xx1 fr2 en2"},
	{"is:note", "vi2"},
	{"is:updated", "fr3"},
	{"-is:fulltext", "fr3"},
	{"is:selected", ""},
	{"has:caption", "fr1 en2"},
	{"has:links", "fr2"},
	{"has:note", "vi2"},
	{"has:story,highlight,suggestion", ""},

	// Dates and numbers.
	{"since:2024-03-15", "vi2 vi1 de1 fr2 fr1"},
	{"before:2023", "en2"},
	{"on:2024-03", "fr2 fr1 en1"},
	{"on:2024-03-31", "fr2"},
	{"date:2023-12..2024-03-10", "en1 fr3"},
	{"since:2d", "vi2 vi1"},
	{"depuis:hier", "vi2"},
	{"fetched:2024-03", "fr1 en1 en2"},
	{"fetched:2024-04-02", "fr2 fr3"},
	{"fetched:2024-03-16..2024-04", "fr2 fr1 en1 fr3 en2"},
	{"fetched:>=2026", "vi2 vi1"},
	{"words:>800", "de1 en1 en2"},
	{"words:>=800", "de1 fr2 en1 en2"},
	{"words:800", "fr2"},
	{"words:<200", "xx1 fr1"},
	{"words:120..345", "vi2 vi1 fr1 fr3"},
	{"words:>10000", "de1"},
	{"words:>10400", "de1"},
	{"words:2250..2299", ""},
	{"min:1", "vi2 vi1 xx1 fr1"},
	{"min:>=2", "de1 fr2 en1 fr3 en2"},
	{"min:2", "fr3"},

	// All together.
	{"securite -cyber", "fr1"},
	{"securite OR khung", "vi2 vi1 fr2 fr1"},
	{"(securite OR harbour) lang:fr,en", "fr2 fr1 en1"},
	{"-(lang:fr OR lang:vi)", "de1 xx1 en1 en2"},
	{`-"code of conduct" lang:en`, "en2"},
	{`-"code of conduct" -"measures against" lang:en`, ""},
	{"harbour tag:weather is:unread since:2024", "en1"},
	{"NOT NOT onu", "fr1"},
	{"trop loin lang:fr-ca", "fr2"},
	{`"casques bleus" OR "biển Đông" OR gossip`, "vi1 fr1"},
	{`"gulls said" is:trashed`, "trash"},

	// Saved queries.
	{"@calm", "fr3"},
	{"@morning-brief", "fr2 fr1 fr3"},
	{`saved:"Morning brief"`, "fr2 fr1 fr3"},
	{"@morning-brief OR @everything", "vi2 vi1 de1 xx1 fr2 fr1 en1 fr3 en2"},
	{`-saved:"MORNING BRIEF" lang:fr`, ""},
	{`saved:"so tay"`, "vi1 xx1 fr2 fr1 en1 fr3"},

	// Order and limit.
	{"sort:date+", "en2 fr3 en1 fr1 fr2 xx1 de1 vi1 vi2"},
	{"limit:3", "vi2 vi1 de1"},
	{"sort:date+ limit:2", "en2 fr3"},
	{"sort:words", "de1 en2 en1 fr2 fr3 vi1 vi2 fr1 xx1"},
	{"sort:words limit:1 lang:vi", "vi1"},
	{"sort:source", "vi2 vi1 fr2 fr1 fr3 en1 en2 de1 xx1"},
	{"harbour OR securite sort:score", "fr1 fr2 en1 vi1 xx1"},
	{`"the measures" OR "crews trained" limit:1`, "en1"},
	{"sort:score limit:2", "vi2 vi1"},
}

func TestAnswers(t *testing.T) {
	s := pressStore(t)
	if len(pressAnswers) < 120 {
		t.Fatalf("%d lines", len(pressAnswers))
	}
	for _, c := range pressAnswers {
		q, err := query.Parse(c.line)
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		h, err := s.Find(t.Context(), q)
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		var got []string
		for _, id := range idsOf(t, h) {
			got = append(got, pressName(id))
		}
		if strings.Join(got, " ") != c.want || h.Len() != len(got) {
			t.Errorf("%s\nfinds %s\nwant  %s", c.line, strings.Join(got, " "), c.want)
		}
	}
	sound(t, s)
}

func TestAnswersWithFault(t *testing.T) {
	s := pressStore(t)
	for line, want := range map[string]struct {
		cause error
		says  string
	}{
		"@morning-brif":      {feed.ErrNotFound, "did you mean @\"Morning brief\"?"},
		"@broken":            {feed.ErrNotFound, "gone-for-good"},
		"onu OR -@nothing":   {feed.ErrNotFound, "nothing"},
		"is:unread @broken":  {feed.ErrNotFound, "gone-for-good"},
		"saved:\"so  tayy\"": {feed.ErrNotFound, "did you mean"},
	} {
		q, err := query.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Find(t.Context(), q); !errors.Is(err, want.cause) || !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: %v", line, err)
		}
	}
	for _, x := range []query.Expr{
		query.Number{Name: "words", Value: "many"}, query.Number{Name: "pages", Value: "3"},
		query.Set{Name: "by", Values: []string{"nobody"}}, query.Set{Name: "has", Values: []string{"wings"}},
		query.Set{Name: "id", Values: []string{"ab"}}, query.Date{Op: "fetched", Value: "someday"},
	} {
		if _, err := s.Find(t.Context(), query.Query{Expr: x}); !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("%+v: %v", x, err)
		}
	}
}

func TestByID(t *testing.T) {
	s := pressStore(t)
	id := feed.NewID("press", "fr2").String()
	for _, v := range []string{id, id[:6], strings.ToUpper(id[:10])} {
		got := idsOf(t, find(t, s, query.Set{Name: "id", Values: []string{v}}))
		if !slices.Equal(got, []feed.ID{feed.NewID("press", "fr2")}) {
			t.Errorf("id:%s finds %v", v, got)
		}
	}
}
