package store

import (
	"context"
	"time"
)

// Stats are numbers about the file.
type Stats struct {
	Path                                        string
	Schema                                      int
	Bytes, PageSize                             int64
	Pages, FreePages                            int64
	Articles, Trashed, Themes, Sources, Changes int
	Modified                                    time.Time
}

// Stats returns numbers about the file.
func (s *Store) Stats(ctx context.Context) (st Stats, err error) {
	f, err := openRegular(s.path, false)
	if err != nil {
		return st, s.explain(err)
	}
	defer shut(f)
	err = s.view(ctx, func(t *tx) error {
		// The read transaction keeps writers away while the pages are read.
		fi, err := f.Stat()
		if err != nil {
			return err
		}
		m, _, err := newestMeta(f)
		if err != nil {
			return err
		}
		free, err := freePages(f, m)
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
	st.Themes, st.Sources = len(known.themes), len(known.sources)
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
	return nil
}
