package main

import (
	"fmt"
	"strings"

	"veille/feed/query"
)

// fieldAbout says of each field what it asks for, in a few words.
var fieldAbout = map[string]string{
	"tag":     "a theme it is tagged with",
	"sug":     "a theme that was suggested",
	"by":      "who put the tag on",
	"source":  "the publication",
	"lang":    "the language",
	"is":      "a state",
	"has":     "something that it has",
	"since":   "published since",
	"before":  "published before",
	"on":      "published on",
	"date":    "published from..to",
	"fetched": "came in on",
	"title":   "words of the title",
	"lead":    "words of the dateline and the standfirst",
	"text":    "words of the body",
	"caption": "words of captions",
	"note":    "words of your notes",
	"url":     "words of the address",
	"agency":  "the news agency",
	"author":  "the author",
	"place":   "the place of the dateline",
	"words":   "its length in words",
	"min":     "minutes of reading",
	"story":   "the versions of a story",
	"id":      "one article",
	"saved":   "a saved query",
	"sort":    "the order",
	"limit":   "how many",
}

// valueAbout says of each value of a field with a list of them what it means.
var valueAbout = map[string]map[string]string{
	"is": {
		"unread":   "not read yet",
		"read":     "read",
		"starred":  "with a star",
		"note":     "with a note of yours",
		"selected": "selected with x, in the reader alone",
		"updated":  "updated by its source after it was published",
		"fulltext": "with its whole text, not only the beginning",
		"untagged": "without any theme",
		"trashed":  "in the trash",
		"sample":   "of the collection that comes with veille",
		"hidden":   "kept out of other lists by a rule",
	},
	"has": {
		"note":       "a note of yours",
		"suggestion": "a theme suggested and not yet confirmed",
		"story":      "other versions of the same story",
		"links":      "addresses in its text",
		"caption":    "a picture's caption",
		"highlight":  "a passage that you marked",
	},
}

// The places in help/queries.md where the tables of names stand, which are made
// of what the language itself accepts.
const (
	statesMark = "<!-- states -->"
	fieldsMark = "<!-- fields -->"
)

// withNames puts the tables of names into a page of help.
func withNames(md string) string {
	var states, fields strings.Builder
	states.WriteString("| write | to find | \n| --- | --- |\n")
	for _, field := range []string{"is", "has"} {
		for _, v := range query.Values(field) {
			fmt.Fprintf(&states, "| `%s:%s` | %s |\n", field, v, valueAbout[field][v])
		}
	}
	fields.WriteString("| name | also |\n| --- | --- |\n")
	for _, f := range query.Fields() {
		nameRow(&fields, f+":", query.Spellings(f, ""))
		if f == "sort" || f == "is" || f == "has" || f == "by" {
			for _, v := range query.Values(f) {
				nameRow(&fields, f+":"+v, query.Spellings(f, v))
			}
		}
	}
	return strings.NewReplacer(
		statesMark, strings.TrimSuffix(states.String(), "\n"),
		fieldsMark, strings.TrimSuffix(fields.String(), "\n"),
	).Replace(md)
}

// nameRow adds a row of what else a name is written as. Blanks in a spelling are
// shown as the dashes that stand for them.
func nameRow(b *strings.Builder, name string, spellings []string) {
	if len(spellings) < 2 {
		return
	}
	var also []string
	for _, s := range spellings[1:] {
		also = append(also, strings.ReplaceAll(s, " ", "-"))
	}
	fmt.Fprintf(b, "| `%s` | %s |\n", name, strings.Join(also, ", "))
}
