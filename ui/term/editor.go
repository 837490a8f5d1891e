package term

import (
	"cmp"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/charmbracelet/x/term"
)

// Editor returns the command that edits a file: $VISUAL, else $EDITOR, else what
// the system has. The variable may hold arguments ("code --wait"); no shell reads
// it. The command is not started. It gets the terminal itself where that is standard
// input: through any other reader, as the reader's own, keys would reach it by a pipe.
func Editor(path string) *exec.Cmd {
	usual := "vi"
	if runtime.GOOS == "windows" {
		usual = "notepad"
	}
	words := strings.Fields(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR")))
	if len(words) == 0 {
		words = []string{usual}
	}
	cmd := exec.Command(words[0], append(words[1:], path)...) //nolint:gosec // the user's own editor
	if term.IsTerminal(os.Stdin.Fd()) {
		cmd.Stdin = os.Stdin
	}
	return cmd
}
