package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"veille/store"
)

// care is what is remembered of the care taken of a file, for veille doctor. It
// stands beside the session and not in the file, which a check must not change.
type care struct {
	Checked    time.Time `json:"checked"`     // zero: never
	Sound      bool      `json:"sound"`       // what the check found
	Backup     time.Time `json:"backup"`      // zero: never
	BackupPath string    `json:"backup_path"` // of the last one
}

func carePath() string { return filepath.Join(stateFolder(), "care.json") }

// loadCares returns what is remembered, by the paths of files. It is a
// convenience: what cannot be read counts as nothing.
func loadCares() map[string]care {
	all := map[string]care{}
	info, err := os.Stat(carePath())
	if err != nil || info.Size() > maxSession || !info.Mode().IsRegular() {
		return all
	}
	b, err := os.ReadFile(carePath())
	if err != nil || json.Unmarshal(b, &all) != nil {
		return map[string]care{}
	}
	return all
}

// rememberCare notes something about the file in use. That it cannot be noted
// is no failure of what was done.
func (a *app) rememberCare(change func(*care)) {
	all := loadCares()
	c := all[a.careKey()]
	change(&c)
	all[a.careKey()] = c
	b, err := json.MarshalIndent(all, "", "  ")
	if err == nil {
		err = writeWhole(carePath(), append(b, '\n'))
	}
	if err != nil && a.log != nil {
		a.log.Warn("remember care", "error", err)
	}
}

func (a *app) careKey() string {
	path, err := filepath.Abs(a.dbPath())
	if err != nil {
		return a.dbPath()
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// gauge returns a function that shows on a terminal how much of a long work is
// done, and one that takes that away again. Elsewhere they do nothing.
func (a *app) gauge(what string) (told store.Told, end func()) {
	m := a.meter()
	return func(done, of int64) {
		if of > 0 {
			m.show("%s: %d %%", what, min(100*done/of, 100))
		}
	}, m.clear
}

// byteSize prints a number of bytes.
func byteSize(n int64) string {
	const k = 1024
	switch {
	case n < k:
		return strconv.FormatInt(n, 10) + " B"
	case n < k*k:
		return strconv.FormatInt((n+k/2)/k, 10) + " KiB"
	case n < k*k*k:
		return strconv.FormatFloat(float64(n)/k/k, 'f', 1, 64) + " MiB"
	}
	return strconv.FormatFloat(float64(n)/k/k/k, 'f', 2, 64) + " GiB"
}

// tellReadOnly says in one line that a file can be read only: nothing of what
// the user wants to change there would be kept.
func (a *app) tellReadOnly(path string) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close() //nolint:errcheck // nothing was written
		return
	}
	a.sayf("%s can only be read: nothing can be changed in it", path)
}
