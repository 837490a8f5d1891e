package review

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"veille/feed/export"
)

// places are what a title may have filled in, in braces.
var places = []string{"date", "time", "week", "since"}

// checkTitle refuses a place that is none of ours.
func checkTitle(s string) error {
	if len([]rune(s)) > maxTitle {
		return fmt.Errorf("title is longer than %d characters", maxTitle)
	}
	for {
		_, rest, ok := strings.Cut(s, "{")
		if !ok {
			return nil
		}
		name, behind, ok := strings.Cut(rest, "}")
		if !ok {
			return fmt.Errorf("title: a brace is not closed")
		}
		if err := oneOf("title: what stands in braces", name, places); err != nil || name == "" {
			return fmt.Errorf("title: there is no {%s}, only {%s}", shown(name), strings.Join(places, "} {"))
		}
		s = behind
	}
}

// Heading is the title of a review that is made at a time of what came in since
// another, in a language of dossiers.
func (t *Template) Heading(lang string, since, made time.Time) string {
	_, week := made.ISOWeek()
	from := ""
	if !since.IsZero() {
		from = export.Date(lang, since.In(made.Location()))
	}
	s := strings.NewReplacer(
		"{date}", export.Date(lang, made), "{time}", made.Format("15:04"), "{week}", strconv.Itoa(week), "{since}", from,
	).Replace(t.Title)
	if strings.TrimSpace(s) == "" {
		return export.Title(lang, "", made)
	}
	return s
}
