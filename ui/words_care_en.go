package ui

import "fmt"

var englishCare = careWords{
	WhyNoStory: "no other version of it is known", WhyNoJoin: "select two articles or more first", WhyLinked: "it is in another language: linked, not grouped",
	VersionsLeft:   func(n int) string { return enCount(n, "other version", "other versions") + " as before" },
	VersionsAll:    func(key string) string { return key + " for all of them" },
	NoMoreVersions: "No further version",
	VersionAt:      func(i, n int) string { return fmt.Sprintf("Version %d of %d", i, n) },
	VersionsFolded: "One row for each story", VersionsShown: "Every version in a row of its own", AllVersionsFilter: "All versions of stories",
	StoryTitle: func(n int) string {
		return some(n, enCount(n, "version", "versions")+" of one story", "Versions of one story")
	},
	StoryRead: "read", StoryCompare: "compare", StoryLeave: "take out", StoryMark: "mark all read", StoryShow: "show this one in lists",
	StoryTag:    func(n int) string { return fmt.Sprintf("tag all %d", n) },
	StoryLinked: "Told in another language",
	ColumnWhen:  "when", ColumnSource: "src", ColumnLang: "lang", ColumnWords: "words", ColumnSame: "same", ColumnAll: "all",
	ColumnWeeks: "by week", ColumnKept: "kept",
	ByHand: "hand", OnlyIn: func(code string) string { return "Only in " + code }, GroupedBecause: "Grouped",
	SameShare:     func(s string) string { return s + " the same text" },
	JoinedByHand:  func(n int) string { return enCount(n, "version", "versions") + " joined by hand" },
	TooManyToJoin: func(n int) string { return fmt.Sprintf("At most %d articles are joined at once", n) },
	CompareTitle:  "Two versions compared", CompareFooter: "n next difference · p previous · j k scroll · esc close",
	SaidElsewhere: "the other says this in another place",
	StoryJoined:   func(n int) string { return enCount(n, "article", "articles") + " joined into one story" },
	StoryLeft:     func(n int) string { return enCount(n, "article", "articles") + " taken out of the story" },

	NoteTitle: "Note of this article", NoteFooter: "enter keep · alt+enter new line · esc close", NoteLeave: "Leave without keeping the note?", NoteLeaveNote: "What you wrote is lost.", NoteHead: "Note",
	HighlightHead: "Highlight", HighlightLost: "Highlight that stands no more in the text", HighlightNote: "Note of this passage", HighlightTag: "Tag this passage",
	PassageFooter:   "enter highlight · j k more, less · n p other sentence · c note · t tag · y quote · esc close",
	HighlightFooter: "enter keep · j k more, less · n p other sentence · c note · t tag · d take off · y quote · esc close",
	Passage:         func(n int) string { return enCount(n, "sentence", "sentences") }, WhyNoSentence: "the article has no sentence", WhyNoHighlight: "nothing is highlighted here",
	NoteKept: "Note kept", NoteGone: "Note taken off", HighlightKept: "Highlight kept", HighlightGone: "Highlight taken off",

	ReportTitle: "Report", ReportNone: "No article of these weeks has a theme.", ReportPairs: "Together",
	ReportFooter: "enter articles · tab view or all · w weeks · esc close", ReportFooterAll: "enter its articles · w weeks · esc close",
	ReportSince: func(weeks int, day string) string {
		return enCount(weeks, "week", "weeks") + " since " + day
	},

	ThemesTitle:  func(n int) string { return enCount(n, "theme", "themes") },
	ThemesFooter: "enter its articles · u undo · esc close",
	CareAdd:      "add", CareRename: "rename", CareEdit: "edit", CareWords: "words", CarePin: "pin", CareMerge: "merge", CareSplit: "split",
	CareMove: "move", CareDelete: "delete", CareArchive: "archive", CareUnarchive: "unarchive",
	CareArchiveAll: func(n int) string { return "archive " + grouped(n, ",") },
	NoThemesYet:    "There is no theme yet: a adds one", OnlyTheme: "there is no other theme", ThemeIsEmpty: "it has no article", IsArchived: "archived",
	NoWordsYet: "no words yet: w writes some", SuggestedUsually: "suggested from the usual score on",
	SuggestedFrom: func(s string) string { return "suggested from " + s + " on" },
	TrustedFrom:   func(s string) string { return "trusted from " + s + " on" },
	KeptDropped: func(kept, dropped int) string {
		return fmt.Sprintf("%s kept, %s dropped", grouped(kept, ","), grouped(dropped, ","))
	},
	PendingCount:  func(n int) string { return grouped(n, ",") + " to confirm" },
	ThemeExists:   func(name string) string { return "There is a theme “" + name + "” already; m makes two into one" },
	AddThemeTitle: "New theme", AddThemeHint: "A / puts it below another theme: health/clinics.",
	RenameThemeTitle: func(name string) string { return "Rename “" + name + "”" }, EditThemeTitle: func(name string) string { return "Theme “" + name + "”" },
	RenameThemeHint: "The slug follows; the old one still finds it.",
	PinTitle:        func(name string) string { return "Digit of “" + name + "”" }, MoveThemeTitle: func(name string) string { return "Move “" + name + "” below" },
	PinFree: "free", PinNone: "no digit", TopLevel: "no other theme",
	MergeTitle: func(name string, n int) string {
		return "Merge “" + name + "” (" + enCount(n, "article", "articles") + ") into"
	},
	SplitTitle: func(name string, n int) string {
		return "Split “" + name + "” (" + enCount(n, "article", "articles") + ")"
	},
	DropThemeQuestion: func(name string, n int) string {
		return "Delete “" + name + "” and take it off " + enCount(n, "article", "articles") + "?"
	},
	DropThemeNote: "The articles stay. It can be undone.",
	ThemeShort:    "Short code", ThemeIPTC: "IPTC topic", ThemeThreshold: "Suggest from", ThemeTrust: "Trust from", ThemeArchived: "Archived",
	ThemePin: "Digit", ThemeColour: "Colour", ThemeAliasHint: "other names to find it by, parted by “;”",
	ThemeThresholdHint: "score of 0 to 1; empty: the usual one", ThemeTrustHint: "score from which on it is tagged unasked; empty: never",
	ThemeShortBad: "two to four letters or digits", ThemeShareBad: "a number of 0 to 1, or nothing", ThemeIPTCBad: "eight digits, or nothing",
	ThemeLabel:   func(lang string) string { return "Name, " + lang },
	ThemeAliases: func(lang string) string { return "Also, " + lang },
	WordsTitle:   func(name string) string { return "Words of “" + name + "”" },
	WordsFooter:  "ctrl+o keep · esc cancel",
	WordsTerms:   "One term a line; * at its end stands for any ending.", WordsTiers: "sure: one is enough · strong: most likely it · weak: adds to others", WordsNot: "not: phrases that cancel the words they cover",
	WordsLeave: "Leave without keeping what was changed?", WordsLeaveNote: "The lists stay as they were.",
	WordsBad: func(line int) string {
		return fmt.Sprintf("Line %d is no heading such as [fr sure], or stands above the first", line)
	},
	SplitName: "New theme", SplitNameHint: "beside this one; a / puts it below another", SplitQueryHint: "which of its articles go there",
	SplitNothing: "it finds no article of the theme",
	SplitCount: func(n, of int) string {
		return fmt.Sprintf("%s of %s go to the new theme", grouped(n, ","), enCount(of, "article", "articles"))
	},
	ThemeSplit: func(n int, from, into string) string {
		return fmt.Sprintf("%s moved from %s to %s", enCount(n, "article", "articles"), from, into)
	},

	RulesTitle: "Rules", RulesFooter: "enter its articles · u undo · esc close", NoRulesYet: "There is no rule yet: a makes one of the present view",
	RuleAdd: "add", RulePause: "pause", RuleResume: "resume", RuleTest: "test", RuleApply: "apply", RuleRemove: "remove",
	RemoveRuleTitle: func(name string) string { return "Remove rule “" + name + "”" },
	RemoveRuleOnly:  "the rule alone; its tags stay", RemoveRuleMarks: "the rule and the tags it has put on",
	AddRuleTitle: "New rule", EditRuleTitle: "Rule", RuleTags: "Tag with", RuleTagsHint: "themes by any of their names, parted by “;”",
	RuleReads: "mark read", RuleStars: "star", RuleHides: "hide", RuleHideHint: "kept out of lists; nothing is deleted, is:hidden finds it",
	RuleApplyNow: "apply now", RuleNoQuery: "a rule needs a query: all articles would be too many", RuleNoName: "a rule needs a name",
	RuleDoesNothing: "it does nothing yet",
	RuleWould: func(changed, found int) string {
		return fmt.Sprintf("Finds %s here; would change %s of them", enCount(found, "article", "articles"), grouped(changed, ","))
	},
	RuleBroken:  func(why string) string { return "It does not work as it says: " + why },
	RuleKept:    func(name string) string { return "Rule " + name + " kept" },
	RuleRemoved: func(name string) string { return "Rule " + name + " removed" },
	RuleApplied: func(n int, name string) string {
		return "Rule " + name + " applied to " + enCount(n, "article", "articles")
	},
	HiddenDone:   func(n int) string { return enCount(n, "article", "articles") + " hidden" },
	UnhiddenDone: func(n int) string { return enCount(n, "article", "articles") + " shown again" },
}
