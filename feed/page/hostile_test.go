package page_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/page"
)

func fill(unit string, n int) string { return strings.Repeat(unit, n/len(unit)) }

// hostilePages are pages of the largest size that make parsers slow, deep or
// fat.
func hostilePages(n int) map[string]string {
	body := func(s string) string { return "<html><body><p>Begin of the text.</p>" + s }
	fonts := ""
	for i := range 400 {
		fonts += fmt.Sprintf("<font color=c%d>", i)
	}
	return map[string]string{
		"p-a":          body(fill("<p><a>", n)),
		"p-a-text":     body(fill("<p><a href=x>w</a> ", n)),
		"option":       body("<select>" + fill("<option>x", n)),
		"option-bare":  body(fill("<option>x", n)),
		"attributes":   body("<p " + fill("a=b ", n) + ">x</p>"),
		"attributes-n": body(fill("<p a=b c=d e=f g=h i=j>x", n)),
		"distinct":     body("<p " + strings.Join(numbered("a", n/8), " ") + ">x</p>"),
		"div":          body(fill("<div>", n)),
		"blockquote":   body(fill("<blockquote>", 2400) + "x"),
		"deep-ok":      body(strings.Repeat("<div>", 180) + fill("<p>some words.</p>", n/2)),
		"formatting":   body(fonts + "<p>" + fill("</p><p>x", n)),
		"fonts":        body(fill("<font><p>", n)),
		"b-i":          body(fill("<b><i><p>x", n)),
		"table":        body(fill("<table><tr><td>", n)),
		"foster":       body("<table>" + fill("x<b>", n)),
		"rows":         body("<table>" + fill("<tr><td>a<td>b", n) + "</table>"),
		"cells":        body("<table><tr>" + fill("<td>a", n)),
		"lists":        body(fill("<ul><li>", n)),
		"items":        body("<ul>" + fill("<li>item of the list", n)),
		"svg":          body(fill("<svg><g>", n)),
		"math":         body(fill("<math><mi>x", n)),
		"template":     body(fill("<template>", n)),
		"entities":     body("<p>" + fill("&amp;&lt;&#27;", n)),
		"lt":           body(fill("<", n)),
		"comment":      body("<!--" + fill("-- ", n)),
		"comments":     body(fill("<!-- x -->", n)),
		"paragraphs":   body(fill("<p>Words of a sentence that ends.</p>\n", n)),
		"br":           body(fill("line of words<br>", n)),
		"spans":        body("<p>" + fill("<span>ab </span>", n)),
		"word":         body(fill("a", n)),
		"pre":          body("<pre>" + fill("x\n", n)),
		"links":        body(fill("<a href=http://x.example/>word word</a> ", n)),
		"images":       body(fill("<img src=x>", n)),
		"figures":      body(fill("<figure><img src=a><figcaption>Caption of it</figcaption></figure>", n)),
		"headings":     body(fill("<h2>x</h2>", n)),
		"jsonld":       `<html><script type="application/ld+json">` + fill("[", n/4) + "</script><p>Some words.",
		"text-lines":   "Title of it\n" + fill("a line of text that ends in nothing\n", n),
		"text-lower":   fill("a line of text that goes on and on\n", n),
		"text-one":     fill("Sentence of words here. ", n),
		"text-glued":   fill("Sentence of words here.", n),
		"text-paren":   fill("(", n),
		"text-photo":   fill("Photo: AB ", n),
		"text-photos":  fill("Photo: AB\n", n),
		"text-bar":     fill("a|", n),
		"text-bars":    fill("text of a cell |\n", n),
		"text-dash":    fill("A - ", n),
		"text-anh":     fill("anh 1", n),
		"text-arrows":  fill(">>x\n", n),
		"text-same":    fill("The very same paragraph of the text, once more printed.\n\n", n),
		"text-menus":   fill("Word\n", n),
		"text-cards":   fill("Health Words of a title The words of a summary end.\n", n),
		"text-capital": fill("A", n),
		"text-dates":   fill("3 July 2020\n", n),
		"text-slash":   fill("/", n),
		"text-signed":  "Title of it\n\nBegin of the text.\n" + fill("Minh Da (KTX)\n", n) + "\nA paragraph of text that goes on behind.\n\nA paragraph of text that goes on behind.\n",
		"text-marks":   "Begin of the text.\n" + fill("Read also on our site:\n", n) + "\nA paragraph of text that goes on behind.\n\nA paragraph of text that goes on behind.\n",
		"text-more":    "Begin of the text.\n" + fill("See more\n", n) + "\nA paragraph of text that goes on behind.\n\nA paragraph of text that goes on behind.\n",
		"text-short":   fill("Velmora (MWA) – The mole reopened on Sunday after three winters of work, and boats came back. -MWA\n", n),
		"text-insets":  "KTX - " + fill("Begin of the text is here.\nA title of words\nKTX - Summary of it.\n", n),
		"md-quote":     "---\ntitle: x\n---\n" + fill("> ", n),
		"md-list":      "---\ntitle: x\n---\n" + fill("- ", n),
		"md-brackets":  "---\ntitle: x\n---\n" + fill("[", n),
		"md-links":     "---\ntitle: x\n---\n" + fill("[a](", n),
		"md-stars":     "---\ntitle: x\n---\n" + fill("*a **", n),
		"md-under":     "---\ntitle: x\n---\n" + fill("_a ", n),
		"md-ticks":     "---\ntitle: x\n---\n" + fill("`a``", n),
		"md-table":     "---\ntitle: x\n---\n|a|b|\n|-|-|\n" + fill("|x", n),
		"md-indent":    "---\ntitle: x\n---\n" + stairs(n),
		"md-refs":      "---\ntitle: x\n---\n" + fill("[a]: b\n", n),
		"md-html":      "---\ntitle: x\n---\n" + fill("<a ", n),
		"md-images":    "---\ntitle: x\n---\n" + fill("![[a", n),
		"yaml-alias":   "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\ntags: [*c,*c,*c,*c]\n---\nSome words.",
		"yaml-deep":    "---\ntitle: " + fill("[", 60000) + "\n---\nSome words.",
		"mhtml-parts":  "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + fill("--b\nContent-Type: text/css\n\nx\n", n),
		"mhtml-nested": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + fill("--b\nContent-Type: multipart/mixed; boundary=b\n\n", n),
		"mhtml-header": "MIME-Version: 1.0\nContent-Type: text/html\n" + fill("X-A: b\n", n),
	}
}

func numbered(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d=1", prefix, i)
	}
	return out
}

// stairs is a list whose items are indented ever deeper.
func stairs(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// TestHostilePages holds that every page ends in an article or in one of the
// documented errors. HOSTILE_REPORT prints time and memory of each.
func TestHostilePages(t *testing.T) {
	size := 48 << 10
	report := os.Getenv("HOSTILE_REPORT") != ""
	if report {
		size = page.MaxBytes - 4096
	}
	for name, s := range hostilePages(size) {
		if only := os.Getenv("HOSTILE_ONLY"); only != "" && only != name {
			continue
		}
		t.Run(name, func(t *testing.T) {
			s = s[:min(len(s), page.MaxBytes)]
			start := time.Now()
			a, err := page.Read(page.Input{Name: "x", Bytes: []byte(s)})
			if report {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				t.Logf("%-14s %6.2fs  heap system %d MB  %v %d blocks", name, time.Since(start).Seconds(), m.HeapSys>>20, err, len(a.Body))
			}
			if err != nil && !errors.Is(err, feed.ErrNoArticle) && !errors.Is(err, feed.ErrUnreadable) {
				t.Error(err)
			}
			if n := len(a.Text()); n > 600<<10 {
				t.Errorf("kept %d bytes of text", n)
			}
		})
	}
}
