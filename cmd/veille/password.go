package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	// passwordWait is how long a password command may take.
	passwordWait = 5 * time.Second
	// maxPassword is far above any password: a larger file or output is not one.
	maxPassword = 4 << 10
)

// passwords gives names and passwords by host, as the settings say. No password
// stands in an error, a log or the arguments of a program.
type passwords struct {
	auth   map[string]authSettings
	folder string // that paths of files are relative to

	mu     sync.Mutex
	failed map[string]error // by host, why its password could not be had
}

func (a *app) passwords() *passwords {
	return &passwords{auth: a.conf.Auth, folder: filepath.Dir(a.settingsPath()), failed: map[string]error{}}
}

// find returns name and password for a host with or without its port, "" for
// none.
func (p *passwords) find(ctx context.Context, host string) (name, password string, err error) {
	s, key := p.of(host)
	if key == "" {
		return "", "", nil
	}
	if s.File != "" {
		password, err = p.fromFile(s.File)
	} else {
		password, err = fromCommand(ctx, s.words())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed[host] = err
	if err != nil {
		return "", "", fmt.Errorf("find the password for %s: %w", key, err)
	}
	return s.User, password, nil
}

// failure tells why the password for the host of an address could not be had, ""
// when it could or none is needed.
func (p *passwords) failure(address string) string {
	u, err := url.Parse(address)
	if p == nil || err != nil {
		return ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.failed[u.Host]; err != nil {
		return explain(err).why
	}
	return ""
}

// of finds the settings for a host: those with its port before those without.
func (p *passwords) of(host string) (authSettings, string) {
	bare := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		bare = h
	}
	for _, want := range []string{host, bare} {
		for key, s := range p.auth {
			if strings.EqualFold(key, want) {
				return s, key
			}
		}
	}
	return authSettings{}, ""
}

// fromFile reads the first line of a file that its owner alone may read, as ssh
// demands of its keys.
func (p *passwords) fromFile(path string) (string, error) {
	path, err := expandHome(path)
	if err != nil {
		return "", err
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.folder, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // only read
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case info.Mode().Perm()&0o077 != 0 && !noModes:
		return "", fmt.Errorf("%s can be read by others (%#o): chmod 600 %s", path, info.Mode().Perm(), shellWord(path))
	}
	b, err := io.ReadAll(io.LimitReader(f, maxPassword+1))
	if err != nil {
		return "", err
	}
	return firstLine(b, path)
}

// words are the words of the password command, none when there is no command.
func (s *authSettings) words() []string {
	switch c := s.Command.(type) {
	case string:
		return commandWords([]string{c}, true)
	case []any:
		var out []string
		for _, w := range c {
			if w, ok := w.(string); ok {
				out = append(out, w)
			}
		}
		return commandWords(out, false)
	}
	return nil
}

// commandWords are the words of a command line: split at blanks outside of
// quotes when it is one string. No shell reads it; "sh -c '…'" runs one.
func commandWords(in []string, line bool) []string {
	if !line {
		if len(in) == 0 || in[0] == "" {
			return nil
		}
		return in
	}
	var words []string
	var word strings.Builder
	open, quote := false, rune(0)
	for _, r := range strings.Join(in, " ") + " " {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, open = r, true
		case r != ' ' && r != '\t' && r != '\n':
			open = true
			word.WriteRune(r)
		case open:
			words = append(words, word.String())
			word.Reset()
			open = false
		}
	}
	if quote != 0 { // not closed: nobody can say what was meant
		return nil
	}
	return words
}

// fromCommand runs a command and returns the first line it prints. What it says
// on standard error is dropped: nobody knows what stands there.
func fromCommand(ctx context.Context, words []string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, passwordWait)
	defer stop()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...) //nolint:gosec // the user's own command
	cmd.WaitDelay = time.Second
	var out limitedBuffer
	cmd.Stdout = &out
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("the password command took longer than %s", passwordWait)
	case errors.As(err, &ended):
		return "", fmt.Errorf("the password command ended with code %d", ended.ExitCode())
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("the program of the password command is not installed")
	case err != nil:
		return "", errors.New("the password command cannot be run")
	}
	return firstLine(out.Bytes(), "what the password command printed")
}

// limitedBuffer keeps a little more than a password.
type limitedBuffer struct{ bytes.Buffer }

func (b *limitedBuffer) Write(p []byte) (int, error) {
	b.Buffer.Write(p[:min(len(p), max(0, maxPassword+1-b.Len()))])
	return len(p), nil
}

func firstLine(b []byte, what string) (string, error) {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	switch {
	case len(line) == 0:
		return "", fmt.Errorf("the first line of %s is empty", what)
	case len(line) > maxPassword:
		return "", fmt.Errorf("the first line of %s is too long", what)
	}
	return string(line), nil
}
