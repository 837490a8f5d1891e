package main

import (
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

func (a *app) editCmd() *cobra.Command {
	var title, date, source, address, lang string
	var unrepair bool
	c := &cobra.Command{
		Use:   "edit ID",
		Short: "Correct title, date, source, address or language of an article",
		Long: "Corrects by hand what a page could not say or said wrongly. " +
			"An empty value ('') takes out what is there. --unrepair takes back every blank that was put between two glued words.",
		Example:           "  veille edit 4kq2mxv7 --title 'Summit ends' --date 2024-06\n  veille edit 4kq2mxv7 --url https://example.org/a.html",
		Args:              words(1, 1),
		ValidArgsFunction: a.completeID,
		RunE: func(cmd *cobra.Command, args []string) error {
			var fix feed.Correction
			given := func(name string, v *string) *string {
				if cmd.Flags().Changed(name) {
					return v
				}
				return nil
			}
			clean := func(v *string) *string {
				if v != nil {
					*v = text.Line(*v)
				}
				return v
			}
			fix.Title, fix.Source = clean(given("title", &title)), clean(given("source", &source))
			fix.URL, fix.Lang, fix.Unrepair = clean(given("url", &address)), clean(given("lang", &lang)), unrepair
			if err := checkCorrection(&fix, given("date", &date)); err != nil {
				return err
			}
			return a.with(cmd.Context(), toWrite, func(s *store.Store) error {
				id, err := a.resolve(cmd.Context(), s, args[0])
				if err != nil {
					return err
				}
				change, err := s.Correct(cmd.Context(), id, fix)
				if err != nil {
					return err
				}
				return a.changed(change)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&title, "title", "", "the `title`")
	f.StringVar(&date, "date", "", "the `day` of publication, as much as is known: 2024, 2024-06, 2024-06-12")
	f.StringVar(&source, "source", "", "the `name` of the publication")
	f.StringVar(&address, "url", "", "the `address` of the page")
	f.StringVar(&lang, "lang", "", "the language as a `code`: fr, en, vi …")
	f.BoolVar(&unrepair, "unrepair", false, "leave glued words as they came")
	return c
}

// checkCorrection refuses what cannot be meant; date is as typed, nil when it
// was not given.
func checkCorrection(fix *feed.Correction, date *string) error {
	if fix.Title != nil && *fix.Title == "" {
		return usagef("a title cannot be empty")("leave --title out to keep the present one")
	}
	if fix.URL != nil && *fix.URL != "" {
		if err := checkAddress(*fix.URL); err != nil {
			return err
		}
	}
	if fix.Lang != nil && *fix.Lang != "" {
		tag, ok := query.Language(*fix.Lang)
		if !ok {
			hint := "give a code like fr, en or vi"
			if near := query.NearLanguage(*fix.Lang); near != "" {
				hint = "did you mean " + near + "?"
			}
			return usagef("%q is not a language", *fix.Lang)(hint)
		}
		*fix.Lang = tag
	}
	if date != nil {
		t, p, err := readDate(*date)
		if err != nil {
			return err
		}
		fix.Published, fix.Precision = &t, p
	}
	if fix.Title == nil && fix.Source == nil && fix.URL == nil && fix.Lang == nil && fix.Published == nil && !fix.Unrepair {
		return usagef("veille edit needs something to correct")("give --title, --date, --source, --url, --lang or --unrepair")
	}
	return nil
}

func checkAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return usagef("%q is no address of a page", s)("give one that begins with https:// or http://")
	}
	return nil
}

// dateForms are the ways to write a date, with what each tells.
var dateForms = []struct {
	layout string
	p      feed.Precision
}{
	{"2006", feed.Year},
	{"2006-01", feed.Month},
	{time.DateOnly, feed.Day},
	{"2006-01-02 15:04", feed.Minute},
	{"2006-01-02T15:04", feed.Minute},
	{time.RFC3339, feed.Second},
}

// readDate reads a date; an empty one means that none is known.
func readDate(s string) (time.Time, feed.Precision, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, feed.NoDate, nil
	}
	for _, f := range dateForms {
		if t, err := time.Parse(f.layout, s); err == nil {
			return t, f.p, nil
		}
	}
	return time.Time{}, 0, usagef("%q is no date", s)("write 2024, 2024-06, 2024-06-12 or 2024-06-12T08:30:00Z")
}
