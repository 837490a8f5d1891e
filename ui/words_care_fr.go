package ui

import "fmt"

var frenchCare = careWords{
	WhyNoStory: "aucune autre version n’en est connue", WhyNoJoin: "sélectionnez d’abord deux articles ou plus", WhyLinked: "dans une autre langue\u00a0: lié, non groupé",
	VersionsLeft:   func(n int) string { return frCount(n, "autre version inchangée", "autres versions inchangées") },
	VersionsAll:    func(key string) string { return key + " pour toutes" },
	NoMoreVersions: "Pas d’autre version",
	VersionAt:      func(i, n int) string { return fmt.Sprintf("Version %d sur %d", i, n) },
	VersionsFolded: "Une ligne par histoire", VersionsShown: "Chaque version sur sa ligne", AllVersionsFilter: "Toutes les versions",
	StoryTitle: func(n int) string {
		return some(n, frCount(n, "version", "versions")+" d’une même histoire", "Versions d’une même histoire")
	},
	StoryRead: "lire", StoryCompare: "comparer", StoryLeave: "sortir du groupe", StoryMark: "tout marquer lu", StoryShow: "celle-ci dans les listes",
	StoryTag:    func(n int) string { return fmt.Sprintf("étiqueter les %d", n) },
	StoryLinked: "Dans une autre langue",
	ColumnWhen:  "date", ColumnSource: "src", ColumnLang: "lang", ColumnWords: "mots", ColumnSame: "égal", ColumnAll: "tous",
	ColumnWeeks: "par semaine", ColumnKept: "gardés",
	ByHand: "main", OnlyIn: func(code string) string { return "Seul " + code }, GroupedBecause: "Groupées",
	SameShare:     func(s string) string { return s + " du même texte" },
	JoinedByHand:  func(n int) string { return frCount(n, "version réunie", "versions réunies") + " à la main" },
	TooManyToJoin: func(n int) string { return fmt.Sprintf("On réunit au plus %d articles à la fois", n) },
	CompareTitle:  "Deux versions comparées", CompareFooter: "n suivante · p précédente · j k défiler · échap fermer",
	SaidElsewhere: "l’autre le dit à un autre endroit",
	StoryJoined:   func(n int) string { return frCount(n, "article réuni", "articles réunis") + " en une histoire" },
	StoryLeft:     func(n int) string { return frCount(n, "article sorti", "articles sortis") + " de l’histoire" },

	NoteTitle: "Note de cet article", NoteFooter: "entrée garder · alt+entrée nouvelle ligne · échap fermer", NoteLeave: "Quitter sans garder la note ?", NoteLeaveNote: "Ce que vous avez écrit sera perdu.", NoteHead: "Note",
	HighlightHead: "Passage surligné", HighlightLost: "Passage surligné absent du texte actuel", HighlightNote: "Note de ce passage", HighlightTag: "Thème de ce passage",
	PassageFooter:   "entrée surligner · j k plus, moins · n p autre phrase · c note · t thème · y citer · échap fermer",
	HighlightFooter: "entrée garder · j k plus, moins · n p autre phrase · c note · t thème · d retirer · y citer · échap fermer",
	Passage:         func(n int) string { return frCount(n, "phrase", "phrases") }, WhyNoSentence: "l’article n’a pas de phrase", WhyNoHighlight: "rien n’est surligné ici",
	NoteKept: "Note gardée", NoteGone: "Note retirée", HighlightKept: "Surlignage gardé", HighlightGone: "Surlignage retiré",

	ReportTitle: "Bilan", ReportNone: "Aucun article de ces semaines n’a de thème.", ReportPairs: "Ensemble",
	ReportFooter: "entrée articles · tab vue ou tout · w sem. · échap fermer", ReportFooterAll: "entrée ses articles · w semaines · échap fermer",
	ReportSince: func(weeks int, day string) string { return frCount(weeks, "semaine", "semaines") + " depuis le " + day },

	ThemesTitle:  func(n int) string { return frCount(n, "thème", "thèmes") },
	ThemesFooter: "entrée ses articles · u annuler · échap fermer",
	CareAdd:      "ajouter", CareRename: "renommer", CareEdit: "modifier", CareWords: "mots", CarePin: "chiffre", CareMerge: "fusionner", CareSplit: "scinder",
	CareMove: "déplacer", CareDelete: "supprimer", CareArchive: "archiver", CareUnarchive: "désarchiver",
	CareArchiveAll: func(n int) string { return "archiver les " + grouped(n, "\u202f") },
	NoThemesYet:    "Pas encore de thème\u00a0: a en ajoute un", OnlyTheme: "il n’y a pas d’autre thème", ThemeIsEmpty: "il n’a pas d’article", IsArchived: "archivé",
	NoWordsYet: "pas encore de mots\u00a0: w pour en écrire", SuggestedUsually: "proposé dès le score habituel",
	SuggestedFrom: func(s string) string { return "proposé dès " + s },
	TrustedFrom:   func(s string) string { return "posé d’office dès " + s },
	KeptDropped: func(kept, dropped int) string {
		return frCount(kept, "gardé", "gardés") + ", " + frCount(dropped, "écarté", "écartés")
	},
	PendingCount: func(n int) string { return frCount(n, "à confirmer", "à confirmer") },
	ThemeExists: func(name string) string {
		return "Il y a déjà un thème «\u00a0" + name + "\u00a0»\u202f; m les fusionne"
	},
	AddThemeTitle: "Nouveau thème", AddThemeHint: "Une / le met sous un autre thème\u00a0: santé/dispensaires.",
	RenameThemeTitle: func(name string) string { return "Renommer «\u00a0" + name + "\u00a0»" }, EditThemeTitle: func(name string) string { return "Thème «\u00a0" + name + "\u00a0»" },
	RenameThemeHint: "L’identifiant suit\u202f; l’ancien le trouve encore.",
	PinTitle:        func(name string) string { return "Chiffre de «\u00a0" + name + "\u00a0»" }, MoveThemeTitle: func(name string) string { return "Déplacer «\u00a0" + name + "\u00a0» sous" },
	PinFree: "libre", PinNone: "aucun chiffre", TopLevel: "aucun autre thème",
	MergeTitle: func(name string, n int) string {
		return "Fusionner «\u00a0" + name + "\u00a0» (" + frCount(n, "article", "articles") + ") avec"
	},
	SplitTitle: func(name string, n int) string {
		return "Scinder «\u00a0" + name + "\u00a0» (" + frCount(n, "article", "articles") + ")"
	},
	DropThemeQuestion: func(name string, n int) string {
		return "Supprimer «\u00a0" + name + "\u00a0» et l’ôter de " + frCount(n, "article", "articles") + "\u202f?"
	},
	DropThemeNote: "Les articles restent. Cela peut être annulé.",
	ThemeShort:    "Code court", ThemeIPTC: "Sujet IPTC", ThemeThreshold: "Proposer dès", ThemeTrust: "Poser dès", ThemeArchived: "Archivé",
	ThemePin: "Chiffre", ThemeColour: "Couleur", ThemeAliasHint: "autres noms pour le trouver, séparés par «\u00a0;\u00a0»",
	ThemeThresholdHint: "score de 0 à 1\u202f; vide\u00a0: l’habituel", ThemeTrustHint: "score dès lequel il est posé d’office\u202f; vide\u00a0: jamais",
	ThemeShortBad: "deux à quatre lettres ou chiffres", ThemeShareBad: "un nombre de 0 à 1, ou rien", ThemeIPTCBad: "huit chiffres, ou rien",
	ThemeLabel:   func(lang string) string { return "Nom, " + lang },
	ThemeAliases: func(lang string) string { return "Aussi, " + lang },
	WordsTitle:   func(name string) string { return "Mots de «\u00a0" + name + "\u00a0»" },
	WordsFooter:  "ctrl+o garder · échap renoncer",
	WordsTerms:   "Un terme par ligne\u202f; * à la fin vaut toute fin de mot.", WordsTiers: "sure\u00a0: un seul suffit · strong\u00a0: en général le sujet · weak\u00a0: s’ajoute", WordsNot: "not\u00a0: locutions qui annulent les mots qu’elles couvrent",
	WordsLeave: "Quitter sans garder les changements\u202f?", WordsLeaveNote: "Les listes restent comme elles étaient.",
	WordsBad: func(line int) string {
		return fmt.Sprintf("La ligne %d n’est pas un titre tel que [fr sure], ou précède le premier", line)
	},
	SplitName: "Nouveau thème", SplitNameHint: "à côté de celui-ci\u202f; une / le met sous un autre", SplitQueryHint: "lesquels de ses articles y vont",
	SplitNothing: "elle ne trouve aucun article du thème",
	SplitCount: func(n, of int) string {
		return fmt.Sprintf("%s sur %s pour le nouveau thème", grouped(n, "\u202f"), frCount(of, "article", "articles"))
	},
	ThemeSplit: func(n int, from, into string) string {
		return fmt.Sprintf("%s de %s à %s", frCount(n, "article déplacé", "articles déplacés"), from, into)
	},

	RulesTitle: "Règles", RulesFooter: "entrée ses articles · u annuler · échap fermer", NoRulesYet: "Pas encore de règle\u00a0: a en fait une de la vue présente",
	RuleAdd: "ajouter", RulePause: "suspendre", RuleResume: "reprendre", RuleTest: "essayer", RuleApply: "appliquer", RuleRemove: "retirer",
	RemoveRuleTitle: func(name string) string { return "Retirer la règle «\u00a0" + name + "\u00a0»" },
	RemoveRuleOnly:  "la règle seule\u202f; ses thèmes restent posés", RemoveRuleMarks: "la règle et les thèmes qu’elle a posés",
	AddRuleTitle: "Nouvelle règle", EditRuleTitle: "Règle", RuleTags: "Thèmes", RuleTagsHint: "par l’un de leurs noms, séparés par «\u00a0;\u00a0»",
	RuleReads: "marquer lu", RuleStars: "favori", RuleHides: "cacher", RuleHideHint: "hors des listes\u202f; rien n’est supprimé, is:hidden le trouve",
	RuleApplyNow: "dès à présent", RuleNoQuery: "il faut une requête\u00a0: tous les articles, ce serait trop", RuleNoName: "une règle demande un nom",
	RuleDoesNothing: "elle ne fait rien encore",
	RuleWould: func(changed, found int) string {
		return fmt.Sprintf("Trouve %s ici\u202f; en changerait %s", frCount(found, "article", "articles"), grouped(changed, "\u202f"))
	},
	RuleBroken:  func(why string) string { return "Elle ne fait pas tout ce qu’elle dit\u00a0: " + why },
	RuleKept:    func(name string) string { return "Règle " + name + " gardée" },
	RuleRemoved: func(name string) string { return "Règle " + name + " retirée" },
	RuleApplied: func(n int, name string) string {
		return "Règle " + name + " appliquée à " + frCount(n, "article", "articles")
	},
	HiddenDone:   func(n int) string { return frCount(n, "article caché", "articles cachés") },
	UnhiddenDone: func(n int) string { return frCount(n, "article montré", "articles montrés") + " à nouveau" },
}
