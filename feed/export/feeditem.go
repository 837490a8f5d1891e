package export

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // what RFC 9562 makes identities of version 5 with: a name, no secret
	"fmt"
	"slices"
	"strings"
	"time"

	"veille/feed"
)

// item is what Atom, RSS and JSON Feed say of an article alike.
type item struct {
	rec       feed.Record // what feeds cannot say themselves, and the tags
	title     string      // as it stands; "" for none
	headline  string      // for lists, where there is no title too
	url       string      // "" for what cannot be linked
	lang      string      // noLang where it is not known
	lead      string
	html      string // all that is passed on of the text
	more      bool   // html says more than the lead
	authors   []string
	published string // RFC 3339, "" without date
	updated   time.Time
}

// noLang is what BCP 47 calls a language that is not known.
const noLang = "und"

// feeds keeps what the writers of feeds have in common.
type feeds struct {
	*dossier
	latest time.Time // change of an article that was written
}

func (f *feeds) item(a *feed.Article) item {
	small := *a
	small.Body = nil // the record's texts follow from it and are not wanted
	it := item{
		rec: feed.NewRecord(small, f.Themes, false, nil), title: a.Title, headline: a.Title, lang: strings.ToLower(a.Lang),
		published: rfc3339(a.Published), updated: f.changed(a), authors: a.Authors, html: f.contentHTML(a),
	}
	if f.depthOf(a) != Refs {
		it.lead = leadOf(a)
	}
	if f.depthOf(a) != Full { // what is passed on tells nobody what its sender has read
		it.rec.State = feed.RecordState{}
	}
	it.more = it.html != "" && it.html != "<p>"+esc(it.lead)+"</p>"
	if a.TitleFrom == feed.TitleFromFirstSentence {
		it.title = ""
	}
	if len(it.authors) == 0 {
		if s := authorOf(a); s != "" {
			it.authors = []string{s}
		}
	}
	it.authors = slices.DeleteFunc(slices.Clone(it.authors), func(s string) bool { return oneLine(s) == "" }) // all of them stand in the record
	it.rec.Title, it.rec.ListTitle, it.rec.Lang = "", "", ""
	if a.Title != "" && oneLine(a.Title) == "" { // a list would have a line that nobody sees
		it.headline, it.rec.Title = titled(a, f.words), a.Title
	}
	if !isLang(it.lang) || it.lang != a.Lang {
		it.rec.Lang = a.Lang
	}
	if !isLang(it.lang) {
		it.lang = noLang
	}
	if feed.Linkable(a.URL) {
		it.url = cleanURL(a.URL)
	}
	if it.rec.URL == it.url {
		it.rec.URL = ""
	}
	if it.updated.After(f.latest) {
		f.latest = it.updated
	}
	return it
}

// changed is when an article was last changed by its publisher, as far as that
// is known; never zero.
func (f *feeds) changed(a *feed.Article) time.Time {
	t := a.Published
	if a.Updated.After(t) {
		t = a.Updated
	}
	for _, other := range []time.Time{a.Fetched, f.Made} {
		if rfc3339(t) == "" {
			t = other
		}
	}
	if rfc3339(t) == "" {
		t = time.Unix(0, 0).UTC()
	}
	return t
}

// changedAll is when the feed was last changed: when it was made, else with its
// latest article.
func (f *feeds) changedAll() time.Time {
	t := f.Made
	if rfc3339(t) == "" {
		t = f.latest
	}
	if rfc3339(t) == "" {
		t = time.Unix(0, 0).UTC()
	}
	return t
}

// rfc3339 writes a time to the second, "" for one that is not known or that RFC
// 3339 cannot say.
func rfc3339(t time.Time) string {
	if _, off := t.Zone(); off%60 != 0 || off <= -24*3600 || off >= 24*3600 {
		t = t.UTC()
	}
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// identity is the feed's own: of a name, so that it stays when articles come
// and go.
func (f *feeds) identity() string {
	name := oneLine(f.Key)
	if name == "" {
		name = oneLine(f.Query)
	}
	if name == "" {
		name = oneLine(f.Title)
	}
	return "urn:uuid:" + uuid5(feed.ElementSpace+"#feed:"+name)
}

// uuid5 is the UUID of version 5 (RFC 9562, section 5.5) of a URI.
func uuid5(name string) string {
	urls := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	h := sha1.Sum(append(urls, name...)) //nolint:gosec // see above
	u := h[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// generator parts the program's name and version.
func (f *feeds) generator() (name, version string) {
	name, version, _ = strings.Cut(oneLine(f.Generator), " ")
	return name, version
}

// contentHTML is the text of an article as far as its depth goes: lead, body,
// captions, highlights, notes. The body alone stands in an element of its own,
// for who reads it back (feed.Extension); it is written so that its text comes
// back byte for byte.
func (f *feeds) contentHTML(a *feed.Article) string {
	var b bytes.Buffer
	m := markup{dossier: f.dossier, level: 2}
	text := a.Marking()
	if s := oneLine(a.Standfirst); s != "" && len(a.Body) > 0 {
		b.WriteString("<p><strong>" + esc(s) + "</strong></p>\n")
	} else if s := headOf(a); s != "" {
		b.WriteString("<p>" + esc(s) + "</p>\n")
	}
	if len(a.Body) > 0 {
		b.WriteString("<div class=\"" + feed.BodyClass + "\">\n")
		m.body(&b, text.Body)
		b.WriteString("</div>\n")
	}
	for _, c := range a.Captions {
		if s := captionText(c); s != "" {
			b.WriteString("<figure><figcaption>" + esc(s) + "</figcaption></figure>\n")
		}
	}
	for i := range text.Passages {
		m.beside(&b, &text.Passages[i].Highlight, a.Lang)
	}
	m.passages(&b, text.Apart, a.Lang)
	for _, n := range a.Notes {
		m.aside(&b, "", m.paragraphs(n), a.Lang)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// body writes blocks without what the page of a dossier adds: headings keep their
// levels, pictures their addresses.
func (m *markup) body(b *bytes.Buffer, blocks []feed.Block) {
	for i := 0; i < len(blocks); {
		switch blocks[i].Kind {
		case feed.ListItem:
			i += m.list(b, run(blocks[i:], feed.ListItem))
			continue
		case feed.Quote:
			i += m.quotes(b, run(blocks[i:], feed.Quote))
			continue
		case feed.Figure:
			m.figure(b, &blocks[i])
		default:
			m.block(b, &blocks[i], 0)
		}
		i++
	}
}

// figure links a picture, which is not passed on, and writes its caption.
func (m *markup) figure(b *bytes.Buffer, bl *feed.Block) {
	b.WriteString("<figure>")
	if m.linkable(bl.URL) {
		b.WriteString(htmlLink(bl.URL, esc(cleanURL(bl.URL))))
	}
	if inner := m.spans(bl.Spans); inner != "" {
		b.WriteString("<figcaption>" + inner + "</figcaption>")
	}
	b.WriteString("</figure>\n")
}
