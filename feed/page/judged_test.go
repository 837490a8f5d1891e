package page_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"veille/feed/text"
)

// The cleaner is judged on pages that it must not know. testdata/judged.bin
// holds hashes of the word runs of those pages, so that this test can tell
// whether one of their sentences, titles or names has slipped into the code,
// without their text standing here.
//
// The file is a sorted list of big-endian 40-bit FNV-1a hashes of runs of
// runWords folded words: shorter runs are names of institutions that any
// article may hold.
const (
	judgedFile = "testdata/judged.bin"
	runWords   = 7
	hashBytes  = 5
)

var judge = flag.String("judge", "", "folder of pages to write the hashes of")

func TestNoJudgedTextInTheCode(t *testing.T) {
	if *judge != "" {
		writeJudged(t, *judge)
	}
	known, err := os.ReadFile(judgedFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(known) < 1000*hashBytes {
		t.Fatalf("%s holds %d bytes, too few to be whole", judgedFile, len(known))
	}
	seen := 0
	for _, name := range sourceFiles(t) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		runs(string(b), func(run string, h uint64) {
			seen++
			if contains(known, h) {
				t.Errorf("%s holds text of a page the cleaner is judged on: %q", name, run)
			}
		})
	}
	if seen < 10_000 {
		t.Fatalf("looked at %d runs of words: the source was not found", seen)
	}
}

// sourceFiles lists all text files of the module but the hashed list itself.
func sourceFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".txt", ".md", ".toml", ".json", ".html", ".txtar", ".golden":
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// runs calls f with each run of words of s and its hash.
func runs(s string, f func(run string, h uint64)) {
	words := strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i := 0; i+runWords <= len(words); i++ {
		run := strings.Join(words[i:i+runWords], " ")
		h := fnv.New64a()
		h.Write([]byte(run))
		if v := h.Sum64(); len(run) >= 20 {
			f(run, v&(1<<(8*hashBytes)-1))
		}
	}
}

func contains(known []byte, h uint64) bool {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], h)
	want, n := b[8-hashBytes:], len(known)/hashBytes
	at := func(i int) []byte { return known[i*hashBytes : (i+1)*hashBytes] }
	i := sort.Search(n, func(i int) bool { return bytes.Compare(at(i), want) >= 0 })
	return i < n && bytes.Equal(at(i), want)
}

func writeJudged(t *testing.T, dir string) {
	t.Helper()
	all := map[uint64]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		runs(string(b), func(_ string, h uint64) { all[h] = true })
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list := make([]uint64, 0, len(all))
	for h := range all {
		list = append(list, h)
	}
	slices.Sort(list)
	var out bytes.Buffer
	for _, h := range list {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], h)
		out.Write(b[8-hashBytes:])
	}
	if err := os.WriteFile(judgedFile, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
