package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBesideCache refuses a cache of newsboat that is not whole, and no other.
func TestBesideCache(t *testing.T) {
	for _, c := range []struct {
		name, beside, holds, want string
	}{
		{"nothing beside it", "", "", ""},
		{"an empty log", "-wal", "", ""},
		{"a log", "-wal", "x", "close newsboat"},
		{"a journal that is done", "-journal", strings.Repeat("\x00", 512), ""},
		{"an empty journal", "-journal", "", ""},
		{"a journal", "-journal", "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "start newsboat and close it"},
	} {
		path := filepath.Join(t.TempDir(), "cache.db")
		if c.beside != "" {
			if err := os.WriteFile(path+c.beside, []byte(c.holds), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got := ""
		if err := besideCache(path); err != nil {
			got = oneLine("cannot import", "cache.db", err)
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
