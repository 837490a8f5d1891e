package export

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

func feedOf(t *testing.T, format string, change func(*Options), list ...feed.Article) []byte {
	t.Helper()
	f, ok := Find(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	o := testOptions(f)
	if change != nil {
		change(&o)
	}
	var b bytes.Buffer
	if _, err := Write(context.Background(), &b, f, seq(list...), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFeedGolden(t *testing.T) {
	for _, c := range []struct {
		name, format string
		change       func(*Options)
	}{
		{"full.atom", "atom", func(o *Options) { o.Depth = Full }},
		{"lead.vi.atom", "atom", func(o *Options) {
			o.Lang, o.Order, o.Made, o.Self, o.Home = "vi", Newest, time.Time{}, "https://veille.example/ports.atom", "https://veille.example/ports.html"
		}},
		{"full.rss", "rss", func(o *Options) { o.Depth = Full }},
		{"refs.rss", "rss", func(o *Options) { o.Depth, o.Notes = Refs, false }},
		{"full.feed.json", "jsonfeed", func(o *Options) { o.Depth, o.Order = Full, Oldest }},
		{"quotes.feed.json", "jsonfeed", func(o *Options) {
			o.Depth, o.Self, o.Licence = Quotes, "https://veille.example/ports.feed.json", "CFC 2024-1"
		}},
	} {
		got := feedOf(t, c.format, c.change, testArticles()...)
		if again := feedOf(t, c.format, c.change, testArticles()...); !bytes.Equal(got, again) {
			t.Errorf("%s: not the same twice", c.name)
		}
		golden(t, c.name, got)
	}
}

// TestFeedsAreWellFormed holds that whatever stands in an article, what is
// written is XML 1.0 or JSON, with as many items as there are articles and the
// title as it was.
func TestFeedsAreWellFormed(t *testing.T) {
	hostile := []string{
		"</title><script>alert(1)</script>", "]]><x/>", "<!-- -->", "a & b &amp; c &#0; &#x1F;", "quote \" ' `", "\\u0000 \\\" }],[{", "{{x}} =cmd|' /C calc'!A0",
		"line\nbreak\ttab\rreturn", "\u202eevil\u202c", "\x00\x01\x1f\x7f", "\ufffe\uffff", "bad \xff\xc0 utf-8", "🛳️ 𝕏", strings.Repeat("long ", 400), "", " ",
	}
	for _, format := range []string{"atom", "rss", "jsonfeed"} {
		for _, depth := range []Depth{Refs, Quotes, Lead, Full} {
			var list []feed.Article
			for i, s := range hostile {
				a := testArticles()[i%4]
				a.TitleFrom = feed.TitleFromText
				a.ID, a.Title, a.Source, a.Lang, a.URL = feed.NewID(s), s, s, s, "https://quai.example/"+s
				a.Authors, a.Notes, a.Categories = []string{s}, []string{s}, []string{s}
				a.Standfirst, a.Byline = s, s
				a.Body = append(a.Body, feed.Plain(feed.Preformatted, s), feed.Block{Kind: feed.Figure, URL: "javascript:" + s, Spans: []feed.Span{{Text: s, URL: "https://quai.example/\"" + s}}})
				a.Highlights = []feed.Highlight{{ID: feed.NewID("h"), Range: feed.Range{End: 10}, Quote: s, Note: s}}
				a.Published = a.Published.AddDate(i*1000, 0, 0)
				list = append(list, a)
			}
			got := feedOf(t, format, func(o *Options) {
				o.Depth, o.Title, o.Query, o.Licence, o.Self, o.Home = depth, hostile[0], hostile[3], hostile[1], "https://x.example/\"><x", "javascript:alert(1)"
			}, list...)
			titles, err := titlesOf(format, got)
			if err != nil {
				t.Fatalf("%s, %s: %v\n%s", format, depth, err, got)
			}
			if len(titles) != len(list) {
				t.Fatalf("%s, %s: %d items of %d", format, depth, len(titles), len(list))
			}
			for i, s := range titles[:8] {
				if want := hostile[i]; s != want {
					t.Errorf("%s, %s: title %q, want %q", format, depth, s, want)
				}
			}
			for _, bad := range []string{"<script", "href=\"javascript"} {
				if bytes.Contains(got, []byte(bad)) && format != "jsonfeed" {
					t.Errorf("%s, %s: %s stands in it", format, depth, bad)
				}
			}
		}
	}
}

// titlesOf reads the titles of the items by readers that are not ours and take
// nothing that is not well formed.
func titlesOf(format string, b []byte) (out []string, err error) {
	if format == "jsonfeed" {
		var f struct{ Items []struct{ Title string } }
		err := json.Unmarshal(b, &f)
		for _, it := range f.Items {
			out = append(out, it.Title)
		}
		return out, err
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	in, title := false, false
	depth := 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch v := tok.(type) {
		case xml.StartElement:
			depth++
			if v.Name.Local == "entry" || v.Name.Local == "item" {
				in, depth = true, 0
				out = append(out, "")
			}
			title = in && depth == 1 && v.Name.Local == "title" && v.Name.Space != feed.ElementSpace
		case xml.EndElement:
			depth--
			title = false
		case xml.CharData:
			if title {
				out[len(out)-1] += string(v)
			}
		}
	}
}

func TestJSONFeedKeys(t *testing.T) {
	var f map[string]any
	if err := json.Unmarshal(feedOf(t, "jsonfeed", func(o *Options) { o.Depth = Full }, testArticles()...), &f); err != nil {
		t.Fatal(err)
	}
	if f["version"] != "https://jsonfeed.org/version/1.1" {
		t.Errorf("version %v", f["version"])
	}
	for i, it := range f["items"].([]any) {
		it := it.(map[string]any)
		own := it["_veille"].(map[string]any)
		_, html := it["content_html"]
		_, text := it["content_text"]
		if html == text || it["id"] == "" || own["about"] == "" {
			t.Errorf("item %d: %v", i, it)
		}
		for _, key := range []string{"source", "accessed", "date_precision", "place", "note", "tags"} {
			if _, ok := own[key]; !ok {
				t.Errorf("item %d has no _veille.%s", i, key)
			}
		}
	}
}

// TestStateStays holds that what the user has read and starred leaves in whole
// texts alone, which are for himself.
func TestStateStays(t *testing.T) {
	for format, state := range map[string]string{"atom": "<v:state", "rss": "<v:state", "jsonfeed": `"state":`} {
		for _, depth := range []Depth{Refs, Quotes, Lead, Full} {
			got := feedOf(t, format, func(o *Options) { o.Depth = depth }, testArticles()...)
			if has := bytes.Contains(got, []byte(state)); has != (depth == Full) {
				t.Errorf("%s at %s: state is there: %v", format, depth, has)
			}
		}
	}
}

func TestUUID(t *testing.T) {
	// RFC 9562, appendix A.4, has the name in the DNS; this one was made with
	// Python's uuid.uuid5(uuid.NAMESPACE_URL, "https://quai.example/").
	if got, want := uuid5("https://quai.example/"), "4940d81c-b5c5-5cf4-a28f-b50382e985a1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
