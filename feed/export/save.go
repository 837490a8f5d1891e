package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"veille/feed"
)

// tempPrefix begins the names of what is not finished.
const tempPrefix = ".veille-"

// Save writes a dossier to path: a file, or a folder for a format that writes
// one. A file is written beside itself, brought to the disk and renamed, so
// that it is there whole or not at all; after an error or when ctx ends nothing
// is left behind. Notes of a folder are moved to their places when all are written:
// where that fails, those that are there stay and Articles counts them. The error wraps feed.ErrExists when the file is there and may
// not be replaced. A symbolic link at path is replaced, never followed; what is
// neither a file nor a link is refused with feed.ErrInvalid. Files are the
// user's alone to read (0600).
func Save(ctx context.Context, path string, f Format, in iter.Seq2[feed.Article, error], o Options, p Place) (Saved, error) {
	if f.Folder {
		return saveFolder(ctx, path, f, in, o, p)
	}
	if err := vacant(path, p); err != nil {
		return Saved{}, err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*.tmp")
	if err != nil {
		return Saved{}, fmt.Errorf("write %s: %w", path, renamed(err, path))
	}
	saved, err := fill(ctx, tmp, f, in, o)
	if err == nil {
		err = settle(tmp.Name(), path, p)
	}
	if err != nil {
		return Saved{}, errors.Join(fmt.Errorf("write %s: %w", path, renamed(err, path)), discard(tmp.Name()))
	}
	saved.Path = path
	return saved, nil
}

// renamed tells a failure on a temporary file beside or in path as one on
// path, the name the user knows.
func renamed(err error, path string) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return &fs.PathError{Op: link.Op, Path: path, Err: link.Err}
	}
	var p *fs.PathError
	if errors.As(err, &p) && strings.Contains("/"+filepath.ToSlash(p.Path), "/"+tempPrefix) {
		return &fs.PathError{Op: p.Op, Path: path, Err: p.Err}
	}
	return err
}

// vacant reports as an error what stands at path and may not be replaced.
func vacant(path string, p Place) error {
	st, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", path, err)
	case !p.Replace:
		return fmt.Errorf("write %s: %w", path, feed.ErrExists)
	case !st.Mode().IsRegular() && st.Mode()&fs.ModeSymlink == 0:
		return fmt.Errorf("write %s: no file stands there, so this is %w", path, feed.ErrInvalid)
	}
	return nil
}

// fill writes the dossier to a new file and brings it to the disk.
func fill(ctx context.Context, tmp *os.File, f Format, in iter.Seq2[feed.Article, error], o Options) (Saved, error) {
	w := bufio.NewWriterSize(tmp, 256<<10)
	saved, err := Write(ctx, w, f, in, o)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = tmp.Sync()
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	return saved, err
}

// settle gives the finished file its name: by a hard link where nothing may be
// replaced, which fails when the name was taken meanwhile. Where the file
// system knows no links it looks once more and renames.
func settle(tmp, path string, p Place) error {
	if !p.Replace {
		err := os.Link(tmp, path)
		if errors.Is(err, fs.ErrExist) {
			return feed.ErrExists
		}
		if err == nil {
			return errors.Join(discard(tmp), syncFolder(filepath.Dir(path)))
		}
	}
	if err := vacant(path, p); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// discard removes a temporary file that may be gone already.
func discard(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder brings a folder's names to the disk where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil //nolint:nilerr // a folder that may be written but not read: the file itself is safe
	}
	defer d.Close() //nolint:errcheck // nothing was written to it
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}
