package parse

import (
	"strings"

	"veille/feed"
)

// spaces maps the names of vocabularies to the prefix they are read under here,
// whatever prefix a document gives them. "" are those of RSS, Atom and CDF
// themselves, whose elements are told apart by where they stand. The names are
// compared without letter case, scheme and closing slash or number sign.
var spaces = map[string]string{
	"www.w3.org/2005/atom":                         "",
	"purl.org/atom/ns":                             "",
	"example.com/newformat":                        "",
	"example.com/necho":                            "",
	"purl.org/echo":                                "",
	"uri/of/echo/namespace":                        "",
	"purl.org/pie":                                 "",
	"purl.org/rss/1.0":                             "",
	"purl.org/net/rss1.1":                          "",
	"my.netscape.com/rdf/simple/0.9":               "",
	"my.netscape.com/publish/formats/rss-0.91.dtd": "",
	"channel.netscape.com/rdf/simple/0.9":          "",
	"backend.userland.com/rss":                     "",
	"blogs.law.harvard.edu/tech/rss":               "",
	"cyber.law.harvard.edu/rss":                    "",
	"purl.org/rss/2.0":                             "",
	"purl.org/net/rss2.0":                          "",
	"backend.userland.com/rss2":                    "",
	"backend.userland.com/rss191":                  "",
	"backend.userland.com/weblogcommentsnamespace": "wc",
	"www.w3.org/1999/02/22-rdf-syntax-ns":          "rdf",
	"www.w3.org/1999/xhtml":                        "xhtml",
	"www.w3.org/xml/1998/namespace":                "xml",
	"purl.org/dc/elements/1.1":                     "dc",
	"purl.org/dc/elements/1.0":                     "dc",
	"purl.org/dc/terms":                            "dcterms",
	"purl.org/dc/dcmitype":                         "dcmitype",
	"purl.org/rss/1.0/modules/content":             "content",
	"purl.org/rss/1.0/modules/dc":                  "dc",
	"purl.org/rss/1.0/modules/dcterms":             "dcterms",
	"purl.org/rss/1.0/modules/syndication":         "sy",
	"purl.org/rss/1.0/modules/slash":               "slash",
	"purl.org/rss/1.0/modules/link":                "l",
	"purl.org/rss/1.0/modules/image":               "image",
	"purl.org/rss/1.0/modules/taxonomy":            "taxo",
	"rssnamespace.org/feedburner/ext/1.0":          "feedburner",
	"search.yahoo.com/mrss":                        "media",
	"search.yahoo.com/mrss/1":                      "media",
	"tools.search.yahoo.com/mrss":                  "media",
	"video.search.yahoo.com/mrss":                  "media",
	"www.itunes.com/dtds/podcast-1.0.dtd":          "itunes",
	"example.com/dtds/podcast-1.0.dtd":             "itunes",
	"www.itunes.com/dtds/podcast-1.0":              "itunes",
	"purl.org/syndication/thread/1.0":              "thr",
	"www.w3.org/2005/11/its":                       "its",
	"feedsync.org/2007/feedsync":                   "sx",
	"www.microsoft.com/schemas/rss/core/2005":      "cf",
	"schemas.google.com/blogger/2008":              "blogger",
	"podlove.org/simple-chapters":                  "psc",
	"freshmeat.net/rss/fm":                         "fm",
	"www.google.com/schemas/play-podcasts/1.0":     "googleplay",
	"www.w3.org/2002/07/owl":                       "owl",
	"xmlns.com/foaf/0.1":                           "foaf",
	feed.ElementSpace:                              ownSpace,
}

// spaceOf returns the prefix for a vocabulary.
func spaceOf(uri string) (string, bool) {
	uri = strings.ToLower(strings.TrimSpace(uri))
	uri = strings.TrimPrefix(strings.TrimPrefix(uri, "http://"), "https://")
	p, ok := spaces[strings.TrimRight(uri, "/#")]
	return p, ok
}

// element is what an element means to us.
type element uint8

const (
	unknown element = iota

	// those that hold others
	rootElement
	channelElement
	itemElement
	itemsElement // transparent: what it holds counts for what it stands in
	groupElement
	mediaElement
	sourceElement
	ignoredElement

	// those that hold text, or markup of another kind: leaves
	titleLeaf
	linkLeaf
	guidLeaf
	descriptionLeaf
	summaryLeaf
	contentLeaf
	encodedLeaf
	bodyLeaf
	personLeaf
	contributorLeaf
	creatorLeaf
	itunesAuthorLeaf
	categoryLeaf
	mediaCategoryLeaf
	publishedLeaf
	issuedLeaf
	dcDateLeaf
	createdLeaf
	updatedLeaf
	dcTitleLeaf
	dcDescriptionLeaf
	dcIdentifierLeaf
	itunesTitleLeaf
	itunesSummaryLeaf
	itunesSubtitleLeaf
	languageLeaf
	ttlLeaf
	periodLeaf
	frequencyLeaf
	enclosureLeaf
	origLinkLeaf
	thumbnailLeaf
	mediaTitleLeaf
	mediaDescriptionLeaf
	mediaCreditLeaf
	keywordsLeaf
	managerLeaf
	masterLeaf
	origEnclosureLeaf
	peerLinkLeaf
	ownLeaf   // of feed.ElementSpace, whatever its name
	otherLeaf // its text is of no use here, but is not to be taken for markup
)

func (e element) isLeaf() bool { return e >= titleLeaf }

// elements are those we know, by prefix and local name in small letters.
var elements = map[string]element{
	"rss": rootElement, "feed": rootElement, "rdf:rdf": rootElement, "rdf": rootElement,
	"channel": channelElement,
	"item":    itemElement, "entry": itemElement,
	"items": itemsElement, "tags": keywordsLeaf,
	"media:group":   groupElement,
	"media:content": mediaElement,
	"source":        sourceElement,

	"image": ignoredElement, "textinput": ignoredElement, "cloud": ignoredElement, "skiphours": ignoredElement,
	"skipdays": ignoredElement, "itunes:owner": ignoredElement, "content:items": ignoredElement, "content:item": ignoredElement,
	"sx:sync": ignoredElement, "sx:conflicts": ignoredElement, "taxo:topics": ignoredElement, "psc:chapters": ignoredElement,
	"foaf:person": ignoredElement, "foaf:maker": ignoredElement, "image:item": ignoredElement,
	"schedule": ignoredElement, "logtarget": ignoredElement,
	"thr:in-reply-to": otherLeaf, "comments": otherLeaf, "generator": otherLeaf, "docs": otherLeaf, "logo": otherLeaf,
	"icon": otherLeaf, "rights": otherLeaf, "copyright": otherLeaf, "dc:rights": otherLeaf, "dc:publisher": otherLeaf,
	"wfw:commentrss": otherLeaf, "slash:comments": otherLeaf, "info": otherLeaf, "media:text": otherLeaf,

	"title": titleLeaf, "link": linkLeaf, "url": otherLeaf, "a": unknown,
	"guid": guidLeaf, "id": guidLeaf,
	"description": descriptionLeaf, "summary": summaryLeaf, "tagline": descriptionLeaf, "subtitle": descriptionLeaf,
	"abstract": descriptionLeaf,
	"content":  contentLeaf, "content:encoded": encodedLeaf, "fullitem": bodyLeaf, "body": bodyLeaf, "xhtml:body": bodyLeaf,
	"xhtml:div": bodyLeaf, "div": bodyLeaf,
	"author": personLeaf, "contributor": contributorLeaf, "dc:creator": creatorLeaf, "dc:author": creatorLeaf,
	"dcterms:creator": creatorLeaf, "dc:contributor": contributorLeaf,
	"itunes:author": itunesAuthorLeaf, "googleplay:author": itunesAuthorLeaf, "managingeditor": managerLeaf,
	"webmaster": masterLeaf,
	"category":  categoryLeaf, "dc:subject": categoryLeaf, "dcterms:subject": categoryLeaf, "itunes:category": categoryLeaf,
	"tag": categoryLeaf, "keywords": keywordsLeaf, "itunes:keywords": keywordsLeaf, "media:keywords": keywordsLeaf, "media:category": mediaCategoryLeaf, "googleplay:category": categoryLeaf,
	"pubdate": publishedLeaf, "published": publishedLeaf, "issued": issuedLeaf, "dc:date": dcDateLeaf,
	"dcterms:issued": issuedLeaf, "created": createdLeaf, "dcterms:created": createdLeaf,
	"updated": updatedLeaf, "modified": updatedLeaf, "dcterms:modified": updatedLeaf, "lastbuilddate": updatedLeaf,
	"lastmod":  updatedLeaf,
	"dc:title": dcTitleLeaf, "dcterms:title": dcTitleLeaf, "dc:description": dcDescriptionLeaf, "dcterms:abstract": dcDescriptionLeaf,
	"dcterms:description": dcDescriptionLeaf, "dc:identifier": dcIdentifierLeaf,
	"itunes:title": itunesTitleLeaf, "itunes:summary": itunesSummaryLeaf, "itunes:subtitle": itunesSubtitleLeaf,
	"googleplay:description": itunesSummaryLeaf,
	"language":               languageLeaf, "dc:language": languageLeaf, "ttl": ttlLeaf,
	"sy:updateperiod": periodLeaf, "sy:updatefrequency": frequencyLeaf,
	"enclosure": enclosureLeaf, "feedburner:origlink": origLinkLeaf, "feedburner:origenclosurelink": origEnclosureLeaf,
	"media:peerlink":  peerLinkLeaf,
	"media:thumbnail": thumbnailLeaf, "media:title": mediaTitleLeaf, "media:description": mediaDescriptionLeaf,
	"media:credit": mediaCreditLeaf,
}

// binding ties a prefix to a vocabulary within an element.
type binding struct{ prefix, space string }

// maxBindings is how many bindings hold at once; more are not looked at.
const maxBindings = 128

// names resolves names as written to elements.
type names struct {
	bindings []binding
	known    map[string]element // of names as written, under the present bindings
	ours     bool               // feed.ElementSpace has been bound
}

// declare takes in the bindings among attrs. An unknown default vocabulary on the
// root is read by its names; further in it is foreign.
func (n *names) declare(attrs []attr, root bool) {
	for _, a := range attrs {
		if len(a.name) < 5 || !strings.EqualFold(a.name[:5], "xmlns") || len(n.bindings) >= maxBindings {
			continue
		}
		prefix := strings.TrimPrefix(a.name[5:], ":")
		space, ok := spaceOf(unescape(a.value))
		if !ok {
			space = strings.ToLower(prefix)
			if space == "" && !root {
				space = "?"
			}
		}
		n.ours = n.ours || space == ownSpace && ok
		n.bindings = append(n.bindings, binding{strings.ToLower(prefix), space})
		clear(n.known)
	}
}

// forget drops the bindings beyond the first count.
func (n *names) forget(count int) {
	if count < len(n.bindings) {
		n.bindings = n.bindings[:count]
		clear(n.known)
	}
}

// maxKnown bounds the memory of names.
const maxKnown = 200

// of returns the element that a name as written means.
func (n *names) of(name string) element {
	if e, ok := n.known[name]; ok {
		return e
	}
	canonical := n.canonical(name)
	e := elements[canonical]
	if n.ours && strings.HasPrefix(canonical, ownSpace+":") {
		e = ownLeaf
	}
	if n.known == nil {
		n.known = map[string]element{}
	}
	if len(n.known) < maxKnown {
		n.known[name] = e
	}
	return e
}

// canonical puts a name under the prefix we read its vocabulary by.
func (n *names) canonical(name string) string {
	prefix, local, ok := strings.Cut(strings.ToLower(name), ":")
	if !ok {
		prefix, local = "", prefix
	}
	space := prefix
	for i := len(n.bindings) - 1; i >= 0; i-- {
		if n.bindings[i].prefix == prefix {
			space = n.bindings[i].space
			break
		}
	}
	if space == "atom" || space == "atom10" || space == "a10" || space == "rss" || space == "" {
		return local
	}
	return space + ":" + local
}
