package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
)

// siteManifest is the file of a site that tells which files are ours: names with
// "/" and the SHA-256 of what was written there. While files change it holds what
// stood there too, so that a run that was cut off leaves nothing that the next
// one takes for somebody else's.
const siteManifest = ".veille-publish.json"

const siteSchema = "veille/publish/1"

// maxSiteFile is the size of the largest file that is compared: ours are smaller.
const maxSiteFile = 256 << 20

type manifest struct {
	Schema string              `json:"schema"`
	Files  map[string][]string `json:"files"`
}

// siteName are the names that files of a site may have. No others are ever
// removed, whatever a manifest says.
var siteName = regexp.MustCompile(`^(index\.html|veille\.css|articles/[a-z2-7]{26}\.html|themes/[a-z0-9-]{1,200}\.(html|atom|feed\.json))$`)

// siteFiles brings the files of a site to a folder: those that differ are written
// aside and moved when all are there. It works on an os.Root: no name leads out
// of it.
type siteFiles struct {
	root  *os.Root // nil where there is no folder, in a dry run
	stage stage
	place SitePlace
	old   map[string][]string
	next  map[string][]string
	moves []string
	done  Published
}

func (s *siteFiles) open() error {
	s.next = map[string][]string{}
	if s.root == nil {
		return nil
	}
	b, err := s.read(siteManifest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		var m manifest
		if err := json.Unmarshal(b, &m); err != nil || m.Schema != siteSchema {
			return fmt.Errorf("read %s: %w", siteManifest, errNoManifest)
		}
		s.old = m.Files
	}
	if s.place.DryRun {
		return nil
	}
	s.stage.root = s.root
	return s.stage.open()
}

var errNoManifest = errors.New("not as veille writes it; move it away, and check what else stands in the folder")

// read returns a file of the site. What is no regular file is refused.
func (s *siteFiles) read(name string) ([]byte, error) {
	st, err := s.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() || st.Size() > maxSiteFile {
		return nil, errForeign
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	return io.ReadAll(io.LimitReader(f, maxSiteFile))
}

var errForeign = errors.New("no file of ours")

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// write takes a file of the site: it is left as it is where its bytes are there
// already, or where what is there was not written by us or was altered since.
func (s *siteFiles) write(name string, b []byte) error {
	sum := hashOf(b)
	if s.root != nil {
		there, err := s.read(name)
		switch {
		case err == nil && bytes.Equal(there, b):
			s.next[name] = []string{sum}
			s.done.Unchanged++
			return nil
		case errors.Is(err, fs.ErrNotExist):
		case err != nil && !errors.Is(err, errForeign):
			return err
		case s.place.Replace, err == nil && (len(there) == 0 || slices.Contains(s.old[name], hashOf(there))):
		default:
			s.done.Kept = append(s.done.Kept, name)
			if had := s.old[name]; had != nil {
				s.next[name] = had
			}
			return nil
		}
	}
	s.next[name] = []string{sum}
	s.done.Written++
	s.done.Bytes += int64(len(b))
	if s.place.DryRun {
		return nil
	}
	s.moves = append(s.moves, name)
	return s.stage.put(b, 0o644) // a site is for others to read, as far as the umask lets them
}

// finish moves what is new to its place and removes what is ours and no longer
// of the site.
func (s *siteFiles) finish(ctx context.Context) error {
	gone := s.gone()
	if s.place.DryRun || s.root == nil {
		s.done.Removed = len(gone)
		return nil
	}
	if err := s.stage.sync(ctx); err != nil {
		return err
	}
	if len(s.moves)+len(gone) > 0 {
		if err := s.note(s.both()); err != nil {
			return err
		}
	}
	if err := s.move(ctx); err != nil {
		return err
	}
	for _, name := range gone {
		if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		s.done.Removed++
	}
	return s.note(s.next)
}

// move gives the new files their names.
func (s *siteFiles) move(ctx context.Context) error {
	for i, name := range s.moves {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
		if dir := path.Dir(name); dir != "." {
			if err := s.root.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
				return err
			}
		}
		if err := s.root.Rename(s.stage.file(i), name); err != nil {
			return err
		}
	}
	return nil
}

// gone are the files of the last time that are not of the site any more and are
// as they were written.
func (s *siteFiles) gone() (out []string) {
	for _, name := range slices.Sorted(maps.Keys(s.old)) {
		if s.next[name] != nil {
			continue
		}
		if !s.place.removes() {
			s.next[name] = s.old[name]
			continue
		}
		if !siteName.MatchString(name) {
			continue
		}
		b, err := s.read(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err == nil && slices.Contains(s.old[name], hashOf(b)):
			out = append(out, name)
		default:
			s.done.Kept = append(s.done.Kept, name)
		}
	}
	return out
}

// both is what stands in the files before and after.
func (s *siteFiles) both() map[string][]string {
	out := maps.Clone(s.next)
	for name, sums := range s.old {
		for _, sum := range sums {
			if !slices.Contains(out[name], sum) {
				out[name] = append(slices.Clip(out[name]), sum)
			}
		}
	}
	return out
}

// note writes the manifest, unless it is as it should be.
func (s *siteFiles) note(files map[string][]string) error {
	b, err := json.MarshalIndent(manifest{siteSchema, files}, "", " ") // keys are sorted
	if err != nil {
		return fmt.Errorf("write %s: %w", siteManifest, err)
	}
	b = append(b, '\n')
	if there, err := s.read(siteManifest); err == nil && bytes.Equal(there, b) {
		return nil
	}
	tmp := s.stage.dir + "/" + siteManifest
	f, err := s.root.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync() // without it nothing tells what is ours
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = s.root.Rename(tmp, siteManifest)
	}
	return err
}

// close removes what is not finished.
func (s *siteFiles) close() error {
	if s.root == nil {
		return nil
	}
	return errors.Join(s.stage.clear(), s.root.Close())
}
