package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"veille/feed/text"
	"veille/store"
)

func (a *app) doctorCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Look at file, folders, settings, sources and terminal, and tell what is wrong",
		Long: "Prints one page about the file of articles, its copies, who uses it, the disk, the settings, the network, the sources and the terminal. Each problem stands with its cure. " +
			"Nothing is changed. Ends with code 1 when there is a problem. Damage inside the file is found by veille check.",
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context()) },
	}
}

// diagnosis is what the doctor found.
type diagnosis struct {
	app      *app
	parts    []part
	problems []problem
}

// part is a headed list of facts.
type part struct {
	name  string
	facts []fact
}

type fact struct{ what, is string }

type problem struct {
	What string `json:"what"`
	Cure string `json:"cure"`
}

func (d *diagnosis) part(name string) { d.parts = append(d.parts, part{name: name}) }

func (d *diagnosis) fact(what, format string, args ...any) {
	p := &d.parts[len(d.parts)-1]
	p.facts = append(p.facts, fact{what, text.Line(fmt.Sprintf(format, args...))})
}

func (d *diagnosis) problem(cure, format string, args ...any) {
	d.problems = append(d.problems, problem{text.Line(fmt.Sprintf(format, args...)), text.Line(cure)})
}

func (a *app) doctor(ctx context.Context) error {
	d := &diagnosis{app: a}
	d.articles(ctx)
	d.care()
	d.folders()
	d.settings()
	d.network()
	d.followed(ctx)
	d.terminal()
	if a.json {
		d.printJSON()
	} else {
		d.print()
	}
	if len(d.problems) > 0 {
		return exit(exitFailed)
	}
	return ctx.Err()
}

// articles looks at the file of articles.
func (d *diagnosis) articles(ctx context.Context) {
	a := d.app
	path := a.dbPath()
	d.part("Articles")
	d.fact("file", "%s", path)
	info, err := os.Stat(path)
	switch {
	case isMissing(err):
		d.fact("state", "there is none yet; the first import makes it")
		d.folderOf(path)
		return
	case err != nil:
		d.problem(explain(err).cure, "%s", explain(err).why)
		return
	}
	d.fact("size", "%s, changed %s", byteSize(info.Size()), ago(a.now(), info.ModTime()))
	if mode := info.Mode().Perm(); mode&0o077 != 0 && !noModes {
		d.problem("chmod 600 "+shellWord(path), "%s can be used by others (%#o)", path, mode)
	}
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true, Wait: 2 * time.Second, Now: a.now})
	if err == nil {
		err = d.stats(ctx, s)
	}
	if err != nil {
		c := explain(a.fileError(err))
		d.problem(c.cure, "%s", c.why)
	}
	if s != nil {
		for _, h := range s.InUse() {
			d.fact("in use by", "process %d %s", h.PID, h.Command)
			if strings.HasSuffix(h.Command, "stopped") {
				d.problem(fmt.Sprintf("let it go on with: kill -CONT %d; or end it: kill %d", h.PID, h.PID), "process %d holds the file and is stopped", h.PID)
			}
		}
	}
	d.folderOf(path)
}

func (d *diagnosis) stats(ctx context.Context, s *store.Store) error {
	st, err := s.Stats(ctx)
	if err != nil {
		return err
	}
	d.fact("schema", "%d", st.Schema)
	d.fact("articles", "%d, and %d in the trash", st.Articles-st.Trashed, st.Trashed)
	d.fact("beside them", "%s, %s, %s, %s", many(st.Themes, "theme", "themes"), many(st.Sources, "source", "sources"),
		many(st.Queries, "saved query", "saved queries"), many(st.Changes, "change that can be undone", "changes that can be undone"))
	free := st.FreePages * st.PageSize
	d.fact("free inside", "%s of %s", byteSize(free), byteSize(st.Bytes))
	if st.Loose() {
		d.problem(d.app.command("compact"), "%s of the file are free: it is larger and slower than it must be", byteSize(free))
	}
	d.fact("index", "%s", many(st.Segments, "segment", "segments"))
	if err := d.derived(ctx, s); err != nil {
		return err
	}
	if err := d.rules(ctx, s); err != nil {
		return err
	}
	if st.Unindexed > 0 {
		d.problem(d.app.command("repair --index"), "%s not in the index: searching them takes longer", many(st.Unindexed, "article is", "articles are"))
	}
	return nil
}

// rules tells which rules cannot do all that they say.
func (d *diagnosis) rules(ctx context.Context, s *store.Store) error {
	list, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		d.fact("rules", "%d", len(list))
	}
	for i := range list {
		if r := &list[i]; r.Broken != "" {
			d.problem("look at it: "+d.app.command("rule show "+shellWord(text.Line(r.Name)))+"; then add it anew or remove it", "the rule %s does not work as it says: %s", r.Name, r.Broken)
		}
	}
	return nil
}

// derived tells what is to be worked out still of the articles, which is no problem:
// whoever asks for it works it out.
func (d *diagnosis) derived(ctx context.Context, s *store.Store) error {
	b, err := s.Backlog(ctx)
	if err != nil {
		return err
	}
	if b.IsZero() {
		d.fact("worked out", "suggestions, stories and rules are up to date")
		return nil
	}
	d.fact("to work out", "suggestions of %s, stories of %d, rules for %d; the reader does it, or: %s",
		many(b.Suggestions, "article", "articles"), b.Stories, b.Rules, d.app.command("count has:suggestion"))
	return nil
}

// care looks at checks and copies.
func (d *diagnosis) care() {
	a := d.app
	d.part("Care")
	c := loadCares()[a.careKey()]
	if c.Checked.IsZero() {
		d.fact("last check", "never on this machine")
	} else {
		found := "sound"
		if !c.Sound {
			found = "damaged"
			d.problem(a.command("check"), "the last check found damage")
		}
		d.fact("last check", "%s, %s", ago(a.now(), c.Checked), found)
	}
	switch _, err := os.Stat(c.BackupPath); {
	case c.Backup.IsZero():
		d.fact("last copy", "never by veille backup on this machine")
	case err != nil:
		d.fact("last copy", "%s, to %s, which is not there now", ago(a.now(), c.Backup), c.BackupPath)
	default:
		d.fact("last copy", "%s, to %s", ago(a.now(), c.Backup), c.BackupPath)
	}
	for _, path := range store.Unfinished(a.dbPath()) {
		if info, err := os.Stat(path); err == nil {
			d.fact("written anew", "%s (%s, %s); when no veille compact is under way it was broken off, and the next one removes it", path, byteSize(info.Size()), ago(a.now(), info.ModTime()))
		}
	}
	for _, path := range store.Automatic(a.dbPath()) {
		if info, err := os.Stat(path); err == nil {
			d.fact("from an upgrade", "%s (%s, %s); it may be deleted when all is well", path, byteSize(info.Size()), ago(a.now(), info.ModTime()))
		}
	}
}

// folderOf looks at the place of the file: whether it can be written to, and
// how much room is left.
func (d *diagnosis) folderOf(path string) {
	folder := filepath.Dir(path)
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		f.Close() //nolint:errcheck // nothing was written
	} else if !isMissing(err) {
		d.fact("writing", "not possible: it opens for reading")
		d.problem("give yourself the right to write: chmod u+w "+shellWord(path), "%s can only be read", path)
	}
	for folder != filepath.Dir(folder) {
		if _, err := os.Stat(folder); err == nil {
			break
		}
		folder = filepath.Dir(folder)
	}
	if !writable(folder) {
		d.problem("give yourself the right to write there: chmod u+w "+shellWord(folder), "nothing can be written in %s", folder)
	}
	free, ok := diskFree(folder)
	if !ok {
		return
	}
	d.fact("room on the disk", "%s", byteSize(free))
	need := int64(minFree)
	if info, err := os.Stat(path); err == nil {
		need = max(need, info.Size()/8)
	}
	if free < need {
		d.problem("free some space, or keep the file on another disk with --db or VEILLE_DB", "only %s are left on the disk of %s", byteSize(free), folder)
	}
}

// minFree is the room that must be left at least.
const minFree = 64 << 20

func (d *diagnosis) folders() {
	d.part("Folders")
	for _, f := range []struct{ what, path string }{{"settings", configFolder()}, {"data", dataFolder()}, {"state", stateFolder()}} {
		info, err := os.Stat(f.path)
		switch {
		case isMissing(err):
			d.fact(f.what, "%s, not made yet", f.path)
		case err != nil:
			d.problem(explain(err).cure, "%s", explain(err).why)
		case !info.IsDir():
			d.problem("move it away: mv "+shellWord(f.path)+" "+shellWord(f.path+".old"), "%s is no folder", f.path)
		case info.Mode().Perm()&0o022 != 0 && !noModes:
			d.fact(f.what, "%s", f.path)
			d.problem("chmod go-w "+shellWord(f.path), "others may write into %s", f.path)
		default:
			d.fact(f.what, "%s", f.path)
		}
	}
}

// settings looks at config.toml, which this verb runs without.
func (d *diagnosis) settings() {
	a := d.app
	d.part("Settings")
	d.fact("file", "%s", a.settingsPath())
	if _, err := os.Stat(a.settingsPath()); isMissing(err) {
		d.fact("state", "there is none: all is as usual")
	}
	conf, err := loadSettings(a.settingsPath(), a.configPath != "" || os.Getenv("VEILLE_CONFIG") != "")
	if err != nil {
		c := explain(err)
		d.problem(cmp.Or(c.cure, "veille config edit"), "%s", strings.ReplaceAll(c.why, "\n", "; "))
		return
	}
	a.conf = conf
	for _, name := range []string{"VEILLE_DB", "VEILLE_CONFIG", "VEILLE_LANG", "VEILLE_COLORS", "VEILLE_NOW", "NO_COLOR"} {
		if v := os.Getenv(name); v != "" {
			d.fact(name, "%s", v)
		}
	}
}

// terminal looks at what the reader will be shown on.
func (d *diagnosis) terminal() {
	a := d.app
	d.part("Terminal")
	kind := os.Getenv("TERM")
	d.fact("TERM", "%s", cmp.Or(kind, "not set"))
	if !term.IsTerminal(os.Stdout.Fd()) {
		d.fact("here", "no terminal; the reader needs one, the verbs do not")
	} else {
		w, h, err := term.GetSize(os.Stdout.Fd())
		if err == nil {
			d.fact("window", "%d columns, %d lines", w, h)
			if w < 40 || h < 8 {
				d.problem("make the window larger", "the reader needs 40 columns and 8 lines")
			}
		}
		if kind == "dumb" || kind == "" {
			d.problem("start from a terminal that can move its cursor, or use the verbs", "the reader cannot draw on this terminal")
		}
	}
	d.fact("locale", "%s", cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"), "not set"))
	if unicodeTerminal() {
		d.fact("letters", "Unicode")
	} else {
		d.fact("letters", "frames of plain ASCII: the locale or the terminal is older than Unicode")
		d.problem("export LANG=C.UTF-8, or another locale that ends in UTF-8", "accents may not be shown under this locale")
	}
	d.fact("colours", "%s", a.colourMode())
}

func (d *diagnosis) print() {
	out := d.app.out
	for _, p := range d.parts {
		out.printf("%s\n", p.name)
		for _, f := range p.facts {
			out.printf("  %-16s %s\n", f.what, f.is)
		}
		out.printf("\n")
	}
	if len(d.problems) == 0 {
		out.printf("No problem found.\n")
		return
	}
	out.printf("%s\n", many(len(d.problems), "problem", "problems"))
	for _, p := range d.problems {
		out.printf("  %s\n", p.What)
		if p.Cure != "" {
			out.printf("    cure: %s\n", p.Cure)
		}
	}
}

func (d *diagnosis) printJSON() {
	type record struct {
		OK       bool                           `json:"ok"`
		Facts    map[string]map[string][]string `json:"facts"`
		Problems []problem                      `json:"problems"`
	}
	r := record{len(d.problems) == 0, map[string]map[string][]string{}, append([]problem{}, d.problems...)}
	for _, p := range d.parts {
		facts := map[string][]string{}
		for _, f := range p.facts {
			facts[f.what] = append(facts[f.what], f.is)
		}
		r.Facts[strings.ToLower(p.name)] = facts
	}
	d.app.out.object(r)
}

// ago tells a time by its distance, a date when that is long.
func ago(now, t time.Time) string {
	n := now.Sub(t)
	switch {
	case n < 0 || n > 60*24*time.Hour:
		return "on " + t.Local().Format(time.DateOnly)
	case n < 2*time.Minute:
		return "just now"
	case n < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", n/time.Minute)
	case n < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", n/time.Hour)
	}
	return fmt.Sprintf("%d days ago", n/(24*time.Hour))
}
