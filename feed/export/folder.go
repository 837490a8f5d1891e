package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/text/unicode/norm"

	"veille/feed"
)

// maxNote is the size of the largest file that is looked into for an identity.
const maxNote = 4 << 20

// folder writes notes into a folder: aside first, and moved when all are there.
// It works on an os.Root: no name leads out of it.
type folder struct {
	*dossier
	*noteForm
	root  *os.Root
	stage stage
	taken map[string]bool   // names in use, as nameTaken makes them
	notes map[string]string // veille_id → name of the note there
	moves []move
	saved Saved

	placed int
	p      Place
}

type move struct {
	to      string
	replace bool
}

func saveFolder(ctx context.Context, dir string, f Format, in iter.Seq2[feed.Article, error], o Options, p Place) (saved Saved, err error) {
	d, err := newDossier(f, o)
	if err != nil {
		return Saved{}, err
	}
	if in := f.note.folder; in != "" && filepath.Base(dir) != in {
		dir = filepath.Join(dir, in)
	}
	fresh, err := makeFolder(dir)
	if err != nil {
		return Saved{}, fmt.Errorf("write %s: %w", dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Saved{}, fmt.Errorf("write %s: %w", dir, err)
	}
	w := &folder{dossier: d, noteForm: f.note, root: root, stage: stage{root: root}, taken: map[string]bool{}, notes: map[string]string{}, p: p}
	err = w.save(ctx, in)
	err = errors.Join(err, w.stage.clear(), root.Close())
	if err != nil {
		for _, made := range fresh { // the deepest first; one with something in it stays
			if os.Remove(made) != nil {
				break
			}
		}
		return Saved{Articles: w.placed}, fmt.Errorf("write %s: %w", dir, renamed(err, dir))
	}
	w.saved.Path = dir
	return w.saved, syncFolder(dir)
}

// Notes writes the notes of a folder format one behind another, each as it would
// stand in a folder where nothing is yet: to tell how large they are.
func Notes(ctx context.Context, w io.Writer, f Format, in iter.Seq2[feed.Article, error], o Options) (Saved, error) {
	if !f.Folder {
		return Saved{}, fmt.Errorf("export: %s writes no folder, which is %w here", f.Name, feed.ErrInvalid)
	}
	d, err := newDossier(f, o)
	if err != nil {
		return Saved{}, err
	}
	out := &counter{w: w}
	n, err := d.articles(ctx, in, func(a *feed.Article) error {
		_, err := out.Write(f.note.note(d, a))
		return err
	})
	return Saved{Bytes: out.n, Articles: n, Unquoted: d.unquoted}, err
}

// makeFolder makes a folder with those above it and returns what it made, the
// deepest first.
func makeFolder(dir string) (fresh []string, err error) {
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		st, err := os.Stat(at)
		if err == nil {
			if !st.IsDir() {
				return nil, &fs.PathError{Op: "open folder", Path: at, Err: syscall.ENOTDIR}
			}
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		fresh = append(fresh, at)
		if filepath.Dir(at) == at {
			break
		}
	}
	return fresh, os.MkdirAll(dir, 0o700)
}

func (w *folder) save(ctx context.Context, in iter.Seq2[feed.Article, error]) error {
	if err := w.look(ctx); err != nil {
		return err
	}
	if err := w.stage.open(); err != nil {
		return err
	}
	n, err := w.articles(ctx, in, w.note)
	if err != nil {
		return err
	}
	w.saved.Articles, w.saved.Unquoted = n, w.unquoted
	if err := w.stage.sync(ctx); err != nil {
		return err
	}
	for i, m := range w.moves {
		if err := w.place(i, m); err != nil {
			return err
		}
		w.placed++
	}
	return nil
}

// look learns the names in the folder and which notes are whose. Links and
// folders are names in use and nothing more.
func (w *folder) look(ctx context.Context) error {
	entries, err := fs.ReadDir(w.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.taken[nameTaken(e.Name())] = true
		if !e.Type().IsRegular() || !strings.EqualFold(path.Ext(e.Name()), ".md") {
			continue
		}
		p, err := w.read(e.Name())
		if err != nil {
			continue // not ours to judge: its name stays taken
		}
		if id := w.noteID(p); id != "" && w.notes[id] == "" {
			w.notes[id] = e.Name()
		}
	}
	return nil
}

// nameTaken is the form under which file systems take two names for one.
func nameTaken(name string) string { return norm.NFC.String(strings.ToLower(name)) }

func (w *folder) read(name string) ([]byte, error) {
	st, err := w.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() || st.Size() > maxNote {
		return nil, fmt.Errorf("read %s: %w", name, feed.ErrTooLarge)
	}
	f, err := w.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	return io.ReadAll(io.LimitReader(f, maxNote))
}

// note writes one note aside, or finds that it need or may not be written.
func (w *folder) note(a *feed.Article) error {
	text := w.noteForm.note(w.dossier, a)
	name, known := w.notes[a.ID.String()]
	if known {
		old, err := w.read(name)
		if err != nil {
			return err
		}
		k := w.parse(old)
		fresh := append(bytes.Clone(text), k.below...)
		switch {
		case bytes.Equal(old, fresh):
			w.saved.Unchanged++
			return nil
		case !w.p.Replace && !k.untouched():
			w.saved.Kept = append(w.saved.Kept, name)
			return nil
		case !k.marked: // without the mark nothing tells whose the text is: all of it is kept
			fresh = append(append(bytes.Clone(text), '\n'), old...)
		}
		text = fresh
	} else {
		name = w.free(a)
		w.taken[nameTaken(name)] = true
		w.notes[a.ID.String()] = name
	}
	w.saved.Bytes += int64(len(text))
	w.moves = append(w.moves, move{name, known})
	return w.stage.put(text, 0o600)
}

// free finds a name that nothing has: of the title, with the identity where two
// have one title.
func (w *folder) free(a *feed.Article) string {
	name := noteName(a)
	for i := 6; w.taken[nameTaken(name)] && i <= len(a.ID.String()); i += 4 {
		name = strings.TrimSuffix(noteName(a), ".md") + " " + a.ID.String()[:i] + ".md"
	}
	for i := 2; w.taken[nameTaken(name)]; i++ {
		name = fmt.Sprintf("%s %d.md", a.ID, i)
	}
	return name
}

// place moves a finished note to its name. A new one never replaces what came
// there meanwhile.
func (w *folder) place(i int, m move) error {
	from := w.stage.file(i)
	if m.replace {
		return w.root.Rename(from, m.to)
	}
	err := w.root.Link(from, m.to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := w.root.Lstat(m.to); err == nil { // no links on this file system
		return fmt.Errorf("write %s: %w", m.to, feed.ErrExists)
	}
	return w.root.Rename(from, m.to)
}
