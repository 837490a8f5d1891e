package main

import (
	"context"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"veille/feed"
	"veille/feed/text"
	"veille/store"
)

// maxFailing is how many failing sources the doctor tells of each by itself.
const maxFailing = 20

// followed looks at the sources of the file, if there is one that can be read:
// that it cannot is told beside the articles.
func (d *diagnosis) followed(ctx context.Context) {
	s, err := store.Open(ctx, d.app.dbPath(), store.Options{ReadOnly: true, Wait: 2 * time.Second, Now: d.app.now})
	if err != nil {
		return
	}
	defer s.Close() //nolint:errcheck // only read
	if err := d.sources(ctx, s); err != nil {
		c := explain(d.app.fileError(err))
		d.problem(c.cure, "%s", c.why)
	}
}

// sources looks at the sources that are followed.
func (d *diagnosis) sources(ctx context.Context, s *store.Store) error {
	all, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	ws, err := watchedOf(ctx, s, followed(all))
	if err != nil {
		return err
	}
	d.part("Sources")
	d.fact("followed", "%d", len(ws))
	var never, paused, failing int
	var last watched
	for i := range ws {
		w := &ws[i]
		if w.poll.Good.After(last.poll.Good) {
			last = *w
		}
		switch w.state() {
		case "never asked":
			never++
		case "paused":
			paused++
		case "failing", "over":
			if failing++; failing <= maxFailing {
				d.failing(w)
			}
		}
	}
	if !last.poll.Good.IsZero() {
		d.fact("last answer", "%s, from %s", ago(d.app.now(), last.poll.Good), shownName(&last.Source))
	}
	for _, n := range []struct {
		what string
		n    int
	}{{"failing", failing}, {"paused", paused}} {
		if n.n > 0 {
			d.fact(n.what, "%d", n.n)
		}
	}
	if failing > maxFailing {
		d.problem(d.app.command("source list"), "%d more sources fail", failing-maxFailing)
	}
	if never > 0 {
		d.fact("never asked", "%s; %s asks them", many(never, "source", "sources"), d.app.command("fetch"))
	}
	return nil
}

// failing tells of a source that cannot be read: why, since when, what to do.
func (d *diagnosis) failing(w *watched) {
	line := troubleLine(&w.poll, w.Feed, shortID(&w.Source), d.app.now())
	_, cure := troubleCause(&w.poll, w.Feed, shortID(&w.Source))
	if w.poll.Trouble == feed.TroubleOffline {
		return
	}
	d.problem(cure, "%s: %s", shownName(&w.Source), line)
}

// network tells which proxies are set, without the passwords in them, and whose
// passwords the settings can find.
func (d *diagnosis) network() {
	d.part("Network")
	some := false
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"} {
		if v := os.Getenv(name); v != "" {
			some = true
			d.fact(name, "%s", withoutPassword(v))
		}
	}
	if !some {
		d.fact("proxy", "none is set")
	}
	if ca := d.app.conf.Fetch.CA; ca != "" {
		d.fact("authorities", "%s", ca)
		if _, err := d.app.besideSettings(ca, maxAuthorities); err != nil {
			d.problem("check [fetch] ca in the settings", "%s", explain(err).why)
		}
	}
	for _, host := range slices.Sorted(maps.Keys(d.app.conf.Auth)) {
		d.fact("password", "for %s as %s", host, d.app.conf.Auth[host].User)
	}
	if _, err := d.app.siteRules(d.app.conf.Fetch); err != nil {
		c := explain(err)
		d.problem(c.cure, "%s", c.why)
	}
}

// withoutPassword is the address of a proxy as it may be shown.
func withoutPassword(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		u.User = nil
		return text.Line(u.String())
	}
	return redacted(s[strings.LastIndex(s, "@")+1:])
}
