package main

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// sourceNamed finds the source that a word means: by its ID, its short code, an
// address, its name, the beginning of its ID, and when it is none of these of any
// source, by words of its name or the beginning of one. Case, accents and the
// scheme of an address do not count; a dash may stand for a blank.
func sourceNamed(all []feed.Source, word string) (feed.Source, error) {
	key := query.SavedKey(word)
	for _, match := range []func(*feed.Source) bool{
		func(s *feed.Source) bool { return s.ID.String() == strings.ToLower(word) },
		func(s *feed.Source) bool { return s.Short != "" && strings.EqualFold(s.Short, word) },
		func(s *feed.Source) bool { return s.Feed != "" && addressKey(s.Feed) == addressKey(word) },
		func(s *feed.Source) bool { return query.SavedKey(s.Name) == key },
		func(s *feed.Source) bool { return s.URL != "" && addressKey(s.URL) == addressKey(word) },
		func(s *feed.Source) bool {
			return len(word) >= feed.MinPrefix && strings.HasPrefix(s.ID.String(), strings.ToLower(word))
		},
		func(s *feed.Source) bool {
			return len(key) >= leastPart && strings.Contains(" "+query.SavedKey(s.Name)+" ", " "+key+" ")
		},
		func(s *feed.Source) bool {
			return len(key) >= leastPart && strings.Contains(" "+query.SavedKey(s.Name), " "+key)
		},
	} {
		var found []feed.Source
		for i := range all {
			if match(&all[i]) {
				found = append(found, all[i])
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return feed.Source{}, ambiguous(word, found)
		}
	}
	return feed.Source{}, usagef("there is no source %q", redacted(word))(nearSource(all, word))
}

// leastPart is how many bytes a part of a name has at least that stands for it.
const leastPart = 3

// ambiguous tells the sources that a word means all the same.
func ambiguous(word string, found []feed.Source) error {
	const most = 5
	var each []string
	for i, s := range found[:min(len(found), most)] {
		each = append(each, s.ID.String()[:shownID])
		if query.SavedKey(s.Name) != query.SavedKey(word) {
			each[i] += " " + shownName(&s)
		}
		if s.Feed != "" {
			each[i] += " (" + text.Line(s.Feed) + ")"
		}
	}
	if len(found) > most {
		each = append(each, "…")
	}
	how := "%s are called %q"
	if query.SavedKey(found[0].Name) != query.SavedKey(word) {
		how = "%s may be meant by %q"
	}
	return usagef(how, many(len(found), "source", "sources"), text.Line(word))("name one by its id: " + strings.Join(each, ", "))
}

// nearSource is the hint for a word that no source has: the one that is probably
// meant.
func nearSource(all []feed.Source, word string) string {
	var keys, names []string
	for _, s := range all {
		for _, name := range []string{s.Name, s.Short, s.Feed} {
			if key := query.SavedKey(name); key != "" {
				keys, names = append(keys, key), append(names, name)
			}
		}
	}
	for _, s := range all { // after the whole names: a word of one
		for _, w := range strings.Fields(query.SavedKey(s.Name)) {
			if len(w) > 3 {
				keys, names = append(keys, w), append(names, s.Name)
			}
		}
	}
	key := query.SavedKey(word)
	if near := feed.Nearest(key, keys); near != "" {
		return "did you mean " + text.Line(names[slices.Index(keys, near)]) + "?"
	}
	for i, k := range keys { // the beginning of a name, or a word of it
		if len(key) >= 3 && (strings.HasPrefix(k, key) || strings.Contains(k, " "+key)) {
			return "did you mean " + text.Line(names[i]) + "?"
		}
	}
	return "veille source list"
}

// addressKey is an address without its scheme, the end of it and what only one
// spelling has, so that feeds.example/a finds https://Feeds.example/a/.
func addressKey(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	s, _, _ = strings.Cut(s, "#")
	host, path, slash := strings.Cut(strings.TrimRight(s, "/"), "/")
	if host = strings.ToLower(host); slash {
		return host + "/" + path
	}
	return host
}

// followed are the sources that are asked for news.
func followed(all []feed.Source) (out []feed.Source) {
	for _, s := range all {
		if s.Feed != "" {
			out = append(out, s)
		}
	}
	return out
}

// sourcesNamed finds the sources that words mean, each once and in their order.
// Only those that are followed count where follow says so.
func sourcesNamed(all []feed.Source, names []string, follow bool) (out []feed.Source, err error) {
	for _, name := range names {
		s, err := sourceNamed(preferred(all, follow), name)
		if err != nil {
			if known, kerr := sourceNamed(all, name); kerr == nil && follow {
				return nil, usagef("%s is not followed: it is known by its articles alone", text.Line(known.Name))("follow it with: veille add ADDRESS")
			}
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o feed.Source) bool { return o.ID == s.ID }) {
			out = append(out, s)
		}
	}
	return out, nil
}

func preferred(all []feed.Source, follow bool) []feed.Source {
	if follow {
		return followed(all)
	}
	return all
}

func idsOf(sources []feed.Source) []feed.ID {
	ids := make([]feed.ID, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return ids
}

// namesOf names sources, all of a few and else how many they are.
func namesOf(sources []feed.Source) string {
	if len(sources) > 3 {
		return many(len(sources), "source", "sources")
	}
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = shownName(&s)
	}
	return strings.Join(names, ", ")
}

// shownName is what a source is called; one that was never read, and so has but
// the name of its host, by its address.
func shownName(s *feed.Source) string {
	const most = 100 // runes: names come from feeds
	if n := text.Line(s.Name); n != "" && !isHostName(s) {
		return text.Limit(n, most)
	}
	return text.Limit(text.Line(s.Feed), most)
}

// isHostName reports whether the name of a source is but its host, which other
// sources may have too.
func isHostName(s *feed.Source) bool {
	u, err := url.Parse(s.Feed)
	return err == nil && s.Feed != "" && !s.Named && (s.Name == u.Hostname() || s.Name == u.Host)
}

// argOf is a source as a command line names it.
func argOf(s *feed.Source) string {
	if s.Name != "" && !isHostName(s) {
		return shellWord(text.Line(s.Name))
	}
	return shortID(s)
}

// shortID is the beginning of an id, which names a source whatever others are
// called.
func shortID(s *feed.Source) string { return s.ID.String()[:shownID] }

// completeSource completes the name of a source that is followed, for any number
// of words.
func (a *app) completeSource(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	var offers []offer
	a.look(cmd, func(ctx context.Context, s *store.Store) error {
		all, err := s.Sources(ctx)
		if err != nil {
			return err
		}
		counts, err := s.Counts(ctx)
		if err != nil {
			return err
		}
		for _, src := range followed(all) {
			if slices.Contains(args, src.Name) {
				continue
			}
			if name, ok := (typing{typed: word}).begin(shownName(&src)); ok {
				offers = append(offers, offer{name, many(counts.Sources[src.ID].Unread, "unread article", "unread articles")})
			}
		}
		return nil
	})
	return printed("", offers), cobra.ShellCompDirectiveNoFileComp
}

// completeOneSource completes the first word alone.
func (a *app) completeOneSource(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeSource(cmd, args, word)
}
