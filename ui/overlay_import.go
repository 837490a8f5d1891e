package ui

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
)

// importBox asks for what to bring in: an address to look at, or a file or folder
// to take in. What the folder being typed holds is listed below, read by a
// command. An address is asked at Enter, never before.
type importBox struct {
	in      textinput.Model
	folder  string   // listed, as typed
	entries []string // names in it; folders end with a slash
	known   bool
	taking  bool // what was typed is looked at
	sel     int  // of the entries; -1: none
	x       int  // of the cursor in the box
}

// maxListed bounds how much of a folder is listed.
const maxListed = 2000

// listedMsg brings what a folder holds.
type listedMsg struct {
	folder  string
	entries []string
}

func (m *model) openImport(pasted string) tea.Cmd {
	b := &importBox{in: input(""), sel: -1}
	m.open(b)
	return b.paste(m, pasted)
}

// isList reports whether a pasted text is a list of sources: OPML, or addresses
// line by line. One address alone is for the field.
func isList(s string) bool {
	s = strings.TrimSpace(s)
	several := strings.HasPrefix(s, "<") || strings.Contains(s, "\n") && onlyAddress(s) == ""
	return several && parse.KindOf([]byte(s), "") == parse.KindList
}

// pathIn returns the path or address that pasted text is, as file managers write
// one: quoted, or as an address. Longer text is none, but the only address in it
// is taken.
func pathIn(pasted string) string {
	const longest = 1024
	s := strings.TrimSpace(pasted)
	if strings.Contains(s, "\n") || len(s) > longest {
		return onlyAddress(s)
	}
	s = text.Line(s)
	if rest, ok := strings.CutPrefix(s, "file://"); ok {
		s = rest
	}
	for _, q := range []string{`"`, "'"} {
		if len(s) > 1 && strings.HasPrefix(s, q) && strings.HasSuffix(s, q) {
			s = s[1 : len(s)-1]
		}
	}
	return s
}

// expanded makes a path of what is typed: ~ is the home folder.
func expanded(typed string) string {
	rest, ok := strings.CutPrefix(typed, "~")
	if ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return typed
}

// parted cuts what is typed into the folder and the beginning of a name in it.
func parted(typed string) (folder, name string) {
	i := strings.LastIndexFunc(typed, func(r rune) bool { return r < 0x80 && os.IsPathSeparator(byte(r)) })
	return typed[:i+1], typed[i+1:]
}

// list asks for the folder's entries when it is another than the one listed.
func (b *importBox) list(m *model) tea.Cmd {
	folder, _ := parted(b.in.Value())
	if hasScheme(b.in.Value()) {
		b.known, b.entries = true, nil
		b.folder = folder
		return nil
	}
	if b.known && folder == b.folder {
		return nil
	}
	b.folder, b.known, b.entries = folder, false, nil
	return m.ask(func(context.Context) tea.Msg { return listedMsg{folder: folder, entries: entriesOf(folder)} })
}

// readable are the endings of the files that are listed. Others can be typed.
var readable = []string{".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt", ".md", ".markdown", ".jsonl", ".opml", ".xml", ".rss", ".atom", ".rdf", ".json"}

// urlsFile is what newsboat calls its list of subscriptions.
const urlsFile = "urls"

func entriesOf(folder string) []string {
	at := expanded(folder)
	if at == "" {
		at = "."
	}
	f, err := os.Open(at)
	if err != nil {
		return nil // an unfinished name is no error; Enter tells
	}
	entries, _ := f.ReadDir(maxListed) // what could be read is listed
	_ = f.Close()
	out := make([]string, 0, len(entries))
	for _, e := range entries {
		name := e.Name()
		if text.Line(name) != name {
			continue // cannot be typed here
		}
		if isFolder(at, e) {
			name += "/"
		} else if name != urlsFile && !slices.Contains(readable, strings.ToLower(filepath.Ext(name))) {
			continue
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func isFolder(at string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(at, e.Name()))
	return err == nil && info.IsDir()
}

// matching returns the entries that begin as the name being typed.
func (b *importBox) matching() []string {
	_, name := parted(b.in.Value())
	var out []string
	for _, e := range b.entries {
		hidden := strings.HasPrefix(e, ".") && !strings.HasPrefix(name, ".")
		if !hidden && strings.HasPrefix(text.Fold(e), text.Fold(name)) {
			out = append(out, e)
		}
	}
	return out
}

func (b *importBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch k.Keystroke() {
	case "esc":
		m.closeOverlay()
		return nil
	case "enter":
		return b.take(m)
	case "tab":
		b.complete()
	case startersKey:
		if len(m.o.Starters) > 0 {
			m.closeOverlay()
			return m.openStarters()
		}
	case "down":
		b.sel = min(b.sel+1, len(b.matching())-1)
	case "up":
		b.sel = max(b.sel-1, -1)
	default:
		typed(&b.in, k)
		b.sel = -1
	}
	return b.list(m)
}

// complete types what all matching entries begin with, or the one chosen.
func (b *importBox) complete() {
	all := b.matching()
	if len(all) == 0 {
		return
	}
	if b.sel >= 0 && b.sel < len(all) {
		all = all[b.sel : b.sel+1]
	}
	common := commonStart(all)
	folder, name := parted(b.in.Value())
	if len(common) < len(name) {
		return
	}
	b.in.SetValue(folder + common)
	b.in.CursorEnd()
	b.sel = -1
}

func (b *importBox) paste(m *model, s string) tea.Cmd {
	if m.o.LookText != nil && m.o.Accept != nil && isList(s) {
		return tea.Batch(b.list(m), m.lookIn(s, b))
	}
	inserted(&b.in, pathIn(s))
	return b.list(m)
}

func (b *importBox) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listedMsg:
		if msg.folder == b.folder {
			b.entries, b.known = msg.entries, true
		}
	case pathMsg:
		if msg.of == b {
			return b.taken(m, &msg)
		}
	}
	return nil
}

// startersKey opens the list of sources to begin with, from the field.
const startersKey = "ctrl+t"

// pathMsg tells what is on disk under a name that was typed, which could be a
// host's too.
type pathMsg struct {
	of     *importBox
	typed  string
	exists bool
	list   bool // a list of subscriptions
	offer  refresh.Offer
	err    error // the list could not be read
}

// take looks at what is typed. A list of subscriptions is shown before any of it
// is followed; pages are taken in at once.
func (b *importBox) take(m *model) tea.Cmd {
	if b.sel >= 0 {
		b.complete()
	}
	path := strings.TrimSpace(b.in.Value())
	switch {
	case path == "" || b.taking:
		return nil
	case hasScheme(path):
		return m.look(path, b, feed.Source{})
	}
	b.taking = true
	look := m.o.LookFile
	if m.o.Accept == nil {
		look = nil
	}
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := pathMsg{of: b, typed: path}
		_, err := os.Stat(expanded(path))
		if msg.exists = err == nil; msg.exists && look != nil {
			msg.offer, msg.list, msg.err = look(ctx, expanded(path))
		}
		return msg
	})
}

// taken goes on with what was typed once it is known what it is.
func (b *importBox) taken(m *model, p *pathMsg) tea.Cmd {
	b.taking = false
	switch {
	case !p.exists && looksLikeHost(p.typed) && m.o.Look != nil:
		return m.look(p.typed, b, feed.Source{})
	case p.list:
		look, path := m.o.LookFile, expanded(p.typed)
		box := &lookBox{address: p.typed, over: b, cancel: func() {}}
		box.ask = func(ctx context.Context) (refresh.Offer, error) {
			of, _, err := look(ctx, path)
			return of, err
		}
		box.learn(m, p.offer, p.err)
		m.open(box)
		return nil
	}
	m.drop(b)
	return m.importPath(expanded(p.typed))
}

func (b *importBox) view(m *model, w, h int) []string {
	if look, ok := m.top().(*lookBox); ok && look.over == overlay(b) {
		return nil // what the address holds is shown in its place
	}
	n := min(w, 76) - 4
	all := b.matching()
	right, hint := m.words.TagMatched(len(all), len(b.entries)), m.words.ImportHint
	if hasScheme(b.in.Value()) {
		right, hint = "", m.words.AddHint
	}
	line, x := m.fieldLine(">", &b.in, n, right)
	b.x = x
	head := []string{line, ""}
	foot := []string{"", m.st.muted.Of(m.st.chrome(hint))}
	if len(m.o.Starters) > 0 {
		foot = append(foot, m.st.muted.Of(m.st.chrome(m.words.StarterHint(startersKey))))
	}
	if !b.known || b.taking {
		foot = append([]string{m.st.muted.Of(m.words.ImportWait)}, foot...)
	}
	head, rows, foot := room(h, head, min(pickRows, len(all)), foot)
	top := max(0, min(b.sel-rows+1, len(all)-rows))
	lines := head
	for i := top; i < min(top+rows, len(all)); i++ {
		bar := "  "
		if i == b.sel {
			bar = m.st.accent.Of(m.st.glyph.bar) + " "
		}
		lines = append(lines, bar+all[i])
	}
	return m.boxed(m.words.ImportTitle, m.words.ImportFooter, n, append(lines, foot...))
}

func (b *importBox) cursor() (x, y int, ok bool) {
	return b.x, 1, true
}
