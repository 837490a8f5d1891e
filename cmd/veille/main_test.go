package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"veille": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               scripts(t),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			for name, dir := range map[string]string{"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"} {
				e.Setenv(name, filepath.Join(e.WorkDir, dir))
			}
			e.Setenv("VEILLE_NOW", "2026-01-31T08:00:00Z")
			e.Setenv("LANG", "en_US.UTF-8")
			e.Setenv("TZ", "UTC")
			// Built with the race detector, each run would sleep a second at its end.
			e.Setenv("GORACE", "atexit_sleep_ms=0")
			serve(e)
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" { // who may write anywhere
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"word":          firstWord,
			"code":          exitCode,
			"sparse":        sparse,
			"binary":        binary,
			"truncate-file": truncateFile,
			"latin1":        latin1,
			"flip":          flip,
			"mode":          mode,
			"evil-name":     evilName,
			"released":      released,
			"wires":         wires,
			"press":         steer,
			"turn":          turn,
			"mode-to":       modeTo,
			"here":          here,
		},
	})
}

// firstWord puts the first word of the last standard output into a variable, or
// that of a number: word ID 2.
func firstWord(ts *testscript.TestScript, _ bool, args []string) {
	f := strings.Fields(ts.ReadFile("stdout"))
	if len(f) == 0 {
		ts.Fatalf("the last output has no word")
	}
	n := 1
	if len(args) > 1 {
		var err error
		n, err = strconv.Atoi(args[1])
		ts.Check(err)
	}
	if n > len(f) {
		ts.Fatalf("the last output has %d words only", len(f))
	}
	ts.Setenv(args[0], f[n-1])
}

// exitCode runs a program that must end with a given code: code 4 veille …
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if ended := (*exec.ExitError)(nil); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// sparse makes a file of a size that holds nothing but a hole after its head.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, []byte("A page of text that goes on for ever"), 0o600))
	ts.Check(os.Truncate(path, n))
}

// binary writes bytes that are no text in any encoding.
func binary(ts *testscript.TestScript, _ bool, args []string) {
	b := make([]byte, 20000)
	x := uint32(7)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// truncateFile copies the first bytes of a file: truncate-file TO FROM N.
func truncateFile(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b[:min(n, len(b))], 0o600))
}

// latin1 copies a file into ISO 8859-1: latin1 TO FROM.
func latin1(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	b, err = charmap.ISO8859_1.NewEncoder().Bytes(b)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// mode checks the permissions of a file: mode 0600 FILE.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%#o", info.Mode().Perm()); got != args[0] {
		ts.Fatalf("%s is %s, want %s", args[1], got, args[0])
	}
}

// modeTo changes the permissions of a file: mode-to 0644 FILE.
func modeTo(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	ts.Check(os.Chmod(ts.MkAbs(args[1]), os.FileMode(n)))
}

// here writes a copy of a file with the address of the script's server in place
// of SERVER, and another name of its host in place of OTHER: here TO FROM.
func here(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	b = bytes.ReplaceAll(b, []byte("SERVER"), []byte(ts.Getenv("SERVER")))
	b = bytes.ReplaceAll(b, []byte("OTHER"), []byte(strings.Replace(ts.Getenv("SERVER"), "127.0.0.1", "localhost", 1)))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// evilName makes a folder "evil" with a file that no page can be made of and
// whose name is a command to a terminal.
func evilName(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(os.Mkdir(ts.MkAbs("evil"), 0o700))
	ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("evil"), "x\x1b]0;owned\x07.txt"), nil, 0o600))
}

// flip changes one bit of a file, in the middle of each place where a word stands:
// which of the records that hold it comes first in the file is not settled.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	word := []byte(args[1])
	if !bytes.Contains(b, word) {
		ts.Fatalf("%s holds no %q", args[0], word)
	}
	other := bytes.Clone(word)
	other[len(other)/2] ^= 1
	b = bytes.ReplaceAll(b, word, other)
	ts.Check(os.WriteFile(path, b, 0o600))
}

// released unpacks the kept file of a released schema: released v1 FILE.
func released(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(filepath.Join(testFolder, "..", "..", "store", "testdata", args[0]+".db.gz"))
	ts.Check(err)
	defer f.Close() //nolint:errcheck // only read
	z, err := gzip.NewReader(f)
	ts.Check(err)
	b, err := io.ReadAll(z)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}

// testFolder is where the tests were started, before a script changes folder.
var testFolder, _ = os.Getwd()

// wires writes articles as JSONL: wires FILE SOURCE N.
func wires(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"schema":"veille/article/1","title":"Wire %[2]d of %[1]s","source":"%[1]s","lang":"en","published":"2025-%02[3]d-%02[4]d","url":"https://%[1]s.example/%[2]d","text":"This is wire%[2]d, and it tells of a bridge that was painted in colour %[5]d."}`+"\n",
			args[1], i, i%12+1, i%28+1, i%7)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}
