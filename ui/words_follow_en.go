package ui

import (
	"fmt"
	"strconv"

	"veille/feed"
)

var englishFollow = followWords{
	AgeMinutes: func(n int) string { return strconv.Itoa(n) + " min" },
	AgeHours:   func(n int) string { return strconv.Itoa(n) + " h" },
	AgeDays:    func(n int) string { return strconv.Itoa(n) + " d" },
	ForSoLong:  func(age string) string { return "for " + age },

	NoSourcesYet: func(key string) string { return "No source yet: " + key + " adds one" }, NoFolderHere: "No folder here", NoFolder: "no folder", AllLanguages: "all languages",
	WhyNoSource: "no source here", OneSourceOnly: "That is done for one source at a time",
	NotFollowed:   func(name string) string { return name + " is not followed: it is known from saved pages" },
	SourceCount:   func(n int) string { return enCount(n, "source", "sources") },
	SourcesPicked: func(n int) string { return enCount(n, "source", "sources") + " selected" },
	AskFooter:     "enter keep · esc cancel", CanUndo: "It can be undone.",
	RenameTitle: "Rename source", RenameHint: "Yours stays, whatever the feed calls itself; empty: the feed's name.", NameMissing: "a source needs a name",
	AddressTitle: func(name string) string { return "Address of " + name },
	AddressHint:  "Where the feed is asked for from now on. Articles, tags and name stay.",
	MoveTitle:    func(name string) string { return "Folder for " + name },
	NewFolder:    func(name string) string { return "New folder “" + name + "”" },
	FolderHint:   "Type to find or to make one; a / puts one into another.",

	FullTextTitle: "Full text from the page", FullTextShort: "when the feed has but the beginning", FullTextNever: "never", FullTextAlways: "always",
	LeaveQuestion: func(name string) string { return "Stop following " + name + "?" },
	LeaveNote: func(gone, stay int) string {
		s := enCount(gone, "article goes", "articles go") + " to the trash"
		return some(stay, s+"; "+enCount(stay, "stays,", "stay,")+" tagged, starred or noted.", s+".")
	},
	NowFollowing:  func(name string) string { return "Following " + name },
	SourceChanged: func(name string) string { return "Changed: " + name }, NoLongerFollowing: func(name string) string { return "No longer following " + name },
	EditPaused: "Paused", EditResumed: "Asked again", EditNoFolder: "Taken out of its folder", EditAddress: "Address changed", EditFullText: "Full text",
	EditFolder: func(s string) string { return "Moved to folder " + s }, EditName: func(s string) string { return "Renamed to " + s },

	Offline:      "offline",
	SourceErrors: func(n int) string { return enCount(n, "error", "errors") },
	RefreshTitle: func(done, of int) string {
		return fmt.Sprintf("Refresh %d of %s", done, enCount(of, "source", "sources"))
	},
	RefreshEnded: func(done, of int) string {
		return fmt.Sprintf("Last refresh: %d of %s", done, enCount(of, "source", "sources"))
	},
	RefreshDone: func(fresh, from int) string {
		if fresh == 0 {
			return "Nothing new"
		}
		return fmt.Sprintf("%s new from %s", grouped(fresh, ","), enCount(from, "source", "sources"))
	},
	RefreshFresh:   func(n int) string { return grouped(n, ",") + " new" },
	RefreshUpdated: func(n int) string { return grouped(n, ",") + " updated" },
	RefreshFailed:  func(n int) string { return grouped(n, ",") + " failed" },
	RefreshWaiting: func(n int) string { return enCount(n, "source is", "sources are") + " waiting" },
	RefreshStopped: func(done, of, fresh int) string {
		return fmt.Sprintf("Stopped after %d of %s; %s new are kept", done, enCount(of, "source", "sources"), grouped(fresh, ","))
	},
	RefreshPortal:  func(host string) string { return "The network wants a login: " + host + " answered for all" },
	RefreshOffline: "Offline: no server could be reached", RefreshNext: "Comes after the refresh under way",
	RefreshElsewhere: "Another veille is refreshing just now; its news will come",
	RefreshPaused:    "Not asked: it is paused",
	RefreshKeep:      "Keep reading: new rows wait above, the list never jumps.",
	RefreshBarred:    func(until string) string { return "The server asks not to come before " + until + "." },
	RefreshNotDue:    func(key string) string { return "Nothing is due yet; " + key + " asks one source at once" },
	RefreshAsks:      func(key string) string { return key + " asks them" },
	NothingRefreshed: func(key string) string { return "No refresh yet; " + key + " asks all that are due" },
	EnterMore:        "enter more", NothingRunning: "no refresh yet", Hide: "hide", CancelShort: "cancel", Unchanged: "nothing had changed",
	PhaseAsking: "asking", PhaseReading: "reading",
	PhaseFetching: func(done, of int) string { return fmt.Sprintf("full text %d of %d", done, of) },

	Troubles: map[feed.Trouble]string{
		feed.TroubleOffline: "no network", feed.TroubleHost: "no such host", feed.TroubleConnect: "no answer",
		feed.TroubleTimeout: "too slow", feed.TroubleTLS: "bad certificate", feed.TroubleGone: "gone for good",
		feed.TroubleMissing: "not there", feed.TroubleDenied: "access denied", feed.TroubleBusy: "server busy",
		feed.TroubleServer: "fault of the server", feed.TroubleRedirect: "leads astray", feed.TroublePrivate: "private network",
		feed.TroubleTooLarge: "too large", feed.TroubleNotFeed: "no feed", feed.TroubleUnreadable: "unreadable",
		feed.TroubleKeep: "could not be kept",
	},
	Remedies: map[feed.Trouble]string{
		feed.TroubleOffline:    "this computer has no network. Connect and try again.",
		feed.TroubleHost:       "the site has another name now, or the address is mistyped. Search the site, or correct the address.",
		feed.TroubleConnect:    "the server is down, or a firewall is in the way. It is tried again by itself.",
		feed.TroubleTimeout:    "the server is overloaded. It is tried again by itself.",
		feed.TroubleTLS:        "the site let its certificate run out, or a network on the way meddles. Open the site in a browser.",
		feed.TroubleGone:       "the site has ended this feed. Search the site for another, or remove the source: its articles can stay.",
		feed.TroubleMissing:    "the site moved its feed. Search the site for the new address.",
		feed.TroubleDenied:     "a password is needed, or the site refuses readers. Look for another feed of it, or set a password.",
		feed.TroubleBusy:       "too many readers ask at once. It is tried again when the server allows.",
		feed.TroubleServer:     "a fault on the site. It is tried again by itself; if it lasts, tell its owner.",
		feed.TroubleRedirect:   "the address leads in a circle, or where it must not lead. Search the site for a new feed.",
		feed.TroublePrivate:    "it leads into a private network. Only an address you type yourself may do that: change the address.",
		feed.TroubleTooLarge:   "the feed is larger than any is read. Look for a smaller one of the site.",
		feed.TroubleNotFeed:    "a page came instead of a feed: the feed has moved, or a hotel's network asks you to log in.",
		feed.TroubleUnreadable: "the feed is broken and no article was found in it. Tell the site's owner; it is tried again.",
		feed.TroubleKeep:       "our own file could not take it. Look at the free space; then run: veille check",
	},
	TroubleFrom: func(trouble, address string) string { return trouble + ": " + address },
	FailsSince: func(when, age string, times int) string {
		return fmt.Sprintf("Since %s (%s), %s.", when, age, enCount(times, "try", "tries"))
	},
	CouldNotRead: func(s string) string { return s + " could not be read" },
	LastGood:     func(s string) string { return "Last good fetch: " + s + "." },
	NextTry:      func(s string) string { return "Next try by itself: " + s + "." },
	SourceFails:  func(trouble string) string { return "source: " + trouble },
	NeverGood:    "It never answered yet.", NeverAsked: "It was not asked yet.", IsPaused: "It is paused: nobody asks it.",
	AllKept: func(n int) string {
		return some(n, "All "+enCount(n, "article", "articles")+" are kept.", "No article yet.")
	},
	CutFeed:    func(n int) string { return "The feed was cut: " + enCount(n, "item", "items") + " left out." },
	OthersFine: func(n int) string { return enCount(n, "other source", "other sources") + " answered." },
	Likely:     "Likely", Report: "report",
	Answers: "It answers.", FolderLabel: "Folder", WayAsk: "ask it now", UnreadCount: func(n int) string { return grouped(n, ",") + " unread" },
	WaySearch: "search the home page for a new feed", WayRetry: "try again now", WayPause: "pause this source",
	WayResume: "ask this source again", WayAddress: "change address", WayCopy: "copy this report",
	AllAnswer: "all answer", ErrorsFooter: "enter more · esc close",
	ErrorsTitle: func(n int) string { return enCount(n, "source", "sources") + " could not be read" },

	NoFeedThere: "No feed was found there.", NoFeedHint: "The site may name its feed elsewhere: give the address by hand.",
	NoFeedFooter: "enter change address · esc back", MoveFaultFooter: "enter try again · 4 change address · esc back", KnownFooter: "enter its articles · esc back",
	LookTitle: "Add", LookFooter: "enter follow · esc back", LookFaultFooter: "enter try again · esc back",
	KeepFooter: "enter keep · esc back", ChoiceFooter: "x toggle · a all · enter follow · esc back", MoveFooter: "x choose · enter change address · esc back",
	Asking:         func(host string) string { return "Asking " + host + " …" },
	NothingKeptYet: "Nothing is kept before you have seen it.", FollowedAlready: "followed already",
	OfferPage: "A page, to keep as an article", OfferPageHint: "The site offers no feed here.",
	OfferChoice: func(n int) string { return enCount(n, "feed", "feeds") + " on this site" },
	OfferList:   func(n int) string { return "A list of " + enCount(n, "source", "sources") },
	NewFeedOf:   func(name string) string { return "A new feed for " + name },
	ChosenOf:    func(n, of int) string { return fmt.Sprintf("%d of %d chosen", n, of) },
	RefusedCount: func(n int) string {
		return enCount(n, "entry is", "entries are") + " refused"
	},
	ChooseSome: "Nothing is chosen: x chooses", ChooseOne: "x chooses one", NothingToFollow: "nothing to follow here",
	SameAddress: "It is the address it has already", PageKept: "Page kept as an article",
	AddHint:       "Enter asks this address; you see what it brings first.",
	StarterHint:   func(key string) string { return key + " sources to begin with, by region" },
	StartersTitle: "Sources to begin with", StartersFooter: "x toggle · l language · enter follow · esc close",
	Regions:           map[string]string{"Viet Nam": "Viet Nam", "ASEAN": "ASEAN", "Asia and Pacific": "Asia and Pacific", "United Nations": "United Nations", "World": "World"},
	StarterUnverified: "? never asked: the address is unverified until it has answered once.", NoStarters: "no such list",
	StarterNothingFetched: "Enter follows them and fetches nothing yet.",
	WelcomeAdd:            "Add a source", WelcomeAddWhat: "paste a site or feed address",
	WelcomeStarters: "Starters", WelcomeStartersWhat: "sources by region and language, fetched when asked",

	VersionsTitle: "What changed", VersionsFooter: ", older · ; newer · j k scroll · esc close",
	VersionOf:      func(i, n int, when string) string { return fmt.Sprintf("Change %d of %d, %s", i, n, when) },
	SameParagraphs: func(n int) string { return enCount(n, "paragraph", "paragraphs") + " unchanged" },
	SameText:       "No word of the text differs.", NoVersions: "Its source has not changed this article",
	ChangedAt:   func(when string) string { return "updated " + when },
	ShowsChange: func(key string) string { return key + " shows what changed" },
	AlsoIn:      "also in:", Megabyte: "MB",

	WidenOnly: func(n int, condition string) string { return grouped(n, ",") + " with " + condition + " only" },
	WidenJust: func(condition string) string { return "only " + condition },
}
