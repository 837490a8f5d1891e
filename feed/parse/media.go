package parse

import (
	"strconv"
	"strings"

	"veille/feed"
)

// maxEnclosures is how many files of an item are kept.
const maxEnclosures = 50

// maxPictures is how many are told apart; what is said of more is said of the last.
const maxPictures = 1000

// enclosure takes the element of RSS.
func (d *draft) enclosure(attrs []attr, base origin) {
	href := get(attrs, "url")
	if href == "" {
		href = get(attrs, "href")
	}
	if href == "" {
		href = get(attrs, "rdf:resource")
	}
	d.addEnclosure(base.resolve(href), get(attrs, "type"), get(attrs, "length"))
}

// addEnclosure adds a file that came with the item, once.
func (d *draft) addEnclosure(href, mediaType, length string) {
	if href == "" || len(d.Enclosures) >= maxEnclosures {
		return
	}
	mediaType = strings.ToLower(line(mediaType, maxName))
	n, err := strconv.ParseInt(strings.TrimSpace(length), 10, 64)
	if err != nil || n < 0 {
		n = 0
	}
	for i := range d.Enclosures {
		if e := &d.Enclosures[i]; e.URL == href {
			e.Type, e.Bytes = firstOf(e.Type, mediaType), max(e.Bytes, n)
			return
		}
	}
	d.Enclosures = append(d.Enclosures, feed.Enclosure{URL: href, Type: mediaType, Bytes: n})
}

// media takes media:content, which may be a picture, a film or a sound.
func (d *draft) media(attrs []attr, base origin) {
	t, medium := get(attrs, "type"), strings.ToLower(get(attrs, "medium"))
	if t == "" && medium != "" && medium != "document" && medium != "executable" {
		t = medium + "/*"
	}
	href := get(attrs, "url")
	d.addEnclosure(base.resolve(href), t, get(attrs, "fileSize"))
	still := isStill(t, href)
	if len(d.pictures) < maxPictures {
		d.pictures = append(d.pictures, picture{still: still})
	}
	d.moving = d.moving || !still
}

// isStill tells a picture from a film or sound by its type, else its name.
func isStill(t, href string) bool {
	if t != "" {
		return strings.HasPrefix(strings.ToLower(t), "image")
	}
	path, _, _ := strings.Cut(strings.ToLower(href), "?")
	for _, end := range []string{".mp3", ".mp4", ".m4a", ".m4v", ".webm", ".ogg", ".mov", ".pdf", ".swf"} {
		if strings.HasSuffix(path, end) {
			return false
		}
	}
	return true
}

// picture is what is known of a file of media:content.
type picture struct {
	still                  bool
	title, caption, credit string
}

// takeMedia takes what is said of a picture or film, within media:content or
// beside it.
func (r *reader) takeMedia(el element, l leaf) {
	d := &r.item
	p := &d.beside
	if r.top().place == inMedia && len(d.pictures) > 0 {
		p = &d.pictures[len(d.pictures)-1]
	}
	switch el {
	case mediaTitleLeaf, titleLeaf:
		p.title = firstOf(p.title, r.title(l))
	case mediaDescriptionLeaf:
		if p.caption == "" {
			p.caption = r.title(l)
			if p == &d.beside {
				d.besideHTML = r.html(l)
			}
		}
	case mediaCreditLeaf:
		if c := r.title(l); p.credit == "" {
			p.credit = c
		} else if c != "" && len(p.credit)+len(c) < maxName {
			p.credit += ", " + c
		}
	case thumbnailLeaf:
		href := get(l.attrs, "url")
		if href == "" {
			href = r.plain(l)
		}
		d.addEnclosure(r.base(l.base).resolve(href), "image/*", "")
	}
}

// captions makes the captions of the item's pictures. What stands beside them
// belongs to the picture when there is but one kind of file, and is the
// description of a film otherwise.
func (d *draft) captions() {
	seen := map[feed.Caption]bool{}
	add := func(p picture) {
		c := feed.Caption{Text: firstOf(p.caption, p.title), Credit: p.credit}
		if c.Text == d.title.v {
			c.Text = ""
		}
		if c != (feed.Caption{}) && !seen[c] && len(d.Pictures) < maxEnclosures {
			seen[c] = true
			d.Pictures = append(d.Pictures, c)
		}
	}
	for _, p := range d.pictures {
		if p.still {
			add(p)
		}
	}
	if len(d.Pictures) == 0 && len(d.pictures) > 0 && !d.moving {
		d.beside.title = ""
		add(d.beside)
		if d.summary.rank > 0 || d.content.rank > 0 {
			return
		}
	}
	if d.summary.rank == 0 && d.besideHTML.s != "" {
		d.summary = body{rank: 1, v: d.besideHTML}
	}
}
