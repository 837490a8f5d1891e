package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"time"

	"veille/feed"
)

// Stats are numbers about the file.
type Stats struct {
	Path                                        string
	Schema                                      int
	Bytes, PageSize                             int64
	Pages, FreePages                            int64
	Articles, Trashed, Themes, Sources, Changes int
	Queries                                     int
	Segments, Unindexed                         int // of the index; articles that are read instead
	Modified                                    time.Time
}

// Stats returns numbers about the file.
func (s *Store) Stats(ctx context.Context) (st Stats, err error) {
	err = s.view(ctx, func(t *tx) error {
		fi, err := os.Stat(s.path)
		if err != nil {
			return err
		}
		mem := bytes.NewReader(t.pages.mem)
		m, _, err := newestMeta(mem)
		if err != nil {
			return err
		}
		free, err := freePages(mem, m)
		if err != nil {
			return err
		}
		st = Stats{
			Path: s.path, Schema: int(s.schema), Bytes: fi.Size(), Modified: fi.ModTime(),
			PageSize: m.pageSize, Pages: int64(m.high), FreePages: int64(free),
		}
		return t.countAll(&st)
	})
	return st, err
}

func (t *tx) countAll(st *Stats) error {
	known, err := t.known()
	if err != nil {
		return err
	}
	st.Themes, st.Sources, st.Queries = len(known.themes), len(known.sources), len(known.queries)
	for name, to := range map[string]*int{setAll: &st.Articles, setTrash: &st.Trashed} {
		docs, err := t.set(name)
		if err != nil {
			return err
		}
		*to = docs.count()
	}
	for range t.up(inJournal, nil) {
		st.Changes++
	}
	return t.countIndex(st)
}

func (t *tx) countIndex(st *Stats) error {
	list, err := t.segments()
	if err != nil {
		return err
	}
	open, err := t.set(setAll)
	if err != nil {
		return err
	}
	for _, g := range list {
		for doc := g.first; doc < g.end; doc++ {
			open.remove(doc)
		}
	}
	st.Segments, st.Unindexed = len(list), open.count()
	return nil
}

// InUse returns the processes that hold the file or wait for it at this moment,
// as far as the system tells. It does not wait.
func (s *Store) InUse() (out []feed.Holder) {
	seen := map[int]bool{}
	for _, path := range []string{s.path, s.path + gateSuffix} {
		for _, pid := range lockers(path) {
			if seen[pid] {
				continue
			}
			seen[pid] = true
			command, stopped := processOf(pid)
			if stopped {
				command += ", stopped"
			}
			out = append(out, feed.Holder{PID: pid, Command: command})
		}
	}
	return out
}

// Automatic lists the copies that upgrades have left beside the file. Nothing
// deletes them.
func Automatic(path string) []string {
	path, err := resolve(path)
	if err != nil {
		return nil
	}
	found, err := filepath.Glob(globEscape(path) + ".v*.bak")
	if err != nil {
		return nil
	}
	return found
}
