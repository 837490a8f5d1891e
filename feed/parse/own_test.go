package parse

import (
	"strings"
	"testing"

	"veille/feed"
)

func TestOwnBlocks(t *testing.T) {
	const begin, end = `<p><strong>lead</strong></p><div class="veille-body">`, `</div><aside><p>note</p></aside>`
	for _, c := range []struct{ html, want string }{
		{"", ""},
		{"<p>a &amp; b<br>c</p>\n<p></p>", "paragraph(a & b\nc) paragraph()"},
		{"<p>a<strong>b<em>c</em></strong><mark>d</mark></p>", "paragraph(a|b/strong|c/strong+emphasis|d)"},
		{"<p>a<mark>b</mark>c</p>", "paragraph(abc)"},
		{"<h2>a</h2><hr><pre>\n\nx</pre><pre>\ny</pre>", "heading2(a) rule() preformatted(\nx) preformatted(y)"},
		{"<ul><li>a<ol><li value=\"4\">b</li><li>c</li></ol></li><li>d</li></ul>", "list1(a) list2#4(b) list2#5(c) list1(d)"},
		{"<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>", "quote1(a) quote2(b) paragraph(c)"},
		{`<div class="table"><table><tr><th>a</th><th></th></tr><tr><td>b<br>c</td><td>d</td></tr></table></div><p>e</p>`, "table[a,;b\nc,d] paragraph(e)"},
		{`<figure><a href="https://x.example/">https://x.example/</a><figcaption>c <a href="https://y.example/">d</a></figcaption></figure>`, "figure@https://x.example/(c |d@https://y.example/)"},
		{"stray <p>a</p> <span>words</span>", "paragraph(stray ) paragraph(a) paragraph(words)"},
		{"</ul></li></blockquote></td><td>x</td><tr><figcaption>y</figcaption>", "paragraph(x) paragraph(y)"},
	} {
		if got := blocksLine(ownBlocks(begin + c.html + end)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.html, got, c.want)
		}
	}
	if got := ownBlocks("<p>lead</p>"); got != nil {
		t.Errorf("%+v of no body", got)
	}
}

// blocksLine writes blocks on a line.
func blocksLine(blocks []feed.RecordBlock) string {
	var out []string
	for _, b := range blocks {
		s := b.Kind
		if b.Level > 0 {
			s += string(rune('0' + b.Level))
		}
		if b.Number > 0 {
			s += "#" + string(rune('0'+b.Number))
		}
		if b.URL != "" {
			s += "@" + b.URL
		}
		var runs, rows []string
		for _, r := range b.Spans {
			one := r.Text
			if len(r.Style) > 0 {
				one += "/" + strings.Join(r.Style, "+")
			}
			if r.URL != "" {
				one += "@" + r.URL
			}
			runs = append(runs, one)
		}
		for _, r := range b.Rows {
			rows = append(rows, strings.Join(r, ","))
		}
		if rows != nil {
			s += "[" + strings.Join(rows, ";") + "]"
		} else {
			s += "(" + strings.Join(runs, "|") + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// TestOwnIsOurs holds that only items that veille can have written have a record.
func TestOwnIsOurs(t *testing.T) {
	id := feed.NewID("x").String()
	atom := func(space, entry string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:v="` + space + `"><entry>` + entry + `</entry></feed>`
	}
	json := func(item string) string {
		return `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[` + item + `]}`
	}
	for _, c := range []struct {
		name, feed string
		ours       bool
	}{
		{"ours", atom(feed.ElementSpace, `<id>urn:veille:`+id+`</id><title>T</title><v:place>P</v:place>`), true},
		{"another prefix", strings.NewReplacer("xmlns:v", "xmlns:q", "v:place", "q:place").Replace(atom(feed.ElementSpace, `<id>urn:veille:`+id+`</id><title>T</title><v:place>P</v:place>`)), true},
		{"a prefix that is not bound", strings.ReplaceAll(atom(feed.ElementSpace, `<id>urn:veille:`+id+`</id><title>T</title><v:place>P</v:place>`), "v:place", "q:place"), false},
		{"no element of ours", atom(feed.ElementSpace, `<id>urn:veille:`+id+`</id><title>T</title>`), false},
		{"another space", atom("urn:other", `<id>urn:veille:`+id+`</id><title>T</title><v:place>P</v:place>`), false},
		{"another id", atom(feed.ElementSpace, `<id>urn:x:1</id><title>T</title><v:place>P</v:place>`), false},
		{"an unknown element", atom(feed.ElementSpace, `<id>urn:veille:`+id+`</id><title>T</title><v:other>P</v:other>`), false},
		{"json", json(`{"id":"` + id + `","title":"T","_veille":{"place":"P"}}`), true},
		{"json of others", json(`{"id":"` + id + `","title":"T"}`), false},
		{"json without identity", json(`{"id":"1","title":"T","_veille":{"place":"P"}}`), false},
		{"json of another shape", json(`{"id":"` + id + `","title":"T","_veille":{"place":7}}`), false},
		{"json of no object", json(`{"id":"` + id + `","title":"T","_veille":"x"}`), false},
	} {
		f, err := Read([]byte(c.feed), Options{})
		if err != nil || len(f.Items) != 1 {
			t.Errorf("%s: %v, %d items", c.name, err, len(f.Items))
			continue
		}
		own := f.Items[0].Own
		if (own != nil) != c.ours {
			t.Errorf("%s: %+v", c.name, own)
		}
		if own != nil && (own.ID != id || own.Title != "T" || own.Place != "P") {
			t.Errorf("%s: %+v", c.name, own)
		}
	}
}

// TestOwnBlocksTraps holds that hostile HTML costs time by its length: each of
// these takes minutes when it costs by the square of it.
func TestOwnBlocksTraps(t *testing.T) {
	const size = 512 << 10
	for _, s := range []string{"<em>", "<li>", "<ul>", "<td>", "<tr>", "<table><tr><td>", "<br>", "<p>", "<a href=x>y", "<blockquote>", "<figure>", "<figcaption>x", "</p>", "<div>", "&amp;", "<", "<pre>\n", "<em>x</em>"} {
		ownBlocks(`<div class="veille-body"><p>` + strings.Repeat(s, size/len(s)))
		ownBlocks(`<div class="veille-body"><table><tr><td>` + strings.Repeat(s, size/len(s)))
	}
}

func FuzzOwnBlocks(f *testing.F) {
	f.Add(`<div class="veille-body"><p>a<br>b</p><ul><li>c</li></ul><table><tr><td>d</td></tr></table><figure><a href="x">y</a><figcaption>z</figcaption></figure></div>`)
	f.Add(`<div class="veille-body"><figure><p>a</p><td>b<tr><th>c<hr></figcaption>d<pre>` + "\n")
	f.Fuzz(func(t *testing.T, s string) {
		r := feed.Record{Blocks: ownBlocks(s), ID: feed.NewID("x").String()}
		a, _, _, err := r.Article(nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Text()) > 2*len(s)+2*len(a.Body)+len(s) {
			t.Fatalf("%d bytes of text from %d", len(a.Text()), len(s))
		}
	})
}
