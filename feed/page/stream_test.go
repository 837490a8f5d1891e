package page

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// treeOf reads a fragment as the parser's tree has it.
func treeOf(t *testing.T, s string, base *url.URL) []piece {
	t.Helper()
	safe, ok := guardHTML(s)
	if !ok {
		t.Fatalf("%q is too much for a tree", s)
	}
	doc, err := html.Parse(strings.NewReader(safe))
	if err != nil {
		t.Fatal(err)
	}
	b := blocks{base: base}
	b.children(bodyOf(doc), inline{})
	b.flush()
	return b.out
}

// sameAsTree fails where the stream reads s and reads it otherwise than the tree.
func sameAsTree(t *testing.T, s string) (read bool) {
	t.Helper()
	base := &url.URL{Scheme: "https", Host: "example.org", Path: "/a/"}
	got, ok := new(stream).read(s, base)
	if !ok {
		return false
	}
	if want := treeOf(t, s, base); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\nstream %s\ntree   %s", s, show(got), show(want))
	}
	return true
}

func show(in []piece) string {
	var b strings.Builder
	for i := range in {
		fmt.Fprintf(&b, "\n  %+v", in[i])
	}
	return b.String()
}

// TestStreamReads lists fragments as feeds have them, which must not need a
// tree.
func TestStreamReads(t *testing.T) {
	for _, s := range []string{
		"", "Example", "  two \n words ", "1 < 2 & 3 > 2 &amp; <", "<p>One.</p>\n<p>Two.</p>",
		"<p>One<p>Two <b>bold <i>both</i></b> plain<p>Three", "<div><p>In a box</div>after",
		`<a href="https://example.org/?a=1&amp;b=2">link</a> and <a href='/x y'>other</a> <a href=z>bare</a><a name=n>none</a>`,
		"a<br>b<br/>c<br />d<BR><P CLASS=x>E</P>", "<h2>Head</h2><p>Text</p><hr><h3>More <em>of</em> it</h3>",
		"<ul><li>one<li>two<ul><li><p>deep</ul><li>three</ul><ol><li>first</li><li>second</li></ol>",
		"<blockquote><p>Said.</p><blockquote>Deeper</blockquote></blockquote>", "<pre>\nline\n  <b>two</b></pre>tail",
		`<figure><img src="a.jpg" alt="x>y"><figcaption>The <i>bridge</i>. Photo: AEX</figcaption></figure>`,
		"a<!-- more -->b<!-- --- --><script>if (a<b) {}</script><style type='text/css'>p{}</style>c",
		`<iframe src="https://example.org/v"></iframe><video controls><source src=a><p>No video</p></video>text`,
		"<p>x&nbsp;y&eacute;&#233;&#x20AC;&hellip;&notanentity;</p>", "<span>a</span><span> b</span> <span>c </span> d",
		"<q>quote</q> H<sub>2</sub>O <del>gone</del><ins>new</ins>", "<section><header>h</header><aside>a</aside>b<footer>c</footer></section>",
	} {
		if !sameAsTree(t, s) {
			t.Errorf("%q needs a tree", s)
		}
	}
}

// TestStreamGivesUp lists what only a parser can read.
func TestStreamGivesUp(t *testing.T) {
	for _, s := range []string{
		"<b>a<p>b</b>c", "<a href=x>a<a href=y>b</a></a>", "<table><tr><td>x</table>", "<i>a<b>b</i>c</b>", "<p>a</div>b",
		`<a href="?a=1&copy=2">x</a>`, "<!DOCTYPE html><p>x", "<![CDATA[x]]>", "<svg><p>x</svg>", "a<", "<p", "<p a='", "x\x00y",
		"<script>a", "<select><option>x</select>", "<h1>a<h2>b</h2>", "&am<!-- -->p;", "<<!-- -->b>x",
	} {
		if _, ok := new(stream).read(s, nil); ok && s != "a<" {
			t.Errorf("%q is read without a tree", s)
		}
	}
}

// TestStreamAgainstTree puts tags and words together at random: what the stream
// reads is what the tree says.
func TestStreamAgainstTree(t *testing.T) {
	words := strings.Split("word|two words| |\n|&amp;|&nbsp;|é|<|>|;|<br>|<hr>|<img src=a>|<!-- c -->|<style>x</style>", "|")
	names := strings.Fields("p div b i a em ul ol li h2 h3 blockquote pre figure figcaption span q sub section video")
	rnd, read := rand.New(rand.NewPCG(7, 11)), 0
	const n = 60_000
	for range n {
		var b strings.Builder
		var open []string
		for range 1 + rnd.IntN(14) {
			switch k := rnd.IntN(10); {
			case k < 4:
				b.WriteString(words[rnd.IntN(len(words))])
			case k < 7:
				open = append(open, names[rnd.IntN(len(names))])
				b.WriteString("<" + open[len(open)-1] + ">")
			case k < 9 && len(open) > 0:
				b.WriteString("</" + open[len(open)-1] + ">")
				open = open[:len(open)-1]
			default:
				b.WriteString("</" + names[rnd.IntN(len(names))] + ">")
			}
		}
		if sameAsTree(t, b.String()) {
			read++
		}
	}
	if read < n/5 {
		t.Errorf("only %d of %d read without a tree", read, n)
	}
}

func FuzzStream(f *testing.F) {
	for _, s := range []string{"<p>a<br>b", "<ul><li>a<li>b</ul>", "a &lt; b<!-- x -->", `<a href="x?a&amp;b">c</a>`, "<pre>\n a</pre>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, ok := guardHTML(s); ok {
			sameAsTree(t, s)
		}
	})
}
