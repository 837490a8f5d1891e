package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/store"
)

func (a *app) repairCmd() *cobra.Command {
	var force, index bool
	c := &cobra.Command{
		Use:   "repair PATH",
		Short: "Save what can be read of a damaged file into a new one",
		Long: "Reads every page of the file, whatever leads to it, and writes the articles, tags, themes, sources, notes, saved queries and the journal that are sound into a new file at PATH. " +
			"The old file is not changed. What could not be saved is told; the code is 4 then.\n\n" +
			"When veille check finds that only the index is wrong, --index makes it anew in the file itself, from the articles; no PATH is needed then.",
		Example: "  veille repair saved.db\n  veille repair --index",
		RunE: func(cmd *cobra.Command, args []string) error {
			if index {
				if err := words(0, 0)(cmd, args); err != nil {
					return err
				}
				return a.reindex(cmd.Context())
			}
			if err := words(1, 1)(cmd, args); err != nil {
				return err
			}
			return a.repair(cmd.Context(), args[0], force)
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace a file that is there already")
	c.Flags().BoolVar(&index, "index", false, "make the index anew, in the file itself")
	return c
}

// repairedRecord is what repair --json prints.
type repairedRecord struct {
	Path     string   `json:"path"`
	Articles int      `json:"articles"`
	Trashed  int      `json:"trashed"`
	Untitled int      `json:"untitled"` // title and address lost
	Textless int      `json:"textless"`
	Rawless  int      `json:"rawless"`
	Themes   int      `json:"themes"`
	Sources  int      `json:"sources"`
	Queries  int      `json:"queries"`
	Marks    int      `json:"marks"`
	Notes    int      `json:"notes"`
	Journal  bool     `json:"journal"`
	Lost     []string `json:"lost"`
	More     int      `json:"more"` // lines of lost beyond those listed
}

func (a *app) repair(ctx context.Context, to string, force bool) error {
	from := a.dbPath()
	if err := folderThere(to); err != nil {
		return err
	}
	told, end := a.gauge("saving")
	r, err := store.Repair(ctx, from, to, store.RepairOptions{Force: force, Wait: lockWait, Now: a.now, Told: told})
	end()
	switch {
	case errors.Is(err, fs.ErrExist):
		return &pathed{to, err}
	case errors.Is(err, feed.ErrInvalid):
		return usagef("%s cannot be written to: it is the file itself, or no file", to)("name a new file")
	case errors.Is(err, feed.ErrForeign), errors.Is(err, feed.ErrDamaged):
		a.offerBackups(from)
		return &cured{&pathed{from, err}, "nothing can be saved from it; keep it and put a copy of yours in its place: cp COPY " + shellWord(from)}
	case err != nil && r.Path != "": // it was read, and could not be written
		return &pathed{to, err}
	case err != nil:
		return a.storeError(from, toRead, err)
	}
	lost := cleanAll(r.Lost)
	if a.json {
		a.out.object(repairedRecord{
			r.Path, r.Articles, r.Trashed, r.Untitled, r.Textless, r.Rawless, r.Themes, r.Sources,
			r.Queries, r.Marks, r.Notes, r.Journal, lost, r.More,
		})
	} else {
		a.printRepaired(&r, lost)
	}
	if r.OK() {
		a.sayf("all that is in %s was saved", from)
		a.sayf("hint: nothing of it is lost, so it need not be replaced; to see whether it is sound: %s", a.command("check"))
		return nil
	}
	a.sayf("hint: to go on with it: mv %s %s && mv %s %s", shellWord(from), shellWord(from+".damaged"), shellWord(to), shellWord(from))
	a.offerBackups(from)
	return exit(exitPartly)
}

func (a *app) printRepaired(r *store.Repaired, lost []string) {
	a.out.printf("saved: %s, %d in the trash, %s, %s, %s, %s, %s\n", many(r.Articles, "article", "articles"), r.Trashed,
		many(r.Themes, "theme", "themes"), many(r.Sources, "source", "sources"), many(r.Marks, "tag", "tags"),
		many(r.Notes, "note", "notes"), many(r.Queries, "saved query", "saved queries"))
	for _, in := range []struct {
		n    int
		what string
	}{
		{r.Untitled, "without their title and address: the first sentence stands for the title"},
		{r.Textless, "without their text"},
		{r.Rawless, "without the page they came from"},
	} {
		if in.n > 0 {
			a.out.printf("in part: %s %s\n", many(in.n, "article", "articles"), in.what)
		}
	}
	for _, l := range lost {
		a.out.printf("lost: %s\n", l)
	}
	if r.More > 0 {
		a.out.printf("lost: and %d more\n", r.More)
	}
	if r.Blind {
		a.out.printf("doubtful: what leads to the articles is lost; some that were destroyed may be back, some changes undone\n")
	} else if r.Doubtful {
		a.out.printf("doubtful: where pages are lost, what stood there before may stand there again\n")
	}
}

// offerBackups names the copies that upgrades have left beside the file.
func (a *app) offerBackups(path string) {
	for _, copied := range store.Automatic(path) {
		a.sayf("hint: an automatic copy from before an upgrade is there: %s", strings.TrimSpace(copied))
	}
}

// reindex makes the index anew from the articles.
func (a *app) reindex(ctx context.Context) error {
	return a.with(ctx, toWrite, func(s *store.Store) error {
		told, end := a.gauge("making the index")
		err := s.Reindex(ctx, func(done, total int) { told(int64(done), int64(total)) })
		end()
		if err != nil {
			return err
		}
		if a.json {
			a.out.object(struct {
				Reindexed bool `json:"reindexed"`
			}{true})
		}
		a.sayf("the index is made anew")
		return nil
	})
}
