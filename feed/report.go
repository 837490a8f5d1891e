package feed

import "time"

// Report counts tagged articles by theme, week, source and language.
type Report struct {
	Weeks  []time.Time // Mondays 00:00 UTC, oldest first, none left out; without a date of publication an article counts by arrival
	All    []int       // articles by week, tagged or not
	Themes []ThemeReport
	Pairs  []ThemePair // themes that stand on one article, the most frequent first
}

// ThemeReport is what a report says of one theme, its children included.
type ThemeReport struct {
	Theme   ID
	Total   int
	Weeks   []int // as Report.Weeks
	Sources map[ID]int
	Langs   map[string]int
	Answers Answers
}

// ThemePair counts the articles that carry both themes. Expected is how many would
// by chance.
type ThemePair struct {
	A, B     ID
	Count    int
	Expected float64
}
