package parse

import (
	"strconv"
	"strings"
	"time"
)

// takeChannel takes an element of the feed itself.
func (r *reader) takeChannel(el element, l leaf) {
	c := &r.feed
	switch el {
	case titleLeaf:
		c.title.set(3, r.title(l))
	case dcTitleLeaf:
		c.title.set(2, r.title(l))
	case itunesTitleLeaf, mediaTitleLeaf:
		c.title.set(1, r.title(l))
	case descriptionLeaf, summaryLeaf:
		c.description.set(3, r.title(l))
	case dcDescriptionLeaf:
		c.description.set(2, r.title(l))
	case itunesSummaryLeaf, itunesSubtitleLeaf:
		c.description.set(1, r.title(l))
	case linkLeaf:
		r.channelLink(l)
	case guidLeaf:
		c.link.set(rankIDAddress, r.from(r.o.Base).resolve(onlyWeb(r.plain(l))))
	case personLeaf, creatorLeaf:
		c.author.set(4, r.person(l))
		c.addAuthor(r.person(l))
	case itunesAuthorLeaf:
		c.author.set(3, r.person(l))
		c.addAuthor(r.person(l))
	case managerLeaf:
		c.author.set(2, r.person(l))
	case masterLeaf:
		c.author.set(1, r.person(l))
	case categoryLeaf, keywordsLeaf:
		c.Categories = addCategories(c.Categories, r.categories(el, l))
	case updatedLeaf:
		c.setUpdated(3, r.plain(l), r.lang(l), r.o.Now)
	case publishedLeaf, issuedLeaf, createdLeaf, dcDateLeaf:
		c.setUpdated(2, r.plain(l), r.lang(l), r.o.Now)
	case languageLeaf:
		c.Lang = firstOf(language(r.plain(l)), c.Lang)
	case ttlLeaf, periodLeaf, frequencyLeaf:
		c.timing(el, r.plain(l))
	}
}

// channelLink takes a link of the feed.
func (r *reader) channelLink(l leaf) {
	href, rel, ok := r.linkParts(l)
	c := &r.feed
	switch {
	case !ok:
		if rankText > c.link.rank {
			c.link.set(rankText, r.base(l.base).resolve(r.plain(l)))
		}
	case rel == "self" && c.Self == "":
		base := r.base(l.base)
		c.Self = base.resolve(firstOf(href, base.address)) // an empty reference is to the document
	case rel == "" || rel == "alternate":
		if rank := rankOfType(get(l.attrs, "type")); rank > c.link.rank {
			c.link.set(rank, r.base(l.base).resolve(href))
		}
	}
}

// timing reads how often a feed wants to be asked.
func (c *channel) timing(el element, v string) {
	n, err := strconv.Atoi(v)
	switch el {
	case ttlLeaf:
		if err == nil && n > 0 {
			c.TTL = time.Duration(min(n, 1<<20)) * time.Minute
		}
	case periodLeaf:
		c.period = periods[strings.ToLower(v)]
	case frequencyLeaf:
		if err == nil && n > 0 {
			c.frequency = n
		}
	}
}

var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}
