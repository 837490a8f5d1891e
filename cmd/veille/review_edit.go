package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/review"
	"veille/feed/text"
	"veille/store"
)

// nameOfReview declares the flag that names the review a verb works on.
func (a *app) nameOfReview(c *cobra.Command, to *string) *cobra.Command {
	c.Flags().StringVarP(to, "review", "r", review.Usual, "the `name` of the review")
	if err := c.RegisterFlagCompletionFunc("review", a.completeReview); err != nil {
		panic(err)
	}
	return c
}

func (a *app) reviewDropCmd() *cobra.Command {
	var name string
	return a.nameOfReview(&cobra.Command{
		Use: "drop ID…", Short: "Take articles out of the review in work", Args: words(1, -1), ValidArgsFunction: a.completeID,
		Long:    "Takes articles out of the review in work. They stay in the library; veille review restore brings them back.",
		Example: "  veille review drop 4kq2mxv7",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.editReview(cmd.Context(), name, args, func(r *reviewing, d feed.Draft, id feed.ID) (feed.Draft, error) {
				if _, _, ok := review.Where(r.Parts(d), id); !ok && !slices.Contains(d.Out, id) {
					return d, notInReview(id)
				}
				return review.Drop(d, id), nil
			})
		},
	}, &name)
}

func notInReview(id feed.ID) error {
	return usagef("%s is not in the review", id.String()[:shownID])("veille review shows what is")
}

func (a *app) reviewRestoreCmd() *cobra.Command {
	var name string
	return a.nameOfReview(&cobra.Command{
		Use: "restore ID…", Short: "Bring dropped articles back", Args: words(1, -1), ValidArgsFunction: a.completeID,
		Long:    "Brings articles back that were dropped from the review in work.",
		Example: "  veille review restore 4kq2mxv7",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.editReview(cmd.Context(), name, args, func(_ *reviewing, d feed.Draft, id feed.ID) (feed.Draft, error) {
				if !slices.Contains(d.Out, id) {
					return d, usagef("%s was not dropped", id.String()[:shownID])("veille review shows what is in the review")
				}
				return review.Restore(d, id), nil
			})
		},
	}, &name)
}

// placeNames are the places that move knows beside numbers.
var placeNames = []string{"up", "down", "first", "last"}

func (a *app) reviewMoveCmd() *cobra.Command {
	var name, section string
	c := a.nameOfReview(&cobra.Command{
		Use: "move ID [PLACE]", Short: "Put an article at another place of the review in work", Args: words(1, 2), ValidArgsFunction: a.completeID,
		Long:    "Moves an article of the review in work: up or down by one place, at the end of a section on into the next; to be first or last of its section; or to a place by its number, from 1 up. With --section it goes into another section, to its end unless a place is named.",
		Example: "  veille review move 4kq2mxv7 first\n  veille review move 4kq2mxv7 --section 'Front page'\n  veille review move 4kq2mxv7 3",
		RunE: func(cmd *cobra.Command, args []string) error {
			place := ""
			if len(args) > 1 {
				place = args[1]
			} else if section == "" {
				return usagef("veille review move needs a place")("one of " + strings.Join(placeNames, ", ") + ", a number, or --section TITLE")
			}
			return a.editReview(cmd.Context(), name, args[:1], func(r *reviewing, d feed.Draft, id feed.ID) (feed.Draft, error) {
				return r.move(d, id, section, place)
			})
		},
	}, &name)
	c.Flags().StringVar(&section, "section", "", "into the section of that `title`")
	return c
}

// move puts an article at a place of a section.
func (r *reviewing) move(d feed.Draft, id feed.ID, section, place string) (feed.Draft, error) {
	parts := r.Parts(d)
	to, at, ok := review.Where(parts, id)
	if !ok {
		return d, notInReview(id)
	}
	if section != "" {
		if to = slices.IndexFunc(parts, func(p review.Part) bool { return text.Fold(p.Title) == text.Fold(text.Line(section)) }); to < 0 {
			return d, r.noSection(parts, section)
		}
		at = len(parts[to].Heads)
	}
	switch place {
	case "":
	case "up":
		return review.Step(parts, d, id, -1), nil
	case "down":
		return review.Step(parts, d, id, 1), nil
	case "first":
		at = 0
	case "last":
		at = len(parts[to].Heads)
	default:
		n, err := strconv.Atoi(place)
		if err != nil || n < 1 {
			return d, usagef("%q is no place%s", text.Line(place), meant(place, placeNames))("one of " + strings.Join(placeNames, ", ") + ", or a number from 1 up")
		}
		at = n - 1
	}
	return review.Place(parts, d, id, to, at), nil
}

func (r *reviewing) noSection(parts []review.Part, section string) error {
	var titles []string
	for i := range parts {
		titles = append(titles, parts[i].Title)
	}
	hint := "there are " + strings.Join(titles, ", ")
	if near := feed.Nearest(text.Line(section), titles); near != "" {
		hint = "did you mean " + near + "?"
	}
	return usagef("there is no section %q", text.Line(section))(hint)
}

func (a *app) reviewResetCmd() *cobra.Command {
	var name string
	var forget bool
	c := a.nameOfReview(&cobra.Command{
		Use: "reset", Short: "Undo all that was placed and dropped by hand", Args: words(0, 0),
		Long:    "Puts the review in work back as its template makes it: order and what was dropped are forgotten. With --forget also when the last was made.",
		Example: "  veille review reset",
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toWrite, func(s *store.Store) error {
				kept, err := s.Review(ctx, name)
				if err != nil {
					return err
				}
				placed := 0
				for _, p := range kept.Draft.Placed {
					placed += len(p.IDs)
				}
				said := fmt.Sprintf("%d placed and %d dropped by hand", placed, len(kept.Draft.Out))
				if n := len(kept.Draft.Depths); n > 0 {
					said += ", and the depth of " + many(n, "section", "sections") + ","
				}
				a.sayf("%s are forgotten", said)
				kept.Draft = feed.Draft{}
				if forget {
					kept = feed.Review{Name: kept.Name}
				}
				return s.SetReview(ctx, kept)
			})
		},
	}, &name)
	c.Flags().BoolVar(&forget, "forget", false, "forget when it was last made, too")
	return c
}

// editReview changes the draft of a review for each of some articles.
func (a *app) editReview(ctx context.Context, name string, ids []string, do func(r *reviewing, d feed.Draft, id feed.ID) (feed.Draft, error)) error {
	t, err := a.template(name, "")
	if err != nil {
		return err
	}
	return a.with(ctx, toWrite, func(s *store.Store) error {
		r, err := a.gather(ctx, s, t, reviewFlags{})
		if err != nil {
			return err
		}
		var all []feed.ID
		for _, prefix := range ids {
			id, err := a.resolve(ctx, s, prefix)
			if err != nil {
				return err
			}
			all = append(all, id)
		}
		var was, d feed.Draft
		err = s.ChangeReview(ctx, t.Name, func(kept feed.Review) (feed.Review, error) {
			was, d = kept.Draft, kept.Draft
			for _, id := range all {
				var err error
				if d, err = do(r, d, id); err != nil {
					return kept, err
				}
			}
			kept.Draft = d
			return kept, nil
		})
		if err != nil {
			return err
		}
		if review.Same(d, was) {
			a.sayf("nothing changed")
			return nil
		}
		r.parts = r.Parts(d)
		a.sayf("%s in the review, %d dropped", many(review.Count(r.parts), "article", "articles"), len(r.Dropped(d)))
		return nil
	})
}
