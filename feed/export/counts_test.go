package export

import (
	"bytes"
	"strings"
	"testing"
)

func testCounts() []Count {
	return []Count{
		{CountTheme, "Ports & <shipping>", 14, 9}, {CountTheme, "Cảng |x|\n# y", 3, 0},
		{CountSource, "Le Quai \"du\" Matin", 12, 8}, {"weather", "no such kind", 1, 1},
	}
}

// withCounts writes a dossier with counts in a format.
func withCounts(t *testing.T, format, lang string, counts []Count) string {
	t.Helper()
	f, _ := Find(format)
	o := testOptions(f)
	o.Counts, o.Lang, o.Depth = counts, lang, Refs
	var b bytes.Buffer
	if _, err := Write(t.Context(), &b, f, seq(testArticles()...), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCounts(t *testing.T) {
	for _, c := range []struct{ format, lang, want string }{
		{"html", "fr", "<h2>En chiffres\u00a0: tous les articles arrivés</h2>\n<table>\n<thead><tr><th scope=\"col\">Thèmes</th><th scope=\"col\">présent</th><th scope=\"col\">semaine d’avant</th></tr></thead>\n<tbody>\n<tr><td>Ports &amp; &lt;shipping&gt;</td><td>14</td><td>9</td></tr>\n<tr><td>Cảng |x| # y</td><td>3</td><td>0</td></tr>\n</tbody>\n</table>\n<table>\n<thead><tr><th scope=\"col\">Sources</th>"},
		{"md", "en", "## In figures: all articles that came in\n\n| Themes | now | week before |\n| --- | --- | --- |\n| Ports & \\<shipping\\> | 14 | 9 |\n| Cảng \\|x\\| \\# y | 3 | 0 |\n\n| Sources | now | week before |\n| --- | --- | --- |\n| Le Quai \"du\" Matin | 12 | 8 |\n"},
		{"txt", "vi", "Con số: mọi bài đã nhận\n" + strings.Repeat("=", txtWidth) + "\n\nChủ đề: kỳ này (tuần trước)\n- 14 (9) Ports & <shipping>\n- 3 (0) Cảng |x| # y\n\nNguồn: kỳ này (tuần trước)\n- 12 (8) Le Quai \"du\" Matin\n"},
	} {
		got := withCounts(t, c.format, c.lang, testCounts())
		if !strings.Contains(got, c.want) {
			t.Errorf("%s has no %q:\n%.3000s", c.format, c.want, got)
		}
		if strings.Contains(got, "no such kind") {
			t.Errorf("%s counts the weather", c.format)
		}
	}
	// Nothing came a week before: there is no column for it.
	got := withCounts(t, "md", "en", []Count{{CountTheme, "Ports", 2, 0}})
	if !strings.Contains(got, "| Themes | now |\n| --- | --- |\n| Ports | 2 |\n") || strings.Contains(got, "week before") {
		t.Errorf("without a week before:\n%.800s", got)
	}
	if got := withCounts(t, "md", "en", nil); strings.Contains(got, "figures") {
		t.Error("figures without any")
	}
	if !strings.Contains(withCounts(t, "epub", "en", testCounts()), "EPUB/cover.xhtml") {
		t.Error("no cover")
	}
}
