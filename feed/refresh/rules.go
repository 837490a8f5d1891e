package refresh

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"veille/feed"
	"veille/feed/text"
)

// A file of rules is UTF-8 text, a line at a time:
//
//	# a comment; lines without anything are passed over
//	[example.org]               the host, and every host below it
//	[example.org/live]          only what lies below this path
//	full   = never              never, short (when the feed has but the beginning) or always
//	select = article .text      a CSS selector: what is the article
//	strip  = .share, .more      a CSS selector: what is no part of it
//
// Lines of select and strip may stand several times. What the user says of a
// source goes before full. Of several rules that fit an address the one with the
// longest host, then the longest path, counts alone.
const (
	maxRulesBytes = 1 << 20
	maxRules      = 10_000
	maxSelectors  = 100 // of one rule, of either kind
)

// Rules say for sites how their pages are read: what to take for the article,
// what to leave out, whether the page is worth fetching.
type Rules struct{ hosts map[string][]Rule }

// Rule is what is known of the pages of a site.
type Rule struct {
	Host          string
	Path          string // begins with a slash, "" for all
	Full          *feed.FullText
	Select, Strip []string
}

//go:embed rules.txt
var embeddedRules string

// DefaultRules are the embedded ones.
var DefaultRules = sync.OnceValue(func() *Rules {
	r, err := ParseRules("rules.txt", embeddedRules)
	if err != nil {
		panic(err) // a test reads them
	}
	return r
})

// RuleError is a line of a file of rules that cannot be read.
type RuleError struct {
	Name         string
	Line, Column int // from 1; columns in characters
	Message      string
}

func (e *RuleError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

func (e *RuleError) Unwrap() error { return feed.ErrInvalid }

// ParseRules reads a file of rules; name is for errors. The error is a
// *RuleError.
func ParseRules(name, s string) (*Rules, error) {
	p := ruleParser{name: name, rules: &Rules{hosts: map[string][]Rule{}}}
	if len(s) > maxRulesBytes {
		return nil, p.fault(0, fmt.Sprintf("more than %d KiB", maxRulesBytes>>10))
	}
	for line := range strings.Lines(strings.TrimPrefix(s, "\ufeff")) {
		p.line++
		if err := p.read(strings.TrimRight(line, "\r\n")); err != nil {
			return nil, err
		}
	}
	p.end()
	return p.rules, nil
}

// With returns the rules of r with those of more before them: where both have
// one for the same host and path, that of more counts alone.
func (r *Rules) With(more *Rules) *Rules {
	out := &Rules{hosts: map[string][]Rule{}}
	for _, in := range []*Rules{more, r} {
		if in == nil {
			continue
		}
		for host, list := range in.hosts {
			for i := range list {
				if !slices.ContainsFunc(out.hosts[host], func(k Rule) bool { return k.Path == list[i].Path }) {
					out.hosts[host] = append(out.hosts[host], list[i])
				}
			}
		}
	}
	return out
}

// Of returns the rule for an address, the zero Rule when there is none.
func (r *Rules) Of(address string) Rule {
	if r == nil || len(r.hosts) == 0 {
		return Rule{}
	}
	u, err := url.Parse(address)
	if err != nil {
		return Rule{}
	}
	path := u.EscapedPath()
	for host := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."); host != ""; {
		var best *Rule
		for i := range r.hosts[host] {
			k := &r.hosts[host][i]
			if below(path, k.Path) && (best == nil || len(k.Path) > len(best.Path)) {
				best = k
			}
		}
		if best != nil {
			return *best
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return Rule{}
}

// below reports whether path is dir or lies in it.
func below(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (dir == "" || rest == "" || rest[0] == '/')
}

// ruleParser reads line by line.
type ruleParser struct {
	name  string
	line  int
	text  string // of the line
	rules *Rules
	at    *Rule // under way
	count int
}

// fault makes an error about the byte at of the line.
func (p *ruleParser) fault(at int, message string) error {
	return &RuleError{Name: p.name, Line: max(p.line, 1), Column: utf8.RuneCountInString(p.text[:min(at, len(p.text))]) + 1, Message: message}
}

func (p *ruleParser) read(s string) error {
	p.text = s
	trimmed := strings.TrimSpace(s)
	at := len(s) - len(strings.TrimLeft(s, " \t"))
	switch {
	case !utf8.ValidString(s):
		p.text = ""
		return p.fault(0, "this line is not UTF-8")
	case text.Clean(s) != s && strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }):
		return p.fault(at, "control characters have no place here")
	case trimmed == "" || trimmed[0] == '#':
		return nil
	case trimmed[0] == '[':
		return p.site(at, trimmed)
	}
	return p.setting(at, trimmed)
}

// site begins a rule.
func (p *ruleParser) site(at int, s string) error {
	if !strings.HasSuffix(s, "]") {
		return p.fault(at+len(s), "] is missing after the host")
	}
	if p.count++; p.count > maxRules {
		return p.fault(at, fmt.Sprintf("more than %d rules", maxRules))
	}
	name := strings.TrimSpace(s[1 : len(s)-1])
	host, path, slash := strings.Cut(name, "/")
	if slash {
		path = strings.TrimSuffix("/"+path, "/")
	}
	host = strings.Trim(strings.ToLower(host), ".")
	u, err := url.Parse("http://" + host + path)
	if err != nil || host == "" || u.Hostname() != host || strings.ContainsAny(name, " \t:@?#") {
		return p.fault(at+1, "want a host, as [example.org] or [example.org/path]")
	}
	p.end()
	for _, k := range p.rules.hosts[host] {
		if k.Path == path {
			return p.fault(at+1, "there is a rule for "+host+path+" already")
		}
	}
	p.at = &Rule{Host: host, Path: path}
	return nil
}

// end takes in the rule under way.
func (p *ruleParser) end() {
	if p.at != nil {
		p.rules.hosts[p.at.Host] = append(p.rules.hosts[p.at.Host], *p.at)
	}
	p.at = nil
}

// setting reads one line of a rule.
func (p *ruleParser) setting(at int, s string) error {
	key, value, ok := strings.Cut(s, "=")
	name := strings.TrimSpace(key)
	from := at + len(key) + 1
	from += len(value) - len(strings.TrimLeft(value, " \t"))
	value = strings.TrimSpace(value)
	switch {
	case !ok:
		return p.fault(at, "want NAME = VALUE, or a host in brackets")
	case p.at == nil:
		return p.fault(at, "a host in brackets must come first")
	case value == "":
		return p.fault(from, "nothing stands after =")
	}
	switch name {
	case "full":
		return p.full(at, from, value)
	case "select":
		return p.selector(&p.at.Select, from, value)
	case "strip":
		return p.selector(&p.at.Strip, from, value)
	}
	return p.fault(at, fmt.Sprintf("unknown setting %q: there are full, select and strip", text.Limit(text.Line(name), 40)))
}

var fullNames = map[string]feed.FullText{"never": feed.FullTextNever, "short": feed.FullTextShort, "always": feed.FullTextAlways}

func (p *ruleParser) full(at, from int, value string) error {
	mode, ok := fullNames[value]
	switch {
	case !ok:
		return p.fault(from, "full is never, short or always")
	case p.at.Full != nil:
		return p.fault(at, "full was said before")
	}
	p.at.Full = &mode
	return nil
}

func (p *ruleParser) selector(list *[]string, from int, value string) error {
	if len(*list) == maxSelectors {
		return p.fault(from, fmt.Sprintf("more than %d selectors", maxSelectors))
	}
	*list = append(*list, value)
	return nil
}
