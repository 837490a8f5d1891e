package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/refresh"
	"veille/feed/text"
)

// askFlags are the flags of verbs that ask servers. What is not given is as the
// settings say.
type askFlags struct {
	connections, perHost int
	gap, timeout, ca     string
	private              []string
}

func (f *askFlags) declare(c *cobra.Command) {
	s := c.Flags()
	s.IntVar(&f.connections, "connections", 0, "`n` requests at a time, 1 to 64")
	s.IntVar(&f.perHost, "per-host", 0, "`n` of them to one host, 1 to 64")
	s.StringVar(&f.gap, "host-gap", "", "pause between two requests to a host, as a `time`: 1s, 500ms, 0")
	s.StringVar(&f.timeout, "timeout", "", "give an answer up after this `time`: 30s, 2m")
	s.StringSliceVar(&f.private, "private", nil, "a `network` of your own that sources may lead into, as 192.168.0.0/16; may be repeated")
	s.StringVar(&f.ca, "ca", "", "a `file` of more certificate authorities to trust, in PEM")
}

// settings puts the flags over the settings.
func (f *askFlags) settings(c fetchSettings) (fetchSettings, error) {
	for _, n := range []struct {
		flag, key string
		given     int
		to        *int64
	}{{"--connections", "fetch.connections", f.connections, &c.Connections}, {"--per-host", "fetch.per_host", f.perHost, &c.PerHost}} {
		if n.given == 0 {
			continue
		}
		if within := numbers[n.key]; !within.allows(int64(n.given)) {
			return c, usagef("%s is %d", n.flag, n.given)("give " + within.String())
		}
		*n.to = int64(n.given)
	}
	for _, d := range []struct {
		flag, key, given string
		to               *string
	}{{"--host-gap", "fetch.host_gap", f.gap, &c.HostGap}, {"--timeout", "fetch.timeout", f.timeout, &c.Timeout}} {
		if d.given == "" {
			continue
		}
		if within := spans[d.key]; !within.allows(d.given) {
			return c, usagef("%s is %q", d.flag, d.given)("give " + within.String())
		}
		*d.to = d.given
	}
	if f.ca != "" {
		c.CA = f.ca
	}
	if _, bad := networks(f.private); bad != "" {
		return c, usagef("--private is %q", text.Line(bad))("give a network like 192.168.0.0/16")
	}
	c.Private = slices.Concat(c.Private, f.private)
	return c, nil
}

// usualTimeout is the time for which the usual limits of a part of an exchange
// are made.
const usualTimeout = 30 * time.Second

// maxAuthorities is far above any list of certificate authorities.
const maxAuthorities = 8 << 20

// client makes what asks servers. Asking is one and the same client for all that
// a verb or the reader does, for its limits are shared.
func (a *app) client(c fetchSettings, p *passwords) (*fetch.Client, error) {
	o := fetch.Options{
		Agent:       agent(),
		Connections: int(c.Connections),
		PerHost:     int(c.PerHost),
		HostGap:     spanOf(c.HostGap),
		Timeout:     spanOf(c.Timeout),
		Now:         a.now,
	}
	if o.Timeout > usualTimeout { // who waits longer for the whole waits longer for its beginning
		o.FirstByte = o.Timeout / 2
	}
	o.Private, _ = networks(c.Private) // checked before
	if o.HostGap == 0 {
		o.HostGap = -1
	}
	if len(a.conf.Auth) > 0 {
		o.Password = p.find
	}
	if c.CA != "" {
		var err error
		if o.CA, err = a.besideSettings(c.CA, maxAuthorities); err != nil {
			return nil, &cured{fmt.Errorf("read certificate authorities: %w", err), "check --ca, or [fetch] ca in the settings"}
		}
	}
	client, err := fetch.New(o)
	if err != nil {
		return nil, usagef("%s", err)("check --ca and the variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY")
	}
	return client, nil
}

// agent tells servers what asks. The program has no public address yet that
// could stand in it.
func agent() string {
	v, _, _ := strings.Cut(version(), " ") // of a build without a release, "devel" is enough
	return "veille/" + v + " (press watch; feed reader)"
}

// besideSettings reads a file that the settings name: ~ is the home folder, and
// what is not absolute stands beside the file of settings.
func (a *app) besideSettings(path string, most int64) ([]byte, error) {
	path, err := expandHome(path)
	if err != nil {
		return nil, err
	}
	if _, serr := os.Stat(path); serr != nil && !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(a.settingsPath()), path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = fmt.Errorf("%s: larger than %s, which no such file is", path, byteSize(most))
	}
	return b, err
}

// refreshOptions says how sources are asked.
func (a *app) refreshOptions(c fetchSettings) (refresh.Options, error) {
	o := refresh.Options{Workers: max(int(c.Connections), 8), PerHost: int(c.PerHost), Interval: spanOf(c.Interval), Now: a.now}
	var err error
	o.Rules, err = a.siteRules(c)
	return o, err
}

// asker is all that asking takes.
type asker struct {
	client    *fetch.Client
	options   refresh.Options
	passwords *passwords
}

func (a *app) asker(f askFlags) (asker, error) {
	c, err := f.settings(a.conf.Fetch)
	if err != nil {
		return asker{}, err
	}
	p := a.passwords()
	client, err := a.client(c, p)
	if err != nil {
		return asker{}, err
	}
	o, err := a.refreshOptions(c)
	return asker{client, o, p}, err
}

// maxRules is far above any file of rules.
const maxRules = 4 << 20

// siteRules are the rules for sites: those of the program with those of the
// user's file before them, if there is one. One that the settings name must be
// there.
func (a *app) siteRules(c fetchSettings) (*refresh.Rules, error) {
	path, named := c.Rules, c.Rules != ""
	if !named {
		path = filepath.Join(filepath.Dir(a.settingsPath()), "rules.txt")
	}
	b, err := a.besideSettings(path, maxRules)
	switch {
	case isMissing(err) && !named:
		return refresh.DefaultRules(), nil
	case err != nil:
		return nil, &cured{fmt.Errorf("read rules for sites: %w", err), "check [fetch] rules in the settings"}
	}
	own, err := refresh.ParseRules(text.Line(path), string(b))
	if err != nil {
		return nil, usagef("%s", strings.TrimSuffix(err.Error(), ": "+feed.ErrInvalid.Error()))("no rule of the file was used; veille help sources tells its form")
	}
	return refresh.DefaultRules().With(own), nil
}

// when prints a time of a poll for people, "never" for none.
func when(now, t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return ago(now, t)
}

// stamp prints a time for JSON, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
