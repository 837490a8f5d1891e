package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"veille/feed"
	"veille/feed/export"
)

// settings are what config.toml may say. Every key has a usual value, so the
// file may be missing; whatever it says is checked whole before any of it
// counts.
type settings struct {
	UI     uiSettings              `toml:"ui"`
	Reader readerSettings          `toml:"reader"`
	Keys   map[string]any          `toml:"keys" comment:"keys by action name (veille keys lists them): next-unread = [\"n\", \"ctrl+n\"]"`
	Export exportSettings          `toml:"export"`
	Fetch  fetchSettings           `toml:"fetch"`
	Auth   map[string]authSettings `toml:"auth" comment:"names and passwords by host, each in a table of its own: [auth.\"feeds.example\"] with user, and password_command or password_file"`
}

type uiSettings struct {
	Lang         string `toml:"lang" comment:"language of the reader: en, fr or vi; empty: by the locale"`
	Colors       string `toml:"colors" comment:"auto, light, dark, contrast or none"`
	Keyboard     string `toml:"keyboard" comment:"qwerty or azerty; auto: by the locale"`
	ASCII        bool   `toml:"ascii" comment:"frames without box drawing and symbols"`
	Mouse        bool   `toml:"mouse" comment:"capture the mouse; selecting text with it then needs shift"`
	ReduceMotion bool   `toml:"reduce_motion" comment:"nothing moves by itself"`
}

type readerSettings struct {
	Width    int64  `toml:"width" comment:"of the text column in cells, 20 to 200; 0: by the window"`
	MarkRead string `toml:"mark_read" comment:"when an article counts as read: dwell, open or manual"`
	HideRead bool   `toml:"hide_read" comment:"read articles leave the list of unread ones at once"`
}

type exportSettings struct {
	Folder   string `toml:"folder" comment:"where the reader proposes to write; empty: the present folder"`
	Format   string `toml:"format" comment:"used when -f is not given and the name of the file does not tell"`
	Depth    string `toml:"depth" comment:"refs, quotes, lead or full; empty: what is usual for the format"`
	Order    string `toml:"order" comment:"theme, oldest, newest, source or query (as the query sorts them); empty: what is usual for the format"`
	Lang     string `toml:"lang" comment:"language of headings in dossiers: en, fr or vi; empty: that of the reader"`
	Style    string `toml:"style" comment:"of citations: iso690-fr, apa, chicago or plain; empty: iso690-fr in French, else chicago"`
	Licence  string `toml:"licence" comment:"mention that dossiers carry, when you have a licence to pass press texts on"`
	Contents bool   `toml:"contents" comment:"dossiers begin with their contents"`
	Timeline bool   `toml:"timeline" comment:"dossiers have a chronology"`
	Excel    bool   `toml:"excel" comment:"CSV for Excel: with a byte order mark and semicolons"`
}

type fetchSettings struct {
	Connections int64    `toml:"connections" comment:"requests at a time, 1 to 64"`
	PerHost     int64    `toml:"per_host" comment:"of them to one host, 1 to 64"`
	HostGap     string   `toml:"host_gap" comment:"pause between two requests to a host"`
	Timeout     string   `toml:"timeout" comment:"after which an answer is given up"`
	Interval    string   `toml:"interval" comment:"how often a source is asked at most by itself: 1m to 30d"`
	Every       string   `toml:"every" comment:"how often the reader asks the sources that are due while it is open, as 30m; empty: only when asked to"`
	FullText    string   `toml:"full_text" comment:"of sources followed from now on, fetch the page of an article when its feed is short: short, never or always"`
	Keep        int64    `toml:"keep" comment:"of sources followed from now on, days after which articles go to the trash unless tagged, starred, highlighted or with a note; 0: never"`
	CA          string   `toml:"ca" comment:"file of more certificate authorities to trust, in PEM"`
	Private     []string `toml:"private" comment:"networks of your own that any source may lead into, as [\"192.168.0.0/16\"]; an address you add yourself needs none"`
	Rules       string   `toml:"rules" comment:"file of rules for sites; empty: rules.txt beside this file, if there is one"`
}

// authSettings are the name for a host and where its password is kept: never
// the password itself.
type authSettings struct {
	User    string `toml:"user"`
	Command any    `toml:"password_command,omitempty"` // a string, or a list of words
	File    string `toml:"password_file,omitempty"`
}

var (
	colourNames  = []string{"auto", "light", "dark", "contrast", "none"}
	langNames    = []string{"en", "fr", "vi"}
	depthNames   = []string{"refs", "quotes", "lead", "full"}
	orderNames   = []string{"theme", "oldest", "newest", "source", "query"}
	readingNames = []string{"dwell", "open", "manual"}
	keyboards    = []string{"auto", "qwerty", "azerty"}
	fullTexts    = []string{"short", "never", "always"} // by feed.FullText
)

// usualSettings is what holds where config.toml is silent.
func usualSettings() settings {
	return settings{
		UI:     uiSettings{Colors: "auto", Keyboard: "auto"},
		Reader: readerSettings{MarkRead: "dwell"},
		Keys:   map[string]any{},
		Export: exportSettings{Contents: true, Timeline: true},
		Fetch: fetchSettings{
			Connections: 8, PerHost: 1, HostGap: "1s", Timeout: "30s", Interval: "1h", FullText: fullTexts[feed.FullTextShort],
			Private: []string{},
		},
		Auth: map[string]authSettings{},
	}
}

// allowed are the words that keys of config.toml may have; "" stands for the
// usual one.
func allowed() map[string][]string {
	return map[string][]string{
		"ui.lang":          append([]string{""}, langNames...),
		"ui.colors":        colourNames,
		"ui.keyboard":      keyboards,
		"reader.mark_read": readingNames,
		"export.format":    append([]string{""}, formatNames()...),
		"export.depth":     append([]string{""}, depthNames...),
		"export.order":     append([]string{""}, orderNames...),
		"export.lang":      append([]string{""}, langNames...),
		"export.style":     append([]string{""}, export.Styles()...),
		"fetch.full_text":  fullTexts,
	}
}

// maxSettings is far above any settings of ours: a larger file is not one.
const maxSettings = 1 << 20

// loadSettings reads a file of settings. A missing file is an error only when
// it was asked for by name.
func loadSettings(path string, asked bool) (settings, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) && !asked {
		return usualSettings(), nil
	}
	if err != nil {
		return settings{}, configError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(io.LimitReader(f, maxSettings+1))
	if err != nil {
		return settings{}, configError(err)
	}
	if len(b) > maxSettings {
		return settings{}, usagef("%s: larger than 1 MiB, which no settings are", path)("name another file with --config")
	}
	s, err := parseSettings(path, b)
	if err != nil {
		return s, err
	}
	info, err := f.Stat()
	if err != nil {
		return settings{}, configError(err)
	}
	if err := checkSecrets(path, info, &s); err != nil {
		return settings{}, err
	}
	return s, nil
}

func configError(err error) error {
	c := explain(err)
	return usagef("cannot read settings: %s", c.why)("name another file with --config, or mend it")
}

// parseSettings reads settings from the bytes of a file called path. The error
// is a usage error that names line and column of every fault.
func parseSettings(path string, b []byte) (settings, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	s := usualSettings()
	var any map[string]any
	err := toml.Unmarshal(b, &any) // syntax, and keys given twice
	if err == nil {
		var faults []configFault
		if faults, err = checkSettings(b); err == nil && len(faults) > 0 {
			return settings{}, faultsError(path, faults)
		}
	}
	if err == nil {
		d := toml.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		err = d.Decode(&s)
	}
	if err == nil {
		return s, nil
	}
	var de *toml.DecodeError
	if errors.As(err, &de) {
		line, column := de.Position()
		return settings{}, faultsError(path, []configFault{{line, column, strings.TrimPrefix(de.Error(), "toml: ")}})
	}
	return settings{}, usagef("%s: %s", path, err)("mend it with: veille config edit")
}

// faultsError tells at most ten faults, each on its own line.
func faultsError(path string, faults []configFault) error {
	const most = 10
	var lines []string
	for i, f := range faults {
		if i == most {
			lines = append(lines, fmt.Sprintf("%s: and %d more", path, len(faults)-most))
			break
		}
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", path, f.line, f.column, f.what))
	}
	return usagef("%s", strings.Join(lines, "\n"))("nothing of the file was used; mend it with: veille config edit")
}

// bindings returns the keys by action name.
func (s *settings) bindings() map[string][]string {
	out := make(map[string][]string, len(s.Keys))
	for name, v := range s.Keys {
		switch v := v.(type) {
		case string:
			out[name] = []string{v}
		case []any:
			keys := []string{}
			for _, k := range v {
				if k, ok := k.(string); ok {
					keys = append(keys, k)
				}
			}
			out[name] = keys
		}
	}
	return out
}

// text prints the settings as config.toml would have them, but for the words of
// password commands: a password may stand among them.
func (s *settings) text() (string, error) {
	var b strings.Builder
	e := toml.NewEncoder(&b)
	e.SetIndentTables(false)
	shown := *s
	shown.Auth = masked(s.Auth)
	if err := e.Encode(shown); err != nil {
		return "", fmt.Errorf("print settings: %w", err)
	}
	return b.String(), nil
}
