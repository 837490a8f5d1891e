package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/store"
)

func (a *app) compactCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Give the room of deleted articles back to the disk",
		Long: "Writes the file anew without the room that deleted articles have left, and puts it in the place of the old one. Others may use it meanwhile; nothing is lost. " +
			"It needs as much free room on the disk as the articles take. veille trash empty does it by itself when it is worth it; after the trash was emptied in the reader, veille doctor tells when it is.",
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), toWrite, func(s *store.Store) error { return a.compact(cmd.Context(), s) })
		},
	}
}

func (a *app) compact(ctx context.Context, s *store.Store) error {
	told, end := a.gauge("writing the file anew")
	c, err := s.Compact(ctx, told)
	end()
	switch {
	case errors.Is(err, feed.ErrInvalid):
		return &cured{err, "remove one of the names, or copy the file: " + a.command("backup PATH")}
	case errors.Is(err, feed.ErrBusy):
		return &cured{err, "another veille may be doing the same: wait for it to end"}
	case err != nil:
		return err
	}
	if a.json {
		a.out.object(struct {
			Before int64 `json:"before"`
			After  int64 `json:"after"`
			HeldMS int64 `json:"held_ms"` // how long others waited at the end
		}{c.Before, c.After, c.Held.Milliseconds()})
	}
	a.sayf("the file takes %s, before it took %s", byteSize(c.After), byteSize(c.Before))
	return nil
}

// compactIfLoose writes the file anew after something big was deleted. That it
// could not be is no failure of the verb: nothing is lost by it.
func (a *app) compactIfLoose(ctx context.Context, s *store.Store) {
	st, err := s.Stats(ctx)
	if err != nil || !st.Loose() {
		return
	}
	quiet := *a
	quiet.json = false
	if err := quiet.compact(ctx, s); err != nil {
		c := explain(err)
		a.sayf("%s of the file are free, but it could not be written anew: %s", byteSize(st.FreePages*st.PageSize), c.why)
		a.sayf("hint: nothing is lost; later run: %s", a.command("compact"))
	}
}
