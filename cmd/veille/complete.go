package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/feed/theme"
	"veille/store"
)

// completionWait is how long a shell may be kept waiting for live values.
const completionWait = 500 * time.Millisecond

// maxCompletions is how many values a shell is offered at most: nobody reads
// more.
const maxCompletions = 200

// offer is one completion with what a shell may show beside it.
type offer struct{ word, about string }

func (o offer) String() string {
	if o.about == "" {
		return o.word
	}
	return o.word + "\t" + o.about
}

// look reads values for a completion from the file, which is opened once.
// Whatever goes wrong, there are simply none: a shell has no place for an error,
// and a file of an older veille is not upgraded by the way.
func (a *app) look(cmd *cobra.Command, f func(context.Context, *store.Store) error) {
	base := cmd.Context()
	if base == nil {
		base = context.Background()
	}
	ctx, stop := context.WithTimeout(base, completionWait)
	defer stop()
	s, err := store.Open(ctx, a.dbPath(), store.Options{ReadOnly: true, Wait: completionWait, Now: a.now})
	if err != nil {
		return
	}
	defer s.Close() //nolint:errcheck // only read
	if err := f(ctx, s); err != nil {
		return
	}
}

// completeQuery completes the last word of a query, which may be a whole query
// in quotes: the names of fields, then their values; with @ saved queries.
//
// A shell takes only what begins as the word does, so a value with blanks is
// offered with dashes, which stand for the same, and in the case that was typed.
func (a *app) completeQuery(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	at := query.At(word, len(word))
	before := word[:min(at.From, len(word))]
	if at.Field == "" {
		return printed(before, fieldOffers(at.Typed)), cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
	}
	w := typing{at.Typed, at.Quoted}
	if rest, ok := strings.CutPrefix(w.typed, "="); ok && at.Field == "tag" {
		w.typed, before = rest, before+"="
	}
	offers := a.valueOffers(cmd, at.Field, w)
	if w.quoted {
		before += `"`
		for i := range offers {
			offers[i].word += `"`
		}
	}
	return printed(before, offers), cobra.ShellCompDirectiveNoFileComp
}

// typing is the beginning of a value as it was typed, inside quotes or not.
type typing struct {
	typed  string
	quoted bool
}

func printed(before string, offers []offer) []string {
	out := make([]string, 0, len(offers))
	for _, o := range offers[:min(len(offers), maxCompletions)] {
		o.word = before + o.word
		out = append(out, o.String())
	}
	return out
}

// fieldOffers are the fields that begin as typed: in English, or where none
// does in another language.
func fieldOffers(typed string) (out []offer) {
	for _, f := range query.Fields() {
		if strings.HasPrefix(f, typed) {
			out = append(out, offer{f + ":", fieldAbout[f]})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, f := range query.Fields() {
		for _, s := range query.Spellings(f, "") {
			if word, ok := (typing{typed: typed}).begin(s); ok {
				out = append(out, offer{word + ":", fieldAbout[f]})
			}
		}
	}
	return out
}

// begin returns a name that begins as typed, letter for letter: its beginning is
// what was typed where only case and accents differ. Outside of quotes it is one
// word.
func (w typing) begin(name string) (string, bool) {
	word := text.Line(unquotable.Replace(name))
	if !w.quoted {
		word = oneWord(name)
	}
	switch {
	case word == "":
		return "", false
	case strings.HasPrefix(word, w.typed):
		return word, true
	}
	for _, s := range []string{strings.ToLower(word), text.Fold(word)} {
		if strings.HasPrefix(s, w.typed) {
			return s, true
		}
	}
	letters, n := []rune(word), utf8.RuneCountInString(w.typed)
	if n > len(letters) || text.Fold(string(letters[:n])) != text.Fold(w.typed) {
		return "", false
	}
	return w.typed + string(letters[n:]), true
}

// unquotable takes out what means something else inside quotes.
var unquotable = strings.NewReplacer(`"`, "", `\`, " ")

// oneWord makes a name one word of a query: what would end the word becomes a
// dash.
func oneWord(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("\"“”«»(),|\\", r)
	}), "-")
}

// valueOffers are the values of a field that begin as typed.
func (a *app) valueOffers(cmd *cobra.Command, field string, w typing) (out []offer) {
	fixed := query.Values(field)
	for _, v := range fixed {
		if strings.HasPrefix(v, w.typed) {
			out = append(out, offer{v, ""})
		}
	}
	if fixed != nil && len(out) > 0 {
		return out
	}
	for _, v := range fixed {
		for _, s := range query.Spellings(field, v) {
			if word, ok := w.begin(s); ok {
				out = append(out, offer{word, v})
			}
		}
	}
	if fixed != nil {
		return out
	}
	a.look(cmd, func(ctx context.Context, s *store.Store) (err error) {
		out, err = a.liveOffers(ctx, s, field, w)
		return err
	})
	return out
}

// liveOffers are the values of a field that the file holds, those of most
// articles first.
func (a *app) liveOffers(ctx context.Context, s *store.Store, field string, w typing) ([]offer, error) {
	switch field {
	case "saved":
		return savedOffers(ctx, s, w)
	case "id":
		return idOffers(ctx, s, w.typed)
	case "tag", "sug", "source", "lang":
	default:
		return nil, nil
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return nil, err
	}
	switch field {
	case "source":
		sources, err := s.Sources(ctx)
		return sourceOffers(sources, counts, w), err
	case "lang":
		return langOffers(counts, w), nil
	}
	themes, err := s.Themes(ctx)
	return themeOffers(themes, counts, a.lang(), w), err
}

// counted sorts offers by the number of articles that stands with each.
func counted(words map[string]int) []offer {
	out := make([]offer, 0, len(words))
	for _, w := range slices.SortedFunc(maps.Keys(words), func(a, b string) int {
		return cmp.Or(words[b]-words[a], strings.Compare(a, b))
	}) {
		out = append(out, offer{w, many(words[w], "article", "articles")})
	}
	return out
}

func sourceOffers(sources []feed.Source, counts feed.Counts, w typing) []offer {
	words := map[string]int{}
	for _, src := range sources {
		if word, ok := w.begin(src.Name); ok {
			words[word] += counts.Sources[src.ID].All
		}
	}
	return counted(words)
}

func langOffers(counts feed.Counts, w typing) []offer {
	words := map[string]int{}
	for l, n := range counts.Langs {
		if word, ok := w.begin(l); ok {
			words[word] += n.All
		}
	}
	return counted(words)
}

// themeOffers are slugs, or where none begins as typed labels that mean one
// theme alone.
func themeOffers(themes []feed.Theme, counts feed.Counts, lang string, w typing) []offer {
	words := map[string]int{}
	for _, t := range themes {
		if strings.HasPrefix(t.Slug, w.typed) {
			words[t.Slug] = counts.Themes[t.ID].All
		}
	}
	if len(words) > 0 {
		return counted(words)
	}
	for _, t := range themes {
		word, ok := w.begin(theme.Label(t, lang))
		if meant, known := theme.Find(themes, word); ok && known && meant.ID == t.ID {
			words[word] = counts.Themes[t.ID].All
		}
	}
	return counted(words)
}

func savedOffers(ctx context.Context, s *store.Store, w typing) (out []offer, err error) {
	all, err := s.Queries(ctx)
	for _, q := range all {
		if word, ok := w.begin(q.Name); ok {
			out = append(out, offer{word, text.Line(q.Query)})
		}
	}
	return out, err
}

// idOffers are the newest articles with their titles.
func idOffers(ctx context.Context, s *store.Store, typed string) (out []offer, err error) {
	hits, err := s.Find(ctx, query.Query{})
	if err != nil {
		return nil, err
	}
	heads, err := hits.Heads(ctx, 0, 2000)
	for _, h := range heads {
		if id := h.ID.String(); strings.HasPrefix(id, strings.ToLower(typed)) && len(out) < maxCompletions/2 {
			out = append(out, offer{id[:max(shownID, min(len(typed), len(id)))], text.Line(h.Title)})
		}
	}
	return out, err
}

// slugOffers are the slugs of all themes that begin as typed.
func (a *app) slugOffers(cmd *cobra.Command, typed string) (out []offer) {
	return a.valueOffers(cmd, "tag", typing{typed: typed})
}

// completeTagging completes +theme and -theme, then the query.
func (a *app) completeTagging(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(word) == 0 || word[0] != '+' && word[0] != '-' || strings.Contains(word, ":") || slices.Contains(args, "--") {
		return a.completeQuery(cmd, args, word)
	}
	return printed(word[:1], a.slugOffers(cmd, word[1:])), cobra.ShellCompDirectiveNoFileComp
}

// completeTheme completes the name of a theme.
func (a *app) completeTheme(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return printed("", a.slugOffers(cmd, word)), cobra.ShellCompDirectiveNoFileComp
}

// completeID offers the newest articles.
func (a *app) completeID(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return printed("", a.valueOffers(cmd, "id", typing{typed: word})), cobra.ShellCompDirectiveNoFileComp
}

// completeShown completes what show takes: an id, or a query.
func (a *app) completeShown(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	words, directive := a.completeQuery(cmd, args, word)
	ids, _ := a.completeID(cmd, args, word)
	if len(ids) > 0 && len(words) > 0 {
		return append(words, ids...), cobra.ShellCompDirectiveNoFileComp
	}
	return append(words, ids...), directive
}

// completeSaved completes the name of a saved query.
func (a *app) completeSaved(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	sign := ""
	if rest, ok := strings.CutPrefix(word, "@"); ok {
		sign, word = "@", rest
	}
	return printed(sign, a.valueOffers(cmd, "saved", typing{typed: word})), cobra.ShellCompDirectiveNoFileComp
}

// completeSaving completes a name, then a query.
func (a *app) completeSaving(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeSaved(cmd, args, word)
	}
	return a.completeQuery(cmd, args[1:], word)
}
