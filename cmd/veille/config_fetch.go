package main

import (
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"veille/feed"
)

// bounds are what a number in config.toml may be. Zero is allowed besides where
// it stands for something of its own.
type bounds struct {
	least, most int64
	zero        bool
}

func (b bounds) String() string {
	s := fmt.Sprintf("a number from %d to %d", b.least, b.most)
	if b.zero && b.least > 0 {
		s += ", or 0"
	}
	return s
}

func (b bounds) allows(n int64) bool { return n == 0 && b.zero || n >= b.least && n <= b.most }

// numbers are the bounds of every number in config.toml.
var numbers = map[string]bounds{
	"reader.width":      {20, 200, true},
	"fetch.connections": {1, maxConnections, false},
	"fetch.per_host":    {1, maxConnections, false},
	"fetch.keep":        {0, maxKeep, false},
}

const (
	maxConnections = 64
	maxKeep        = 36500 // days
)

// spanBounds are what a duration in config.toml may be.
type spanBounds struct {
	least, most time.Duration
	empty       bool // "" is allowed: the thing is off
}

func (b spanBounds) String() string {
	s := fmt.Sprintf("a time from %s to %s, as 90s, 30m, 2h or 3d", span(b.least), span(b.most))
	if b.empty {
		s += `, or ""`
	}
	return s
}

func (b spanBounds) allows(s string) bool {
	d, ok := readSpan(s)
	return s == "" && b.empty || ok && d >= b.least && d <= b.most
}

const aDay = 24 * time.Hour

// spans are the bounds of every duration in config.toml.
var spans = map[string]spanBounds{
	"fetch.host_gap": {0, time.Hour, false},
	"fetch.timeout":  {time.Second, 10 * time.Minute, false},
	"fetch.interval": {time.Minute, 30 * aDay, false},
	"fetch.every":    {time.Minute, 30 * aDay, true},
}

// readSpan reads a duration as Go writes them, and days: 90s, 1h30m, 2d.
func readSpan(s string) (time.Duration, bool) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return time.Duration(n) * aDay, err == nil
	}
	d, err := time.ParseDuration(s)
	return d, err == nil && d >= 0
}

// span prints a duration shortly: 30m, 2h, 3d.
func span(d time.Duration) string {
	switch {
	case d != 0 && d%aDay == 0:
		return strconv.FormatInt(int64(d/aDay), 10) + "d"
	case d != 0 && d%time.Hour == 0:
		return strconv.FormatInt(int64(d/time.Hour), 10) + "h"
	case d != 0 && d%time.Minute == 0:
		return strconv.FormatInt(int64(d/time.Minute), 10) + "m"
	}
	return d.String()
}

// spanOf is a duration of the settings, which were checked when they were read.
func spanOf(s string) time.Duration {
	d, _ := readSpan(s)
	return d
}

// networks reads networks, or single addresses; bad is the first that is none.
func networks(in []string) (out []netip.Prefix, bad string) {
	for _, s := range in {
		p, err := netip.ParsePrefix(s)
		if a, aerr := netip.ParseAddr(s); err != nil && aerr == nil {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, s
		}
		out = append(out, p)
	}
	return out, ""
}

// usual puts on a source what the settings say of all that are followed from now
// on.
func (f *fetchSettings) usual(s *feed.Source) {
	s.FullText = fullTextOf(f.FullText)
	s.Keep = int(f.Keep)
}

// fullTextOf reads one of fullTexts.
func fullTextOf(word string) feed.FullText {
	return feed.FullText(max(slices.Index(fullTexts, word), 0))
}

// checkAuth checks an entry below [auth]: its host, and a key with its value.
// Values are not repeated in faults.
func checkAuth(e *entry) (configFault, bool) {
	if len(e.path) < 2 || len(e.path) == 2 && e.kind != unstable.Table {
		return e.fault(`[auth] takes a table for each host: [auth."feeds.example"]`), false
	}
	if host := e.path[1]; host == "" || strings.ContainsAny(host, "/@ \t?#\\") || strings.Contains(host, "://") {
		return e.fault(`the name of an [auth] table is a host alone, as [auth."feeds.example"]`), false
	}
	if e.kind == unstable.Table {
		return configFault{}, true
	}
	keys := []string{"user", "password_command", "password_file"}
	switch key := strings.Join(e.path[2:], "."); key {
	case "user", "password_file":
		if e.kind != unstable.String || e.text == "" {
			return e.fault("%q takes a word in quotes", key), false
		}
	case "password_command":
		if len(e.keys) == 0 || len(commandWords(e.keys, e.kind == unstable.String)) == 0 {
			return e.fault(`"password_command" takes a command or its words: "pass show feeds" or ["pass", "show", "feeds"]`), false
		}
	case "password":
		return e.fault(`a password does not stand in the settings; name a password_command or password_file`), false
	default:
		return e.fault("there is no key %q in [auth.%q]%s", key, e.path[1], meant(key, keys)), false
	}
	return configFault{}, true
}

// authFaults tells the hosts under [auth] of which something is missing, or said
// twice.
func authFaults(entries []entry) (out []configFault) {
	keys := map[string][]string{}
	first := map[string]entry{}
	var hosts []string
	for _, e := range entries {
		if e.path[0] != "auth" {
			continue
		}
		host := e.path[1]
		if _, known := first[host]; !known {
			first[host] = e
			hosts = append(hosts, host)
		}
		keys[host] = append(keys[host], e.path[2:]...)
	}
	for _, host := range hosts {
		at := first[host]
		command, file := slices.Contains(keys[host], "password_command"), slices.Contains(keys[host], "password_file")
		switch {
		case !slices.Contains(keys[host], "user"):
			out = append(out, at.fault("[auth.%q] needs user", host))
		case command && file:
			out = append(out, at.fault("[auth.%q] has password_command and password_file; leave one out", host))
		case !command && !file:
			out = append(out, at.fault("[auth.%q] needs password_command or password_file", host))
		}
	}
	return out
}

// masked is the table of names and passwords as it may be shown: of commands the
// program alone.
func masked(auth map[string]authSettings) map[string]authSettings {
	out := make(map[string]authSettings, len(auth))
	for host, s := range auth {
		if words := s.words(); len(words) > 1 {
			s.Command = words[0] + " …"
		}
		out[host] = s
	}
	return out
}

// checkSecrets refuses settings with password commands that others may change:
// they would run their commands as ours.
func checkSecrets(path string, info os.FileInfo, s *settings) error {
	if len(s.Auth) > 0 && info.Mode().IsRegular() && info.Mode().Perm()&0o022 != 0 && !noModes {
		return usagef("%s says how to find passwords, and others may write to it", path)("chmod go-w " + shellWord(path))
	}
	return nil
}
