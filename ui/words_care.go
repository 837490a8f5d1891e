package ui

import "veille/feed"

// careWords are the words about the care of themes, rules, stories and reports.
type careWords struct {
	// Stories.
	WhyNoStory, WhyNoJoin, WhyLinked   string
	VersionsLeft                       func(n int) string // as they were
	VersionsAll                        func(key string) string
	NoMoreVersions                     string
	VersionAt                          func(i, n int) string
	VersionsFolded, VersionsShown      string
	AllVersionsFilter                  string
	StoryTitle                         func(n int) string
	StoryRead, StoryCompare            string
	StoryLeave, StoryMark, StoryShow   string
	StoryTag                           func(n int) string
	StoryLinked                        string
	ColumnWhen, ColumnSource           string
	ColumnLang, ColumnWords            string
	ColumnSame, ColumnAll, ColumnWeeks string
	ColumnKept                         string
	ByHand                             string
	OnlyIn                             func(code string) string
	GroupedBecause                     string
	SameShare                          func(share string) string
	JoinedByHand                       func(n int) string
	TooManyToJoin                      func(n int) string
	CompareTitle, CompareFooter        string
	SaidElsewhere                      string
	StoryJoined, StoryLeft             func(n int) string

	// Notes and highlights.
	NoteTitle, NoteFooter, NoteHead, NoteLeave, NoteLeaveNote string
	HighlightHead, HighlightLost, HighlightNote, HighlightTag string
	PassageFooter, HighlightFooter                            string
	Passage                                                   func(n int) string
	WhyNoSentence, WhyNoHighlight                             string
	NoteKept, NoteGone                                        string
	HighlightKept, HighlightGone                              string

	// Reports.
	ReportTitle, ReportNone       string
	ReportFooter, ReportFooterAll string
	ReportPairs                   string
	ReportSince                   func(weeks int, day string) string

	// Themes.
	ThemesTitle                        func(n int) string
	ThemesFooter                       string
	CareAdd, CareRename, CareEdit      string
	CareWords, CarePin, CareMerge      string
	CareSplit, CareMove, CareDelete    string
	CareArchive, CareUnarchive         string
	CareArchiveAll                     func(n int) string
	NoThemesYet, OnlyTheme             string
	ThemeIsEmpty, IsArchived           string
	NoWordsYet, SuggestedUsually       string
	SuggestedFrom, TrustedFrom         func(score string) string
	KeptDropped                        func(kept, dropped int) string
	PendingCount                       func(n int) string
	ThemeExists                        func(name string) string
	AddThemeTitle, AddThemeHint        string
	RenameThemeTitle, EditThemeTitle   func(name string) string
	RenameThemeHint                    string
	PinTitle, MoveThemeTitle           func(name string) string
	PinFree, PinNone, TopLevel         string
	MergeTitle, SplitTitle             func(name string, n int) string
	DropThemeQuestion                  func(name string, n int) string
	DropThemeNote                      string
	ThemeShort, ThemeIPTC              string
	ThemeThreshold, ThemeTrust         string
	ThemeArchived, ThemePin            string
	ThemeColour, ThemeAliasHint        string
	ThemeThresholdHint, ThemeTrustHint string
	ThemeShortBad, ThemeShareBad       string
	ThemeIPTCBad                       string
	ThemeLabel, ThemeAliases           func(lang string) string
	WordsTitle                         func(name string) string
	WordsFooter                        string
	WordsTerms, WordsTiers, WordsNot   string
	WordsLeave, WordsLeaveNote         string
	WordsBad                           func(line int) string
	SplitName, SplitNameHint           string
	SplitQueryHint, SplitNothing       string
	SplitCount                         func(n, of int) string
	ThemeSplit                         func(n int, from, into string) string

	// Rules.
	RulesTitle, RulesFooter, NoRulesYet string
	RuleAdd, RulePause, RuleResume      string
	RuleTest, RuleApply, RuleRemove     string
	RemoveRuleTitle                     func(name string) string
	RemoveRuleOnly, RemoveRuleMarks     string
	AddRuleTitle, EditRuleTitle         string
	RuleTags, RuleTagsHint              string
	RuleReads, RuleStars, RuleHides     string
	RuleHideHint, RuleApplyNow          string
	RuleNoQuery, RuleNoName             string
	RuleDoesNothing                     string
	RuleWould                           func(changed, found int) string
	RuleKept, RuleRemoved               func(name string) string
	RuleBroken                          func(why string) string
	RuleApplied                         func(n int, name string) string
	HiddenDone, UnhiddenDone            func(n int) string
}

// careChange says what a change to themes, rules or stories did, "" for others.
func (w *Words) careChange(c feed.Change, added, removed string) string {
	switch c.Verb {
	case feed.DidSplit:
		return w.ThemeSplit(c.Count, removed, added)
	case feed.DidRule:
		if added == "" {
			return w.RuleRemoved(removed)
		}
		return w.RuleKept(added)
	case feed.DidApply:
		if c.Count == 0 {
			return w.NothingChanged
		}
		return w.RuleApplied(c.Count, added)
	case feed.DidStory:
		if c.Count == 0 {
			return w.NothingChanged
		}
		if c.On {
			return w.StoryJoined(c.Count)
		}
		return w.StoryLeft(c.Count)
	case feed.DidNote, feed.DidHighlight:
		return w.noteChange(c)
	case feed.DidTheme:
		if c.Seq == 0 && added == "" {
			return w.NothingChanged
		}
	}
	return ""
}

// noteChange says what a change of a note or highlight did.
func (w *Words) noteChange(c feed.Change) string {
	switch {
	case c.Count == 0:
		return w.NothingChanged
	case c.Verb == feed.DidNote && c.On:
		return w.NoteKept
	case c.Verb == feed.DidNote:
		return w.NoteGone
	case c.On:
		return w.HighlightKept
	}
	return w.HighlightGone
}
