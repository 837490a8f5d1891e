package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// english is the interface in English.
var english = Words{
	Lang: "en", Name: "English",

	followWords: englishFollow,
	careWords:   englishCare,
	exportWords: englishExport,
	reviewWords: englishReview,
	themeWords:  englishThemes,

	Actions: englishActions, Short: englishShort,
	Groups: map[group]string{
		groupMove: "Move", groupGo: "Go to", groupRead: "Read", groupTag: "Tag", groupState: "State",
		groupSelect: "Select", groupFind: "Find", groupTake: "Take away, bring in", groupSource: "Sources", groupProgram: "Program",
	},

	KeyNames: map[string]string{"space": "space", "enter": "enter", "tab": "tab", "esc": "esc", "backspace": "backspace", "delete": "del", "insert": "ins",
		"home": "home", "end": "end", "pgup": "PgUp", "pgdown": "PgDn", "shift": "shift", "up": "↑", "down": "↓", "left": "←", "right": "→"},
	KeyColumn: "Key", DoesColumn: "Does", WhereColumn: "Where", NameColumn: "Name in [keys]",

	Number:   func(n int) string { return grouped(n, ",") },
	Weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	Months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	DayLong: func(weekday, month string, day, _, year int) string {
		return fmt.Sprintf("%s %d %s %d", weekday, day, month, year)
	},
	MonthLong: func(month string, _, year int) string { return fmt.Sprintf("%s %d", month, year) },
	UpdatedOn: func(date string) string { return "updated " + date },
	Articles:  func(n int) string { return enCount(n, "article", "articles") },
	WordCount: func(n int) string { return enCount(n, "word", "words") },
	Minutes:   func(n int) string { return strconv.Itoa(n) + " min" },
	Kilobytes: func(n int64) string { return fmt.Sprintf("%d kB", (n+999)/1000) },

	Views: "Views", Themes: "Themes", Sources: "Sources", Languages: "Languages",
	ViewAll: "All articles", ViewUnread: "Unread", ViewToday: "Today",
	ViewStarred: "Starred", ViewUntagged: "Untagged", ViewTrash: "Trash",
	ViewSample: "Sample", NoSource: "no source", NoLanguage: "no language",
	List: "List", Reader: "Reader", Sidebar: "Sidebar",
	NewestFirst: "newest first", OldestFirst: "oldest first",
	OrderBySource: "by source", OrderByScore: "best match first", OrderByWords: "longest first",
	More:          func(n int) string { return "+ " + enCount(n, "more", "more") },
	NewRows:       func(n int) string { return grouped(n, ",") + " new ↑" },
	Selected:      func(n, of int) string { return fmt.Sprintf("%s selected of %s", grouped(n, ","), grouped(of, ",")) },
	SelectAllHint: func(n int) string { return "all " + grouped(n, ",") },
	ClearHint:     "clear", RangeHint: "selecting a range: move, then act",
	Loading: "loading …", Rendering: "opening …",
	TooSmall: func(needW, needH, w, h int) string {
		return fmt.Sprintf("needs %dx%d, is %dx%d", needW, needH, w, h)
	},
	NotAskedYet: func(key string) string { return key + " asks your sources for their articles" },
	NoArticles:  "No articles yet", NoArticlesHint: func(key string) string { return key + " adds a source, saved pages, a file or a folder" },
	NothingMatches: "No article matches", NothingMatchesHint: func(key string) string { return key + " shows all articles again" },
	TrashIsEmpty: "The trash is empty", NothingOpen: "No article is open", ArticleGone: "This article no longer exists",

	LinksHeading: "Links", RelatedHeading: "Read also", TeasersHeading: "Also on the page",
	EnclosuresHeading: "Files",
	NoTitle:           "no title", Contents: "Contents", SearchFooter: "tab complete · enter keep · ctrl+o save · esc restore",
	TitleFromSlug: "title from the address", TitleFromSentence: "title from the first sentence",

	NoDayShort: "no date",
	NoDate:     "no date", UnknownSource: "source not known",
	Repaired: func(n int) string { return enCount(n, "glued word parted", "glued words parted") },
	Cut: func(kb int) string {
		return fmt.Sprintf("Only the first %d kB are shown; export holds the whole text.", kb)
	},
	RawTitle: "As it came", CleanTitle: "Cleaned",
	RawKind:   func(name, kind, size string) string { return joinDots(name, kind, size) },
	RawBinary: "(not text)",
	By: map[string]string{"user": "by hand", "rule": "by rule", "suggestion": "suggested", "import": "imported",
		"sync": "synchronised"},

	Searching:    "searching …",
	SearchPrompt: "Search", FindPrompt: "Find in article",
	SearchHint:     "“viet nam” finds Việt Nam; “Việt” finds only Việt.",
	FindHint:       "letters without accents also find accented ones",
	SearchResult:   func(n int) string { return enCount(n, "article", "articles") },
	NoMatchFor:     func(what string) string { return "nothing found for " + what },
	FoundInArticle: func(i, n int) string { return fmt.Sprintf("match %d/%d", i, n) },
	SearchSome:     func(n int) string { return grouped(n, ",") + "+ articles …" },
	SearchFields:   "Complete", SearchValues: "Values", SearchHistory: "History", Decimal: ".",
	MatchCount:   func(n int) string { return enCount(n, "match", "matches") },
	EndOfMatches: "went on from the other end",
	UnknownTheme: func(name, near string) string {
		return orAsk("no theme "+name, ", did you mean %s?", near)
	},
	UnknownQuery: func(name, near string) string {
		return orAsk("no saved query "+name, ", did you mean %s?", near)
	},
	NoneNow:      "None now.",
	WidenWith:    func(n int, condition string) string { return grouped(n, ",") + " with " + condition },
	WidenWithout: func(n int, condition string) string { return grouped(n, ",") + " without " + condition },
	WidenTo:      func(condition string) string { return "widen to " + condition },
	WidenDrop:    func(condition string) string { return "leave out " + condition },
	SaveAsWatch:  "save as watch",
	SaveTitle:    "Save a query", SaveFooter: "tab next · enter save · esc cancel",
	SaveName: "Name", SaveQuery: "Query", SaveKey: "Key", SaveWatch: "Watch",
	SaveKeyHint: func(prefix string) string { return "one letter or digit, typed after " + prefix },
	SaveBadKey:  "one letter or digit only", SaveNoQuery: "a saved query asks for something",
	SaveWatchHint: "tell of new matches in the bar", SaveNoName: "a saved query needs a name",
	SaveLoop:     "the query leads back to itself",
	SaveReplaces: func(name string) string { return "replaces the query " + name },
	SaveTakesKey: func(name string) string { return "now the key of " + name + ", which loses it" },
	MeansAll:     "all articles",
	MeansTrashed: "in the trash",

	UndoHint: "%s undo",
	Tagged: func(n int, slugs string) string {
		return fmt.Sprintf("Tagged %s %s", enCount(n, "article", "articles"), slugs)
	},
	Untagged: func(n int, slugs string) string {
		return fmt.Sprintf("Took %s off %s", slugs, enCount(n, "article", "articles"))
	},
	TagsChanged: func(n int, added, removed string) string {
		return fmt.Sprintf("%s: tagged %s, took off %s", enCount(n, "article", "articles"), added, removed)
	},
	MarkedRead:    func(n int) string { return enCount(n, "article", "articles") + " marked read" },
	MarkedUnread:  func(n int) string { return enCount(n, "article", "articles") + " marked unread" },
	StarredDone:   func(n int) string { return enCount(n, "article", "articles") + " starred" },
	UnstarredDone: func(n int) string { return enCount(n, "star", "stars") + " taken away" },
	TrashedDone:   func(n int) string { return enCount(n, "article", "articles") + " moved to the trash" },
	RestoredDone:  func(n int) string { return enCount(n, "article", "articles") + " restored" },
	CorrectedDone: "Article corrected",
	ThemeChanged:  func(slug string) string { return "Theme " + slug + " kept" },
	ThemeDropped:  func(slug string) string { return "Theme " + slug + " deleted" },
	ThemesMerged:  func(from, to string) string { return fmt.Sprintf("Theme %s merged into %s", from, to) },
	Undid:         func(what string) string { return "Undone: " + what },
	Redid:         func(what string) string { return "Done again: " + what },
	NothingToUndo: "Nothing to undo", NothingToRedo: "Nothing to redo", NothingChanged: "Nothing had to change",
	Copied:  func(what string) string { return "Sent to the clipboard: " + what },
	CopyURL: "address", CopyCitation: "citation", CopyMarkdown: "Markdown",
	CopyQuote: "quotation", CopyTitle: "title", CopyID: "identifier",
	NoAddress: "This article has no address", NoArticle: "No article here", NothingToRepeat: "No tagging to repeat yet",
	NoTheme:      func(digit int) string { return fmt.Sprintf("No theme is pinned to %d", digit) },
	NoMoreUnread: "No unread article further on",
	GoesOnIn: func(key string, n int, where string) string {
		return fmt.Sprintf("%s goes on to “%s” (%s)", key, where, grouped(n, ","))
	},
	Opened: func(host string) string { return "Opened " + host + " in the browser" },
	ImportDone: func(added, known, failed int) string {
		s := enCount(added, "article", "articles") + " imported"
		if known > 0 {
			s += fmt.Sprintf(", %s known already", grouped(known, ","))
		}
		if failed > 0 {
			s += ", " + enCount(failed, "file", "files") + " not read"
		}
		return s
	},
	ImportLeft: func(what string) string { return "left out: " + what },
	LeftOut: map[string]func(n int) string{
		"hidden":  func(n int) string { return enCount(n, "hidden file", "hidden files") },
		"unknown": func(n int) string { return enCount(n, "file", "files") + " of a kind that is not read" },
		"links":   func(n int) string { return enCount(n, "link", "links") },
		"lists":   func(n int) string { return enCount(n, "list of sources", "lists of sources") + ", followed when named" },
		"address": func(n int) string { return grouped(n, ",") + " without a web address" },
		"empty":   func(n int) string { return grouped(n, ",") + " empty" },
		"deleted": func(n int) string { return grouped(n, ",") + " deleted there" },
		"other":   func(n int) string { return grouped(n, ",") + " no article" },
	},
	ImportRunning: func(done int) string { return "Importing: " + enCount(done, "article", "articles") },
	NoExportYet:   "No export to repeat yet",
	TrashEmptied:  func(n int) string { return enCount(n, "article", "articles") + " destroyed" },
	MouseOn:       "Mouse on; hold shift to select text", MouseOff: "Mouse off",
	ColoursNow: func(name string) string { return "Colours: " + name },
	ColourNames: map[string]string{"auto": "as the terminal", "light": "light", "dark": "dark",
		"contrast": "high contrast", "none": "none"},
	NothingNew: "Nothing new", NoLinksHere: "No links in this article", NoMatchYet: "No search in this article yet",
	NotHere: "does nothing here",
	UnknownKey: func(key, help string) string {
		return "The key " + key + " is not used in this pane — " + help + " shows the keys"
	},
	CounterHint: "Digits toggle themes: 5j moves one row only.",

	Close: "close", Cancel: "cancel", Yes: "Yes", No: "No",
	Confirm: "Sure?", NoUndo: "This cannot be undone.",
	EscKey: "esc",

	TagTitle:   func(n int) string { return "Tag " + enCount(n, "article", "articles") },
	TagMatched: func(n, of int) string { return fmt.Sprintf("%d of %d", n, of) },
	TagLegend:  "[x] all have it   [~] some have it   [ ] none", TagMatchedOn: "Matched on slug, label and aliases in fr, en, vi.",
	TagRecent: "Recent", TagCreate: func(label string) string { return "Create theme “" + label + "”" },
	TagSome: func(n, of int) string { return fmt.Sprintf("%d of %d", n, of) },
	TagNone: "no theme matches", TagBadName: "a theme needs a name with a letter", TagWait: "reading themes …",
	TagFilterTitle: "Show theme", SourceFilterTitle: "Show source", LanguageFilterTitle: "Show language",
	FilterNone: "all", FilterFooter: "enter show · esc cancel",
	LanguageNames: map[string]string{"en": "English", "fr": "French", "vi": "Vietnamese", "de": "German", "es": "Spanish",
		"it": "Italian", "pt": "Portuguese", "ru": "Russian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
		"lo": "Lao", "km": "Khmer", "id": "Indonesian", "ar": "Arabic", "my": "Burmese", "ms": "Malay", "nl": "Dutch"},
	TagFooter:       "space toggle · enter apply · esc cancel",
	TagTypingFooter: "tab toggle · ↑↓ space toggle · enter apply · esc cancel",
	PaletteTitle:    "Commands", PaletteFooter: "enter run · tab complete · esc close",
	PaletteHint: "Every action by name, in English, French and Vietnamese.",
	PaletteRuns: "Type a query instead: tag:asean opens it.", PaletteNothing: "nothing matches; enter searches for it",
	PaletteQuery: "Search", PaletteTheme: "theme", PaletteSource: "source",
	HelpTitle:  func(pane string) string { return "Keys · " + pane },
	HelpFilter: "/ filter", HelpFooter: "j k scroll · / filter · esc close", HelpNothing: "no key matches",
	ThemeDigits: "toggle pinned theme", Elsewhere: "other panes",
	HelpReasons:  "A key in brackets does nothing now, for the reason beside it.",
	HelpMarkdown: "veille keys --markdown prints this table.",
	CorrectTitle: "Correct this article", CorrectFooter: "tab next · enter keep · esc cancel",
	FieldTitle: "Title", FieldDate: "Date", FieldSource: "Source", FieldURL: "Address", FieldLang: "Language",
	FieldRepairs: "Repairs", FieldDateHint: "2020, 2020-07, 2020-07-03, 2020-07-03 08:14",
	FieldLangHint: "a code: fr, en, vi …",
	BadDate:       "not a date: write 2020-07-03, 2020-07 or 2020", BadURL: "not an address: it begins with https:// or http://",
	BadLang: "not a language code: two or three letters", EmptyTitle: "a title cannot be empty",
	UnrepairHint: func(n int) string { return "take " + enCount(n, "parting blank", "parting blanks") + " out again" },
	LinksTitle:   "Links", LinksFooter: "enter open · y copy · esc close",

	LogTitle: "Changes", LogFooter: "u undo · U redo · esc close", LogUndone: "undone", LogEmpty: "Nothing has been changed yet.",
	ImportTitle: "Add, import", ImportHint: "An address of a feed, site or OPML list; a saved page or a folder",
	ImportFooter: "tab complete · enter import · esc cancel", ImportWait: "reading the folder …",

	LanguageTitle: "Language", LanguageFooter: "enter choose · esc cancel",
	EmptyTrashQuestion: func(n int) string { return "Destroy " + enCount(n, "article", "articles") + " in the trash?" },

	WelcomeTitle: "Welcome to veille", WelcomeLead: "A press review. Nothing leaves this computer but requests to sources.",
	WelcomeLook: "Look around", WelcomeImport: "Import",
	WelcomeLookWhat: func(n int) string {
		return some(n, enCount(n, "sample story", "sample stories"), "sample stories") + " in fr, en, vi (no network)"
	},
	WelcomeImportWhat: "pages (.html .mhtml .txt .md), OPML, a folder",
	WelcomeLanguage:   "Language", WelcomeKeyboard: "Keyboard", WelcomeColours: "Colours", WelcomeStored: "Stored in",
	WelcomeAzerty: "AZERTY: & é \" ' ( toggle themes too", WelcomeQwerty: "the digits 1 to 9 toggle the pinned themes",
	WelcomeFooter: "enter start · ? keys · q quit",

	WhyNoArticle: "no article here", WhyNoLinks: "no links in this article",
	WhyNoAddress: "the article has no address", WhyNoFind: "nothing was searched for",
	WhyNoRepeat: "nothing was tagged yet", WhyNoPin: "no theme has this digit", WhyNoExport: "nothing was exported yet",

	Failed:       func(what, cause string) string { return "Could not " + what + ": " + cause },
	ErrNotFound:  "it no longer exists — 0 shows what there is",
	ErrAmbiguous: "the name fits more than one — write more of it", ErrExists: "it exists already — choose another name",
	ErrInvalid:  "not valid — correct what is marked",
	ErrBusy:     "another program holds the file — try again in a moment",
	ErrDamaged:  "the file is damaged — leave veille and run: veille check",
	ErrForeign:  "this is not a veille file — start with another --db",
	ErrNewer:    "a newer veille wrote this file — install the newer version",
	ErrReadOnly: "the file can only be read — change its permissions", ErrTooLarge: "too large to read — split it",
	ErrNothing: "there is nothing to undo or redo", ErrNoArticle: "no article text on this page — paste the text as .txt",
	ErrUnreadable: "not a page veille can read — save it as .html or .txt", ErrNoFile: "no such file — look at the path",
	ErrPermission: "no permission — change the permissions or choose another place",
	ErrNoSpace:    "the disk is full — free some space and try again", ErrTimeout: "it took too long — try again",
	ErrNoBrowser: "no browser was found — set BROWSER, or copy the address with y u",
	Colon:        ": ", ErrNotFolder: "a part of the path is a file — choose a folder that exists",
	ErrLongName: "the name is too long — choose a shorter one",
	ErrIsFolder: "that is a folder — name a file in it", ErrUnknown: "see veille --debug FILE for more",
	Doing: map[string]string{"source": "change the source", "refresh": "refresh", "follow": "follow the source",
		"find": "search", "tag": "tag", "flag": "change the state", "note": "keep the note", "correct": "correct the article",
		"undo": "undo", "redo": "redo", "export": "export", "import": "import", "browse": "open the browser", "open": "open the file",
		"read": "read the article", "save": "keep the session", "delete": "empty the trash", "log": "read the changes",
		"list": "read the list", "query": "keep the query", "story": "change the story", "rule": "keep the rule", "theme": "change the theme", "report": "count the articles"},

	SavedQueries: "Saved queries", InView: "in view",
	News:      func(name string, n int) string { return fmt.Sprintf("%s: %s new", name, grouped(n, ",")) },
	QueryKept: func(name string) string { return "Query " + name + " kept" }, QueryDeleted: func(name string) string { return "Query " + name + " deleted" },
	QueriesTitle: "Open a saved query", QueriesFooter: "letter or enter open · esc close",
	EditQueryTitle: "Edit a saved query", DropQueryTitle: "Delete a saved query",
	NoQueries: "no saved query yet", PaletteSaved: "saved query",
	FiltersTitle: "Filters", FiltersFooter: "letter toggle · space toggle, stay · esc close",
	FilterWeek: "Last 7 days", FilterNote: "With a note",
	FilterPicker: func(what string) string { return what + " …" },
	SortTitle:    "Order", SortFooter: "letter or enter choose · esc close",
	Narrow: "narrow",
	Waiting: func(pid int, command string, seconds int) string {
		who := "another process"
		if pid > 0 {
			who = "process " + strconv.Itoa(pid)
		}
		return fmt.Sprintf("waiting for %s (%s)", who, commas(command, strconv.Itoa(seconds)+" s"))
	},
}

// commas joins what is not empty with commas.
func commas(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// enCount is a number with its noun.
func enCount(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n, ",") + " " + many
}

// grouped writes n in groups of three digits.
func grouped(n int, sep string) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return sign + s
}

// some is a noun with its number, without it while the number is not known.
func some(n int, counted, noun string) string {
	if n == 0 {
		return noun
	}
	return counted
}

// orAsk adds a question about a name, when there is one.
func orAsk(s, question, name string) string {
	if name == "" {
		return s
	}
	return s + fmt.Sprintf(question, name)
}

// joinDots joins what is not empty with a middle dot.
func joinDots(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}
