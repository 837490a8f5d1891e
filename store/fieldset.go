package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// value adds the docs that one value of a field stands for.
func (c *compiler) value(out docSet, name, v string, near *query.Set) error {
	switch name {
	case "tag":
		return c.union(out, c.themes(v), setTag)
	case "sug":
		return c.suggested(out, v)
	case "by":
		return c.by(out, v, near)
	case "source":
		return c.source(out, v)
	case "lang":
		return c.lang(out, v)
	case "is":
		return c.state(out, v)
	case "has":
		return c.thing(out, v)
	case "id":
		return c.id(out, v)
	case "story":
		return c.inStories(out, v)
	}
	return fmt.Errorf("query field %q: %w", clip(name, 60), feed.ErrInvalid)
}

// themes returns the themes that a value of tag: stands for.
func (c *compiler) themes(v string) (ids []feed.ID) {
	if v == "*" {
		for i := range c.known.themes {
			ids = append(ids, c.known.themes[i].ID)
		}
		return ids
	}
	v, exact := strings.CutPrefix(v, "=")
	if th, ok := c.known.find(v); ok {
		ids = c.known.family(th.ID, exact)
	}
	return ids
}

// by finds what somebody has put the themes on that near names, or any.
func (c *compiler) by(out docSet, v string, near *query.Set) error {
	who := slices.Index(origins, v)
	if who < 0 {
		return fmt.Errorf("query by:%s: %w", clip(v, 60), feed.ErrInvalid)
	}
	if near == nil {
		all := setBy(feed.By(who), feed.ID{})
		return c.addRange(out, all, all+"\xff")
	}
	for _, tag := range near.Values {
		err := c.union(out, c.themes(tag), func(id feed.ID) string { return setBy(feed.By(who), id) })
		if err != nil {
			return err
		}
	}
	return nil
}

// source finds sources by words of their names or folders side by side, or by
// short code.
func (c *compiler) source(out docSet, v string) error {
	m := text.NewMatcher(v, true)
	var ids []feed.ID
	for id, src := range c.known.sources {
		if v == "*" || m.In(src.Name) || m.In(src.Folder) || src.Short != "" && text.Fold(src.Short) == text.Fold(v) {
			ids = append(ids, id)
		}
	}
	return c.union(out, ids, setSource)
}

func (c *compiler) union(out docSet, ids []feed.ID, name func(feed.ID) string) error {
	for _, id := range ids {
		if err := c.addSet(out, name(id)); err != nil {
			return err
		}
	}
	return nil
}

// lang finds a language and its regions: fr also finds fr-ca.
func (c *compiler) lang(out docSet, v string) error {
	v = language(v)
	return c.eachSet(langPrefix, func(name string) error {
		lang := name[len(langPrefix):]
		if lang == v || v == "und" && lang == "" || v == "*" && lang != "" || strings.HasPrefix(lang, v+"-") {
			return c.addSet(out, name)
		}
		return nil
	})
}

// states are the values of is: that are sets as they stand.
var states = map[string]string{
	"unread": setUnread, "starred": setStarred, "trashed": setTrash, "sample": setSample, "hidden": setHidden,
	"note": hasNote, "updated": isUpdated, "fulltext": isFulltext,
}

func (c *compiler) state(out docSet, v string) error {
	if v == "updated" { // says the article, or its source has changed it
		if err := c.addSet(out, hasVersion); err != nil {
			return err
		}
	}
	if name, ok := states[v]; ok {
		return c.addSet(out, name)
	}
	rest := c.newSet()
	var err error
	switch v {
	case "selected": // the reader knows; it puts id: in its place
		return nil
	case "read":
		err = c.addSet(rest, setUnread)
	case "untagged":
		err = c.union(rest, c.themes("*"), setTag)
	default:
		err = fmt.Errorf("query is:%s: %w", clip(v, 60), feed.ErrInvalid)
	}
	if err == nil {
		out.join(c.all.andNot(rest))
	}
	return err
}

func (c *compiler) thing(out docSet, v string) error {
	switch v {
	case "note":
		return c.addSet(out, hasNote)
	case "caption":
		return c.addSet(out, hasCaption)
	case "links":
		return c.addSet(out, hasLinks)
	case "highlight":
		return c.addSet(out, hasHighlight)
	case "suggestion":
		return c.suggested(out, "*")
	case "story":
		return c.inStories(out, "")
	}
	return fmt.Errorf("query has:%s: %w", clip(v, 60), feed.ErrInvalid)
}

// id finds articles by the beginning of their IDs.
func (c *compiler) id(out docSet, v string) error {
	low, high, err := prefixBounds(strings.ToLower(v))
	if err != nil {
		return err
	}
	for k, v := range c.up(inGUID, low[:]) {
		if bytes.Compare(k, high[:]) > 0 {
			break
		}
		p, err := inGUID.read(k, v)
		if err != nil {
			return err
		}
		if len(p) == 4 && docOf(p) < c.is.next {
			out.add(docOf(p))
		}
	}
	return nil
}
