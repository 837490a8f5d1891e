package parse

import (
	"fmt"
	"strings"
	"testing"
)

// press makes a feed of n articles of some 600 words in the manner of the press.
func press(n int, escaped bool) []byte {
	const words = "Le conseil a examiné lundi un projet d’aménagement du fleuve, dont les crues ont coupé deux routes cette année. "
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Agence Exemple</title><link>https://exemple.test/</link><language>fr</language>`)
	text := strings.Repeat("<p>"+strings.Repeat(words, 4)+`<a href="https://exemple.test/a/1">carte</a></p>`+"\n", 8)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Le fleuve, la ville et la crue n° %d</title><link>https://exemple.test/a/%d</link><guid isPermaLink="false">exemple:%d</guid>
<pubDate>Mon, 18 May 2026 08:%02d:00 +0700</pubDate><dc:creator>La rédaction</dc:creator><category>Société</category>
<description>%s</description><content:encoded>`, i, i, i, i%60, words)
		if escaped {
			b.WriteString(escaper.Replace(text))
		} else {
			b.WriteString("<![CDATA[" + text + "]]>")
		}
		b.WriteString("</content:encoded></item>\n")
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name    string
		escaped bool
	}{{"cdata", false}, {"escaped", true}} {
		b.Run(c.name, func(b *testing.B) {
			in := press(500, c.escaped)
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				if f, err := Read(in, Options{Now: now}); err != nil || len(f.Items) != 500 {
					b.Fatal(len(f.Items), err)
				}
			}
			b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func BenchmarkDate(b *testing.B) {
	for _, s := range []string{"2026-05-18T08:30:00+07:00", "Mon, 18 May 2026 08:30:00 +0700", "lun., 18 mai 2026 à 08h30"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				if _, _, ok := Date(s, "fr"); !ok {
					b.Fatal(s)
				}
			}
		})
	}
}
