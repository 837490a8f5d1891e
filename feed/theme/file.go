package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"veille/feed"
	"veille/feed/text"
)

// A file of themes is TOML: one [[theme]] table each, UTF-8. Keys that are not
// known are an error, so that a misspelt one is not lost in silence.
//
//	[[theme]]
//	slug      = "sante/covid-19"       # a-z, 0-9 and "-"; "/" below another theme
//	label     = { fr = "COVID-19" }    # by language, as aliases, words and not
//	short     = "COV"                  # two to four letters; made of the label
//	pin       = 2                      # the digit that toggles it; none
//	colour    = 2                      # 1 to 12
//	parent    = "sante"                # where the slug does not say it
//	yields    = ["grippe"]             # not suggested where these fit about as well
//	iptc      = "20001218"             # IPTC Media Topic, eight digits
//	threshold = 0.7                    # score from which on it is suggested; the usual one
//	trust     = 0.95                   # score from which on it is tagged; never
//	version   = 3                      # of the word list
//	[theme.aliases]
//	fr = ["coronavirus"]               # other names to find it by
//	[theme.not]
//	fr = ["bière corona"]              # phrases that cancel the words they cover
//	[theme.words.fr]
//	sure   = ["COVID-19", "SARS-CoV-2"]  # one in title or lede is enough
//	strong = ["confinement*"]            # the subject, more often than not
//	weak   = ["masque", "cas positif"]   # adds to others
//
// A word of a list matches as in a search: without regard to case, hyphens and, but
// for Vietnamese, marks; in singular and plural (a final s or x of five letters or
// more); two to four capitals (WHO) only in capitals; "*" at the end of a word of a
// term stands for any ending. Several words must stand side by side. Of several terms
// at one place the longest counts. Lists count in articles of their language; terms of
// several words in all. A label counts as a strong word unless the list of its
// language holds it; aliases do in languages without a list.
//
// Of a list of forty words or more in one language, which finds something in most texts,
// more is asked: two different words, one of them in title or lede or a tenth more
// points; a sure word alone in the lede of a long article does not suffice. A common
// noun with a capital counts a tier lower there, and what a phrase of not cancels speaks
// against the theme. A common noun that stands inside such a phrase has another sense
// (storm, as in "storm of protest"): such words alone do not tell the theme. A theme
// beside a much stronger one needs up to 3 points, and in a report told in the words of
// sport, shows, cooking, companies, elections and the like it must clearly say more.
type file struct {
	Theme []entry `toml:"theme"`
}

type entry struct {
	Slug      string               `toml:"slug"`
	Parent    string               `toml:"parent,omitempty"` // slug; "" for the one that the slug itself names
	Short     string               `toml:"short,omitempty"`
	Pin       int                  `toml:"pin,omitempty"`
	Colour    int                  `toml:"colour,omitempty"`
	IPTC      string               `toml:"iptc,omitempty"`
	Threshold float64              `toml:"threshold,omitempty"`
	Trust     float64              `toml:"trust,omitempty"`
	Yields    []string             `toml:"yields,omitempty"` // slugs
	Version   int                  `toml:"version,omitempty"`
	Archived  bool                 `toml:"archived,omitempty"`
	Label     map[string]string    `toml:"label,omitempty,inline"`
	Aliases   map[string][]string  `toml:"aliases,omitempty"`
	Not       map[string][]string  `toml:"not,omitempty"`
	Words     map[string]wordLists `toml:"words,omitempty"`
}

// wordLists are the words of one language by what they say about the theme.
type wordLists struct {
	Sure   []string `toml:"sure,omitempty"`
	Strong []string `toml:"strong,omitempty"`
	Weak   []string `toml:"weak,omitempty"`
}

// Colours is the number of colour roles a theme can have.
const Colours = 12

// Read reads a file of themes. Identities are made of the slugs. The error
// wraps feed.ErrInvalid and names the line, or the theme, at fault.
func Read(b []byte) ([]feed.Theme, error) {
	var f file
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, fmt.Errorf("read themes: %s: %w", where(err), feed.ErrInvalid)
	}
	out := make([]feed.Theme, 0, len(f.Theme))
	pins, there := map[int]string{}, map[string]bool{}
	for _, e := range f.Theme {
		t, err := e.theme()
		if err != nil {
			return nil, fmt.Errorf("read theme %q: %w", e.Slug, err)
		}
		if there[t.Slug] {
			return nil, fmt.Errorf("read theme %q: it stands there twice and is %w", t.Slug, feed.ErrInvalid)
		}
		if other, taken := pins[t.Pin]; taken && t.Pin != 0 {
			return nil, fmt.Errorf("read theme %q: pin %d is that of %q and %w", t.Slug, t.Pin, other, feed.ErrInvalid)
		}
		pins[t.Pin], there[t.Slug] = t.Slug, true
		out = append(out, t)
	}
	return out, nil
}

// where says in one line where a TOML file is wrong and how.
func where(err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, col := strict.Errors[0].Position()
		return fmt.Sprintf("line %d, column %d: no such key %q", line, col, strings.Join(strict.Errors[0].Key(), "."))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, col := wrong.Position()
		return fmt.Sprintf("line %d, column %d: %s", line, col, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return err.Error()
}

// check returns the slug of an entry, or what is wrong with it.
func (e *entry) check() (slug string, err error) {
	slug, err = Slug(e.Slug)
	switch {
	case err != nil:
		return "", err
	case slug != e.Slug:
		return "", fmt.Errorf("slug should be %q and is %w", slug, feed.ErrInvalid)
	case e.Parent != "" && !isSlug(e.Parent):
		return "", fmt.Errorf("parent %q is no slug and %w", e.Parent, feed.ErrInvalid)
	case e.Version < 0:
		return "", fmt.Errorf("version %d is below 0 and %w", e.Version, feed.ErrInvalid)
	case e.Pin < 0 || e.Pin > 9:
		return "", fmt.Errorf("pin %d is not 1 to 9 and %w", e.Pin, feed.ErrInvalid)
	case e.Colour < 0 || e.Colour > Colours:
		return "", fmt.Errorf("colour %d is not 1 to %d and %w", e.Colour, Colours, feed.ErrInvalid)
	case !isShare(e.Threshold):
		return "", fmt.Errorf("threshold %v is not 0 to 1 and %w", e.Threshold, feed.ErrInvalid)
	case !isShare(e.Trust):
		return "", fmt.Errorf("trust %v is not 0 to 1 and %w", e.Trust, feed.ErrInvalid)
	case e.IPTC != "" && (len(e.IPTC) != 8 || strings.Trim(e.IPTC, "0123456789") != ""):
		return "", fmt.Errorf("iptc %q is not eight digits and %w", e.IPTC, feed.ErrInvalid)
	case e.Short != "" && !isCode(e.Short):
		return "", fmt.Errorf("short %q is not two to four letters and %w", e.Short, feed.ErrInvalid)
	}
	return slug, e.checkLanguages()
}

// maxLanguage is the length of the longest name of a language.
const maxLanguage = 16

// checkLanguages says which key that should name a language cannot: keys are shown
// as they are, so they must be clean.
func (e *entry) checkLanguages() error {
	langs := slices.Concat(sortedKeys(e.Label), sortedKeys(e.Aliases), sortedKeys(e.Not), sortedKeys(e.Words))
	for _, lang := range langs {
		if len(lang) > maxLanguage || text.Line(lang) != lang {
			return fmt.Errorf("language %.40q is none and %w", lang, feed.ErrInvalid)
		}
	}
	return nil
}

func (e *entry) theme() (feed.Theme, error) {
	slug, err := e.check()
	if err != nil {
		return feed.Theme{}, err
	}
	t := feed.Theme{
		ID: feed.ThemeID(slug), Slug: slug, Pin: e.Pin, Colour: e.Colour, IPTC: text.Line(e.IPTC), Short: e.Short,
		Threshold: e.Threshold, Trust: e.Trust, Version: e.Version, Archived: e.Archived,
		Labels: map[string]string{}, Aliases: lines(e.Aliases), Not: lines(e.Not), Words: map[string][]feed.Word{},
	}
	parent := e.Parent
	if i := strings.LastIndexByte(slug, '/'); i > 0 && parent == "" {
		parent = slug[:i]
	}
	if parent != "" {
		t.Parent = feed.ThemeID(parent)
	}
	for _, other := range e.Yields {
		if !isSlug(other) || other == slug {
			return feed.Theme{}, fmt.Errorf("yields to %q, which is itself or no slug and %w", other, feed.ErrInvalid)
		}
		t.Yields = append(t.Yields, feed.ThemeID(other))
	}
	for lang, s := range e.Label {
		t.Labels[lang] = text.Line(s)
	}
	if t.Short == "" {
		t.Short = ShortCode(Label(t, "en"))
	}
	e.addWords(&t)
	return t, nil
}

func (e *entry) addWords(t *feed.Theme) {
	for lang, w := range e.Words {
		for tier, list := range [][]string{w.Weak, w.Strong, w.Sure} {
			for _, s := range list {
				if s = text.Line(s); s != "" {
					t.Words[lang] = append(t.Words[lang], feed.Word{Text: s, Tier: feed.Tier(tier)})
				}
			}
		}
	}
}

// isSlug reports whether s is a slug as Slug makes it.
func isSlug(s string) bool {
	same, err := Slug(s)
	return err == nil && same == s
}

func isShare(v float64) bool { return v >= 0 && v <= 1 }

func isCode(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

func lines(m map[string][]string) map[string][]string {
	out := make(map[string][]string, len(m))
	for lang, list := range m {
		for _, s := range list {
			if s = text.Line(s); s != "" {
				out[lang] = append(out[lang], s)
			}
		}
	}
	return out
}

// Write writes themes so that Read reads the same, for sharing. Parents that
// are not among the themes are left out unless the slug names them; so are themes
// to which one yields.
func Write(w io.Writer, themes []feed.Theme) error { return WriteOf(w, themes, themes) }

// WriteOf writes some of all themes: parents and themes to which one yields are
// named by what all says of them.
func WriteOf(w io.Writer, themes, all []feed.Theme) error {
	slugs := map[feed.ID]string{}
	for _, t := range all {
		slugs[t.ID] = t.Slug
	}
	var f file
	for _, t := range themes {
		e := entry{Slug: t.Slug, Short: t.Short, Pin: t.Pin, Colour: t.Colour, IPTC: t.IPTC, Threshold: t.Threshold, Trust: t.Trust,
			Version: t.Version, Archived: t.Archived, Label: t.Labels, Aliases: t.Aliases, Not: t.Not}
		if p := slugs[t.Parent]; p != "" && !strings.HasPrefix(t.Slug, p+"/") {
			e.Parent = p
		}
		for _, id := range t.Yields {
			if slug := slugs[id]; slug != "" {
				e.Yields = append(e.Yields, slug)
			}
		}
		if len(t.Words) > 0 {
			e.Words = map[string]wordLists{}
		}
		for lang, words := range t.Words {
			e.Words[lang] = byTier(words)
		}
		f.Theme = append(f.Theme, e)
	}
	if err := toml.NewEncoder(w).Encode(f); err != nil {
		return fmt.Errorf("write themes: %w", err)
	}
	return nil
}

func byTier(words []feed.Word) wordLists {
	var l wordLists
	for _, w := range words {
		switch w.Tier {
		case feed.SureWord:
			l.Sure = append(l.Sure, w.Text)
		case feed.StrongWord:
			l.Strong = append(l.Strong, w.Text)
		default:
			l.Weak = append(l.Weak, w.Text)
		}
	}
	return l
}
