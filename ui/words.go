package ui

import "strings"

// Words is every word of the interface in one language. A message with a
// number in it is a function, since languages count differently; article text,
// keys and the words of the query language are never translated.
type Words struct {
	Lang string // en, fr, vi
	Name string // of the language, in itself

	followWords
	careWords
	exportWords
	reviewWords
	themeWords

	Actions map[Action]string // what an action does, for help and palette
	Short   map[Action]string // the same in a word or two, for footers
	Groups  map[group]string

	KeyNames map[string]string // of the keys that are no letter, as Bubble Tea spells them
	// Columns of the key table.
	KeyColumn, DoesColumn, WhereColumn, NameColumn string

	// Numbers and dates.
	Number    func(n int) string
	Weekdays  [7]string // from Sunday, short
	Months    [12]string
	DayLong   func(weekday, month string, day, monthNo, year int) string
	MonthLong func(month string, monthNo, year int) string
	UpdatedOn func(date string) string
	Articles  func(n int) string
	WordCount func(n int) string
	Minutes   func(n int) string
	Kilobytes func(n int64) string

	// Views and panes.
	Views, Themes, Sources, Languages      string
	ViewAll, ViewUnread, ViewToday         string
	ViewStarred, ViewUntagged, ViewTrash   string
	ViewSample, NoSource, NoLanguage       string
	List, Reader, Sidebar                  string
	NewestFirst, OldestFirst               string
	OrderBySource, OrderByScore            string
	OrderByWords                           string
	More                                   func(n int) string // rows that do not fit
	NewRows                                func(n int) string // arrived, not shown yet
	Selected                               func(n, of int) string
	SelectAllHint                          func(n int) string
	ClearHint, RangeHint                   string
	Loading, Rendering                     string
	TooSmall                               func(needW, needH, w, h int) string
	NoArticles                             string
	NoArticlesHint, NothingMatchesHint     func(key string) string
	NotAskedYet                            func(key string) string
	NothingMatches                         string
	TrashIsEmpty, NothingOpen, ArticleGone string

	// The reading pane.
	LinksHeading, RelatedHeading, TeasersHeading string
	EnclosuresHeading                            string
	TitleFromSlug, TitleFromSentence             string
	NoTitle, Contents                            string
	NoDate, UnknownSource                        string
	NoDayShort                                   string // in the column of dates
	Repaired                                     func(n int) string
	Cut                                          func(kilobytes int) string // text too long to show whole
	RawTitle, CleanTitle                         string
	RawKind                                      func(name, kind, size string) string
	RawBinary                                    string
	By                                           map[string]string // who put a tag: user, rule, suggestion, import, sync

	// Searching.
	SearchPrompt, FindPrompt string
	SearchHint, FindHint     string
	SearchFooter, Searching  string
	SearchResult             func(n int) string
	NoMatchFor               func(what string) string
	FoundInArticle           func(i, n int) string
	MatchCount               func(n int) string
	SearchSome               func(n int) string // found so far
	SearchFields             string             // before the fields that may be asked
	SearchValues             string             // before the values of one
	SearchHistory            string
	Decimal                  string // what parts the tenths
	EndOfMatches             string

	MeansAll, MeansTrashed string
	UnknownTheme           func(name, near string) string // near: one that is written like it, or ""
	UnknownQuery           func(name, near string) string

	NoneNow                 string // nothing was found; offers follow
	WidenWith, WidenWithout func(n int, condition string) string
	WidenTo, WidenDrop      func(condition string) string
	SaveAsWatch             string

	SaveTitle, SaveFooter            string
	SaveName, SaveQuery, SaveKey     string
	SaveWatch, SaveWatchHint         string
	SaveBadKey, SaveNoName, SaveLoop string
	SaveNoQuery                      string
	SaveKeyHint                      func(prefix string) string
	SaveReplaces, SaveTakesKey       func(name string) string

	// Toasts.
	UndoHint                              string // " — u undo", with the key in place of %s
	Tagged, Untagged                      func(n int, slugs string) string
	TagsChanged                           func(n int, added, removed string) string
	MarkedRead, MarkedUnread              func(n int) string
	StarredDone, UnstarredDone            func(n int) string
	TrashedDone, RestoredDone             func(n int) string
	CorrectedDone                         string
	ThemeChanged, ThemeDropped            func(slug string) string
	ThemesMerged                          func(from, to string) string
	Undid, Redid                          func(what string) string
	NothingToUndo, NothingToRedo          string
	NothingChanged                        string
	Copied                                func(what string) string
	CopyURL, CopyCitation, CopyMarkdown   string
	CopyQuote, CopyTitle, CopyID          string
	NoAddress, NoArticle, NothingToRepeat string
	NoTheme                               func(digit int) string // pinned to the digit
	NoMoreUnread                          string
	GoesOnIn                              func(key string, n int, where string) string
	Opened                                func(host string) string
	ImportDone                            func(added, known, failed int) string
	ImportRunning                         func(done int) string
	ImportLeft                            func(what string) string
	LeftOut                               map[string]func(n int) string // by Left.Why
	NoExportYet                           string
	TrashEmptied                          func(n int) string
	MouseOn, MouseOff                     string
	ColoursNow                            func(name string) string
	ColourNames                           map[string]string // auto, light, dark, contrast, none
	NothingNew, NoLinksHere, NoMatchYet   string
	NotHere                               string // a key that does nothing in this pane
	UnknownKey                            func(key, help string) string
	CounterHint                           string // why 5j does not count

	// Overlays.
	Close, Cancel, Yes, No string
	Confirm, NoUndo        string
	EscKey                 string

	TagTitle                             func(n int) string
	TagMatched                           func(n, of int) string
	TagLegend, TagMatchedOn, TagRecent   string
	TagCreate                            func(label string) string
	TagSome                              func(n, of int) string
	TagNone, TagBadName, TagWait         string
	TagFilterTitle, SourceFilterTitle    string
	LanguageFilterTitle                  string
	FilterNone, FilterFooter             string
	LanguageNames                        map[string]string // by code; codes without one stand for themselves
	TagFooter, TagTypingFooter           string
	PaletteTitle, PaletteFooter          string
	PaletteHint, PaletteRuns             string
	PaletteNothing, PaletteQuery         string
	PaletteTheme, PaletteSource          string
	HelpTitle                            func(pane string) string
	HelpFilter, HelpFooter, HelpNothing  string
	HelpReasons, HelpMarkdown            string
	ThemeDigits                          string
	Elsewhere                            string // in other panes
	CorrectTitle, CorrectFooter          string
	FieldTitle, FieldDate, FieldSource   string
	FieldURL, FieldLang, FieldRepairs    string
	FieldDateHint, FieldLangHint         string
	BadDate, BadURL, BadLang, EmptyTitle string
	UnrepairHint                         func(n int) string
	LinksTitle, LinksFooter              string

	LogTitle, LogFooter, LogUndone, LogEmpty string
	ImportTitle, ImportHint, ImportFooter    string
	ImportWait                               string

	LanguageTitle, LanguageFooter string
	EmptyTrashQuestion            func(n int) string

	WelcomeTitle, WelcomeLead        string
	WelcomeLook, WelcomeImport       string
	WelcomeLookWhat                  func(n int) string
	WelcomeImportWhat                string
	WelcomeLanguage, WelcomeKeyboard string
	WelcomeColours, WelcomeStored    string
	WelcomeAzerty, WelcomeQwerty     string
	WelcomeFooter                    string

	// Reasons of actions that do nothing now.
	WhyNoArticle, WhyNoLinks           string
	WhyNoAddress, WhyNoFind            string
	WhyNoRepeat, WhyNoPin, WhyNoExport string

	// Errors: what happened, then what to do.
	Failed                    func(what, cause string) string
	ErrNotFound, ErrAmbiguous string
	ErrExists, ErrInvalid     string
	ErrBusy, ErrDamaged       string
	ErrForeign, ErrNewer      string
	ErrReadOnly, ErrTooLarge  string
	ErrNothing, ErrNoArticle  string
	ErrUnreadable, ErrNoFile  string
	ErrPermission, ErrNoSpace string
	ErrTimeout, ErrNoBrowser  string
	ErrIsFolder, ErrNotFolder string
	ErrLongName, ErrUnknown   string
	Colon                     string            // between two parts of a sentence
	Doing                     map[string]string // find, tag, flag, correct, undo, redo, export, import, browse, read, save, delete, query

	// Saved queries, filters and order.
	SavedQueries, InView           string
	News                           func(name string, n int) string // of a watched query
	QueryKept, QueryDeleted        func(name string) string
	QueriesTitle, QueriesFooter    string
	EditQueryTitle, DropQueryTitle string
	NoQueries, PaletteSaved        string
	FiltersTitle, FiltersFooter    string
	FilterWeek, FilterNote         string
	FilterPicker                   func(what string) string // opens a list to choose from
	SortTitle, SortFooter          string
	Narrow                         string

	// Waiting is told while another process keeps the file, for so many seconds.
	Waiting func(pid int, command string, seconds int) string
}

// Languages are the languages of the interface.
var Languages = []string{"en", "fr", "vi"}

// wordsFor returns the words of a language, English for one not known.
func wordsFor(lang string) *Words {
	switch lang {
	case "fr":
		return &french
	case "vi":
		return &vietnamese
	}
	return &english
}

// GuessLang reads a locale as $LC_ALL, $LC_MESSAGES or $LANG hold it
// (fr_FR.UTF-8, vi, en_GB:en) and returns the interface language nearest to
// it, en when there is none.
func GuessLang(locale string) string {
	for _, part := range strings.Split(locale, ":") {
		code := strings.ToLower(part)
		if i := strings.IndexAny(code, "_-.@"); i >= 0 {
			code = code[:i]
		}
		for _, l := range Languages {
			if code == l {
				return l
			}
		}
	}
	return "en"
}

// GuessKeyboard returns azerty for a locale whose country types on one.
func GuessKeyboard(locale string) string {
	l := strings.ToLower(locale)
	if strings.HasPrefix(l, "fr_fr") || strings.HasPrefix(l, "fr_be") || strings.HasPrefix(l, "fr-fr") || strings.HasPrefix(l, "fr-be") {
		return "azerty"
	}
	return "qwerty"
}
