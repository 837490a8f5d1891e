package refresh

import (
	"strings"
	"time"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/page"
	"veille/feed/parse"
	"veille/feed/text"
)

// Limits of what is kept of one article.
const (
	maxTitle      = 1000 // runes of a title
	maxName       = 200  // runes of an author or category
	maxCategories = 50
	maxSummary    = 1000 // runes of a description that is the text too
	maxEnclosures = 100
	maxCaptions   = 100
	maxRaw        = 1 << 20 // bytes of an item's HTML
	maxPlain      = 64 << 10
)

// Making is what making articles of items takes besides them.
type Making struct {
	Now     time.Time
	Known   func(word string) int // may be nil
	Markers *page.Markers         // nil: the embedded ones
	Sent    feed.Sent             // what SentAll says of the item; zero: by the item alone
}

// Make makes an article of an item: its text is cleaned, what the feed says of
// it goes before what the text says. One with a description alone has it as its
// text and as its summary.
func Make(src *feed.Source, f *parse.Feed, it *parse.Item, m Making) feed.Arrival {
	if m.Sent.ID.IsZero() {
		m.Sent = sentOf(src.ID, it)
	}
	return made(src, f, it, m.Sent, m)
}

func made(src *feed.Source, f *parse.Feed, it *parse.Item, sent feed.Sent, m Making) feed.Arrival {
	html, summary := it.Content, it.Summary
	if html == "" {
		html, summary = it.Summary, ""
	}
	lang := it.Lang
	if lang == "" {
		lang = f.Lang
	}
	title, body := headline(it), html
	if repeats(html, title, it.Source) {
		body, summary = "", ""
	}
	art := read(page.Item{
		HTML: body, Summary: summary, Title: title, URL: it.URL,
		Source: src.Name, Lang: lang, Authors: it.Authors,
		Published: it.Published, Precision: it.Precision, Fetched: m.Now,
		Known: m.Known, Markers: m.Markers,
	})
	art.ID = sent.ID
	art.SourceID, art.Source = src.ID, src.Name
	if u := text.Canonical(it.URL); u != "" {
		art.URL = u
	}
	if title != "" {
		art.Title, art.TitleFrom = text.Limit(title, maxTitle), feed.TitleFromMetadata
	}
	date(&art, it, m.Now)
	credit(&art, f, it, m.Markers)
	if art.Summary == "" && it.Summary != "" && body != "" {
		art.Summary = abridged(described(it.Summary, art.Body))
	}
	a := feed.Arrival{Sent: sent}
	a.Article = art
	if len(html) <= maxRaw {
		a.Raw = feed.Raw{Name: art.URL, Type: "text/html; charset=utf-8", Bytes: []byte(html)}
	}
	return a
}

// read makes an article of the text of an item. Where a fault of ours prevents
// it, the words as they stand are better than no article.
func read(in page.Item) (art feed.Article) {
	defer func() {
		if v := recover(); v != nil {
			s := plain(in.HTML, maxPlain)
			art = feed.Article{Head: feed.Head{Lang: in.Lang, Words: countWords(s, maxPlain)}}
			if s != "" {
				art.Body = []feed.Block{feed.Plain(feed.Paragraph, s)}
			}
		}
	}()
	return page.ReadItem(in)
}

// described returns a description as plain text without what was taken off the
// end of the text it is: "Continue reading", "The post X appeared first on Y".
func described(html string, body []feed.Block) string {
	const most, reach = 4 * maxSummary, 40
	s := plain(html, most)
	if len(body) == 0 || len(html) > most {
		return s
	}
	end := text.Line(body[len(body)-1].Text())
	from := max(0, len(end)-reach)
	for from < len(end) && !utf8.RuneStart(end[from]) {
		from++
	}
	end = end[from:]
	if i := strings.LastIndex(s, end); i >= 0 && end != "" {
		s = s[:i+len(end)]
	}
	return s
}

// abridged cuts a summary that is longer than one should be.
func abridged(s string) string {
	if cut := text.Limit(s, maxSummary); len(cut) < len(s) {
		return cut + "…"
	}
	return s
}

// date gives an article the feed's date. Without one, the time it was first seen
// stands for it, and its precision says so.
func date(art *feed.Article, it *parse.Item, now time.Time) {
	art.Fetched = now
	if !it.Published.IsZero() {
		art.Published, art.Precision = it.Published, it.Precision
		if art.Precision == feed.NoDate {
			art.Precision = feed.Second
		}
	}
	if !it.Updated.IsZero() {
		art.Updated = it.Updated
		if art.Published.IsZero() {
			art.Published, art.Precision = it.Updated, feed.Second
		}
	}
}

// credit adds what the feed says of people, subjects, files and pictures.
func credit(art *feed.Article, f *parse.Feed, it *parse.Item, m *page.Markers) {
	if len(it.Authors) > 0 {
		art.Authors = names(it.Authors)
	} else if len(art.Authors) == 0 && f.Author != "" && !isMailbox(f.Author) {
		art.Authors = names([]string{f.Author})
	}
	if len(it.Categories) > 0 {
		art.Categories = names(it.Categories)
	}
	for _, e := range it.Enclosures {
		if len(art.Enclosures) == maxEnclosures {
			break
		}
		if u, ok := text.SafeURL(e.URL); ok {
			e.URL, e.Type = u, text.Limit(text.Line(e.Type), maxName)
			art.Enclosures = append(art.Enclosures, e)
		}
	}
	for _, c := range it.Pictures {
		addCaptions(art, []feed.Caption{page.FileCaption(c, m)})
	}
}

// isMailbox holds for an address of e-mail alone: those of a feed are for
// complaints about the feed, and name nobody who writes in it.
func isMailbox(s string) bool { return strings.Contains(s, "@") && !strings.Contains(s, " ") }

// addCaptions adds captions that the text has not.
func addCaptions(art *feed.Article, in []feed.Caption) {
	for _, c := range in {
		if c.Text == "" || len(art.Captions) >= maxCaptions {
			continue
		}
		have := false
		for _, old := range art.Captions {
			have = have || text.Fold(old.Text) == text.Fold(c.Text)
		}
		if !have {
			art.Captions = append(art.Captions, feed.Caption{Text: text.Limit(c.Text, maxTitle), Credit: text.Limit(bareCredit(c.Credit), maxName)})
		}
	}
}

// creditWords stand before the name of a photographer or agency, folded.
var creditWords = []string{"©", "(c)", "photograph:", "photo:", "photos:", "picture:", "image:", "credit:", "credit photo:", "anh:"}

// bareCredit takes the words that say what a credit is off it: readers show these
// themselves.
func bareCredit(s string) string {
	for again := true; again; {
		again = false
		s = strings.TrimSpace(s)
		for _, w := range creditWords {
			n := prefixFold(s, w)
			if again = n > 0; again {
				s = s[n:]
				break
			}
		}
	}
	return s
}

// prefixFold returns how many bytes of s are the folded word w, blanks before a
// colon aside; 0 when it does not begin with it.
func prefixFold(s, w string) int {
	for i := range s {
		if i > 3*len(w) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		if strings.ReplaceAll(text.Fold(s[:i+size]), " :", ":") == w {
			return i + size
		}
	}
	return 0
}

// names returns clean names, each once, in order.
func names(in []string) []string {
	out := make([]string, 0, min(len(in), maxCategories))
	for _, s := range in {
		s = text.Limit(text.Line(s), maxName)
		if s == "" || contains(out, s) {
			continue
		}
		if out = append(out, s); len(out) == maxCategories {
			break
		}
	}
	return out
}

func contains(in []string, s string) bool {
	for _, v := range in {
		if v == s {
			return true
		}
	}
	return false
}
