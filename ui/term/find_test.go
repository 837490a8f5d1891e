package term

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		line, find string
		want       []string // text in the cells found
	}{
		{"Việt Nam, Viet Nam, VIETNAM", "viet", []string{"Việt", "Viet", "VIET"}},
		{"Việt Nam, Viet Nam", "Việt", []string{"Việt"}},
		{"Đà Nẵng và Đà Lạt", "da", []string{"Đà", "Đà"}},
		{"l’ONU et l'ONU", "l'onu", []string{"l’ONU", "l'ONU"}},
		{"un œuf, un OEUF", "oeuf", []string{"œuf", "OEUF"}},
		{"un œuf", "f", []string{"f"}},
		{"日本の港と日本", "日本", []string{"日本", "日本"}},
		{"\x1b[1mbold\x1b[m and bold", "bold", []string{"bold", "bold"}},
		{"aaaa", "aa", []string{"aa", "aa"}},
		{"prix\u00a0: 3", "prix :", []string{"prix\u00a0:"}},
		{"text", "", nil}, {"text", "  ", nil}, {"", "x", nil}, {"text", "absent", nil},
	} {
		hits := Find(c.line, c.find)
		var got []string
		for _, h := range hits {
			got = append(got, ansi.Strip(ansi.Cut(c.line, h.From, h.To)))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q in %q: %q, want %q", c.find, c.line, got, c.want)
		}
	}
}

// TestFindAcrossLines: a phrase is found where the line breaks in it, in quotes
// too, but not across the end of a paragraph.
func TestFindAcrossLines(t *testing.T) {
	a := feed.Article{Body: []feed.Block{
		para("the code of conduct is code"),
		para("of conduct"),
		{Kind: feed.Quote, Level: 1, Spans: []feed.Span{{Text: "again code of conduct"}}},
	}}
	p := render(t, a, Options{Width: 14})
	hits := p.Find("code of conduct")
	var got []string
	for _, h := range hits {
		got = append(got, ansi.Strip(ansi.Cut(p.Lines[h.Line], h.From, h.To)))
	}
	if want := "code of|conduct|code|of conduct"; strings.Join(got, "|") != want {
		t.Errorf("got %q in %q", got, plainLines(p))
	}
	if n := hits[len(hits)-1].Number; n != 1 {
		t.Errorf("the last hit is number %d, want 1", n)
	}
}

func TestMark(t *testing.T) {
	on, off := "\x1b[7m", "\x1b[27m"
	for _, c := range []struct {
		line     string
		from, to int
		want     string
	}{
		{"abcd", 1, 3, "a" + on + "bc" + off + "d"},
		{"abcd", 2, 9, "ab" + on + "cd" + off},
		{"\x1b[1mab\x1b[mcd", 1, 3, "\x1b[1ma" + on + "b\x1b[m" + on + "c" + off + "d"},
		{"\x1b[1mabcd\x1b[m", 1, 2, "\x1b[1ma" + on + "b" + off + "\x1b[1m" + "cd\x1b[m"},
		{"日本x", 2, 4, "日" + on + "本" + off + "x"},
		{"abcd", 3, 3, "abcd"},
	} {
		if got := Mark(c.line, c.from, c.to, on, off); got != c.want {
			t.Errorf("Mark(%q, %d, %d) = %q, want %q", c.line, c.from, c.to, got, c.want)
		}
	}
}

func TestRawLines(t *testing.T) {
	lines, cut := RawLines(feed.Raw{Type: "text/html", Bytes: []byte("<p>é\x1b[2J\r\n\tab</p>\n")}, 6)
	if got := strings.Join(lines, "\n"); got != "<p>é\n   ab<\n   /p>" || cut {
		t.Errorf("got %q, cut %v", got, cut)
	}
	lines, _ = RawLines(feed.Raw{Type: "text/html; charset=iso-8859-1", Bytes: []byte("caf\xe9")}, 40)
	if len(lines) != 1 || lines[0] != "café" {
		t.Errorf("latin-1 came out as %q", lines)
	}
	if lines, _ := RawLines(feed.Raw{Bytes: make([]byte, 1000)}, 40); lines != nil {
		t.Errorf("zeros came out as %d lines", len(lines))
	}
	lines, cut = RawLines(feed.Raw{Type: "text/plain", Bytes: []byte("a" + strings.Repeat("é", MaxText))}, 80)
	if !cut || strings.Contains(strings.Join(lines, ""), "\ufffd") || strings.Contains(strings.Join(lines, ""), "Ã") {
		t.Errorf("a character cut by the limit: cut=%v, %q", cut, lines[len(lines)-1])
	}
}

func TestBrowsers(t *testing.T) {
	address := "https://a.example/x?a=1&b=$(id)"
	for _, c := range []struct {
		goos, env string
		want      []string
	}{
		{"linux", "", []string{"xdg-open", address}},
		{"darwin", "", []string{"open", address}},
		{"windows", "", []string{"rundll32", "url.dll,FileProtocolHandler", address}},
		{"linux", "firefox -new-tab %s:w3m", []string{"firefox", "-new-tab", address}},
		{"linux", "w3m", []string{"w3m", address}},
		{"linux", "sh -c 'x %s'", []string{"sh", "-c", "'x", address + "'"}},
	} {
		if got := browsers(c.goos, c.env, address)[0]; strings.Join(got, "\x00") != strings.Join(c.want, "\x00") {
			t.Errorf("%s, BROWSER=%q: %q, want %q", c.goos, c.env, got, c.want)
		}
	}
	for _, bad := range []string{"file:///etc/passwd", "javascript:x", "mailto:a@b.example", "-version", ""} {
		if err := Browse(bad); err == nil {
			t.Errorf("opened %q", bad)
		}
	}
}
