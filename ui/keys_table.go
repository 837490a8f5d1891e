package ui

// Action is something the reader can do, by the name it has in the [keys] table
// of the configuration, in the palette and in `veille keys`.
type Action string

// The actions, in the order of the key table.
const (
	actDown       Action = "down"
	actUp         Action = "up"
	actTop        Action = "top"
	actBottom     Action = "bottom"
	actHalfDown   Action = "half-page-down"
	actHalfUp     Action = "half-page-up"
	actPageDown   Action = "page-down"
	actPageUp     Action = "page-up"
	actNextUnread Action = "next-unread"
	actPrevUnread Action = "previous-unread"
	actOtherDown  Action = "other-pane-down"
	actOtherUp    Action = "other-pane-up"
	actNextPane   Action = "next-pane"
	actPrevPane   Action = "previous-pane"
	actOpen       Action = "open"
	actBack       Action = "back"
	actNextEntry  Action = "next-entry"
	actPrevEntry  Action = "previous-entry"

	actGoUnread   Action = "go-unread"
	actGoToday    Action = "go-today"
	actGoStarred  Action = "go-starred"
	actGoUntagged Action = "go-untagged"
	actGoConfirm  Action = "go-to-confirm"
	actGoAll      Action = "go-all"
	actGoSources  Action = "go-sources"
	actGoTrash    Action = "go-trash"
	actGoNew      Action = "go-new"
	actGoQuery    Action = "go-query"
	actLinks      Action = "links"
	actLog        Action = "log"
	actRaw        Action = "raw"

	actReadOn   Action = "read-on"
	actPageBack Action = "page-back"
	actZoom     Action = "zoom"
	actBrowse   Action = "browse"
	actVersions Action = "versions"

	actStory       Action = "story"
	actNextVersion Action = "next-version"
	actPrevVersion Action = "previous-version"
	actJoinStory   Action = "join-story"
	actAllVersions Action = "all-versions"
	actThemes      Action = "themes"
	actRules       Action = "rules"
	actAddRule     Action = "add-rule"
	actReport      Action = "report"
	actReview      Action = "review"

	actTag       Action = "tag"
	actAccept    Action = "accept"
	actDismiss   Action = "dismiss"
	actWhy       Action = "why"
	actCode      Action = "coding-mode"
	actTrust     Action = "trust"
	actProgress  Action = "progress"
	actRepeatTag Action = "repeat-tag"
	actTheme1    Action = "theme-1"
	actTheme2    Action = "theme-2"
	actTheme3    Action = "theme-3"
	actTheme4    Action = "theme-4"
	actTheme5    Action = "theme-5"
	actTheme6    Action = "theme-6"
	actTheme7    Action = "theme-7"
	actTheme8    Action = "theme-8"
	actTheme9    Action = "theme-9"

	actToggleRead Action = "toggle-read"
	actReadToHere Action = "read-to-here"
	actReadAll    Action = "read-all"
	actStar       Action = "star"
	actDelete     Action = "delete"
	actEmptyTrash Action = "empty-trash"
	actNote       Action = "note"
	actEditNote   Action = "edit-note"
	actHighlight  Action = "highlight"
	actCorrect    Action = "correct"

	actSelect      Action = "select"
	actSelectRange Action = "select-range"
	actSelectAll   Action = "select-all"
	actSelectDown  Action = "select-down"
	actSelectUp    Action = "select-up"

	actSearch         Action = "search"
	actFind           Action = "find"
	actNextMatch      Action = "next-match"
	actPrevMatch      Action = "previous-match"
	actFilters        Action = "filters"
	actFilterUnread   Action = "filter-unread"
	actFilterStarred  Action = "filter-starred"
	actFilterToday    Action = "filter-today"
	actFilterWeek     Action = "filter-week"
	actFilterUntagged Action = "filter-untagged"
	actFilterNote     Action = "filter-note"
	actFilterTheme    Action = "filter-theme"
	actFilterSource   Action = "filter-source"
	actFilterLanguage Action = "filter-language"
	actSort           Action = "sort"
	actSortNewest     Action = "sort-newest"
	actSortOldest     Action = "sort-oldest"
	actSortSource     Action = "sort-source"
	actSortScore      Action = "sort-score"
	actSortWords      Action = "sort-words"
	actSearchFrom     Action = "search-anywhere"
	actSaveQuery      Action = "save-query"
	actReset          Action = "reset-view"
	actEditQuery      Action = "edit-query"
	actDeleteQuery    Action = "delete-query"

	actExport       Action = "export"
	actExportAgain  Action = "export-again"
	actCopyURL      Action = "copy-url"
	actCopyCitation Action = "copy-citation"
	actCopyMarkdown Action = "copy-markdown"
	actCopyQuote    Action = "copy-quote"
	actCopyTitle    Action = "copy-title"
	actCopyID       Action = "copy-id"
	actImport       Action = "import"

	actRefresh       Action = "refresh"
	actRefreshAll    Action = "refresh-all"
	actRefreshBox    Action = "refresh-progress"
	actErrors        Action = "source-errors"
	actHealth        Action = "source-health"
	actRenameSource  Action = "rename-source"
	actPauseSource   Action = "pause-source"
	actMoveSource    Action = "move-source"
	actSourceAddress Action = "source-address"
	actFullText      Action = "source-full-text"
	actRemoveSource  Action = "remove-source"
	actFold          Action = "fold"
	actStarters      Action = "starter-sources"

	actUndo     Action = "undo"
	actRedo     Action = "redo"
	actPalette  Action = "palette"
	actHelp     Action = "help"
	actSidebar  Action = "sidebar"
	actLanguage Action = "language"
	actColours  Action = "colours"
	actMouse    Action = "mouse"
	actClose    Action = "close"
	actQuit     Action = "quit"
	actSuspend  Action = "suspend"
	actRedraw   Action = "redraw"
)

// pane is where a key is pressed. Reading with a search on is a place of its
// own, since n and N then go from match to match; every other key there means
// what it means in the reader.
type pane uint8

const (
	paneList pane = iota
	paneReader
	paneSidebar
	paneFind
)

// in is a set of panes.
type in uint8

const (
	inList       in = 1 << paneList
	inReader     in = 1 << paneReader
	inSidebar    in = 1 << paneSidebar
	inFind       in = 1 << paneFind
	inArticle       = inList | inReader
	inEverywhere    = inList | inReader | inSidebar
)

func (i in) has(p pane) bool { return i&(1<<p) != 0 }

// group gathers actions in help and in the key table.
type group uint8

const (
	groupMove group = iota
	groupGo
	groupRead
	groupTag
	groupState
	groupSelect
	groupFind
	groupTake
	groupSource
	groupProgram
	groups
)

// binding is one row of the key table. A key is named as Bubble Tea names it; a
// sequence of two has a blank between them ("g u"). An action without keys is
// reached through the palette.
type binding struct {
	action Action
	group  group
	in     in
	keys   []string
}

// bindings is the one place where a key is named: the key map, help, footers,
// `veille keys` and the README are made from it. Not to be bound: ctrl+s and
// ctrl+q (flow control), ctrl+h, ctrl+i, ctrl+j, ctrl+m and ctrl+[ (other keys
// in older encodings); nor, as the only key of an action, what needs AltGr on a
// French keyboard: [ ] { } @ # | \ ~ ^.
var bindings = []binding{
	{actDown, groupMove, inEverywhere, []string{"j", "down"}},
	{actUp, groupMove, inEverywhere, []string{"k", "up"}},
	{actTop, groupMove, inEverywhere, []string{"g g", "home"}},
	{actBottom, groupMove, inEverywhere, []string{"G", "end"}},
	{actHalfDown, groupMove, inEverywhere, []string{"ctrl+d"}},
	{actHalfUp, groupMove, inEverywhere, []string{"ctrl+u"}},
	{actPageDown, groupMove, inEverywhere, []string{"ctrl+f", "pgdown"}},
	{actPageUp, groupMove, inEverywhere, []string{"ctrl+b", "pgup"}},
	{actNextUnread, groupMove, inArticle, []string{"n"}},
	{actPrevUnread, groupMove, inArticle, []string{"p"}},
	{actOtherDown, groupMove, inArticle, []string{"J"}},
	{actOtherUp, groupMove, inArticle, []string{"K"}},
	{actNextPane, groupMove, inEverywhere, []string{"tab"}},
	{actPrevPane, groupMove, inEverywhere, []string{"shift+tab"}},
	{actOpen, groupMove, inEverywhere, []string{"enter", "l", "right"}},
	{actBack, groupMove, inEverywhere, []string{"esc", "h", "left"}},
	{actNextEntry, groupMove, inEverywhere, []string{">"}},
	{actPrevEntry, groupMove, inEverywhere, []string{"<"}},

	{actGoUnread, groupGo, inEverywhere, []string{"g u"}},
	{actGoToday, groupGo, inEverywhere, []string{"g t"}},
	{actGoStarred, groupGo, inEverywhere, []string{"g s"}},
	{actGoUntagged, groupGo, inEverywhere, []string{"g n"}},
	{actGoConfirm, groupGo, inEverywhere, []string{"g c"}},
	{actGoAll, groupGo, inEverywhere, []string{"g a"}},
	{actGoSources, groupGo, inEverywhere, []string{"g f"}},
	{actGoTrash, groupGo, inEverywhere, []string{"g D"}},
	{actGoNew, groupGo, inEverywhere, []string{"g w", "g ư"}}, // Telex makes ư of a lone w
	{actGoQuery, groupGo, inEverywhere, []string{"g '", "g q"}},
	{actLinks, groupGo, inArticle, []string{"g l"}},
	{actLog, groupGo, inEverywhere, []string{"g h"}},
	{actRaw, groupGo, inArticle, []string{"g x"}},
	{actStory, groupGo, inArticle, []string{"g d"}},
	{actReport, groupGo, inEverywhere, []string{"g b"}}, // bilan, báo cáo
	{actReview, groupGo, inEverywhere, []string{"g r"}},

	{actReadOn, groupRead, inArticle, []string{"space"}},
	{actPageBack, groupRead, inReader, []string{"b", "shift+space"}},
	{actZoom, groupRead, inEverywhere, []string{"z"}},
	{actBrowse, groupRead, inArticle, []string{"o"}},
	{actVersions, groupRead, inArticle, []string{"="}},
	{actPrevVersion, groupRead, inReader, []string{","}},
	{actNextVersion, groupRead, inReader, []string{";"}},

	{actTag, groupTag, inArticle, []string{"t"}},
	{actRepeatTag, groupTag, inArticle, []string{"."}},
	{actAccept, groupTag, inArticle, []string{"a", "+"}},
	{actDismiss, groupTag, inArticle, []string{"d", "-"}},
	{actWhy, groupTag, inArticle, []string{"w", "ư"}},
	{actCode, groupTag, inArticle, []string{"g k"}},
	{actTheme1, groupTag, inArticle, []string{"1"}},
	{actTheme2, groupTag, inArticle, []string{"2"}},
	{actTheme3, groupTag, inArticle, []string{"3"}},
	{actTheme4, groupTag, inArticle, []string{"4"}},
	{actTheme5, groupTag, inArticle, []string{"5"}},
	{actTheme6, groupTag, inArticle, []string{"6"}},
	{actTheme7, groupTag, inArticle, []string{"7"}},
	{actTheme8, groupTag, inArticle, []string{"8"}},
	{actTheme9, groupTag, inArticle, []string{"9"}},

	{actTrust, groupTag, inEverywhere, nil},
	{actProgress, groupTag, inEverywhere, nil},

	{actThemes, groupTag, inArticle, []string{"T"}},
	{actRules, groupTag, inEverywhere, nil},
	{actAddRule, groupTag, inEverywhere, nil},
	{actJoinStory, groupTag, inArticle, nil},

	{actToggleRead, groupState, inArticle, []string{"m"}},
	{actReadToHere, groupState, inList, []string{"M"}},
	{actReadAll, groupState, inList, []string{"A"}},
	{actStar, groupState, inArticle, []string{"s"}},
	{actDelete, groupState, inArticle, []string{"D", "delete"}},
	{actEmptyTrash, groupState, inEverywhere, nil},
	{actNote, groupState, inArticle, []string{"c"}},
	{actEditNote, groupState, inArticle, []string{"C"}},
	{actHighlight, groupState, inReader, []string{"v"}},
	{actCorrect, groupState, inArticle, []string{"g i"}},

	{actSelect, groupSelect, inList | inSidebar, []string{"x"}},
	{actSelectRange, groupSelect, inList, []string{"v"}},
	{actSelectAll, groupSelect, inList, []string{"V"}},
	{actSelectDown, groupSelect, inList, []string{"shift+down"}},
	{actSelectUp, groupSelect, inList, []string{"shift+up"}},

	{actSearch, groupFind, inList | inSidebar, []string{"/", "ctrl+k"}},
	{actSearchFrom, groupFind, inReader, []string{"ctrl+k"}},
	{actFind, groupFind, inReader, []string{"/"}},
	{actNextMatch, groupFind, inFind, []string{"n"}},
	{actPrevMatch, groupFind, inFind, []string{"N"}},
	{actFilters, groupFind, inArticle, []string{"f"}},
	{actFilterUnread, groupFind, inArticle, []string{"f u"}},
	{actFilterStarred, groupFind, inArticle, []string{"f s"}},
	{actFilterToday, groupFind, inArticle, []string{"f d"}},
	{actFilterWeek, groupFind, inArticle, []string{"f w", "f ư"}},
	{actFilterUntagged, groupFind, inArticle, []string{"f n"}},
	{actFilterNote, groupFind, inArticle, []string{"f c"}},
	{actAllVersions, groupFind, inArticle, []string{"f v"}},
	{actFilterTheme, groupFind, inArticle, []string{"f t"}},
	{actFilterSource, groupFind, inArticle, []string{"f f"}},
	{actFilterLanguage, groupFind, inArticle, []string{"f l"}},
	{actSort, groupFind, inArticle, []string{"S"}},
	{actSortNewest, groupFind, inArticle, []string{"S n"}},
	{actSortOldest, groupFind, inArticle, []string{"S o"}},
	{actSortSource, groupFind, inArticle, []string{"S s"}},
	{actSortScore, groupFind, inArticle, []string{"S b"}},
	{actSortWords, groupFind, inArticle, []string{"S l"}},
	{actReset, groupFind, inEverywhere, []string{"0"}},
	{actSaveQuery, groupFind, inEverywhere, []string{"ctrl+o"}},
	{actEditQuery, groupFind, inSidebar, []string{"e"}},
	{actDeleteQuery, groupFind, inSidebar, []string{"D", "delete"}},

	{actExport, groupTake, inArticle, []string{"e"}},
	{actExportAgain, groupTake, inArticle, []string{"E"}},
	{actCopyURL, groupTake, inArticle, []string{"y u"}},
	{actCopyCitation, groupTake, inArticle, []string{"y c"}},
	{actCopyMarkdown, groupTake, inArticle, []string{"y m"}},
	{actCopyQuote, groupTake, inArticle, []string{"y q"}},
	{actCopyTitle, groupTake, inArticle, []string{"y t"}},
	{actCopyID, groupTake, inArticle, []string{"y i"}},
	{actImport, groupTake, inEverywhere, []string{"i"}},

	{actRefresh, groupSource, inEverywhere, []string{"r"}},
	{actRefreshAll, groupSource, inEverywhere, []string{"R", "f5"}},
	{actRefreshBox, groupSource, inEverywhere, []string{"g R"}},
	{actErrors, groupSource, inEverywhere, []string{"g e"}},
	{actHealth, groupSource, inSidebar, []string{"w", "ư"}},
	{actRenameSource, groupSource, inSidebar, nil}, // "e" renames too, where it edits queries
	{actPauseSource, groupSource, inSidebar, []string{"P"}},
	{actMoveSource, groupSource, inSidebar, []string{"m"}},
	{actSourceAddress, groupSource, inSidebar, []string{"a"}},
	{actFullText, groupSource, inSidebar, []string{"T"}},
	{actRemoveSource, groupSource, inSidebar, nil}, // "D" removes too, where it deletes queries
	{actFold, groupSource, inSidebar, []string{"space"}},
	{actStarters, groupSource, inEverywhere, nil},

	{actUndo, groupProgram, inEverywhere, []string{"u"}},
	{actRedo, groupProgram, inEverywhere, []string{"U", "ctrl+r"}},
	{actPalette, groupProgram, inEverywhere, []string{":", "ctrl+p"}},
	{actHelp, groupProgram, inEverywhere, []string{"?", "f1"}},
	{actSidebar, groupProgram, inEverywhere, []string{"B"}},
	{actLanguage, groupProgram, inEverywhere, []string{"L"}},
	{actColours, groupProgram, inEverywhere, nil},
	{actMouse, groupProgram, inEverywhere, nil},
	{actClose, groupProgram, inEverywhere, []string{"q"}},
	{actQuit, groupProgram, inEverywhere, []string{"Q", "ctrl+c"}},
	{actSuspend, groupProgram, inEverywhere, []string{"ctrl+z"}},
	{actRedraw, groupProgram, inEverywhere, []string{"ctrl+l"}},
}

// azerty holds what the digit row of a French keyboard types without shift.
var azerty = map[Action]string{
	actTheme1: "&", actTheme2: "é", actTheme3: `"`, actTheme4: "'", actTheme5: "(",
	actTheme6: "-", actTheme7: "è", actTheme8: "_", actTheme9: "ç",
}

// notAzerty holds the keys that are off on a French keyboard, where they type a
// digit or stand beside one.
var notAzerty = map[Action][]string{actAccept: {"+"}, actDismiss: {"-"}}

// themeActions are the digits in order.
var themeActions = [9]Action{
	actTheme1, actTheme2, actTheme3, actTheme4, actTheme5, actTheme6, actTheme7, actTheme8, actTheme9,
}

// menu reports whether an action opens a box whose rows are chosen by the second
// key of a sequence.
func (a Action) menu() bool { return a == actFilters || a == actSort }

// pin returns the digit of a theme action, 0 for any other action.
func (a Action) pin() int {
	for i, t := range themeActions {
		if a == t {
			return i + 1
		}
	}
	return 0
}
