package term

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"veille/feed"
)

// ErrNoBrowser says that no program was found to open addresses with.
var ErrNoBrowser = errors.New("no browser found")

// Browse opens an http or https address in the user's browser and does not wait
// for it. The address is one argument of a program, never a line of a shell.
// The error wraps feed.ErrInvalid for any other address, ErrNoBrowser when
// there is nothing to open it with.
func Browse(address string) error {
	safe, ok := SafeURL(address)
	if !ok || !isWeb(safe) {
		return fmt.Errorf("open %q: not a web address: %w", address, feed.ErrInvalid)
	}
	return start(browsers(runtime.GOOS, os.Getenv("BROWSER"), safe), safe)
}

// OpenFile opens a file or folder with the program that is usual for it and does
// not wait for that. The path is one argument of a program, and never read as an
// option. The error wraps ErrNoBrowser when there is nothing to open it with.
func OpenFile(path string) error {
	whole, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if _, err := os.Stat(whole); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	return start(openers(runtime.GOOS, whole), whole)
}

// start runs the first of the commands that there is.
func start(commands [][]string, what string) error {
	for _, argv := range commands {
		path, err := exec.LookPath(argv[0])
		if err != nil {
			continue
		}
		cmd := exec.Command(path, argv[1:]...)
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("start %s: %w", argv[0], err)
		}
		go func() { _ = cmd.Wait() }() // so that no dead process stays behind
		return nil
	}
	return fmt.Errorf("open %s: %w", what, ErrNoBrowser)
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// browsers returns the commands to try in turn. $BROWSER is a list separated by
// colons; in each, %s stands for the address, %% for a percent sign and blanks
// part the arguments, as other programs read it.
func browsers(goos, env, address string) [][]string {
	var out [][]string
	sep := ":"
	if goos == "windows" {
		sep = ";"
	}
	for _, entry := range strings.Split(env, sep) {
		if argv := strings.Fields(entry); len(argv) > 0 {
			out = append(out, withAddress(argv, address))
		}
	}
	out = append(out, openers(goos, address)...)
	if goos != "darwin" && goos != "windows" {
		out = append(out, []string{"sensible-browser", address})
	}
	return out
}

// openers returns the commands to try in turn that open what they are told with
// the program usual for it.
func openers(goos, what string) [][]string {
	switch goos {
	case "darwin":
		return [][]string{{"open", what}}
	case "windows":
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler", what}}
	}
	return [][]string{{"xdg-open", what}, {"wslview", what}, {"gio", "open", what}}
}

func withAddress(argv []string, address string) []string {
	out, put := make([]string, 0, len(argv)+1), false
	for i, a := range argv {
		if i > 0 && strings.Contains(a, "%s") {
			put = true
		}
		if i > 0 {
			a = strings.NewReplacer("%s", address, "%%", "%").Replace(a)
		}
		out = append(out, a)
	}
	if !put {
		out = append(out, address)
	}
	return out
}
