package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/store"
)

func (a *app) backupCmd() *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:   "backup PATH",
		Short: "Copy the file of articles while it is in use",
		Long: "Writes a copy of the file as it is at one moment, whole or not at all, and checks it. Readers and writers go on meanwhile. " +
			"In a folder the copy is named by the day. To use a copy, name it with --db or put it in the place of the file while no veille runs.",
		Example: "  veille backup ~/usb/\n  veille backup veille-monday.db --force",
		Args:    words(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.backup(cmd.Context(), args[0], force)
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace a file that is there already")
	return c
}

func (a *app) backup(ctx context.Context, path string, force bool) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "veille-"+a.now().Format("2006-01-02")+".db")
	}
	if err := folderThere(path); err != nil {
		return err
	}
	return a.with(ctx, toRead, func(s *store.Store) error {
		told, end := a.gauge("copying")
		c, err := s.Backup(ctx, path, force, told)
		end()
		switch {
		case errors.Is(err, fs.ErrExist):
			return &pathed{path, err}
		case errors.Is(err, feed.ErrInvalid):
			return usagef("%s cannot be written to: it is the file itself, or no file", path)("name another file or a folder")
		case errors.Is(err, feed.ErrDamaged):
			return &cured{err, "nothing was written: a copy of a damaged file is none; run: " + a.command("check")}
		case isUnderWay(err):
			return &pathed{path, err}
		case err != nil:
			return err
		}
		if whole, err := filepath.Abs(path); err == nil {
			path = whole
		}
		a.rememberCare(func(c *care) { c.Backup, c.BackupPath = a.now(), path })
		if a.json {
			a.out.object(struct {
				Path     string `json:"path"`
				Bytes    int64  `json:"bytes"`
				Articles int    `json:"articles"`
				HeldMS   int64  `json:"held_ms"` // how long writers waited
			}{path, c.Bytes, c.Articles, c.Held.Milliseconds()})
		}
		a.sayf("copied %s (%s) to %s; the copy is sound", many(c.Articles, "article", "articles"), byteSize(c.Bytes), path)
		return nil
	})
}

// folderThere refuses to write into a folder that there is not: a path mistyped
// would be a copy that nobody finds.
func folderThere(path string) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); isMissing(err) {
		return &cured{&pathed{folder, err}, "name a folder that is there, or make it: mkdir -p " + shellWord(folder)}
	}
	return nil
}

// isUnderWay reports whether an error is about the temporary file beside the one
// that is being written, which the user does not know.
func isUnderWay(err error) bool {
	var p *fs.PathError
	return errors.As(err, &p) && strings.HasPrefix(filepath.Base(p.Path), ".veille-")
}
