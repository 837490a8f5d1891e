package migrate

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"veille/feed/charset"
)

// sniffBytes is how much of a file is looked at to tell what it is.
const sniffBytes = 64 << 10

// maxForeign is the largest file that is not UTF-8: it is decoded as a whole.
const maxForeign = 64 << 20

var (
	risBegin = regexp.MustCompile(`^\s*TY {1,2}- ?[A-Z]`)
	cslType  = regexp.MustCompile(`"type"\s*:\s*"(article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter|dataset|entry|entry-dictionary|entry-encyclopedia|figure|graphic|hearing|interview|legal_case|legislation|manuscript|map|motion_picture|musical_score|pamphlet|paper-conference|patent|personal_communication|post|post-weblog|regulation|report|review|review-book|software|song|speech|standard|thesis|treaty|webpage)"`)
	feedHead = regexp.MustCompile(`(?i)(com\.google/|org\.freshrss/|"(streamId|timestampUsec|crawlTimeMsec)"\s*:)`)
	pocketOf = regexp.MustCompile(`(?i)<title>\s*(Pocket|Read It Later) Export|<a [^>]*time_added="\d`)
	instaOf  = regexp.MustCompile(`(?i)<title>\s*Instapaper: Export`)
)

// FormOf tells what a file is by what it begins with, None for what is none of
// the forms. Its name counts only where the beginning leaves it open.
func FormOf(head []byte, name string) Form {
	head = head[:min(len(head), sniffBytes)]
	if bytes.HasPrefix(head, []byte(sqliteMagic)) {
		return Newsboat
	}
	if s, err := charset.Decode(head, ""); err == nil {
		head = []byte(s)
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if len(head) == 0 {
		return None
	}
	switch head[0] {
	case '{', '[':
		return formOfJSON(head)
	case '<':
		return formOfHTML(head, name)
	}
	if risBegin.Match(head) {
		return Zotero
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	fields, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return None
	}
	return columnsOf(fields).form()
}

func formOfJSON(head []byte) Form {
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	switch {
	case has("jsonfeed.org") || has(`"veille/`):
		return None
	case head[0] == '{' && has(`"items"`) && feedHead.Match(head):
		return Reader
	case head[0] != '[':
		return None
	case has(`"href"`) && (has(`"toread"`) || has(`"extended"`)):
		return Pinboard
	case cslType.Match(head) && (has(`"id"`) || has(`"title"`)):
		return Zotero
	}
	return None
}

func formOfHTML(head []byte, name string) Form {
	netscape := bytes.HasPrefix(bytes.ToLower(head), []byte("<!doctype netscape-bookmark-file"))
	upper := bytes.ToUpper(head)
	has := func(s string) bool { return bytes.Contains(upper, []byte(s)) }
	name = strings.ToLower(filepath.Base(name))
	switch {
	case netscape && (has(" TOREAD=") || has("PINBOARD")):
		return Pinboard
	case netscape && (has("RAINDROP") || has(" DATA-COVER=") || has(" DATA-IMPORTANT=")):
		return Raindrop
	case netscape:
		return Bookmarks
	case pocketOf.Match(head):
		return Pocket
	case instaOf.Match(head), strings.HasPrefix(name, "instapaper-export") && has("<OL"):
		return Instapaper
	}
	return None
}

// decoded returns the text of a file as UTF-8 without a byte order mark.
func decoded(f *Input) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(&bounded{f.R, MaxFile}, sniffBytes)
	head, err := in.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if isUTF8(head) && !f.isForeign() {
		if bytes.HasPrefix(head, []byte("\ufeff")) {
			_, err = in.Discard(3)
			return in, err
		}
		return in, nil
	}
	b, err := io.ReadAll(io.LimitReader(in, maxForeign+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxForeign {
		return nil, fmt.Errorf("it is not UTF-8 and has more than %d MiB; save it as UTF-8", maxForeign>>20)
	}
	s, err := charset.Decode(b, "")
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(strings.NewReader(strings.TrimPrefix(s, "\ufeff")), sniffBytes), nil
}

// bounded reads no more of a file than MaxFile, and says where there is more.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left > 0 {
		n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
		b.left -= int64(n)
		return n, err
	}
	n, err := b.r.Read(p[:min(len(p), 1)])
	if n > 0 {
		err = fmt.Errorf("it has more than %d MiB; what comes after was not read", MaxFile>>20)
	}
	return 0, err
}

// isForeign reports whether the first letter of a file that is not ASCII is none of
// UTF-8: it may stand behind the beginning. It is looked for where At is given.
func (f *Input) isForeign() bool {
	if f.At == nil {
		return false
	}
	r := bufio.NewReaderSize(io.NewSectionReader(f.At, 0, min(f.Size, MaxFile)), sniffBytes)
	for {
		part, err := r.Peek(sniffBytes)
		at := slices.IndexFunc(part, func(c byte) bool { return c >= utf8.RuneSelf })
		switch {
		case at < 0 && err != nil:
			return false
		case at < 0:
			_, _ = r.Discard(len(part))
		case at > 0 && len(part)-at < utf8.UTFMax && err == nil:
			_, _ = r.Discard(at)
		default:
			return !isUTF8(part[at:min(at+utf8.UTFMax, len(part))])
		}
	}
}

// isUTF8 holds for the beginning of a text, whose last character may be cut.
func isUTF8(b []byte) bool {
	for n := range min(len(b), utf8.UTFMax) {
		if utf8.Valid(b[:len(b)-n]) {
			return true
		}
	}
	return len(b) == 0
}

// errLarge is of an entry with more than maxEntry bytes.
var errLarge = errors.New("too large")

// gauge lets no more bytes through than one entry may have. Readers read ahead,
// so an entry may be cut a little early.
type gauge struct {
	r    io.Reader
	left int
}

func (g *gauge) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, errLarge
	}
	n, err := g.r.Read(p[:min(len(p), g.left)])
	g.left -= n
	return n, err
}

// next begins another entry.
func (g *gauge) next() { g.left = maxEntry }
