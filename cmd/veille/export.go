package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/export"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

// exportFlags are the flags of export.
type exportFlags struct {
	format, output, title, order, depth, lang string
	contents, timeline, notes, sources        bool
	highlights                                bool
	excel, noGuard, force, failEmpty          bool
	suggestions, oneVersion                   bool
	contentsGiven, timelineGiven, excelGiven  bool
}

func formatNames() []string {
	var out []string
	for _, f := range export.Formats() {
		out = append(out, f.Name)
	}
	return out
}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Write articles as a dossier, notes, a table or JSONL, or sources as a list",
		Long: "Writes the articles of a query: " + strings.Join(formatNames(), ", ") + "; or the sources you follow, with a query those of its articles: " + strings.Join(listNames, ", ") + ". " +
			"The ending of the file tells the format when -f does not. An existing file is only replaced with --force. See veille help exports.",
		Example:           "  veille export tag:asean since:4w -f html -o dossier.html\n  veille export -f obsidian -o ~/notes/Clippings tag:asean\n  veille export -f jsonl -o - | gzip > backup.jsonl.gz\n  veille export -f opml -o subscriptions.opml",
		ValidArgsFunction: a.completeQuery,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.contentsGiven, f.timelineGiven, f.excelGiven = cmd.Flags().Changed("contents"), cmd.Flags().Changed("timeline"), cmd.Flags().Changed("excel")
			return a.export(cmd.Context(), args, f)
		},
	}
	s := c.Flags()
	s.VarP(newChoice(&f.format, "", exportNames()...), "format", "f", strings.Join(exportNames(), ", "))
	s.StringVarP(&f.output, "output", "o", "", "the `file` or folder to write, - for standard output")
	s.StringVar(&f.title, "title", "", "the `title` of the dossier")
	s.Var(newChoice(&f.order, "", orderNames...), "order", "theme, oldest, newest, source, or query: as the query sorts them")
	s.Var(newChoice(&f.depth, "", depthNames...), "depth", "refs, quotes, lead or full")
	s.Var(newChoice(&f.lang, "", langNames...), "lang", "language of headings: en, fr or vi")
	s.BoolVar(&f.contents, "contents", true, "with a table of contents")
	s.BoolVar(&f.timeline, "timeline", true, "with a chronology")
	s.BoolVar(&f.notes, "notes", true, "with your notes")
	s.BoolVar(&f.highlights, "highlights", true, "with your highlights, where the depth is quotes or full")
	s.BoolVar(&f.sources, "sources", true, "with a list of sources")
	s.BoolVar(&f.excel, "excel", false, "CSV with a byte order mark and semicolons")
	s.BoolVar(&f.noGuard, "no-guard", false, "CSV cells may begin like formulas")
	s.BoolVar(&f.suggestions, "suggestions", false, "jsonl: with the themes that are suggested and not confirmed")
	s.BoolVar(&f.oneVersion, "one-version", false, "one version of each story")
	s.BoolVar(&f.force, "force", false, "replace an existing file")
	declareFailEmpty(c, &f.failEmpty)
	for _, name := range []string{"format", "order", "depth", "lang"} {
		values := map[string][]string{"format": exportNames(), "order": orderNames, "depth": depthNames, "lang": langNames}[name]
		if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err)
		}
	}
	return c
}

func (a *app) export(ctx context.Context, args []string, f exportFlags) error {
	q, err := parseQuery(args)
	if err != nil {
		return err
	}
	if form := listFormat(f); form != "" {
		return a.exportList(ctx, q, len(args) == 0, form, f)
	}
	form, err := a.formatOf(f)
	if err != nil {
		return err
	}
	q.Fold = f.oneVersion
	made, err := a.exportTime()
	if err != nil {
		return err
	}
	return a.with(ctx, toRead, func(s *store.Store) error {
		hits, err := a.find(ctx, s, q)
		if err != nil {
			return err
		}
		if hits.Len() == 0 {
			return a.empty(f.failEmpty)
		}
		o, err := a.exportOptions(ctx, s, form, f)
		if err != nil {
			return err
		}
		o.Made = made
		if order := orderOf(q.Sort); order != "" && f.order == "" {
			o.Order = order
		}
		name(&o, q)
		d := &sound{app: a, strict: replaced(f.output, form, f.force)}
		if o.Raw != nil {
			o.Raw = func(id feed.ID) (*feed.Raw, error) { return d.raw(ctx, s, id) }
		}
		in := d.articles(s.Articles(ctx, hits))
		var saved export.Saved
		if f.output == "-" {
			saved, err = export.Write(ctx, a.out, form, in, o)
		} else if saved, err = export.Save(ctx, f.output, form, in, o, export.Place{Replace: f.force}); err == nil {
			a.saved(saved, form, o)
		}
		if err != nil {
			return a.exportError(f.output, saved, err)
		}
		a.sayUnquoted(saved)
		return d.result(saved.Articles, hits.Len())
	})
}

// formatOf settles the format: -f, the ending of the file, the settings.
func (a *app) formatOf(f exportFlags) (export.Format, error) {
	const hint = "veille help exports"
	if f.output == "" {
		return export.Format{}, usagef("veille export needs -o")("name a file or folder with -o, apart from the name by a blank, or -o - for standard output")
	}
	name := f.format
	if name == "" {
		name = formatByName(f.output)
	}
	form, ok := export.Find(cmp.Or(name, a.conf.Export.Format))
	switch {
	case ok && f.suggestions && form.Name != "jsonl":
		return form, usagef("--suggestions is for jsonl: a dossier has confirmed tags alone")("accept them first: veille suggest --accept 0.9 QUERY")
	case !ok:
		return form, usagef("veille export needs -f: the name %s does not tell the format", text.Line(f.output))("choose one of " + strings.Join(exportNames(), ", "))
	case form.Ext == ".epub" && f.output == "-" && a.out.tty:
		return form, usagef("an EPUB is an archive, not text for a terminal")("name a file with -o, or pass it on: veille export -f epub -o - | …")
	case form.Folder && f.output == "-":
		return form, usagef("%s is a folder of files and cannot go to standard output", form.Name)(hint)
	}
	return form, nil
}

// formatByName is the format that the name of a file ends like, "" for none: of
// .bib the first that has it, of .ninjs.jsonl the longer one.
func formatByName(path string) string {
	name, ext := "", ""
	path = strings.ToLower(filepath.Base(path))
	for _, form := range export.Formats() {
		if len(form.Ext) > len(ext) && strings.HasSuffix(path, form.Ext) {
			name, ext = form.Name, form.Ext
		}
	}
	return name
}

// exportTime is the time that an export carries: SOURCE_DATE_EPOCH, so that
// the same articles give the same bytes, else now.
func (a *app) exportTime() (time.Time, error) {
	v := os.Getenv("SOURCE_DATE_EPOCH")
	if v == "" {
		return a.now(), nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return time.Time{}, usagef("SOURCE_DATE_EPOCH is %q", v)("give seconds since 1970")
	}
	return time.Unix(n, 0).UTC(), nil
}

// exportOptions puts flags over settings over what is usual for the format.
func (a *app) exportOptions(ctx context.Context, s *store.Store, form export.Format, f exportFlags) (export.Options, error) {
	o := form.Defaults()
	conf := a.conf.Export
	o.Title = text.Line(f.title)
	o.Lang = cmp.Or(f.lang, conf.Lang, a.lang())
	o.Order = orderAs(cmp.Or(f.order, conf.Order, string(o.Order)), form)
	o.Depth = export.Depth(cmp.Or(f.depth, conf.Depth, string(o.Depth)))
	o.Contents, o.Timeline, o.Excel = conf.Contents, conf.Timeline, conf.Excel
	if f.contentsGiven {
		o.Contents = f.contents
	}
	if f.timelineGiven {
		o.Timeline = f.timeline
	}
	if f.excelGiven {
		o.Excel = f.excel
	}
	o.Notes, o.Highlights, o.Sources, o.NoGuard = f.notes, f.highlights, f.sources, f.noGuard
	o.Licence, o.Generator = text.Line(conf.Licence), "veille "+version()
	var err error
	if o.Themes, err = s.Themes(ctx); err != nil {
		return o, err
	}
	if form.Name == "jsonl" {
		o.Raw = func(id feed.ID) (*feed.Raw, error) { return rawOf(ctx, s, id) }
	}
	if f.suggestions {
		o.Suggestions = pendingOf(ctx, s)
		return o, a.allUpToDate(ctx, s)
	}
	return o, nil
}

// orderAs is an order by its name. That of the query is the one that the articles
// come in: formats that have no order of their own need not be told.
func orderAs(name string, form export.Format) export.Order {
	switch {
	case name != "query":
		return export.Order(name)
	case form.Defaults().Order == "":
		return ""
	}
	return export.ByHand
}

// orderOf is the order of a dossier that keeps what a query asks for, "" where
// it asks for none that a dossier has.
func orderOf(s query.Sort) export.Order {
	switch s {
	case query.Oldest:
		return export.Oldest
	case query.BySource:
		return export.BySource
	}
	return ""
}
