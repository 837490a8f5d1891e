package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"veille/ui"
)

// maxSession is far above any session of ours: a larger file is not one.
const maxSession = 1 << 20

func sessionPath() string { return filepath.Join(stateFolder(), "session.json") }

// loadSession returns what the reader remembered. A session is a convenience:
// one that is missing, damaged or from another version counts as empty.
func loadSession() ui.Session {
	var s ui.Session
	info, err := os.Stat(sessionPath())
	if err != nil || info.Size() > maxSession || !info.Mode().IsRegular() {
		return s
	}
	b, err := os.ReadFile(sessionPath())
	if err != nil || json.Unmarshal(b, &s) != nil {
		return ui.Session{}
	}
	return s
}

func saveSession(s ui.Session) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	return writeWhole(sessionPath(), append(b, '\n'))
}
