package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"
)

// Folders of veille, each under the base folder that the system or the XDG
// variables name. On macOS they are the XDG ones too (~/.config and so on),
// unless a folder of ours is already where macOS programs usually keep theirs.

func configFolder() string { return folder("XDG_CONFIG_HOME", xdg.ConfigHome, ".config") }
func dataFolder() string   { return folder("XDG_DATA_HOME", xdg.DataHome, ".local/share") }
func stateFolder() string  { return folder("XDG_STATE_HOME", xdg.StateHome, ".local/state") }

func folder(variable, usual, dotted string) string {
	usual = filepath.Join(usual, "veille")
	if runtime.GOOS != "darwin" || filepath.IsAbs(os.Getenv(variable)) {
		return usual
	}
	if _, err := os.Stat(usual); err == nil {
		return usual
	}
	return filepath.Join(xdg.Home, filepath.FromSlash(dotted), "veille")
}

// makeFolder makes a folder that only its owner may look into.
func makeFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	return nil
}

// writeWhole replaces a small file of ours: whole or not at all, readable by
// its owner alone.
func writeWhole(path string, b []byte) (err error) {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name()) //nolint:errcheck // already failing
		}
	}()
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
