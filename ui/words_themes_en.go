package ui

import "fmt"

var englishThemes = themeWords{
	ViewConfirm: "To confirm", Suggested: "Suggested",
	WhyNoSuggestion: "nothing is suggested here", NoEvidence: "No word of the text speaks for it: your tagging does",
	Accepted: func(n int, slugs string) string {
		return "Accepted " + slugs + " on " + enCount(n, "article", "articles")
	},
	Dismissed: func(n int, slugs string) string {
		return "Dismissed " + slugs + " on " + enCount(n, "article", "articles")
	},
	AcceptTitle: func(n int) string { return "Accept on " + enCount(n, "article", "articles") },
	DismissTitle: func(n int) string {
		return "Dismiss on " + enCount(n, "article", "articles")
	},
	AllSuggested: "all of them", AnswerFooter: "enter choose · esc cancel",
	OnArticles:        func(n int) string { return "on " + grouped(n, ",") },
	SuggestedForThese: "Suggested for these",
	EvidenceAt:        func(i, n int) string { return fmt.Sprintf("evidence %d/%d", i, n) },
	EvidenceNext:      "next evidence", ConfirmGroup: "whole group",
	WhyTitle: func(theme, score string) string { return "Why " + theme + " " + score },
	WhyHere:  "Evidence in this article", WhyChoose: "choose", WhyJumps: "show it",
	WhyInTitle: "title", WhyInLead: "lead", WhyList: "Word list", WhyAgainst: "Against",
	WhyVersion:   func(version int) string { return fmt.Sprintf("v%d", version) },
	WhyThreshold: "Threshold", WhyRecord: "Your record",
	WhyKept: func(kept, dropped int) string {
		return fmt.Sprintf("%s kept, %s dropped", grouped(kept, ","), grouped(dropped, ","))
	},
	WhyLearned:     "Learned",
	WhyLearnedFrom: func(n int) string { return "from " + enCount(n, "article", "articles") + " of yours" },
	WhyPoints:      "Points", WhyPointsOf: func(points, needed string) string { return points + ", " + needed + " suffice" },
	WhyNone: "none", WhyOwnTagging: "your tagging",
	WhyStores: func(version, places int) string {
		return fmt.Sprintf("Accepting stores: suggestion, date, word list v%d, %s.", version, enCount(places, "place", "places"))
	},
	WhyFooter: "tab next theme · esc close", WhyMarked: "is on the article",
	WhyTrusts:    func(score string) string { return "marks by itself from " + score + " on" },
	ConfirmAll:   func(key string, n int) string { return key + " accepts all " + grouped(n, ",") },
	ConfirmEmpty: "Nothing is left to confirm", ConfirmEmptyTip: "What is suggested for articles that come is gathered here",
	CodingAt: func(i, n, tagged int) string {
		return fmt.Sprintf("Coding %s of %s · %s tagged", grouped(i, ","), grouped(n, ","), grouped(tagged, ","))
	},
	CodingEnded: func(seen, tagged int) string {
		return fmt.Sprintf("Coding ended: %s seen, %s tagged", enCount(seen, "article", "articles"), grouped(tagged, ","))
	},
	CodingNone: "Every article has a theme", CodingHint: "digits tag and go on, . repeats, space reads on, n skips, esc ends",
	TrustTitle: "Trust a theme’s suggestions", TrustHint: "A theme and the score to mark it from, such as health 0.9; or off.",
	TrustBad:      "Write a theme and a score from 0 to 1, or off",
	TrustNoTheme:  func(name string) string { return "No theme is called " + name },
	TrustQuestion: func(theme, score string) string { return "Mark " + theme + " by itself from " + score + " on?" },
	TrustNote: func(n int) string {
		return some(n, enCount(n, "suggestion becomes a mark", "suggestions become marks")+", later ones as they come. It can be undone.",
			"Nothing pending is as sure; later ones become marks. It can be undone.")
	},
	TrustOffQuestion: func(theme string) string { return "Mark " + theme + " by itself no more?" },
	TrustOffNote:     "Marks stay; what comes is suggested again. It can be undone.", TrustCommand: "Trust",
	TrustSame: func(theme string) string { return "Nothing to change for " + theme },
	CatchingUp: func(done, of int) string {
		return fmt.Sprintf("suggestions %s of %s", grouped(done, ","), grouped(of, ","))
	},
	CaughtUp: "Suggestions are up to date", SurestFirst: "surest first",
}
