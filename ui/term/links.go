package term

import (
	"fmt"
	"net/url"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// SafeURL returns an address in the form in which it may be given to a terminal
// or a browser: http, https or mailto, ASCII, percent-encoded, without user
// name and password. ok is false for any other.
func SafeURL(address string) (safe string, ok bool) { return text.SafeLink(address) }

// hyperlink makes text lead to an address (OSC 8); text alone when the address
// is not safe.
func hyperlink(address, text string) string {
	safe, ok := SafeURL(address)
	if !ok {
		return text
	}
	return "\x1b]8;;" + safe + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// numberLinks gives each address of the text its number: those the article
// lists keep theirs, others follow.
func (r *renderer) numberLinks() {
	r.numbers = map[string]int{}
	for _, l := range r.article.Links[:min(len(r.article.Links), maxLinks)] {
		r.page.Links = append(r.page.Links, l)
		if r.numbers[l.URL] == 0 {
			r.numbers[l.URL] = len(r.page.Links)
		}
	}
	for i := range r.article.Body {
		for _, sp := range r.article.Body[i].Spans {
			if _, ok := SafeURL(sp.URL); ok {
				r.number(feed.Link{Text: sp.Text, URL: sp.URL})
			}
		}
	}
}

func (r *renderer) number(l feed.Link) int {
	if l.URL == "" {
		return 0
	}
	if n := r.numbers[l.URL]; n > 0 {
		return n
	}
	if len(r.page.Links) >= maxLinks {
		return 0
	}
	r.page.Links = append(r.page.Links, l)
	r.numbers[l.URL] = len(r.page.Links)
	return len(r.page.Links)
}

// lists renders what stands below the text: addresses, related articles,
// teasers of others, files.
func (r *renderer) lists() {
	a, links := r.article, r.page.Links
	r.list(r.o.Labels.Links, len(links), func(i int) { r.address(i+1, links[i].URL) })
	r.list(r.o.Labels.Related, len(a.Related), func(i int) {
		l := a.Related[i]
		r.item(l.Text, "", r.number(l), l.URL)
	})
	r.list(r.o.Labels.Teasers, len(a.Teasers), func(i int) {
		t := a.Teasers[i]
		r.item(t.Title, t.Summary, r.number(feed.Link{Text: t.Title, URL: t.URL}), t.URL)
	})
	r.list(r.o.Labels.Enclosures, len(a.Enclosures), func(i int) {
		e := a.Enclosures[i]
		r.address(r.number(feed.Link{Text: e.Type, URL: e.URL}), e.URL)
		if r.o.Labels.Enclosure == nil {
			return
		}
		for _, l := range wrapPlain(aside(r.o.Labels.Enclosure(e.Type, e.Bytes)), max(1, r.o.Width-4)) {
			if l != "" {
				r.aside("    " + r.o.Muted.Of(l))
			}
		}
	})
}

func (r *renderer) list(heading string, n int, show func(i int)) {
	if n == 0 {
		return
	}
	r.heading(heading)
	for i := range min(n, maxItems) {
		show(i)
	}
	if more := n - maxItems; more > 0 {
		said := fmt.Sprintf("+ %d", more)
		if r.o.Labels.More != nil {
			said = r.o.Labels.More(more)
		}
		r.muted(said)
	}
}

func (r *renderer) heading(s string) {
	r.gap()
	r.below.Offset++
	if s != "" {
		r.muted(s)
	}
}

// address writes "[1] https://…", each line of it leading there.
func (r *renderer) address(n int, address string) {
	shown, ok := SafeURL(address)
	if !ok {
		shown = aside(address)
	}
	r.below.Offset++
	num := ""
	if n > 0 {
		num = fmt.Sprintf("[%d] ", n)
	}
	for i, l := range hardWrap(shown, max(1, r.o.Width-len(num))) {
		lead := strings.Repeat(" ", len(num))
		if i == 0 {
			lead = num
		}
		r.aside(lead + hyperlink(address, l))
	}
}

// item writes a title of another article with its summary and the number of
// its address.
func (r *renderer) item(title, summary string, n int, address string) {
	s := aside(title)
	if s == "" {
		s = aside(address)
	}
	r.below.Offset++
	num := ""
	if n > 0 {
		num = fmt.Sprintf("[%d]", n)
		if host := otherHost(title, address); host != "" {
			num = fmt.Sprintf("[%d:\u00a0%s]", n, host)
		}
		s += " " + num
	}
	bullet := r.pick("▸", ">") + " "
	for i, l := range wrapPlain(s, max(1, r.o.Width-2)) {
		if num != "" && strings.HasSuffix(l, num) {
			l = strings.TrimSuffix(l, num) + hyperlink(address, r.o.Accent.Of(num))
		}
		if i > 0 {
			bullet = "  "
		}
		r.aside(bullet + l)
	}
	for _, l := range wrapPlain(aside(summary), max(1, r.o.Width-2)) {
		if l != "" {
			r.aside("  " + r.o.Muted.Of(l))
		}
	}
}

// otherHost returns the host of an address when the text that stands for it
// looks like another one, which it may do to mislead.
func otherHost(shown, address string) string {
	safe, ok := SafeURL(address)
	if !ok {
		return ""
	}
	u, err := url.Parse(safe)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	for _, word := range strings.Fields(shown) {
		named := hostIn(word)
		if named != "" && named != host && !strings.HasSuffix(host, "."+named) {
			return host
		}
	}
	return ""
}

// hostIn returns the host that a word looks like, "" when it looks like none.
func hostIn(word string) string {
	w := strings.ToLower(strings.Trim(word, "()[]<>«»“”\"'.,;:!?…"))
	if _, rest, ok := strings.Cut(w, "://"); ok {
		w = rest
	}
	if i := strings.IndexAny(w, "/?#:"); i >= 0 {
		w = w[:i]
	}
	if i := strings.LastIndex(w, "@"); i >= 0 {
		w = w[i+1:]
	}
	w = strings.TrimPrefix(w, "www.")
	labels := strings.Split(w, ".")
	if len(labels) < 2 {
		return ""
	}
	for _, l := range labels {
		if l == "" {
			return ""
		}
	}
	last := labels[len(labels)-1]
	if len(last) < 2 || strings.ContainsAny(last, "0123456789") {
		return ""
	}
	return w
}
