package page_test

import (
	"encoding/base64"
	"errors"
	"mime/quotedprintable"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"veille/feed"
	"veille/feed/page"
	feedtext "veille/feed/text"
)

const frenchText = "L'été à Vélane\n\nVélane (AEX) – Les pêcheurs ont fêté l'été sur la jetée, malgré l'orage et la grêle tombés à l'aube.\n\nLa fête, très attendue, a réuni 3.000 personnes près du phare. -AEX\n"

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	latin := encode(t, charmap.Windows1252, frenchText)
	html := func(charset, body string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"><title>x</title></head><body><p>` +
			strings.ReplaceAll(body, "\n\n", "<p>") + "</body></html>"
	}
	for name, in := range map[string]page.Input{
		"utf-8":                  {Bytes: []byte(frenchText)},
		"utf-8 mark":             {Bytes: []byte("\xef\xbb\xbf" + frenchText)},
		"utf-16 le mark":         {Bytes: []byte(encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), frenchText))},
		"utf-16 be mark":         {Bytes: []byte(encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), frenchText))},
		"utf-16 le bare":         {Bytes: []byte(encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), frenchText))},
		"utf-16 be bare":         {Bytes: []byte(encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), frenchText))},
		"windows-1252 guessed":   {Bytes: []byte(latin)},
		"windows-1252 in type":   {Bytes: []byte(latin), Type: "text/plain; charset=windows-1252"},
		"one bad byte":           {Bytes: []byte(strings.Replace(frenchText, "à l'aube", "\xe0 l'aube", 1))},
		"latin-1 in meta":        {Bytes: []byte(html("iso-8859-1", latin))},
		"utf-8 under latin-1":    {Bytes: []byte(html("iso-8859-1", frenchText))},
		"underscore in the name": {Bytes: []byte(html("windows_1252", latin))},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := page.Read(in)
			if err != nil {
				t.Fatal(err)
			}
			if s := a.Text(); !strings.Contains(s, "fêté l'été sur la jetée, malgré l'orage et la grêle tombés à l'aube") || strings.Contains(s, "\ufffd") {
				t.Errorf("%q", s)
			}
		})
	}
}

func TestEscapedEncoding(t *testing.T) {
	s := encode(t, japanese.ISO2022JP, "<html><head><meta charset=iso-2022-jp></head><p>東京の新しい道路は六月に開通する予定です。</p>")
	a, err := page.Read(page.Input{Bytes: []byte(s)})
	if err != nil || !strings.Contains(a.Text(), "東京の新しい道路") {
		t.Errorf("%v %q", err, a.Text())
	}
}

func TestCutCharacter(t *testing.T) {
	for n := 1; n <= 3; n++ {
		s := "The words of a page that was cut in a letter: \U0001F30A"
		a, err := page.Read(page.Input{Bytes: []byte(s[:len(s)-n])})
		if err != nil || strings.Contains(a.Text(), "\ufffd") || !strings.HasSuffix(a.Text(), "letter:") {
			t.Errorf("%d bytes missing: %v %q", n, err, a.Text())
		}
	}
}

func TestRefused(t *testing.T) {
	zeros := strings.Repeat("\x00\x01\x02\x03words", 500)
	for name, c := range map[string]struct {
		bytes string
		want  error
		says  string
	}{
		"empty":   {"", feed.ErrNoArticle, "empty"},
		"blank":   {" \n\t\n", feed.ErrNoArticle, ""},
		"pdf":     {"%PDF-1.7\n%âãÏÓ\n1 0 obj", feed.ErrUnreadable, "a PDF"},
		"zip":     {"PK\x03\x04\x14\x00", feed.ErrUnreadable, "ZIP"},
		"png":     {"\x89PNG\r\n\x1a\n", feed.ErrUnreadable, "PNG"},
		"jpeg":    {"\xff\xd8\xff\xe0\x00\x10JFIF", feed.ErrUnreadable, "JPEG"},
		"gzip":    {"\x1f\x8b\x08\x00", feed.ErrUnreadable, "gzip"},
		"webp":    {"RIFF\x00\x00\x00\x00WEBPVP8 ", feed.ErrUnreadable, "WebP"},
		"mp4":     {"\x00\x00\x00\x18ftypmp42", feed.ErrUnreadable, "film"},
		"office":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", feed.ErrUnreadable, "office"},
		"rtf":     {`{\rtf1\ansi words}`, feed.ErrUnreadable, "RTF"},
		"binary":  {zeros, feed.ErrUnreadable, "binary"},
		"noise":   {strings.Repeat("\x01\x80\x02\xff\x03\x1c", 300), feed.ErrUnreadable, "binary"},
		"rss":     {"<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel></channel></rss>", feed.ErrUnreadable, "feed"},
		"svg":     {"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x</text></svg>", feed.ErrUnreadable, "SVG"},
		"large":   {strings.Repeat("words ", page.MaxBytes/6+1), feed.ErrTooLarge, "3 MB"},
		"no text": {"<html><body><script>x</script><img src=a></body></html>", feed.ErrNoArticle, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := page.Read(page.Input{Name: "a.txt", Bytes: []byte(c.bytes)})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %v saying %q", err, c.want, c.says)
			}
		})
	}
	if _, err := page.Read(page.Input{Bytes: []byte(strings.Repeat("words ", page.MaxBytes/6))}); err != nil {
		t.Errorf("a page of the largest size: %v", err)
	}
}

func mhtml(transfer, body string) string {
	return "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://courrier.example/a/b.html\r\nSubject: x\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--cut--\"\r\n\r\n" +
		"----cut--\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\np{}\r\n" +
		"----cut--\r\nContent-Type: text/html; charset=windows-1252\r\nContent-ID: <frame-1@x>\r\nContent-Transfer-Encoding: " + transfer +
		"\r\nContent-Location: https://courrier.example/actualites/fete.html\r\n\r\n" + body + "\r\n"
}

func TestMHTML(t *testing.T) {
	page1252 := encode(t, charmap.Windows1252, "<html><body><h1>L'été à Vélane</h1><p>Vélane (AEX) – Les pêcheurs ont fêté l'été sur la <a href=\"../port\">jetée</a>.</p><p>La fête a réuni 3.000 personnes. -AEX</p></body></html>")
	var qp strings.Builder
	w := quotedprintable.NewWriter(&qp)
	if _, err := w.Write([]byte(page1252)); err != nil || w.Close() != nil {
		t.Fatal("encode quoted-printable")
	}
	wrapped := base64.StdEncoding.EncodeToString([]byte(page1252))
	wrapped = wrapped[:76] + "\r\n" + wrapped[76:]
	for name, s := range map[string]string{
		"quoted-printable": mhtml("quoted-printable", qp.String()) + "----cut----\r\n",
		"base64":           mhtml("base64", wrapped) + "----cut----\r\n",
		"8bit":             mhtml("8bit", page1252) + "----cut----\r\n",
		"cut off":          mhtml("quoted-printable", qp.String()),
		"single part":      "MIME-Version: 1.0\r\nContent-Location: https://courrier.example/actualites/fete.html\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n" + page1252,
	} {
		t.Run(name, func(t *testing.T) {
			a, err := page.Read(page.Input{Name: "a.mhtml", Bytes: []byte(s)})
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != "L'été à Vélane" || a.Byline != "AEX" || a.URL != "https://courrier.example/actualites/fete.html" || a.Source != "courrier.example" {
				t.Errorf("title %q byline %q url %q source %q", a.Title, a.Byline, a.URL, a.Source)
			}
			if len(a.Links) != 1 || a.Links[0].URL != "https://courrier.example/port" {
				t.Errorf("links %+v", a.Links)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	note := `---
title: "Trois ponts rouvrent"
source: "https://courrier.example/ponts?utm_medium=x"
author:
  - "[[Rédaction Tessa]]"
published: 2021-06-09
tags: [clippings, "#ponts"]
lang: fr
publication: Courrier de Lomvek
description: "Fin du chantier"
---
# Trois ponts rouvrent

Lomvek (AEX) – Trois **ponts** sur la [Tessa](https://courrier.example/tessa) ont rouvert
mercredi &amp; pour longtemps, selon le ministère des Travaux publics.

> [!info] Photo
> Un camion franchit le pont.

## Calendrier

1. Mai
2. Juin

| Pont | Coût |
| --- | --- |
| Nord | 1,5 |

` + "```\nx := 1 < 2\n```" + `

La suite est attendue ==en août==, selon [[Ministère|le ministère]].
`
	a, err := page.Read(page.Input{Name: "note.md", Bytes: []byte(note)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, got, want string }{
		{"title", a.Title, "Trois ponts rouvrent"},
		{"url", a.URL, "https://courrier.example/ponts"},
		{"authors", strings.Join(a.Authors, "|"), "Rédaction Tessa"},
		{"published", a.Published.Format("2006-01-02"), "2021-06-09"},
		{"categories", strings.Join(a.Categories, "|"), "clippings|ponts"},
		{"source", a.Source, "Courrier de Lomvek"},
		{"summary", a.Summary, "Fin du chantier"},
		{"place", a.Place, "Lomvek"},
		{"first", a.Body[0].Text(), "Trois ponts sur la Tessa ont rouvert mercredi & pour longtemps, selon le ministère des Travaux publics."},
		{"last", a.Body[len(a.Body)-1].Text(), "La suite est attendue en août, selon le ministère."},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	kinds := map[feed.BlockKind]int{}
	for _, b := range a.Body {
		kinds[b.Kind]++
	}
	if kinds[feed.Heading] != 1 || kinds[feed.ListItem] != 2 || kinds[feed.Table] != 1 || kinds[feed.Preformatted] != 1 || kinds[feed.Quote] == 0 {
		t.Errorf("kinds %v", kinds)
	}
}

func TestBadFrontMatter(t *testing.T) {
	for _, front := range []string{"title: [", "a: &a [*a]", "- x", "title:\n  - a\n  - b", "\t", "title: !!binary x"} {
		a, err := page.Read(page.Input{Name: "n.md", Bytes: []byte("---\n" + front + "\n---\nThe words of a note stand here.\n")})
		if err != nil || !strings.Contains(a.Text(), "The words of a note") {
			t.Errorf("%q: %v %q", front, err, a.Text())
		}
	}
}

func TestTitleFrom(t *testing.T) {
	text := "Les pêcheurs ont fêté l'été sur la jetée. La fête a réuni 3.000 personnes.\n\nElle reprendra demain."
	for name, c := range map[string]struct {
		in   page.Input
		want string
		from feed.TitleFrom
	}{
		"slug":           {page.Input{URL: "http://courrier.example/la-fete-de-l39ete-a-velane/604372.html"}, "La fete de l'ete a velane", feed.TitleFromSlug},
		"slug with id":   {page.Input{URL: "https://courrier.example/la-fete-de-velane-post94725.vnp"}, "La fete de velane", feed.TitleFromSlug},
		"slug of a file": {page.Input{Name: "/tmp/la-fete-des-pecheurs-de-velane.txt"}, "La fete des pecheurs de velane", feed.TitleFromSlug},
		"number":         {page.Input{Name: "000_aef5f391f5e0068b.txt"}, "Les pêcheurs ont fêté l'été sur la jetée.", feed.TitleFromFirstSentence},
		"short name":     {page.Input{Name: "note-1.txt", URL: "http://courrier.example/a/123"}, "Les pêcheurs ont fêté l'été sur la jetée.", feed.TitleFromFirstSentence},
		"repaired":       {page.Input{Bytes: []byte("Le conseil des îles veut réunir les trois écoles depilotage près du port.\n\n" + strings.SplitN(gluedPage, "\n\n", 3)[2])}, "Le conseil des îles veut réunir les trois écoles de pilotage près du port.", feed.TitleFromFirstSentence},
		"user":           {page.Input{Title: "La  fête\n", URL: "http://courrier.example/la-fete-de-l39ete/1.html"}, "La fête", feed.TitleFromUser},
	} {
		t.Run(name, func(t *testing.T) {
			if c.in.Bytes == nil {
				c.in.Bytes = []byte(text)
			}
			a, err := page.Read(c.in)
			if err != nil || a.Title != c.want || a.TitleFrom != c.from {
				t.Errorf("%q from %d, error %v; want %q from %d", a.Title, a.TitleFrom, err, c.want, c.from)
			}
		})
	}
}

func TestIdentity(t *testing.T) {
	read := func(in page.Input) feed.Article {
		a, err := page.Read(in)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	text := []byte(frenchText)
	bare, again := read(page.Input{Name: "a.txt", Bytes: text}), read(page.Input{Name: "b.txt", Bytes: text})
	if bare.ID != again.ID || bare.ID.IsZero() || bare.ID != feed.NewID("bytes", frenchText) {
		t.Error("the same bytes must be the same article")
	}
	one := read(page.Input{URL: "https://courrier.example/a-1.html?utm_source=mail#top", Bytes: text})
	two := read(page.Input{URL: "https://courrier.example/a-1.html", Bytes: []byte(frenchText + "\nAutres\n")})
	if one.ID != two.ID || one.ID == bare.ID {
		t.Error("an address names the article, whatever the bytes")
	}
	for _, same := range []string{"http://www.courrier.example/a-1.html", "https://m.courrier.example/a-1.html"} {
		if got := read(page.Input{URL: same, Bytes: text}); got.ID != one.ID || got.URL != feedtext.Canonical(same) {
			t.Errorf("%s: id %v, want %v; opens %s", same, got.ID, one.ID, got.URL)
		}
	}
	named := read(page.Input{Source: " Courrier  de Vélane ", Bytes: text})
	if named.SourceID != feed.SourceID("Courrier de Vélane") || named.Source != "Courrier de Vélane" {
		t.Errorf("source %q", named.Source)
	}
}

func TestLongTextIsCutVisibly(t *testing.T) {
	line := "Les pêcheurs ont fêté l'été sur la jetée %d, malgré l'orage et la grêle.\n\n"
	var b strings.Builder
	for i := 0; b.Len() < 1<<20; i++ {
		b.WriteString(strings.Replace(line, "%d", strings.Repeat("x", i%50), 1))
		b.WriteString("Et encore.\n\n")
	}
	for name, s := range map[string]string{"lines": b.String(), "one line": strings.ReplaceAll(b.String(), "\n", " ")} {
		a, err := page.Read(page.Input{Bytes: []byte(s)})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(a.Text()); n > 600<<10 || n < 10<<10 || !strings.Contains(a.Body[len(a.Body)-1].Text(), "512 KiB") || len(a.Notes) != 1 {
			t.Errorf("%s: %d bytes, last %q, notes %q", name, n, a.Body[len(a.Body)-1].Text(), a.Notes)
		}
	}
}

func TestUserMarkers(t *testing.T) {
	m, err := page.LoadMarkers(os.DirFS("testdata/markers"))
	if err != nil {
		t.Fatal(err)
	}
	in := page.Input{Bytes: []byte("Road opens in June at last\n\nLakeport (MWA) - The road is open to all cars now.\n\nIt was built in two years.\n\nWeiterlesen\n\nBridge opens in the north too\n")}
	a, err := page.Read(in)
	if err != nil || len(a.Teasers) != 0 {
		t.Fatalf("without markers: %v %+v", err, a.Teasers)
	}
	in.Markers = m
	if a, err = page.Read(in); err != nil || len(a.Teasers) != 1 || len(a.Body) != 2 {
		t.Errorf("with markers: %v %+v %q", err, a.Teasers, a.Text())
	}
	if _, err := page.LoadMarkers(os.DirFS("testdata/badmarkers")); err == nil || !strings.Contains(err.Error(), "de.txt: line 3") {
		t.Errorf("error %v", err)
	}
}
