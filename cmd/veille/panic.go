package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"veille/feed/text"
)

// fault is a panic of ours caught before it could take the terminal or the
// rest of the work with it.
type fault struct {
	what  any
	stack []byte
}

func (f *fault) Error() string { return "fault of veille: " + text.Line(fmt.Sprint(f.what)) }

// caught turns a panic into an error; use it as
//
//	defer caught(&err)
func caught(err *error) {
	if r := recover(); r != nil {
		*err = &fault{what: r, stack: debug.Stack()}
	}
}

// report writes what is needed to find a fault into the folder of state and
// returns the path, "" when that cannot be written.
func (f *fault) report(now time.Time) string {
	path := filepath.Join(stateFolder(), "fault-"+now.UTC().Format("20060102-150405")+".txt")
	body := fmt.Sprintf("veille %s %s/%s %s\n%s\n\n%s", version(), runtime.GOOS, runtime.GOARCH, runtime.Version(), f.Error(), f.stack)
	if err := makeFolder(stateFolder()); err != nil {
		return ""
	}
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		return ""
	}
	return path
}
