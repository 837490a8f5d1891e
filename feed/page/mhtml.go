package page

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"veille/feed"
	"veille/feed/charset"
)

// maxParts bounds the parts of one saved page, maxNesting how deep multiparts
// may stand in each other.
const (
	maxParts   = 2000
	maxNesting = 4
)

// mimePart is a part that may be the page: its bytes decoded, its encoding and
// address as declared.
type mimePart struct {
	body     []byte
	kind     string // media type without parameters
	charset  string
	id       string
	location string
}

// readMHTML reads a page saved as MIME multipart/related: the part named by
// the start parameter, else the first HTML part, else the first text. A file
// cut at its end is read as far as it goes.
func (d *draft) readMHTML(b []byte) error {
	r := bufio.NewReader(bytes.NewReader(bytes.TrimLeft(b, " \t\r\n")))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return fmt.Errorf("%w: its MIME header cannot be read", feed.ErrUnreadable)
	}
	var parts []mimePart
	start := collectParts(head, r, 0, &parts)
	root := pickRoot(parts, start)
	if root == nil {
		return fmt.Errorf("%w: the saved page holds no text", feed.ErrNoArticle)
	}
	for _, u := range []string{root.location, head.Get("Snapshot-Content-Location"), head.Get("Content-Location")} {
		if strings.Contains(u, "://") && d.meta.url == "" && !strings.HasPrefix(u, "cid:") {
			d.meta.url = strings.TrimSpace(u)
		}
	}
	if d.in.URL == "" {
		d.in.URL = d.meta.url // the address it was saved from counts for relative links
	}
	s, err := charset.Decode(root.body, root.charset)
	if err != nil {
		return err
	}
	if strings.HasPrefix(root.kind, "text/plain") {
		d.readText(s)
		return nil
	}
	d.readHTML(s)
	return nil
}

// collectParts adds the leaf parts below head and returns the start parameter.
// Errors end the walk: what was read until then counts.
func collectParts(head textproto.MIMEHeader, r io.Reader, depth int, parts *[]mimePart) (start string) {
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		kind = strings.ToLower(strings.TrimSpace(head.Get("Content-Type")))
	}
	if !strings.HasPrefix(kind, "multipart/") || depth >= maxNesting || params["boundary"] == "" {
		if len(*parts) < maxParts {
			*parts = append(*parts, leaf(head, kind, params["charset"], r))
		}
		return ""
	}
	mr := multipart.NewReader(r, params["boundary"])
	for len(*parts) < maxParts {
		p, err := mr.NextRawPart()
		if err != nil {
			break
		}
		if s := collectParts(p.Header, p, depth+1, parts); s != "" && start == "" {
			start = s
		}
	}
	if params["start"] != "" {
		start = params["start"]
	}
	return start
}

func leaf(head textproto.MIMEHeader, kind, charset string, r io.Reader) mimePart {
	p := mimePart{kind: kind, charset: charset, id: head.Get("Content-Id"), location: head.Get("Content-Location")}
	if !strings.HasPrefix(kind, "text/") && kind != "application/xhtml+xml" && kind != "" {
		return p
	}
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && len(raw) == 0 {
		return p
	}
	p.body = decodeTransfer(raw, head.Get("Content-Transfer-Encoding"))
	return p
}

// decodeTransfer undoes quoted-printable and base64, as far as they are sound.
func decodeTransfer(raw []byte, encoding string) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
		if err == nil || len(out) > len(raw)/2 {
			return out
		}
	case "base64":
		out, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(bytes.TrimSpace(raw))))
		if err == nil || len(out) > 0 {
			return out
		}
	}
	return raw
}

func pickRoot(parts []mimePart, start string) *mimePart {
	for i := range parts {
		if start != "" && strings.Trim(parts[i].id, "<>") == strings.Trim(start, "<>") && len(parts[i].body) > 0 {
			return &parts[i]
		}
	}
	for _, kind := range []string{"text/html", "application/xhtml+xml", "text/plain", ""} {
		for i := range parts {
			if parts[i].kind == kind && len(bytes.TrimSpace(parts[i].body)) > 0 {
				return &parts[i]
			}
		}
	}
	return nil
}
