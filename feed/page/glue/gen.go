//go:build ignore

// Gen makes french.bin.gz, the list of French words, out of the file
// index.json of the npm package an-array-of-french-words 2.0.0 (MIT licence,
// french.LICENSE):
//
//	npm pack an-array-of-french-words@2.0.0
//	tar xzf an-array-of-french-words-2.0.0.tgz
//	go run gen.go package/index.json
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run gen.go package/index.json")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var words []string
	if err := json.Unmarshal(raw, &words); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	// Compounds with hyphens are met in their parts.
	words = slices.DeleteFunc(words, func(w string) bool {
		return len(w) < 2 || len(w) > 255 || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLower(r) })
	})
	slices.Sort(words)
	words = slices.Compact(words)
	// Front coding: a byte below 0x20 says how many bytes of the word before to
	// drop, what follows up to the next such byte is added. It compresses twice
	// as well as saying how many bytes to keep.
	var b bytes.Buffer
	last := ""
	for _, w := range words {
		shared := 0
		for shared < len(w) && shared < len(last) && w[shared] == last[shared] {
			shared++
		}
		if len(last)-shared >= 0x20 {
			return fmt.Errorf("encode %q: more than 31 bytes to drop", w)
		}
		b.WriteByte(byte(len(last) - shared))
		b.WriteString(w[shared:])
		last = w
	}
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("%d words, %d bytes, %d compressed\n", len(words), b.Len(), z.Len())
	return os.WriteFile("french.bin.gz", z.Bytes(), 0o644)
}
