package ui

import "veille/feed"

// followWords are the words about sources and what comes from them.
type followWords struct {
	// Sources in the sidebar.
	AgeMinutes, AgeHours, AgeDays func(n int) string
	ForSoLong                     func(age string) string
	NoSourcesYet                  func(key string) string
	NoFolderHere                  string
	NoFolder, AllLanguages        string
	WhyNoSource, OneSourceOnly    string
	NotFollowed                   func(name string) string
	SourceCount, SourcesPicked    func(n int) string
	AskFooter, CanUndo            string
	RenameTitle, RenameHint       string
	NameMissing                   string
	AddressTitle                  func(name string) string
	AddressHint                   string
	MoveTitle, NewFolder          func(name string) string
	FolderHint                    string
	FullTextTitle, FullTextShort  string
	FullTextNever, FullTextAlways string
	LeaveQuestion                 func(name string) string
	LeaveNote                     func(gone, stay int) string
	NowFollowing, SourceChanged   func(name string) string
	NoLongerFollowing             func(name string) string
	EditPaused, EditResumed       string // what an edit did; a colon and the source come behind
	EditNoFolder, EditAddress     string
	EditFullText                  string
	EditFolder, EditName          func(s string) string

	// Refreshing.
	Offline                       string
	SourceErrors                  func(n int) string
	RefreshTitle, RefreshEnded    func(done, of int) string
	RefreshDone                   func(fresh, from int) string
	RefreshFresh, RefreshUpdated  func(n int) string
	RefreshFailed, RefreshWaiting func(n int) string
	RefreshStopped                func(done, of, fresh int) string
	RefreshOffline, RefreshNext   string
	RefreshElsewhere              string
	RefreshPaused, RefreshKeep    string
	RefreshBarred                 func(until string) string
	RefreshNotDue, RefreshAsks    func(key string) string
	NothingRefreshed              func(key string) string
	EnterMore                     string
	RefreshPortal                 func(host string) string
	NothingRunning                string
	Hide, CancelShort, Unchanged  string
	PhaseAsking, PhaseReading     string
	PhaseFetching                 func(done, of int) string

	// Health.
	Troubles, Remedies              map[feed.Trouble]string
	TroubleFrom                     func(trouble, address string) string
	FailsSince                      func(when, age string, times int) string
	CouldNotRead, LastGood, NextTry func(s string) string
	SourceFails                     func(trouble string) string
	NeverGood, NeverAsked, IsPaused string
	AllKept, CutFeed, OthersFine    func(n int) string
	Likely, Report                  string
	Answers, FolderLabel, WayAsk    string
	UnreadCount                     func(n int) string
	WaySearch, WayRetry, WayPause   string
	WayResume, WayAddress, WayCopy  string
	AllAnswer, ErrorsFooter         string
	ErrorsTitle                     func(n int) string

	// Bringing in.
	LookTitle, LookFooter           string
	LookFaultFooter, ChoiceFooter   string
	MoveFooter, MoveFaultFooter     string
	NoFeedThere, NoFeedHint         string
	NoFeedFooter, KnownFooter       string
	Asking                          func(host string) string
	NothingKeptYet, FollowedAlready string
	OfferPage, OfferPageHint        string
	OfferChoice, OfferList          func(n int) string
	KeepFooter                      string
	NewFeedOf                       func(name string) string
	ChosenOf                        func(n, of int) string
	RefusedCount                    func(n int) string
	ChooseSome, ChooseOne           string
	NothingToFollow, SameAddress    string
	PageKept                        string
	AddHint                         string
	StarterHint                     func(key string) string
	StartersTitle, StartersFooter   string
	StarterUnverified, NoStarters   string
	Regions                         map[string]string // as starters name them; the rest stands as it is
	StarterNothingFetched           string
	WelcomeAdd, WelcomeAddWhat      string
	WelcomeStarters                 string
	WelcomeStartersWhat             string

	// Versions and other places of an article.
	VersionsTitle, VersionsFooter string
	VersionOf                     func(i, n int, when string) string
	SameParagraphs                func(n int) string
	SameText, NoVersions          string
	ChangedAt                     func(when string) string
	ShowsChange                   func(key string) string
	AlsoIn, Megabyte              string

	WidenOnly func(n int, condition string) string
	WidenJust func(condition string) string
}
