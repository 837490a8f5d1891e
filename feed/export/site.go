package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"regexp"
	"slices"
	"strings"

	"veille/feed"
)

// A site is a folder of pages for a web server, or to look at as it is:
//
//	index.html              the themes and the latest articles
//	themes/SLUG.html        the articles of a theme
//	themes/SLUG.atom        the newest of them as Atom, with our tags as categories
//	themes/SLUG.feed.json   and as JSON Feed
//	articles/ID.html        an article as far as its depth goes
//	veille.css
//	.veille-publish.json    which of the files are ours (site_files.go)
//
// No page has a script or asks for anything from outside, and none says when it
// was made: what has not changed gives the same bytes.

// Site says what a site is like. Empty strings stand for what is usual.
type Site struct {
	Title      string
	Lang       string // of the site's own words: en, fr or vi
	Depth      Depth  // of the articles: lead
	Address    string // where the site will be, for the feeds: http or https, "" when not known
	Licence    string
	Generator  string
	Themes     []feed.Theme // all there are, for labels
	Notes      bool         // with the user's notes
	Highlights bool         // with the user's highlights, where the depth has their text
	Items      int          // most articles of a feed: 100
}

// SiteTheme is a theme of a site with its articles, the newest first. They are
// gone through once.
type SiteTheme struct {
	Theme    feed.Theme
	Articles iter.Seq2[feed.Article, error]
}

// SitePlace says what may happen in the folder of a site.
type SitePlace struct {
	Replace bool // files may be replaced that are not ours or were altered
	DryRun  bool // nothing is written
	// Whole is asked when all articles have been gone through, and reports whether
	// none was left out: else no file is removed. nil: none was.
	Whole func() bool
}

func (p *SitePlace) removes() bool { return p.Whole == nil || p.Whole() }

// Published says what came of a site.
type Published struct {
	Themes, Articles            int
	Written, Unchanged, Removed int      // files
	Kept                        []string // files left alone: not ours, or altered since
	Bytes                       int64    // written
}

const (
	siteItems  = 100 // articles of a feed
	siteLatest = 20  // articles of the first page
)

// Publish writes a site into a folder, which is made when it is not there. Only
// files that differ are written, each whole; files of the last time that are not
// of the site any more are removed when they are as they were written. After an
// error before the first file is moved the site is as it was.
func Publish(ctx context.Context, dir string, o Site, themes []SiteTheme, p SitePlace) (_ Published, err error) {
	s, err := newSite(o)
	if err != nil {
		return Published{}, err
	}
	fresh := false
	if !p.DryRun {
		_, err := os.Stat(dir)
		fresh = errors.Is(err, fs.ErrNotExist)
		if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // for others to read
			return Published{}, fmt.Errorf("publish: %w", err)
		}
	}
	s.files.place = p
	s.files.root, err = os.OpenRoot(dir)
	if err != nil && (!p.DryRun || !errors.Is(err, fs.ErrNotExist)) {
		return Published{}, fmt.Errorf("publish: %w", err)
	}
	err = s.files.open()
	if err == nil {
		err = s.write(ctx, themes)
	}
	err = errors.Join(err, s.files.close())
	if err != nil {
		if fresh {
			os.Remove(dir) //nolint:errcheck // with something in it, it stays
		}
		return Published{}, fmt.Errorf("publish %s: %w", dir, renamed(err, dir))
	}
	if p.DryRun {
		return s.files.done, nil
	}
	return s.files.done, syncFolder(dir)
}

// site is a site while it is written.
type site struct {
	Site
	*dossier
	say       siteWords
	files     siteFiles
	published []feed.Theme
	seen      map[feed.ID]*feed.Article // for lists, an article in many but once
	latest    []*feed.Article
}

// siteTheme is a theme that is being written.
type siteTheme struct {
	feed.Theme
	name    string // of its files
	label   string
	entries []*feed.Article
	newest  []feed.Article // for the feeds
}

func newSite(o Site) (*site, error) {
	if o.Items <= 0 {
		o.Items = siteItems
	}
	f, _ := Find("html")
	opts := Options{
		Title: oneLine(o.Title), Lang: o.Lang, Order: Newest, Depth: o.Depth, Notes: o.Notes, Highlights: o.Highlights,
		Themes: o.Themes, Licence: o.Licence, Generator: o.Generator,
	}
	if opts.Depth == "" {
		opts.Depth = Lead
	}
	d, err := newDossier(f, opts)
	if err != nil {
		return nil, err
	}
	s := &site{Site: o, dossier: d, say: siteLanguages[d.words.lang], seen: map[feed.ID]*feed.Article{}}
	if oneLine(o.Title) == "" {
		d.Title = s.say.site
	}
	s.Title, s.Depth = d.Title, d.Depth
	if s.Address != "" && !strings.HasSuffix(s.Address, "/") {
		s.Address += "/"
	}
	return s, nil
}

func (s *site) write(ctx context.Context, themes []SiteTheme) error {
	var all []siteTheme
	for _, t := range themes {
		s.published = append(s.published, t.Theme)
	}
	for _, t := range themes {
		w := siteTheme{Theme: t.Theme, name: themeFile(t.Theme), label: s.label(t.Theme)}
		if err := s.articlesOf(ctx, &w, t.Articles); err != nil {
			return err
		}
		if err := s.theme(ctx, &w); err != nil {
			return err
		}
		w.newest = nil
		all = append(all, w)
	}
	var b bytes.Buffer
	s.index(&b, all)
	if err := s.files.write("index.html", b.Bytes()); err != nil {
		return err
	}
	if err := s.files.write("veille.css", []byte(dossierCSS+siteCSS)); err != nil {
		return err
	}
	s.files.done.Themes, s.files.done.Articles = len(all), len(s.seen)
	return s.files.finish(ctx)
}

// articlesOf writes the pages of a theme's articles.
func (s *site) articlesOf(ctx context.Context, t *siteTheme, in iter.Seq2[feed.Article, error]) error {
	had := map[feed.ID]bool{}
	for a, err := range in {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if had[a.ID] {
			continue
		}
		had[a.ID] = true
		s.private(&a)
		s.cut(&a)
		if len(t.newest) < s.Items {
			t.newest = append(t.newest, a)
		}
		if e := s.seen[a.ID]; e != nil {
			t.entries = append(t.entries, e)
			continue
		}
		e := brief(&a)
		t.entries = append(t.entries, &e)
		s.seen[a.ID] = &e
		s.late(&e)
		var b bytes.Buffer
		s.page(&b, &a)
		if err := s.files.write("articles/"+a.ID.String()+".html", b.Bytes()); err != nil {
			return err
		}
	}
	return ctx.Err() // the articles may have ended because of it
}

// private takes from an article what tells of its reader alone: how it was read
// and tagged, and the themes that are none of the site's.
func (s *site) private(a *feed.Article) {
	a.Marks, a.Read, a.Starred, a.Hidden, a.Trashed, a.Sample = nil, false, false, false, false, false
	a.Themes = s.public(a.Themes)
	a.Highlights = slices.Clone(a.Highlights)
	for i := range a.Highlights {
		a.Highlights[i].Themes = s.public(a.Highlights[i].Themes)
	}
}

// public returns the themes that are of the site or below one of it.
func (s *site) public(ids []feed.ID) (out []feed.ID) {
	for _, id := range ids {
		i, known := s.order[id]
		if known && slices.ContainsFunc(s.published, func(p feed.Theme) bool { return isWithin(s.dossier.Themes[i], p) }) {
			out = append(out, id)
		}
	}
	return out
}

// isWithin reports whether a theme is another or one below it.
func isWithin(t, of feed.Theme) bool {
	return t.ID == of.ID || strings.HasPrefix(t.Slug, of.Slug+"/")
}

// late keeps an article when it is among the latest of the site.
func (s *site) late(e *feed.Article) {
	at := len(s.latest)
	for at > 0 && s.latest[at-1].Published.Before(e.Published) {
		at--
	}
	if at >= siteLatest {
		return
	}
	s.latest = slices.Insert(s.latest, at, e)
	s.latest = s.latest[:min(len(s.latest), siteLatest)]
}

// safeSlug is a slug as themes have them; "--" for "/" keeps two themes from
// having one name.
var safeSlug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)

// maxThemeFile is the longest name of a theme's files in bytes, without ending.
const maxThemeFile = 150

func themeFile(t feed.Theme) string {
	if !safeSlug.MatchString(t.Slug) || len(t.Slug) > maxThemeFile {
		return t.ID.String()
	}
	name := strings.ReplaceAll(t.Slug, "/", "--")
	if reserved(name) || len(name) > maxThemeFile {
		return t.ID.String()
	}
	return name
}

// theme writes the page of a theme and its feeds.
func (s *site) theme(ctx context.Context, t *siteTheme) error {
	var b bytes.Buffer
	s.themePage(&b, t)
	if err := s.files.write("themes/"+t.name+".html", b.Bytes()); err != nil {
		return err
	}
	for _, name := range []string{"atom", "jsonfeed"} {
		f, _ := Find(name)
		o := s.Options
		o.Title, o.Key = s.Title+" – "+t.label, "theme:"+t.ID.String()
		if s.Address != "" {
			o.Self, o.Home = s.Address+"themes/"+t.name+f.Ext, s.Address+"themes/"+t.name+".html"
		}
		b.Reset()
		in := func(yield func(feed.Article, error) bool) {
			for _, a := range t.newest {
				if !yield(a, nil) {
					return
				}
			}
		}
		if _, err := Write(ctx, &b, f, in, o); err != nil {
			return err
		}
		if err := s.files.write("themes/"+t.name+f.Ext, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// in are the themes of the site that an article has, or has one below of.
func (s *site) in(a *feed.Article) (out []feed.Theme) {
	mine := s.known(a.Themes)
	for _, p := range s.published {
		if slices.ContainsFunc(mine, func(t feed.Theme) bool { return isWithin(t, p) }) {
			out = append(out, p)
		}
	}
	return out
}
