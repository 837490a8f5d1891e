package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// editFlags are the changes that theme edit makes by flags.
type editFlags struct {
	labels, aliases, noAliases []string
	words, noWords             []string
	not, noNot                 []string
	short, iptc, trust         string
	pin, colour                int
	threshold                  float64
	from                       string // a file with the whole theme
}

func (a *app) themeEditCmd() *cobra.Command {
	var f editFlags
	c := &cobra.Command{
		Use: "edit THEME", Short: "Change names, words, place in lists and trust of a theme", Args: words(1, 1), ValidArgsFunction: a.completeOneTheme,
		Long: "Changes a theme by its flags. Without any it opens the theme as a file in $VISUAL or $EDITOR: what cannot be read is told and opened again, or kept in a file, so that nothing is lost. " +
			"A word is written [LANGUAGE:][TIER:]WORD, where the tier is sure (enough by itself), strong or weak (only supports others); * at its end stands for any ending. " +
			"A language that is left out is that of the interface, a tier strong. When the words change, the articles are scored anew and dismissed suggestions may come again. " +
			"--trust 0.9 makes suggestions of that score or more into tags, shown as put on by rule; --trust off ends that.",
		Example: "  veille theme edit asean --add-word fr:sure:'Communauté de l’ASEAN' --not fr:'Coupe de l’ASEAN'\n  veille theme edit covid-19 --trust 0.95\n" +
			"  veille theme edit health --label vi='Y tế' --alias 'en=public health' --pin 5 --iptc 07000000\n  veille theme edit asean",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			given := map[string]bool{}
			own := cmd.LocalNonPersistentFlags()
			cmd.Flags().Visit(func(fl *pflag.Flag) {
				if own.Lookup(fl.Name) != nil { // not --db and its like
					given[fl.Name] = true
				}
			})
			switch {
			case f.from != "" && len(given) > 1:
				return usagef("--from has the whole theme")("leave the other flags out")
			case f.from != "":
				return a.themeFrom(ctx, args[0], f.from)
			case len(given) == 0:
				return a.themeInEditor(ctx, args[0])
			}
			return a.editByFlags(ctx, args[0], &f, given)
		},
	}
	f.declare(c)
	return c
}

func (f *editFlags) declare(c *cobra.Command) {
	s := c.Flags()
	s.StringArrayVar(&f.labels, "label", nil, "a label as `fr=…`, an empty one for none; may be repeated")
	s.StringArrayVar(&f.aliases, "alias", nil, "another `name` to find it by, also as fr=…; may be repeated")
	s.StringArrayVar(&f.noAliases, "remove-alias", nil, "a `name` that is to find it no longer")
	s.StringArrayVar(&f.words, "add-word", nil, "a `word` that speaks for it, also as fr:sure:…; may be repeated")
	s.StringArrayVar(&f.noWords, "remove-word", nil, "a `word` of its list, also as fr:…; may be repeated")
	s.StringArrayVar(&f.not, "not", nil, "a `phrase` that cancels the words in it, also as fr:…; may be repeated")
	s.StringArrayVar(&f.noNot, "remove-not", nil, "such a `phrase` to take out")
	s.StringVar(&f.short, "short", "", "the `code` that lists show: two to four letters")
	s.IntVar(&f.pin, "pin", 0, "the `digit` that puts it on in the reader, 1 to 9; 0 for none")
	s.IntVar(&f.colour, "colour", 0, "the `number` of its colour, 1 to 12; 0 for none")
	s.StringVar(&f.iptc, "iptc", "", "its IPTC Media Topic, a `code` of eight digits; '' for none")
	s.Float64Var(&f.threshold, "threshold", 0, "the `score` from which on it is suggested, 0 to 1; 0 for the usual one")
	s.StringVar(&f.trust, "trust", "", "the `score` from which on a suggestion becomes a tag by itself, or off")
	s.StringVar(&f.from, "from", "", "take the whole theme from a `file` as theme export writes it")
}

// check refuses values that cannot be meant.
func (f *editFlags) check(given map[string]bool) (trust float64, err error) {
	switch {
	case f.pin < 0 || f.pin > 9:
		return 0, usagef("--pin is %d", f.pin)("give a digit from 1 to 9, or 0 for none")
	case f.colour < 0 || f.colour > theme.Colours:
		return 0, usagef("--colour is %d", f.colour)(fmt.Sprintf("give a number from 1 to %d, or 0 for none", theme.Colours))
	case !(f.threshold >= 0 && f.threshold <= 1):
		return 0, usagef("--threshold is %v", f.threshold)("give a score from 0 to 1, as 0.7")
	case f.iptc != "" && (len(f.iptc) != 8 || strings.Trim(f.iptc, "0123456789") != ""):
		return 0, usagef("--iptc is %q", f.iptc)("give the eight digits of a Media Topic, as 20000103")
	case !given["trust"] || f.trust == "off":
		return 0, nil
	}
	trust, err = strconv.ParseFloat(f.trust, 64)
	if err != nil || !(trust > 0 && trust <= 1) {
		return 0, usagef("--trust is %q", f.trust)("give a score from 0 to 1, as 0.9, or off")
	}
	return trust, nil
}

func (a *app) editByFlags(ctx context.Context, name string, f *editFlags, given map[string]bool) error {
	trust, err := f.check(given)
	if err != nil {
		return err
	}
	return a.onThemes(ctx, toWrite, []string{name}, func(s *store.Store, named, _ []feed.Theme) error {
		e := themeEditor{Theme: copyTheme(&named[0]), lang: a.lang()}
		for _, part := range []func(*editFlags) error{e.names, e.wordList, e.phrases} {
			if err := part(f); err != nil {
				return err
			}
		}
		for flag, set := range map[string]func(){
			"short":     func() { e.Short = text.Line(f.short) },
			"pin":       func() { e.Pin = f.pin },
			"colour":    func() { e.Colour = f.colour },
			"iptc":      func() { e.IPTC = f.iptc },
			"threshold": func() { e.Threshold = f.threshold },
			"trust":     func() { e.Trust = trust },
		} {
			if given[flag] {
				set()
			}
		}
		if trust > 0 {
			if err := a.tellTrust(ctx, s, &e.Theme); err != nil {
				return err
			}
		}
		return a.saveTheme(ctx, s, &named[0], e.Theme)
	})
}

// saveTheme saves a theme that was edited. Have is as it was.
func (a *app) saveTheme(ctx context.Context, s *store.Store, have *feed.Theme, t feed.Theme) error {
	if err := checkShort(&t); err != nil {
		return err
	}
	arrangeWords(&t)
	if same := copyTheme(have); sameTheme(&same, &t) {
		return a.changed(feed.Change{})
	}
	themes, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	if err := freeNames(themes, &t, have); err != nil {
		return err
	}
	countVersion(have, &t)
	change, err := s.EditTheme(ctx, t)
	if err != nil {
		return themeError(err, t.Slug)
	}
	if len(change.Removed) > 0 {
		return a.changed(change)
	}
	return a.changedTo(change, "theme changed: "+t.Slug)
}

func checkShort(t *feed.Theme) error {
	if n := len([]rune(t.Short)); n == 1 || n > 4 {
		return usagef("%s: the short code %q is not two to four letters", t.Slug, t.Short)("give a code like ASE")
	}
	return nil
}

// tellTrust tells how many suggestions a theme's trust makes into tags.
func (a *app) tellTrust(ctx context.Context, s *store.Store, t *feed.Theme) error {
	hits, err := a.find(ctx, s, query.Query{Expr: query.Set{Name: "sug", Values: []string{fmt.Sprintf("=%s>=%v", t.Slug, t.Trust)}}})
	if err != nil {
		return err
	}
	a.sayf("%s a suggestion of %s that is as sure as that and becomes a tag", have(hits.Len()), t.Slug)
	return nil
}

// have says how many articles have something.
func have(n int) string {
	if n == 1 {
		return "1 article has"
	}
	return many(n, "article has", "articles have")
}

// themeEditor changes a copy of a theme.
type themeEditor struct {
	feed.Theme
	lang string // of words without one
}

func (e *themeEditor) names(f *editFlags) error {
	for _, l := range f.labels {
		code, name, ok := strings.Cut(l, "=")
		if !ok || !slices.Contains(langNames, code) {
			return usagef("--label is %q", l)("write the language first: fr=…, en=… or vi=…")
		}
		if e.Labels[code] = text.Line(name); e.Labels[code] == "" {
			delete(e.Labels, code)
		}
	}
	for _, l := range f.aliases {
		lang, name := e.lang, l
		if c, n, ok := strings.Cut(l, "="); ok && slices.Contains(langNames, c) {
			lang, name = c, n
		}
		if name = text.Line(name); name == "" {
			return usagef("--alias is empty")("give a name")
		}
		if !slices.Contains(e.Aliases[lang], name) {
			e.Aliases[lang] = append(e.Aliases[lang], name)
		}
	}
	return takeOut(e.Aliases, f.noAliases, "alias")
}

func (e *themeEditor) wordList(f *editFlags) error {
	for _, w := range f.noWords {
		lang, _, term := readWord(w)
		if !e.dropWord(lang, term) {
			return e.noSuchWord(lang, term)
		}
	}
	for _, w := range f.words {
		lang, tier, term := readWord(w)
		if lang == "" {
			lang = e.lang
		}
		if text.Fold(term) == "" {
			return usagef("--add-word is %q", w)("give a word, as fr:sure:vaccination")
		}
		if before, _, more := strings.Cut(term, ":"); more { // no word of a text has one
			return usagef("%q in --add-word is neither a language nor sure, strong or weak", before)("give a word, as fr:sure:vaccination")
		}
		e.dropWord(lang, term) // it may have stood in another tier
		e.Words[lang] = append(e.Words[lang], feed.Word{Text: term, Tier: tier})
	}
	return nil
}

// dropWord takes a word out of the list of a language, "" for any, and reports
// whether it was there.
func (e *themeEditor) dropWord(lang, term string) (found bool) {
	for l, list := range e.Words {
		if lang != "" && l != lang {
			continue
		}
		n := len(list)
		list = slices.DeleteFunc(list, func(w feed.Word) bool { return sameTerm(w.Text, term) })
		found = found || len(list) < n
		e.Words[l] = list
	}
	return found
}

// sameTerm reports whether two words of a list are one. Case and marks tell two
// apart, as WHO and who are.
func sameTerm(a, b string) bool { return text.Line(a) == text.Line(b) }

func (e *themeEditor) noSuchWord(lang, term string) error {
	var all []string
	for l, list := range e.Words {
		for _, w := range list {
			if lang == "" || l == lang {
				all = append(all, w.Text)
			}
		}
	}
	hint := "veille theme show " + e.Slug
	if near := feed.Nearest(term, all); near != "" {
		hint = "did you mean " + near + "?"
	}
	return usagef("%s has no word %q", e.Slug, term)(hint)
}

func (e *themeEditor) phrases(f *editFlags) error {
	if err := takeOut(e.Not, f.noNot, "phrase"); err != nil {
		return err
	}
	for _, w := range f.not {
		lang, _, phrase := readWord(w)
		if lang == "" {
			lang = e.lang
		}
		if text.Fold(phrase) == "" {
			return usagef("--not is %q", w)("give a phrase, as fr:'Coupe de l’ASEAN'")
		}
		if !slices.Contains(e.Not[lang], phrase) {
			e.Not[lang] = append(e.Not[lang], phrase)
		}
	}
	return nil
}

// takeOut takes names out of lists by language. Each may begin with a language, as
// fr:… or fr=…
func takeOut(lists map[string][]string, names []string, what string) error {
	for _, name := range names {
		found, all := false, []string(nil)
		for lang := range lists {
			n := len(lists[lang])
			all = append(all, lists[lang]...)
			lists[lang] = slices.DeleteFunc(lists[lang], func(s string) bool {
				return s == text.Line(name) || lang+":"+s == text.Line(name) || lang+"="+s == text.Line(name)
			})
			found = found || len(lists[lang]) < n
		}
		if !found {
			hint := "veille theme show tells what there is"
			if near := feed.Nearest(name, all); near != "" {
				hint = "did you mean " + near + "?"
			}
			return usagef("there is no %s %q", what, name)(hint)
		}
	}
	return nil
}

// readWord takes language and tier off a word, "fr:sure:…"; a language that is not
// there is "", a tier strong.
func readWord(s string) (lang string, tier feed.Tier, term string) {
	tier = feed.StrongWord
	for {
		before, rest, ok := strings.Cut(s, ":")
		i := slices.IndexFunc(tiers, func(t struct {
			name string
			tier feed.Tier
		}) bool {
			return t.name == before
		})
		switch {
		case ok && i >= 0:
			tier = tiers[i].tier
		case ok && lang == "" && isListLang(before):
			lang = before
		default:
			return lang, tier, text.Line(s)
		}
		s = rest
	}
}

// isListLang reports whether s is the code of a language that lists may be for.
func isListLang(s string) bool {
	tag, ok := query.Language(s)
	return ok && tag == s
}

// copyTheme is a theme with lists of its own, none of them nil, its words in the
// order of files.
func copyTheme(t *feed.Theme) feed.Theme {
	c := *t
	c.Labels = maps.Clone(t.Labels)
	if c.Labels == nil {
		c.Labels = map[string]string{}
	}
	c.Aliases, c.Not, c.Words = copyLists(t.Aliases), copyLists(t.Not), copyLists(t.Words)
	arrangeWords(&c)
	return c
}

func copyLists[V any](m map[string][]V) map[string][]V {
	out := make(map[string][]V, len(m))
	for k, v := range m {
		out[k] = slices.Clone(v)
	}
	return out
}

// arrangeWords puts words in the order of files, by tier, and leaves empty lists out.
func arrangeWords(t *feed.Theme) {
	for _, list := range t.Words {
		slices.SortStableFunc(list, func(a, b feed.Word) int { return int(a.Tier) - int(b.Tier) })
	}
	maps.DeleteFunc(t.Words, func(_ string, l []feed.Word) bool { return len(l) == 0 })
	for _, m := range []map[string][]string{t.Aliases, t.Not} {
		maps.DeleteFunc(m, func(_ string, l []string) bool { return len(l) == 0 })
	}
}

// sameTheme reports whether two arranged themes are the same but for their version.
func sameTheme(a, b *feed.Theme) bool {
	flat := func(t *feed.Theme) feed.Theme {
		c := *t
		c.Labels, c.Aliases, c.Words, c.Not, c.Yields, c.Version, c.ID = nil, nil, nil, nil, nil, 0, feed.ID{}
		return c
	}
	x, y := flat(a), flat(b)
	return fmt.Sprint(x) == fmt.Sprint(y) && maps.Equal(a.Labels, b.Labels) && sameLists(a.Aliases, b.Aliases) && sameWords(a, b)
}

// sameWords reports whether two arranged themes are found by the same words.
func sameWords(a, b *feed.Theme) bool {
	return sameLists(a.Words, b.Words) && sameLists(a.Not, b.Not) && slices.Equal(a.Yields, b.Yields)
}

func sameLists[V comparable](a, b map[string][]V) bool {
	return maps.EqualFunc(a, b, func(x, y []V) bool { return slices.Equal(x, y) })
}

// countVersion raises the version of a word list that is not as it was, unless the
// new one has a higher one already.
func countVersion(have, t *feed.Theme) {
	was := copyTheme(have)
	switch {
	case sameWords(&was, t):
		t.Version = max(t.Version, have.Version)
	default:
		t.Version = max(t.Version, have.Version+1)
	}
}
