package refresh

import (
	"fmt"
	"html"
	"strings"
)

// entry is an item of a feed made up for a test.
type entry struct{ id, link, title, text, content string }

// rssOf writes a feed.
func rssOf(title string, in ...entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>%s</title><link>https://site.example/</link>", html.EscapeString(title))
	for _, e := range in {
		b.WriteString("<item>")
		for _, f := range [][2]string{{"guid", e.id}, {"link", e.link}, {"title", e.title}, {"description", e.text}, {"content:encoded", e.content}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "<%s>%s</%s>", f[0], html.EscapeString(f[1]), f[0])
			}
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// long is a text of several hundred words, other for each n.
func long(n int) string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "<p>The harbour office of quay %d counted %d ships in week %d, more than in the year before, and expects the tide tables to hold until the dredging of the northern channel is over.</p>", n, 40+i+n, i)
	}
	return b.String()
}

func entries(n int, name string) []entry {
	out := make([]entry, n)
	for i := range out {
		out[i] = entry{
			id: fmt.Sprintf("%s-%d", name, i), link: fmt.Sprintf("https://site.example/%s/%d", name, i),
			title: fmt.Sprintf("Report %d of %s", i, name), text: long(i),
		}
	}
	return out
}
