package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// changeObject is a change of the journal as --json prints it.
type changeObject struct {
	Seq     uint64   `json:"seq"`
	At      string   `json:"at"`
	Verb    string   `json:"verb"`
	Count   int      `json:"count"`
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
	Subject string   `json:"subject"`
	Edited  []string `json:"edited,omitempty"` // fields of the sources
	Undone  bool     `json:"undone"`
}

func objectOf(c feed.Change) changeObject {
	at := ""
	if !c.At.IsZero() {
		at = c.At.UTC().Format(time.RFC3339)
	}
	var edited []string
	for _, e := range c.Edited {
		edited = append(edited, strings.ToLower(e.Field))
	}
	return changeObject{c.Seq, at, verbOf(c), c.Count, list(c.Added), list(c.Removed), c.Subject, edited, c.Undone}
}

// list makes an empty list of none: arrays are always arrays in JSON.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// verbOf names a change in one word.
func verbOf(c feed.Change) string {
	switch c.Verb {
	case feed.DidTag:
		return "tag"
	case feed.DidFlag:
		names := map[feed.Flag][2]string{
			feed.FlagRead:    {"unread", "read"},
			feed.FlagStarred: {"unstar", "star"},
			feed.FlagTrashed: {"restore", "delete"},
			feed.FlagHidden:  {"unhide", "hide"},
		}
		if c.On {
			return names[c.Flag][1]
		}
		return names[c.Flag][0]
	case feed.DidCorrect:
		return "edit"
	case feed.DidTheme:
		return "theme"
	case feed.DidMerge:
		return "merge"
	case feed.DidDropTheme:
		return "drop-theme"
	case feed.DidQuery:
		if len(c.Added) == 0 {
			return "drop-query"
		}
		return "query"
	case feed.DidFollow:
		return "follow"
	case feed.DidSource:
		return "source"
	case feed.DidUnfollow:
		return "unfollow"
	}
	return verbOfTheme(c)
}

// verbOfTheme names a change that has to do with suggestions, rules or stories.
func verbOfTheme(c feed.Change) string {
	switch c.Verb {
	case feed.DidAccept:
		return "accept"
	case feed.DidDismiss:
		return "dismiss"
	case feed.DidSplit:
		return "split"
	case feed.DidRule:
		if len(c.Added) == 0 {
			return "drop-rule"
		}
		return "rule"
	case feed.DidApply:
		return "apply-rule"
	case feed.DidStory:
		if c.On {
			return "join-story"
		}
		return "leave-story"
	}
	return verbOfNote(c)
}

// verbOfNote names a change of a note or highlight.
func verbOfNote(c feed.Change) string {
	switch {
	case c.Verb == feed.DidNote && c.On:
		return "note"
	case c.Verb == feed.DidNote:
		return "drop-note"
	case c.Verb == feed.DidHighlight && c.On:
		return "highlight"
	case c.Verb == feed.DidHighlight:
		return "drop-highlight"
	}
	return "change"
}

// describe tells a change in words: "tagged 3 articles +asean -covid-19",
// "moved to the trash: “Title”".
func describe(c feed.Change) string {
	switch c.Verb {
	case feed.DidTheme, feed.DidMerge, feed.DidDropTheme, feed.DidSplit:
		return describeTheme(c)
	case feed.DidAccept, feed.DidDismiss, feed.DidRule, feed.DidApply, feed.DidStory:
		return describeDerived(c)
	case feed.DidQuery:
		return describeQuery(c)
	case feed.DidFollow, feed.DidSource, feed.DidUnfollow:
		return describeSource(c)
	case feed.DidTag:
		words := []string{"tagged", articlesOf(c)}
		for _, s := range c.Added {
			words = append(words, "+"+text.Line(s))
		}
		for _, s := range c.Removed {
			words = append(words, "-"+text.Line(s))
		}
		return strings.Join(words, " ")
	case feed.DidFlag:
		did := map[feed.Flag][2]string{
			feed.FlagRead:    {"marked as unread", "marked as read"},
			feed.FlagStarred: {"star taken off", "starred"},
			feed.FlagTrashed: {"taken out of the trash", "moved to the trash"},
			feed.FlagHidden:  {"shown in lists again", "hidden"},
		}[c.Flag]
		if c.On {
			return did[1] + ": " + articlesOf(c)
		}
		return did[0] + ": " + articlesOf(c)
	case feed.DidCorrect:
		return "corrected: " + articlesOf(c)
	case feed.DidNote, feed.DidHighlight:
		return describeNote(c)
	}
	return "changed: " + articlesOf(c)
}

// describeNote tells a change of a note or highlight.
func describeNote(c feed.Change) string {
	what := map[feed.Verb]string{feed.DidNote: "note", feed.DidHighlight: "highlight"}[c.Verb]
	if c.On {
		return what + " kept: " + articlesOf(c)
	}
	return what + " taken off: " + articlesOf(c)
}

// articlesOf names the article of a change, or says how many they are.
func articlesOf(c feed.Change) string {
	if c.Count == 1 && c.Subject != "" {
		return "“" + ansi.Truncate(text.Line(c.Subject), 80, "…") + "”"
	}
	return many(c.Count, "article", "articles")
}

// describeTheme tells a change of the list of themes. The journal does not tell
// a theme made from one whose names were changed; the verbs do.
func describeTheme(c feed.Change) string {
	added, removed := text.Line(strings.Join(c.Added, ", ")), text.Line(strings.Join(c.Removed, ", "))
	switch {
	case c.Verb == feed.DidDropTheme:
		return "theme deleted: " + removed
	case c.Verb == feed.DidSplit:
		return "theme split: " + many(c.Count, "article", "articles") + " from " + removed + " to " + added
	case c.Verb == feed.DidMerge:
		return "theme merged: " + removed + " into " + added
	case len(c.Added) > 1:
		return "themes added or changed: " + fewOf(c.Added)
	case removed != "":
		return "theme renamed: " + removed + " to " + added
	}
	return "theme added or changed: " + added
}

// fewOf lists the first of many names.
func fewOf(names []string) string {
	const few = 5
	if len(names) > few {
		return text.Line(strings.Join(names[:few], ", ")) + fmt.Sprintf(" and %d more", len(names)-few)
	}
	return text.Line(strings.Join(names, ", "))
}

// describeDerived tells a change that has to do with suggestions, rules or stories.
func describeDerived(c feed.Change) string {
	added, removed := text.Line(strings.Join(c.Added, ", ")), text.Line(strings.Join(c.Removed, ", "))
	switch c.Verb {
	case feed.DidAccept:
		return "suggestions accepted on " + articlesOf(c) + ": " + added
	case feed.DidDismiss:
		return "suggestions dismissed on " + articlesOf(c) + ": " + removed
	case feed.DidApply:
		return "rule " + added + " applied: " + articlesOf(c)
	case feed.DidStory:
		if c.On {
			return "joined into a story: " + articlesOf(c)
		}
		return "taken out of a story: " + articlesOf(c)
	}
	if added == "" {
		return "rule removed: " + removed
	}
	return "rule saved: " + added
}

// describeQuery tells a change of the saved queries.
func describeQuery(c feed.Change) string {
	added, removed := text.Line(strings.Join(c.Added, ", ")), text.Line(strings.Join(c.Removed, ", "))
	switch {
	case added == "":
		return "query deleted: " + removed
	case removed != "" && removed != added:
		return "query renamed: " + removed + " to " + added
	}
	return "query saved: " + added
}

// describeSource tells a change of the sources.
func describeSource(c feed.Change) string {
	names := c.Added
	if c.Verb == feed.DidUnfollow {
		names = c.Removed
	}
	which := text.Line(strings.Join(names, ", "))
	if len(names) == 0 || len(names) > 3 {
		which = many(max(c.Count, len(names)), "source", "sources")
	}
	switch {
	case c.Verb == feed.DidFollow:
		return "followed: " + which
	case c.Verb == feed.DidUnfollow:
		return "no longer followed: " + which
	case len(c.Edited) <= 1 && len(c.Added) == 1 && len(c.Removed) == 1 && c.Added[0] != c.Removed[0]:
		return "source renamed: " + text.Line(c.Removed[0]) + " to " + which
	}
	return editsOf(c) + ": " + which
}

// editsOf tells what an edit of sources did: "paused", "moved to folder Coast".
func editsOf(c feed.Change) string {
	var did []string
	for _, e := range c.Edited {
		switch e.Field + " " + e.Value {
		case "Paused true":
			did = append(did, "paused")
		case "Paused false":
			did = append(did, "asked again")
		case "Folder ":
			did = append(did, "taken out of the folder")
		default:
			did = append(did, editOf(e))
		}
	}
	if len(did) == 0 {
		return "source changed"
	}
	return strings.Join(did, ", ")
}

func editOf(e feed.Edited) string {
	switch e.Field {
	case "Folder":
		return "moved to folder " + text.Line(e.Value)
	case "FullText":
		return "full text " + e.Value
	case "Feed":
		return "address changed"
	case "Name":
		return "renamed to " + text.Line(e.Value)
	}
	what := map[string]string{"Private": "leave for a private network", "URL": "home page", "Lang": "language", "Short": "short name", "Keep": "time to keep"}[e.Field]
	if what == "" {
		what = "source"
	}
	return what + " changed"
}

// changed tells what a verb has changed.
func (a *app) changed(c feed.Change) error { return a.changedTo(c, describe(c)) }

// changedTo is changed in the verb's own words.
func (a *app) changedTo(c feed.Change, what string) error {
	if a.json {
		a.out.object(objectOf(c))
	}
	if c.Seq == 0 && c.Count == 0 {
		a.sayf("nothing had to change")
		return nil
	}
	a.sayf("%s; veille undo takes it back", what)
	return nil
}

// bulk holds the flags of verbs that change all that a query finds.
type bulk struct{ dryRun, failEmpty bool }

func (b *bulk) declare(c *cobra.Command) {
	c.Flags().BoolVar(&b.dryRun, "dry-run", false, "tell how many articles match, change nothing")
	declareFailEmpty(c, &b.failEmpty)
}

// access is what a verb with these flags wants to do with the file.
func (b *bulk) access() access {
	if b.dryRun {
		return toRead
	}
	return toWrite
}

// changeAll lets do change what a query finds; with --dry-run it only tells
// how many articles that is. Would says what is done, with %s for the articles.
func (a *app) changeAll(ctx context.Context, s *store.Store, q query.Query, would string, b bulk, do func(feed.Targets) (feed.Change, error)) error {
	hits, err := a.find(ctx, s, q)
	if err != nil {
		return err
	}
	if hits.Len() == 0 {
		return a.empty(b.failEmpty)
	}
	if b.dryRun {
		a.sayf("would "+would, many(hits.Len(), "article", "articles"))
		if a.json {
			a.out.object(struct {
				Count  int  `json:"count"`
				DryRun bool `json:"dry_run"`
			}{hits.Len(), true})
		}
		return nil
	}
	c, err := do(feed.Targets{Hits: hits})
	if err != nil {
		return err
	}
	return a.changed(c)
}

func (a *app) undoCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take the last change back",
		Long:  "Takes the last change of tags, flags, corrections, themes, saved queries or sources back. Changes are kept in the file, so this works after a restart too.",
		Args:  words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), toWrite, func(s *store.Store) error {
				c, err := s.Undo(cmd.Context())
				return a.moved("undone", c, err)
			})
		},
	}
}

func (a *app) redoCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "redo",
		Short: "Make the last change again that was undone",
		Args:  words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), toWrite, func(s *store.Store) error {
				c, err := s.Redo(cmd.Context())
				return a.moved("redone", c, err)
			})
		},
	}
}

func (a *app) moved(how string, c feed.Change, err error) error {
	if errors.Is(err, feed.ErrNothing) {
		return &cured{errors.New("there is nothing to be " + how), "veille log shows what was done"}
	}
	if err != nil {
		return err
	}
	if a.json {
		a.out.object(objectOf(c))
	}
	a.sayf("%s: %s", how, describe(c))
	return nil
}

func (a *app) logCmd() *cobra.Command {
	n := 20
	c := &cobra.Command{
		Use:   "log",
		Short: "List what was changed, newest first",
		Args:  words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if n < 1 {
				return usagef("--limit is %d", n)("give how many changes to list")
			}
			return a.with(cmd.Context(), toRead, func(s *store.Store) error {
				changes, err := s.Log(cmd.Context(), n)
				if err != nil {
					return err
				}
				for _, c := range changes {
					if a.json {
						a.out.object(objectOf(c))
						continue
					}
					undone := ""
					if c.Undone {
						undone = "\tundone"
					}
					a.out.printf("%d\t%s\t%s%s\n", c.Seq, c.At.Local().Format("2006-01-02 15:04:05"), describe(c), undone)
				}
				return nil
			})
		},
	}
	c.Flags().IntVar(&n, "limit", n, "how many changes to list")
	return c
}
