package migrate

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Lists of links as HTML. Browsers, Pinboard and Raindrop write the form that
// Netscape had, in which nothing is closed:
//
//	<DT><H3>folder</H3> <DL> … </DL>
//	<DT><A HREF="…" ADD_DATE="seconds" TAGS="a,b" TOREAD="1" DATA-IMPORTANT="true">title</A>
//	<DD>what the user says of it
//
// Pocket and Instapaper write <h1>Unread</h1> <ul> <li><a href="…"
// time_added="seconds" tags="a,b">title</a>.

// maxFolders is how many folders may lie in one another; deeper ones count as
// the last.
const maxFolders = 100

// linkList is a list while it is read.
type linkList struct {
	*scan
	folders []string // of each <DL>
	heading string   // the last one
	entry   *Entry   // begun and not handed on yet
	into    *strings.Builder
	of      string // element that into belongs to: a, dd, h1, h3
}

// bookmarks reads a list of links.
func (s *scan) bookmarks(in io.Reader) error {
	g := &gauge{r: in}
	g.next()
	z := html.NewTokenizer(g)
	z.SetMaxBuf(maxEntry)
	l := &linkList{scan: s}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			err := z.Err()
			if errors.Is(err, html.ErrBufferExceeded) {
				err = errLarge
			}
			if ferr := l.finish(); ferr != nil {
				return ferr
			}
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return err
		}
		if err := l.token(kind, z, g); err != nil {
			return err
		}
	}
}

func (l *linkList) token(kind html.TokenType, z *html.Tokenizer, g *gauge) error {
	switch kind {
	case html.TextToken:
		if l.into != nil && l.into.Len() <= utf8.UTFMax*maxNote {
			l.into.Write(z.Text())
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := z.TagName()
		g.next()
		return l.start(string(name), more, z)
	case html.EndTagToken:
		name, _ := z.TagName()
		switch n := string(name); n {
		case "dl":
			l.close()
			if len(l.folders) > 0 {
				l.folders = l.folders[:len(l.folders)-1]
			}
		case "a", "h1", "h2", "h3", "dd", "title":
			if l.of == n {
				l.close()
			}
		}
	case html.ErrorToken, html.CommentToken, html.DoctypeToken:
	}
	return nil
}

func (l *linkList) start(name string, more bool, z *html.Tokenizer) error {
	switch name {
	case "a":
		l.close()
		if err := l.finish(); err != nil {
			return err
		}
		l.n++
		l.entry = &Entry{}
		l.attributes(more, z)
		l.open("a")
	case "dd":
		l.close()
		l.open("dd")
	case "h1", "h2", "h3":
		l.close()
		if err := l.finish(); err != nil {
			return err
		}
		l.open(name)
	case "dt", "li":
		l.close()
	case "dl":
		l.close()
		if len(l.folders) < maxFolders {
			l.folders = append(l.folders, l.heading)
		}
		l.heading = ""
	case "br", "p":
		if l.into != nil {
			l.into.WriteByte('\n')
		}
	}
	return nil
}

func (l *linkList) open(of string) { l.of, l.into = of, &strings.Builder{} }

// close ends what text is gathered for.
func (l *linkList) close() {
	if l.into == nil {
		return
	}
	s := strings.TrimSpace(l.into.String())
	switch {
	case l.of == "a" && l.entry != nil:
		l.entry.Item.Title = s
	case l.of == "dd" && l.entry != nil:
		if l.in.Form == Bookmarks || l.in.Form == Raindrop {
			l.entry.Summary = s
		} else {
			l.entry.Notes = append(l.entry.Notes, s)
		}
	case l.of != "a" && l.of != "dd":
		l.heading = s
	}
	l.of, l.into = "", nil
}

// finish hands the entry on that is whole.
func (l *linkList) finish() error {
	l.close()
	e := l.entry
	if e == nil {
		return nil
	}
	l.entry = nil
	if low := strings.ToLower(strings.TrimSpace(e.Item.URL)); strings.HasPrefix(low, "place:") || strings.HasPrefix(low, "chrome:") || strings.HasPrefix(low, "about:") {
		return l.refuse(NoArticle, e.Item.URL, "")
	}
	return l.take(e)
}

// attributes reads those of a link.
func (l *linkList) attributes(more bool, z *html.Tokenizer) {
	e := l.entry
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		value := string(v)
		switch string(k) {
		case "href":
			e.Item.URL = address(value)
		case "add_date", "time_added":
			e.Saved, _ = dated(value)
		case "tags":
			e.Tags = append(e.Tags, strings.Split(value, ",")...)
		case "toread":
			e.Read = value == "0"
		case "data-important":
			e.Starred = value == "true"
		}
	}
	switch l.in.Form {
	case Pocket, Instapaper:
		e.folder(l.heading)
	case Raindrop, Bookmarks:
		for _, f := range l.folders {
			if !isRoot(f) {
				e.folder(f)
			}
		}
	case None, Newsboat, Reader, Pinboard, Zotero, Obsidian:
	}
}

// isRoot holds for the folders that browsers have by themselves.
func isRoot(folder string) bool {
	switch strings.ToLower(folder) {
	case "", "bookmarks", "bookmarks bar", "bookmarks menu", "bookmarks toolbar", "other bookmarks", "mobile bookmarks",
		"favorites", "favorites bar", "other favorites", "export", "raindrop.io",
		"marque-pages", "barre de favoris", "barre personnelle", "menu des marque-pages", "autres marque-pages", "autres favoris":
		return true
	}
	return false
}
