package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/highlight"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// highlightFlags are the flags of highlight.
type highlightFlags struct {
	quote, sentence, note string
	tags                  []string
	noted                 bool // --note was given
}

func (a *app) highlightCmd() *cobra.Command {
	var f highlightFlags
	c := &cobra.Command{
		Use:   "highlight ID [--quote WORDS | --sentence N]",
		Short: "Highlight passages of articles, list and cite them",
		Long: "Highlights a passage of an article: the sentence of that number or several of them (3-5), or words of its text. Without either it prints the sentences with their numbers; * stands at those that are highlighted. " +
			"A highlight may have a note and themes of its own; the same passage again changes these. It is found again when the page is cleaned anew or its source changes the text, and exports carry it. " +
			"has:highlight finds articles with one.",
		Example:           "  veille highlight 4kq2mxv7\n  veille highlight 4kq2mxv7 --sentence 3 --note 'for Thursday' --tag asean\n  veille highlight list --cite tag:asean since:30d\n  veille highlight remove 4kq2mxv7 c7x2ab",
		Args:              words(1, 1),
		ValidArgsFunction: a.completeID,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.noted = cmd.Flags().Changed("note")
			return a.highlight(cmd.Context(), args[0], f)
		},
	}
	c.Flags().StringVar(&f.quote, "quote", "", "the `words` to highlight, as they stand in the text or nearly so")
	c.Flags().StringVar(&f.sentence, "sentence", "", "the `number` of a sentence, or of the first and the last: 3-5")
	c.Flags().StringVar(&f.note, "note", "", "a `text` to go with it")
	c.Flags().StringArrayVar(&f.tags, "tag", nil, "a `theme` to go with it; may be given more than once")
	if err := c.RegisterFlagCompletionFunc("tag", a.completeTheme); err != nil {
		panic(err)
	}
	c.AddCommand(a.highlightListCmd(), a.highlightRemoveCmd())
	return c
}

func (a *app) highlight(ctx context.Context, prefix string, f highlightFlags) error {
	switch {
	case f.quote != "" && f.sentence != "":
		return usagef("--quote and --sentence exclude each other")("give one of them")
	case f.quote == "" && f.sentence == "" && (f.noted || len(f.tags) > 0):
		return usagef("veille highlight needs a passage")("give --sentence or --quote; veille highlight " + shellWord(prefix) + " prints the sentences")
	case f.quote == "" && f.sentence == "":
		return a.onArticle(ctx, toRead, prefix, func(_ *store.Store, art *feed.Article) error { return a.sentences(art) })
	}
	return a.onArticle(ctx, toWrite, prefix, func(s *store.Store, art *feed.Article) error {
		at, err := passageOf(art, f)
		if err != nil {
			return err
		}
		h := highlight.New(art, at, a.now())
		if h.IsLost() {
			return usagef("there are no words in this passage")("give a sentence or words of the text")
		}
		if i := slices.IndexFunc(art.Highlights, func(x feed.Highlight) bool { return x.Range == h.Range }); i >= 0 {
			h = art.Highlights[i]
		}
		if f.noted {
			h.Note = f.note
		}
		if err := a.tagHighlight(ctx, s, &h, f.tags); err != nil {
			return err
		}
		return a.keepHighlight(ctx, s, art, h)
	})
}

func (a *app) keepHighlight(ctx context.Context, s *store.Store, art *feed.Article, h feed.Highlight) error {
	kept, c, err := s.Highlight(ctx, art.ID, h)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.highlightRows(ctx, s, art, []feed.Highlight{kept}, nil)
	case c.Count == 0:
		return a.changed(feed.Change{})
	}
	return a.changedTo(c, "highlighted "+kept.ID.String()[:shownID]+": “"+text.Limit(text.Line(kept.Quote), 80)+"”")
}

// tagHighlight adds themes by one of their names. One that is not known is told
// with the name that was probably meant: a highlight makes none.
func (a *app) tagHighlight(ctx context.Context, s *store.Store, h *feed.Highlight, names []string) error {
	if len(names) == 0 {
		return nil
	}
	themes, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		th, ok := theme.Find(themes, name)
		if !ok {
			hint := "veille theme list shows them; veille theme add " + shellWord(name) + " makes it"
			if near := theme.Suggest(themes, name); near != "" {
				hint = "did you mean " + near + "?"
			}
			return usagef("there is no theme %s", text.Line(name))(hint)
		}
		h.Themes = append(h.Themes, th.ID)
	}
	return nil
}

// sentences prints the sentences of an article with their numbers.
func (a *app) sentences(art *feed.Article) error {
	for i, r := range highlight.Sentences(art) {
		marked := slices.ContainsFunc(art.Highlights, func(h feed.Highlight) bool {
			return h.Field == r.Field && h.Start < r.End && r.Start < h.End
		})
		s := text.Line(art.In(r.Field)[r.Start:r.End])
		if a.json {
			a.out.object(struct {
				Sentence    int    `json:"sentence"`
				Field       string `json:"field"` // standfirst or body
				Start       int    `json:"start"`
				End         int    `json:"end"`
				Highlighted bool   `json:"highlighted"`
				Text        string `json:"text"`
			}{i + 1, map[bool]string{true: "body", false: "standfirst"}[r.Field == feed.InBody], r.Start, r.End, marked, s})
			continue
		}
		star := " "
		if marked {
			star = "*"
		}
		a.out.printf("%3d%s %s\n", i+1, star, s)
	}
	return nil
}

// passageOf finds the passage that flags name.
func passageOf(art *feed.Article, f highlightFlags) (feed.Range, error) {
	if f.sentence != "" {
		return numbered(highlight.Sentences(art), f.sentence)
	}
	quote := strings.TrimSpace(text.Clean(f.quote))
	for _, field := range []feed.Field{feed.InBody, feed.InStandfirst, feed.InTitle} {
		said := art.In(field)
		if at := strings.Index(said, quote); at >= 0 && quote != "" {
			if strings.Contains(said[at+1:], quote) {
				return feed.Range{}, usagef("these words stand in the text more than once")("give more words, or a sentence by its number")
			}
			return feed.Range{Field: field, Start: at, End: at + len(quote)}, nil
		}
	}
	for _, field := range []feed.Field{feed.InBody, feed.InStandfirst, feed.InTitle} {
		if h := highlight.Anchor(art, feed.Highlight{Range: feed.Range{Field: field}, Quote: quote}); !h.IsLost() {
			return h.Range, nil
		}
	}
	return feed.Range{}, &cured{errors.New("these words do not stand in the text"), "veille highlight " + art.ID.String()[:shownID] + " prints its sentences"}
}

// numbered reads the numbers of sentences: 3, or 3-5.
func numbered(all []feed.Range, said string) (feed.Range, error) {
	low, high, more := strings.Cut(said, "-")
	from, err := strconv.Atoi(low)
	to := from
	if err == nil && more {
		to, err = strconv.Atoi(high)
	}
	if err != nil || from < 1 || to < from || to > len(all) {
		return feed.Range{}, usagef("--sentence is %s", said)(fmt.Sprintf("the text has %s; give the number of one, or of the first and the last: 3-5", many(len(all), "sentence", "sentences")))
	}
	first, last := all[from-1], all[to-1]
	if first.Field != last.Field {
		return feed.Range{}, usagef("--sentence is %s: a highlight cannot begin in the standfirst and end in the text", said)("highlight them one by one")
	}
	return feed.Range{Field: first.Field, Start: first.Start, End: last.End}, nil
}
