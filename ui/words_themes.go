package ui

// themeWords are the words about suggestions: what is offered, why, and how one
// answers.
type themeWords struct {
	ViewConfirm, Suggested        string
	WhyNoSuggestion, NoEvidence   string
	Accepted, Dismissed           func(n int, slugs string) string
	AcceptTitle, DismissTitle     func(n int) string
	AllSuggested, AnswerFooter    string
	OnArticles                    func(n int) string
	SuggestedForThese             string
	EvidenceAt                    func(i, n int) string
	EvidenceNext                  string
	ConfirmGroup                  string // accepts all of a group
	WhyTitle                      func(theme, score string) string
	WhyHere, WhyChoose, WhyJumps  string
	WhyInTitle, WhyInLead         string
	WhyList, WhyAgainst           string
	WhyVersion                    func(version int) string
	WhyThreshold, WhyRecord       string
	WhyKept                       func(kept, dropped int) string
	WhyLearned                    string
	WhyLearnedFrom                func(n int) string
	WhyPoints                     string
	WhyPointsOf                   func(points, needed string) string
	WhyNone, WhyOwnTagging        string
	WhyStores                     func(version, places int) string
	WhyFooter, WhyMarked          string
	WhyTrusts                     func(score string) string
	ConfirmAll                    func(key string, n int) string
	ConfirmEmpty, ConfirmEmptyTip string
	CodingAt                      func(i, n, tagged int) string
	CodingEnded                   func(seen, tagged int) string
	CodingNone, CodingHint        string
	TrustTitle, TrustHint         string
	TrustBad                      string
	TrustNoTheme                  func(name string) string
	TrustQuestion                 func(theme, score string) string
	TrustNote                     func(n int) string
	TrustOffQuestion              func(theme string) string
	TrustOffNote, TrustCommand    string
	TrustSame                     func(theme string) string
	CatchingUp                    func(done, of int) string
	CaughtUp, SurestFirst         string
}
