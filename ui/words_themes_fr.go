package ui

import "fmt"

var frenchThemes = themeWords{
	ViewConfirm: "À confirmer", Suggested: "Suggéré",
	WhyNoSuggestion: "rien n’est suggéré ici", NoEvidence: "Aucun mot du texte n’en parle : c’est votre classement",
	Accepted: func(n int, slugs string) string {
		return slugs + " : accepté sur " + frCount(n, "article", "articles")
	},
	Dismissed: func(n int, slugs string) string {
		return slugs + " : écarté sur " + frCount(n, "article", "articles")
	},
	AcceptTitle: func(n int) string { return "Accepter sur " + frCount(n, "article", "articles") },
	DismissTitle: func(n int) string {
		return "Écarter sur " + frCount(n, "article", "articles")
	},
	AllSuggested: "tous", AnswerFooter: "entrée choisir · échap annuler",
	OnArticles:        func(n int) string { return "sur " + grouped(n, "\u202f") },
	SuggestedForThese: "Suggéré pour ceux-ci",
	EvidenceAt:        func(i, n int) string { return fmt.Sprintf("indice %d/%d", i, n) },
	EvidenceNext:      "indice suivant", ConfirmGroup: "tout le groupe",
	WhyTitle: func(theme, score string) string { return "Pourquoi " + theme + " " + score },
	WhyHere:  "Indices dans cet article", WhyChoose: "choisir", WhyJumps: "le montrer",
	WhyInTitle: "titre", WhyInLead: "chapô", WhyList: "Lexique", WhyAgainst: "Contre",
	WhyVersion:   func(version int) string { return fmt.Sprintf("v%d", version) },
	WhyThreshold: "Seuil", WhyRecord: "Vos réponses",
	WhyKept: func(kept, dropped int) string {
		return fmt.Sprintf("%s, %s", frCount(kept, "gardé", "gardés"), frCount(dropped, "écarté", "écartés"))
	},
	WhyLearned:     "Appris",
	WhyLearnedFrom: func(n int) string { return "de " + frCount(n, "article classé", "articles classés") },
	WhyPoints:      "Points", WhyPointsOf: func(points, needed string) string { return points + "\u202f; " + needed + " suffisent" },
	WhyNone: "rien", WhyOwnTagging: "votre classement",
	WhyStores: func(version, places int) string {
		return fmt.Sprintf("Accepter garde : suggestion, date, lexique v%d, %s.", version, frCount(places, "passage", "passages"))
	},
	WhyFooter: "tab autre thème · échap fermer", WhyMarked: "est sur l’article",
	WhyTrusts: func(score string) string { return "attribué seul dès " + score },
	ConfirmAll: func(key string, n int) string {
		return key + " accepte " + some(n-1, "les "+grouped(n, "\u202f"), "l’article")
	},
	ConfirmEmpty: "Il ne reste rien à confirmer", ConfirmEmptyTip: "Ce qui est suggéré pour les articles à venir se range ici",
	CodingAt: func(i, n, tagged int) string {
		return fmt.Sprintf("Codage %s sur %s · %s", grouped(i, "\u202f"), grouped(n, "\u202f"), frCount(tagged, "classé", "classés"))
	},
	CodingEnded: func(seen, tagged int) string {
		return "Codage terminé : " + frCount(seen, "article vu", "articles vus") + ", " + frCount(tagged, "classé", "classés")
	},
	CodingNone: "Chaque article a un thème", CodingHint: "chiffres : classer et avancer, . répéter, espace lire, n passer, esc finir",
	TrustTitle: "Se fier aux suggestions d’un thème", TrustHint: "Un thème et le score dès lequel attribuer, comme santé 0.9 ; ou off.",
	TrustBad:     "Écrivez un thème et un score de 0 à 1, ou off",
	TrustNoTheme: func(name string) string { return "Aucun thème ne s’appelle " + name },
	TrustQuestion: func(theme, score string) string {
		return "Attribuer " + theme + " sans demander dès " + score + " ?"
	},
	TrustNote: func(n int) string {
		return some(n, frCount(n, "suggestion est attribuée", "suggestions sont attribuées")+", la suite à son arrivée. Annulable.",
			"Rien en attente d’aussi sûr ; la suite sera attribuée. Annulable.")
	},
	TrustOffQuestion: func(theme string) string { return "Ne plus attribuer " + theme + " sans demander ?" },
	TrustOffNote:     "Ce qui est attribué reste ; la suite est de nouveau suggérée. Annulable.", TrustCommand: "Se fier à",
	TrustSame: func(theme string) string { return "Rien à changer pour " + theme },
	CatchingUp: func(done, of int) string {
		return fmt.Sprintf("suggestions %s sur %s", grouped(done, "\u202f"), grouped(of, "\u202f"))
	},
	CaughtUp: "Les suggestions sont à jour", SurestFirst: "les plus sûrs d’abord",
}
