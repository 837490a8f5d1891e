package parse

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"veille/feed/text"
)

// Limits of the links to click that are kept while a page is read.
const (
	discoverAnchors   = 5000
	discoverWordBytes = 200 // of what stands on one
)

// page goes through the tags of a page: a feed may be named anywhere in it.
func (d *discovery) page(s string) {
	z := html.NewTokenizer(strings.NewReader(s))
	inAnchor := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			inAnchor = d.tag(z, inAnchor)
		case html.EndTagToken:
			if name, _ := z.TagName(); len(name) == 1 && name[0] == 'a' {
				inAnchor = false
			}
		case html.TextToken:
			if inAnchor {
				d.onAnchor(string(z.Text()))
			}
		}
	}
}

// tag takes in a tag and reports whether a link to click is open behind it.
func (d *discovery) tag(z *html.Tokenizer, inAnchor bool) bool {
	name, more := z.TagName()
	switch atom.Lookup(name) {
	case atom.Base:
		d.setBase(linkAttributes(z, more)["href"])
	case atom.Link:
		a := linkAttributes(z, more)
		d.link(a["rel"], a["type"], a["href"], a["title"])
	case atom.A:
		a := linkAttributes(z, more)
		d.link(a["rel"], a["type"], a["href"], a["title"])
		if a["href"] == "" || len(d.click) >= discoverAnchors {
			return false
		}
		d.click = append(d.click, clickLink{href: a["href"], title: a["title"]})
		return true
	case atom.Img:
		if inAnchor && more {
			d.onAnchor(linkAttributes(z, more)["alt"])
		}
	}
	return inAnchor
}

// linkAttributes reads the attributes of a tag; of two with one name the first counts.
func linkAttributes(z *html.Tokenizer, more bool) map[string]string {
	out := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "href", "rel", "type", "title", "alt":
			if _, twice := out[string(k)]; !twice {
				out[string(k)] = string(v)
			}
		}
	}
	return out
}

// setBase takes in what the page says its addresses are relative to, once.
func (d *discovery) setBase(href string) {
	if d.based || href == "" {
		return
	}
	if b, ok := absoluteLink(d.from, href); ok {
		if b, ok = text.SafeURL(b); ok {
			d.base, d.based = b, true
		}
	}
}

// onAnchor adds words to the link to click that is open.
func (d *discovery) onAnchor(s string) {
	last := &d.click[len(d.click)-1]
	if len(last.words) < discoverWordBytes {
		last.words = strings.TrimSpace(last.words + " " + listLine(s, discoverWordBytes))
	}
}

// header reads a Link header: <address>; rel="…"; type="…"; title="…", several
// with commas between (RFC 8288).
func (d *discovery) header(h string) {
	for {
		begin := strings.IndexByte(h, '<')
		if begin < 0 {
			return
		}
		end := strings.IndexByte(h[begin:], '>')
		if end < 0 {
			return
		}
		href := h[begin+1 : begin+end]
		var params map[string]string
		params, h = headerParams(h[begin+end+1:])
		title := params["title"]
		// title* is charset'language'percent-encoded.
		if parts := strings.SplitN(params["title*"], "'", 3); len(parts) == 3 {
			if t, err := url.PathUnescape(parts[2]); err == nil {
				title = t
			}
		}
		d.link(params["rel"], params["type"], href, title)
	}
}

// headerParams reads parameters up to the comma before the next link; the first
// of one name counts.
func headerParams(h string) (params map[string]string, rest string) {
	params = map[string]string{}
	for {
		h = strings.TrimLeft(h, " \t;")
		if h == "" || h[0] == ',' {
			return params, strings.TrimPrefix(h, ",")
		}
		end := strings.IndexAny(h, "=;,")
		if end < 0 {
			return params, ""
		}
		name := strings.ToLower(strings.TrimSpace(h[:end]))
		value := ""
		if h = h[end:]; h[0] == '=' {
			value, h = headerValue(strings.TrimLeft(h[1:], " \t"))
		}
		if _, twice := params[name]; !twice {
			params[name] = value
		}
	}
}

func headerValue(h string) (value, rest string) {
	if !strings.HasPrefix(h, `"`) {
		end := strings.IndexAny(h, ";,")
		if end < 0 {
			end = len(h)
		}
		return strings.TrimSpace(h[:end]), h[end:]
	}
	var b strings.Builder
	for i := 1; i < len(h); i++ {
		switch {
		case h[i] == '"':
			return b.String(), h[i+1:]
		case h[i] == '\\' && i+1 < len(h):
			i++
		}
		b.WriteByte(h[i])
	}
	return b.String(), ""
}
