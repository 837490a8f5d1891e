package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// TestCiteCases holds each style to what it prescribes, case by case, in the
// three languages of dossiers. ISO 690 in English and Vietnamese is the list of
// sources of a dossier.
func TestCiteCases(t *testing.T) {
	seen := day(2026, 11, 21)
	base := feed.Article{Head: feed.Head{Title: "La digue “nord” cède", Source: "Le Quai", URL: "https://quai.example/d", Lang: "fr", Published: day(2024, 3, 1), Precision: feed.Day}}
	with := func(change func(*feed.Article)) feed.Article {
		a := base
		change(&a)
		return a
	}
	agency := func(a *feed.Article) { a.Agency = "AE" }
	names := func(n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf("N%d", i+1))
		}
		return out
	}
	const url = "https://quai.example/d"
	for _, c := range []struct {
		name string
		a    feed.Article
		want [8]string // iso fr, iso en, iso vi, apa en, apa fr, apa vi, chicago en, chicago fr
	}{
		{"nobody", base, [8]string{
			"« La digue “nord” cède ». *Le Quai* [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"“La digue ‘nord’ cède”. *Le Quai* [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"“La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"La digue “nord” cède. (2024, March 1). *Le Quai*. " + url,
			"La digue “nord” cède. (2024, 1er mars). *Le Quai*. " + url,
			"La digue “nord” cède. (1/3/2024). *Le Quai*. " + url,
			"*Le Quai*. “La digue ‘nord’ cède.” March 1, 2024. " + url + ".",
			"*Le Quai*. « La digue “nord” cède ». 1er mars 2024. " + url + ".",
		}},
		{"agency and place", with(func(a *feed.Article) { agency(a); a.Place = "Clairvague" }), [8]string{
			"AE. « La digue “nord” cède ». *Le Quai* [en ligne]. Clairvague, 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"AE. “La digue ‘nord’ cède”. *Le Quai* [online]. Clairvague, 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"AE. “La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. Clairvague, 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"AE. (2024, March 1). La digue “nord” cède. *Le Quai*. " + url,
			"AE. (2024, 1er mars). La digue “nord” cède. *Le Quai*. " + url,
			"AE. (1/3/2024). La digue “nord” cède. *Le Quai*. " + url,
			"AE. “La digue ‘nord’ cède.” *Le Quai*, March 1, 2024. " + url + ".",
			"AE. « La digue “nord” cède ». *Le Quai*, 1er mars 2024. " + url + ".",
		}},
		{"agency that is its own paper", with(func(a *feed.Article) { a.Agency = "Le Quai" }), [8]string{
			"« La digue “nord” cède ». *Le Quai* [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"“La digue ‘nord’ cède”. *Le Quai* [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"“La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"Le Quai. (2024, March 1). La digue “nord” cède. " + url,
			"Le Quai. (2024, 1er mars). La digue “nord” cède. " + url,
			"Le Quai. (1/3/2024). La digue “nord” cède. " + url,
			"*Le Quai*. “La digue ‘nord’ cède.” March 1, 2024. " + url + ".",
			"*Le Quai*. « La digue “nord” cède ». 1er mars 2024. " + url + ".",
		}},
		{"an author wins over the agency and keeps the order of the name", with(func(a *feed.Article) { agency(a); a.Authors = []string{"Tô Văn BIỂN"} }), [8]string{
			"Tô Văn BIỂN. « La digue “nord” cède ». *Le Quai* [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"Tô Văn BIỂN. “La digue ‘nord’ cède”. *Le Quai* [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"Tô Văn BIỂN. “La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"Tô Văn BIỂN. (2024, March 1). La digue “nord” cède. *Le Quai*. " + url,
			"Tô Văn BIỂN. (2024, 1er mars). La digue “nord” cède. *Le Quai*. " + url,
			"Tô Văn BIỂN. (1/3/2024). La digue “nord” cède. *Le Quai*. " + url,
			"Tô Văn BIỂN. “La digue ‘nord’ cède.” *Le Quai*, March 1, 2024. " + url + ".",
			"Tô Văn BIỂN. « La digue “nord” cède ». *Le Quai*, 1er mars 2024. " + url + ".",
		}},
		{"two authors", with(func(a *feed.Article) { a.Authors = names(2) }), [8]string{
			"N1 et N2. « La digue “nord” cède ». *Le Quai* [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"N1 and N2. “La digue ‘nord’ cède”. *Le Quai* [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"N1 và N2. “La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"N1, & N2. (2024, March 1). La digue “nord” cède. *Le Quai*. " + url,
			"N1 et N2. (2024, 1er mars). La digue “nord” cède. *Le Quai*. " + url,
			"N1 và N2. (1/3/2024). La digue “nord” cède. *Le Quai*. " + url,
			"N1 and N2. “La digue ‘nord’ cède.” *Le Quai*, March 1, 2024. " + url + ".",
			"N1 et N2. « La digue “nord” cède ». *Le Quai*, 1er mars 2024. " + url + ".",
		}},
		{"four authors, of a month", with(func(a *feed.Article) { a.Authors, a.Precision = names(4), feed.Month }), [8]string{
			"N1 et al. « La digue “nord” cède ». *Le Quai* [en ligne]. Mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"N1 et al. “La digue ‘nord’ cède”. *Le Quai* [online]. March 2024 [viewed 21 November 2026]. Available from: " + url,
			"N1 et al. “La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. Tháng 3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"N1, N2, N3, & N4. (2024, March). La digue “nord” cède. *Le Quai*. " + url,
			"N1, N2, N3 et N4. (2024, mars). La digue “nord” cède. *Le Quai*. " + url,
			"N1, N2, N3 và N4. (tháng 3/2024). La digue “nord” cède. *Le Quai*. " + url,
			"N1, N2, N3, and N4. “La digue ‘nord’ cède.” *Le Quai*, March 2024. " + url + ".",
			"N1, N2, N3 et N4. « La digue “nord” cède ». *Le Quai*, mars 2024. " + url + ".",
		}},
		{"year, no address", with(func(a *feed.Article) { agency(a); a.Precision, a.URL = feed.Year, "" }), [8]string{
			"AE. « La digue “nord” cède ». *Le Quai*. 2024.",
			"AE. “La digue ‘nord’ cède”. *Le Quai*. 2024.",
			"AE. “La digue ‘nord’ cède”. *Le Quai*. 2024.",
			"AE. (2024). La digue “nord” cède. *Le Quai*.",
			"AE. (2024). La digue “nord” cède. *Le Quai*.",
			"AE. (2024). La digue “nord” cède. *Le Quai*.",
			"AE. “La digue ‘nord’ cède.” *Le Quai*, 2024.",
			"AE. « La digue “nord” cède ». *Le Quai*, 2024.",
		}},
		{"undated", with(func(a *feed.Article) { agency(a); a.Published, a.Precision = time.Time{}, feed.NoDate }), [8]string{
			"AE. « La digue “nord” cède ». *Le Quai* [en ligne]. [s. d.] [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"AE. “La digue ‘nord’ cède”. *Le Quai* [online]. [n.d.] [viewed 21 November 2026]. Available from: " + url,
			"AE. “La digue ‘nord’ cède”. *Le Quai* [trực tuyến]. [không rõ ngày] [truy cập ngày 21/11/2026]. Có tại: " + url,
			"AE. (n.d.). La digue “nord” cède. *Le Quai*. Retrieved November 21, 2026, from " + url,
			"AE. (s. d.). La digue “nord” cède. *Le Quai*. Consulté le 21 novembre 2026, à l’adresse " + url,
			"AE. (không rõ ngày). La digue “nord” cède. *Le Quai*. Truy cập ngày 21/11/2026, từ " + url,
			"AE. “La digue ‘nord’ cède.” *Le Quai*. Accessed November 21, 2026. " + url + ".",
			"AE. « La digue “nord” cède ». *Le Quai*. Consulté le 21 novembre 2026. " + url + ".",
		}},
		{"undated and nowhere", with(func(a *feed.Article) { a.Published, a.URL = time.Time{}, "" }), [8]string{
			"« La digue “nord” cède ». *Le Quai*. [s. d.].",
			"“La digue ‘nord’ cède”. *Le Quai*. [n.d.].",
			"“La digue ‘nord’ cède”. *Le Quai*. [không rõ ngày].",
			"La digue “nord” cède. (n.d.). *Le Quai*.",
			"La digue “nord” cède. (s. d.). *Le Quai*.",
			"La digue “nord” cède. (không rõ ngày). *Le Quai*.",
			"*Le Quai*. “La digue ‘nord’ cède.” N.d.",
			"*Le Quai*. « La digue “nord” cède ». S. d.",
		}},
		{"no title, no source", with(func(a *feed.Article) { agency(a); a.Title, a.Source = "", "" }), [8]string{
			"AE. [sans titre]. [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"AE. [no title]. [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"AE. [không có tiêu đề]. [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"AE. (2024, March 1). [no title]. " + url,
			"AE. (2024, 1er mars). [sans titre]. " + url,
			"AE. (1/3/2024). [không có tiêu đề]. " + url,
			"AE. “[no title].” March 1, 2024. " + url + ".",
			"AE. « [sans titre] ». 1er mars 2024. " + url + ".",
		}},
		{"quotations and a question in the title", with(func(a *feed.Article) { agency(a); a.Title = "« Qui paie ? », demande la ville. Et vous ?" }), [8]string{
			"AE. « “Qui paie ?”, demande la ville. Et vous ? ». *Le Quai* [en ligne]. 1er mars 2024 [consulté le 21 novembre 2026]. Disponible à l’adresse : " + url,
			"AE. “« Qui paie ? », demande la ville. Et vous ?”. *Le Quai* [online]. 1 March 2024 [viewed 21 November 2026]. Available from: " + url,
			"AE. “« Qui paie ? », demande la ville. Et vous ?”. *Le Quai* [trực tuyến]. 1/3/2024 [truy cập ngày 21/11/2026]. Có tại: " + url,
			"AE. (2024, March 1). « Qui paie ? », demande la ville. Et vous ? *Le Quai*. " + url,
			"AE. (2024, 1er mars). « Qui paie ? », demande la ville. Et vous ? *Le Quai*. " + url,
			"AE. (1/3/2024). « Qui paie ? », demande la ville. Et vous ? *Le Quai*. " + url,
			"AE. “« Qui paie ? », demande la ville. Et vous ?” *Le Quai*, March 1, 2024. " + url + ".",
			"AE. « “Qui paie ?”, demande la ville. Et vous ? ». *Le Quai*, 1er mars 2024. " + url + ".",
		}},
	} {
		iso := func(lang string) string { return marked(iso690(&c.a, languages[lang], seen), true) }
		for i, got := range []string{iso("fr"), iso("en"), iso("vi"), Cite(c.a, APA, "en", seen), Cite(c.a, APA, "fr", seen), Cite(c.a, APA, "vi", seen), Cite(c.a, Chicago, "en", seen), Cite(c.a, Chicago, "fr", seen)} {
			if got != c.want[i] {
				t.Errorf("%s, %d:\n%s\nwant\n%s", c.name, i, got, c.want[i])
			}
		}
		if got := Cite(c.a, ISO690, "en", seen); got != c.want[0] {
			t.Errorf("%s: ISO 690 is not French: %s", c.name, got)
		}
	}
	many := with(func(a *feed.Article) { a.Authors = names(21) })
	if got := Cite(many, APA, "en", seen); !strings.HasPrefix(got, "N1, N2, ") || !strings.Contains(got, "N18, N19, … N21. (2024") {
		t.Error(got)
	}
	if got := Cite(many, Chicago, "en", seen); !strings.HasPrefix(got, "N1, N2, N3, N4, N5, N6, N7, et al. “La digue") {
		t.Error(got)
	}
	for _, c := range []struct {
		a    feed.Article
		want string
	}{
		{many, strings.Join(names(21), ", ") + ", La digue “nord” cède, Le Quai, 1er mars 2024, " + url},
		{with(func(a *feed.Article) { agency(a); a.Place = "Clairvague"; a.Authors = names(1) }), "N1, La digue “nord” cède, Le Quai (AE), Clairvague, 1er mars 2024, " + url},
		{with(func(a *feed.Article) { agency(a) }), "La digue “nord” cède, Le Quai (AE), 1er mars 2024, " + url},
		{with(func(a *feed.Article) { agency(a); a.Source, a.URL = "AE", "" }), "La digue “nord” cède, AE, 1er mars 2024"},
		{feed.Article{}, "[sans titre], [s. d.]"},
	} {
		if got := Cite(c.a, Plain, "fr", seen); got != c.want {
			t.Errorf("%s\nwant\n%s", got, c.want)
		}
	}
}

// TestHostileCitations holds that a citation is one line whatever an article
// has, and that all of it is in there.
func TestHostileCitations(t *testing.T) {
	for _, a := range hostileArticles() {
		for _, style := range Styles() {
			for lang := range languages {
				got := Cite(a, style, lang, day(2026, 1, 2))
				if strings.ContainsAny(got, "\n\r\t") || strings.Contains(got, "%!") || !strings.Contains(got, oneLine(a.URL)) {
					t.Errorf("%s of %q: %q", style, a.Title, got)
				}
			}
		}
	}
	if !slices.Contains(Styles(), UsualStyle("fr")) || !slices.Contains(Styles(), UsualStyle("vi")) {
		t.Error("a usual style that there is not")
	}
}
