package ui

import (
	"fmt"
	"strconv"
)

// french is the interface in French. Blanks before : ; ? ! and inside « » are
// the no-break ones that French typography asks for.
var french = Words{
	Lang: "fr", Name: "Français",

	followWords: frenchFollow,
	careWords:   frenchCare,
	exportWords: frenchExport,
	reviewWords: frenchReview,
	themeWords:  frenchThemes,

	Actions: frenchActions, Short: frenchShort,
	Groups: map[group]string{
		groupMove: "Se déplacer", groupGo: "Aller à", groupRead: "Lire", groupTag: "Thèmes", groupState: "État",
		groupSelect: "Sélectionner", groupFind: "Chercher", groupTake: "Exporter, importer", groupSource: "Sources", groupProgram: "Programme",
	},

	KeyNames: map[string]string{"space": "espace", "enter": "entrée", "tab": "tab", "esc": "échap", "backspace": "retour arr.", "delete": "suppr", "insert": "inser",
		"home": "début", "end": "fin", "pgup": "pg↑", "pgdown": "pg↓", "shift": "maj", "up": "↑", "down": "↓", "left": "←", "right": "→"},
	KeyColumn: "Touche", DoesColumn: "Effet", WhereColumn: "Où", NameColumn: "Nom dans [keys]",

	Number:   func(n int) string { return grouped(n, "\u202f") },
	Weekdays: [7]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
	Months: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
		"déc."},
	DayLong: func(weekday, month string, day, _, year int) string {
		nth := strconv.Itoa(day)
		if day == 1 {
			nth = "1er"
		}
		return fmt.Sprintf("%s %s %s %d", weekday, nth, month, year)
	},
	MonthLong: func(month string, _, year int) string { return fmt.Sprintf("%s %d", month, year) },
	UpdatedOn: func(date string) string { return "mis à jour " + date },
	Articles:  func(n int) string { return frCount(n, "article", "articles") },
	WordCount: func(n int) string { return frCount(n, "mot", "mots") },
	Minutes:   func(n int) string { return strconv.Itoa(n) + " min" },
	Kilobytes: func(n int64) string { return fmt.Sprintf("%d ko", (n+999)/1000) },

	Views: "Vues", Themes: "Thèmes", Sources: "Sources", Languages: "Langues",
	ViewAll: "Tous les articles", ViewUnread: "Non lus", ViewToday: "Aujourd’hui",
	ViewStarred: "Favoris", ViewUntagged: "Sans thème", ViewTrash: "Corbeille",
	ViewSample: "Exemples", NoSource: "sans source", NoLanguage: "sans langue",
	List: "Liste", Reader: "Lecture", Sidebar: "Panneau",
	NewestFirst: "récents d’abord", OldestFirst: "anciens d’abord",
	OrderBySource: "par source", OrderByScore: "pertinents d’abord", OrderByWords: "longs d’abord",
	More:    func(n int) string { return "+ " + frCount(n, "autre", "autres") },
	NewRows: func(n int) string { return frCount(n, "nouveau", "nouveaux") + " ↑" },
	Selected: func(n, of int) string {
		return frCount(n, "sélectionné", "sélectionnés") + " sur " + grouped(of, "\u202f")
	},
	SelectAllHint: func(n int) string { return "les " + grouped(n, "\u202f") },
	ClearHint:     "désélectionner", RangeHint: "sélection d’une plage\u00a0: avancez, puis agissez",
	Loading: "chargement…", Rendering: "ouverture…",
	TooSmall: func(needW, needH, w, h int) string {
		return fmt.Sprintf("il faut %dx%d, ici %dx%d", needW, needH, w, h)
	},
	NotAskedYet: func(key string) string { return key + " demande leurs articles à vos sources" },
	NoArticles:  "Pas encore d’article", NoArticlesHint: func(key string) string { return key + " ajoute une source, des pages enregistrées, un dossier" },
	NothingMatches: "Aucun article ne correspond", NothingMatchesHint: func(key string) string { return key + " montre de nouveau tous les articles" },
	TrashIsEmpty: "La corbeille est vide", NothingOpen: "Aucun article ouvert", ArticleGone: "Cet article n’existe plus",

	LinksHeading: "Liens", RelatedHeading: "À lire aussi", TeasersHeading: "Également sur la page",
	EnclosuresHeading: "Fichiers",
	NoTitle:           "sans titre", Contents: "Sommaire", SearchFooter: "tab compléter · entrée garder · ctrl+o nommer · échap",
	TitleFromSlug: "titre tiré de l’adresse", TitleFromSentence: "titre tiré de la première phrase",

	NoDayShort: "sans date",
	NoDate:     "sans date", UnknownSource: "source inconnue",
	Repaired: func(n int) string { return frCount(n, "mot collé séparé", "mots collés séparés") },
	Cut: func(kb int) string {
		return fmt.Sprintf("Seuls les %d premiers ko sont affichés\u202f; l’export contient tout le texte.", kb)
	},
	RawTitle: "Tel que reçu", CleanTitle: "Nettoyé",
	RawKind:   func(name, kind, size string) string { return joinDots(name, kind, size) },
	RawBinary: "(pas du texte)",
	By: map[string]string{"user": "à la main", "rule": "par règle", "suggestion": "proposé", "import": "importé",
		"sync": "synchronisé"},

	Searching:    "recherche en cours…",
	SearchPrompt: "Rechercher", FindPrompt: "Chercher dans l’article",
	SearchHint:     "«\u00a0viet nam\u00a0» trouve Việt Nam\u00a0; «\u00a0Việt\u00a0», Việt seulement.",
	FindHint:       "sans accents, on trouve aussi les mots accentués",
	SearchResult:   func(n int) string { return frCount(n, "article", "articles") },
	NoMatchFor:     func(what string) string { return "rien trouvé pour " + what },
	FoundInArticle: func(i, n int) string { return fmt.Sprintf("occurrence %d/%d", i, n) },
	SearchSome:     func(n int) string { return "plus de " + grouped(n, "\u202f") + " articles…" },
	SearchFields:   "Compléter", SearchValues: "Valeurs", SearchHistory: "Historique", Decimal: ",",
	MatchCount:   func(n int) string { return frCount(n, "occurrence", "occurrences") },
	EndOfMatches: "repris à l’autre bout",
	UnknownTheme: func(name, near string) string {
		return orAsk("pas de thème "+name, ", vouliez-vous dire %s\u00a0?", near)
	},
	UnknownQuery: func(name, near string) string {
		return orAsk("aucune requête "+name, "\u00a0; vouliez-vous dire %s\u00a0?", near)
	},
	NoneNow:      "Aucun pour l’instant.",
	WidenWith:    func(n int, condition string) string { return grouped(n, "\u202f") + " avec " + condition },
	WidenWithout: func(n int, condition string) string { return grouped(n, "\u202f") + " sans " + condition },
	WidenTo:      func(condition string) string { return "élargir à " + condition },
	WidenDrop:    func(condition string) string { return "laisser tomber " + condition },
	SaveAsWatch:  "enregistrer et surveiller",
	SaveTitle:    "Enregistrer une requête", SaveFooter: "tab suivant · entrée enregistrer · échap annuler",
	SaveName: "Nom", SaveQuery: "Requête", SaveKey: "Touche", SaveWatch: "Surveiller",
	SaveKeyHint: func(prefix string) string { return "une lettre ou un chiffre, à taper après " + prefix },
	SaveBadKey:  "une seule lettre ou un seul chiffre", SaveNoQuery: "une requête demande quelque chose",
	SaveWatchHint: "annoncer les nouveaux articles dans la barre", SaveNoName: "il faut un nom à la requête",
	SaveLoop:     "la requête revient à elle-même",
	SaveReplaces: func(name string) string { return "remplace la requête " + name },
	SaveTakesKey: func(name string) string { return "touche de " + name + ", qui la perd" },
	MeansAll:     "tous les articles",
	MeansTrashed: "dans la corbeille",

	UndoHint: "%s annule",
	Tagged: func(n int, slugs string) string {
		return fmt.Sprintf("%s\u00a0: thème %s ajouté", frCount(n, "article", "articles"), slugs)
	},
	Untagged: func(n int, slugs string) string {
		return fmt.Sprintf("%s\u00a0: thème %s retiré", frCount(n, "article", "articles"), slugs)
	},
	TagsChanged: func(n int, added, removed string) string {
		return fmt.Sprintf("%s\u00a0: ajouté %s, retiré %s", frCount(n, "article", "articles"), added, removed)
	},
	MarkedRead:    func(n int) string { return frCount(n, "article marqué lu", "articles marqués lus") },
	MarkedUnread:  func(n int) string { return frCount(n, "article marqué non lu", "articles marqués non lus") },
	StarredDone:   func(n int) string { return frCount(n, "article mis en favori", "articles mis en favoris") },
	UnstarredDone: func(n int) string { return frCount(n, "favori retiré", "favoris retirés") },
	TrashedDone:   func(n int) string { return frCount(n, "article mis à la corbeille", "articles mis à la corbeille") },
	RestoredDone:  func(n int) string { return frCount(n, "article restauré", "articles restaurés") },
	CorrectedDone: "Article corrigé",
	ThemeChanged:  func(slug string) string { return "Thème " + slug + " enregistré" },
	ThemeDropped:  func(slug string) string { return "Thème " + slug + " supprimé" },
	ThemesMerged:  func(from, to string) string { return fmt.Sprintf("Thème %s fusionné avec %s", from, to) },
	Undid:         func(what string) string { return "Annulé (" + what + ")" },
	Redid:         func(what string) string { return "Rétabli (" + what + ")" },
	NothingToUndo: "Rien à annuler", NothingToRedo: "Rien à rétablir", NothingChanged: "Rien à changer",
	Copied:  func(what string) string { return "Envoyé au presse-papiers\u00a0: " + what },
	CopyURL: "adresse", CopyCitation: "référence", CopyMarkdown: "Markdown",
	CopyQuote: "citation", CopyTitle: "titre", CopyID: "identifiant",
	NoAddress: "Cet article n’a pas d’adresse", NoArticle: "Pas d’article ici",
	NothingToRepeat: "Aucune attribution à répéter",
	NoTheme:         func(digit int) string { return fmt.Sprintf("Aucun thème n’est épinglé au %d", digit) },
	NoMoreUnread:    "Plus d’article non lu après celui-ci",
	GoesOnIn: func(key string, n int, where string) string {
		return key + " passe à «\u00a0" + where + "\u00a0» (" + grouped(n, "\u202f") + ")"
	},
	Opened: func(host string) string { return host + " ouvert dans le navigateur" },
	ImportDone: func(added, known, failed int) string {
		s := frCount(added, "article importé", "articles importés")
		if known > 0 {
			s += ", " + frCount(known, "déjà connu", "déjà connus")
		}
		if failed > 0 {
			s += ", " + frCount(failed, "fichier non lu", "fichiers non lus")
		}
		return s
	},
	ImportLeft: func(what string) string { return "laissés de côté\u00a0: " + what },
	LeftOut: map[string]func(n int) string{
		"hidden":  func(n int) string { return frCount(n, "fichier caché", "fichiers cachés") },
		"unknown": func(n int) string { return frCount(n, "fichier", "fichiers") + " d’un type non lu" },
		"links":   func(n int) string { return frCount(n, "lien", "liens") },
		"lists": func(n int) string {
			return frCount(n, "liste de sources", "listes de sources") + ", suivie si on la nomme"
		},
		"address": func(n int) string { return grouped(n, "\u202f") + " sans adresse web" },
		"empty":   func(n int) string { return frCount(n, "vide", "vides") },
		"deleted": func(n int) string { return frCount(n, "supprimé", "supprimés") + " là-bas" },
		"other":   func(n int) string { return grouped(n, "\u202f") + " sans article" },
	},
	ImportRunning: func(done int) string { return "Importation\u00a0: " + frCount(done, "article", "articles") },
	NoExportYet:   "Aucun export à répéter",
	TrashEmptied:  func(n int) string { return frCount(n, "article détruit", "articles détruits") },
	MouseOn:       "Souris active\u202f; maj sélectionne le texte", MouseOff: "Souris inactive",
	ColoursNow: func(name string) string { return "Couleurs\u00a0: " + name },
	ColourNames: map[string]string{"auto": "selon le terminal", "light": "claires", "dark": "sombres",
		"contrast": "contraste élevé", "none": "aucune"},
	NothingNew: "Rien de nouveau", NoLinksHere: "Aucun lien dans cet article",
	NoMatchYet: "Aucune recherche dans cet article",
	NotHere:    "ne fait rien ici",
	UnknownKey: func(key, help string) string {
		return "La touche " + key + " est sans effet dans ce volet — " + help + " montre les touches"
	},
	CounterHint: "Les chiffres attribuent des thèmes\u00a0; 5j n’avance que d’une ligne.",

	Close: "fermer", Cancel: "abandonner", Yes: "Oui", No: "Non",
	Confirm: "Confirmer\u202f?", NoUndo: "Impossible à annuler.",
	EscKey: "échap",

	TagTitle:   func(n int) string { return "Thèmes de " + frCount(n, "article", "articles") },
	TagMatched: func(n, of int) string { return fmt.Sprintf("%d sur %d", n, of) },
	TagLegend:  "[x] tous l’ont   [~] certains   [ ] aucun", TagMatchedOn: "Cherché dans slug, libellé et alias en fr, en, vi.",
	TagRecent: "Récents", TagCreate: func(label string) string { return "Créer le thème «\u00a0" + label + "\u00a0»" },
	TagSome: func(n, of int) string { return fmt.Sprintf("%d sur %d", n, of) },
	TagNone: "aucun thème ne correspond", TagBadName: "le nom d’un thème contient une lettre",
	TagWait:        "lecture des thèmes…",
	TagFilterTitle: "Montrer un thème", SourceFilterTitle: "Montrer une source", LanguageFilterTitle: "Montrer une langue",
	FilterNone: "tout", FilterFooter: "entrée montrer · échap fermer",
	LanguageNames: map[string]string{"en": "anglais", "fr": "français", "vi": "vietnamien", "de": "allemand", "es": "espagnol",
		"it": "italien", "pt": "portugais", "ru": "russe", "zh": "chinois", "ja": "japonais", "ko": "coréen", "th": "thaï",
		"lo": "lao", "km": "khmer", "id": "indonésien", "ar": "arabe", "my": "birman", "ms": "malais", "nl": "néerlandais"},
	TagFooter:       "espace cocher · entrée appliquer · échap fermer",
	TagTypingFooter: "tab cocher · ↑↓ espace cocher · entrée appliquer",
	PaletteTitle:    "Commandes", PaletteFooter: "entrée lancer · tab compléter · échap fermer",
	PaletteHint: "Toutes les actions, en français, anglais et vietnamien.",
	PaletteRuns: "Ou une requête\u00a0: tag:asean l’ouvre.", PaletteNothing: "rien de tel\u202f; entrée lance la recherche",
	PaletteQuery: "Rechercher", PaletteTheme: "thème", PaletteSource: "source",
	HelpTitle:  func(pane string) string { return "Touches · " + pane },
	HelpFilter: "/ filtrer", HelpFooter: "j k défiler · / filtrer · échap fermer", HelpNothing: "aucune touche ne correspond",
	ThemeDigits: "thèmes épinglés", Elsewhere: "autres volets",
	HelpReasons:  "Entre crochets, une touche inactive\u202f; la raison est à côté.",
	HelpMarkdown: "veille keys --markdown imprime ce tableau.",
	CorrectTitle: "Corriger cet article", CorrectFooter: "tab suivant · entrée enregistrer · échap fermer",
	FieldTitle: "Titre", FieldDate: "Date", FieldSource: "Source", FieldURL: "Adresse", FieldLang: "Langue",
	FieldRepairs: "Réparations", FieldDateHint: "2020, 2020-07, 2020-07-03, 2020-07-03 08:14",
	FieldLangHint: "un code\u00a0: fr, en, vi…",
	BadDate:       "date non valable\u00a0: écrivez 2020-07-03, 2020-07 ou 2020",
	BadURL:        "adresse non valable\u00a0: elle commence par https:// ou http://",
	BadLang:       "code de langue non valable\u00a0: deux ou trois lettres", EmptyTitle: "un titre ne peut être vide",
	UnrepairHint: func(n int) string { return "retirer " + frCount(n, "blanc ajouté", "blancs ajoutés") },
	LinksTitle:   "Liens", LinksFooter: "entrée ouvrir · y copier · échap fermer",

	LogTitle: "Modifications", LogFooter: "u annuler · U rétablir · échap fermer", LogUndone: "annulé",
	LogEmpty:    "Rien n’a encore été modifié.",
	ImportTitle: "Ajouter, importer", ImportHint: "Une adresse (flux, site, OPML)\u00a0; une page enregistrée, un dossier",
	ImportFooter: "tab compléter · entrée importer · échap fermer", ImportWait: "lecture du dossier…",

	LanguageTitle: "Langue", LanguageFooter: "entrée choisir · échap fermer",
	EmptyTrashQuestion: func(n int) string {
		return "Détruire " + frCount(n, "article", "articles") + " de la corbeille\u202f?"
	},

	WelcomeTitle: "Bienvenue dans veille", WelcomeLead: "Revue de presse. Rien ne sort d’ici, sauf les requêtes à vos sources.",
	WelcomeLook: "Découvrir", WelcomeImport: "Importer",
	WelcomeLookWhat: func(n int) string {
		return some(n, frCount(n, "dépêche d’exemple", "dépêches d’exemple"), "dépêches d’exemple") + " en fr, en, vi (sans réseau)"
	},
	WelcomeImportWhat: "pages (.html .mhtml .txt .md), OPML, dossier",
	WelcomeLanguage:   "Langue", WelcomeKeyboard: "Clavier", WelcomeColours: "Couleurs", WelcomeStored: "Fichier",
	WelcomeAzerty: "AZERTY\u00a0: & é \" ' ( attribuent aussi les thèmes",
	WelcomeQwerty: "les chiffres 1 à 9 attribuent les thèmes épinglés",
	WelcomeFooter: "entrée commencer · ? touches · q quitter",

	WhyNoArticle: "pas d’article ici",
	WhyNoLinks:   "aucun lien dans cet article", WhyNoAddress: "l’article n’a pas d’adresse",
	WhyNoFind:   "rien n’a été cherché",
	WhyNoRepeat: "rien n’a encore été attribué", WhyNoPin: "aucun thème n’a ce chiffre", WhyNoExport: "rien n’a encore été exporté",

	Failed:       func(what, cause string) string { return "Impossible " + what + "\u00a0: " + cause },
	ErrNotFound:  "n’existe plus — 0 montre ce qu’il y a",
	ErrAmbiguous: "le nom convient à plusieurs — précisez-le", ErrExists: "existe déjà — choisissez un autre nom",
	ErrInvalid:  "non valable — corrigez ce qui est signalé",
	ErrBusy:     "un autre programme tient le fichier — réessayez dans un instant",
	ErrDamaged:  "le fichier est endommagé — quittez veille et lancez\u00a0: veille check",
	ErrForeign:  "ce n’est pas un fichier de veille — relancez avec un autre --db",
	ErrNewer:    "fichier d’une version plus récente — installez-la",
	ErrReadOnly: "le fichier est en lecture seule — changez ses droits", ErrTooLarge: "trop grand — divisez-le",
	ErrNothing: "il n’y a rien à annuler ni à rétablir", ErrNoArticle: "aucun texte d’article sur cette page — collez-le en .txt",
	ErrUnreadable: "veille ne sait pas lire cette page — enregistrez-la en .html ou .txt",
	ErrNoFile:     "fichier introuvable — vérifiez le chemin",
	ErrPermission: "accès refusé — changez les droits ou choisissez un autre endroit",
	ErrNoSpace:    "le disque est plein — libérez de la place et réessayez", ErrTimeout: "trop long — réessayez",
	ErrNoBrowser: "aucun navigateur trouvé — définissez BROWSER, ou copiez l’adresse par y u",
	Colon:        "\u00a0: ", ErrNotFolder: "un élément du chemin est un fichier — choisissez un dossier",
	ErrLongName: "nom trop long — choisissez-en un plus court",
	ErrIsFolder: "c’est un dossier — nommez un fichier dedans", ErrUnknown: "veille --debug FICHIER en dit plus",
	Doing: map[string]string{"source": "modifier la source", "refresh": "actualiser", "follow": "suivre la source",
		"find": "de rechercher", "tag": "d’attribuer le thème", "flag": "de changer l’état",
		"note": "de garder la note", "correct": "de corriger l’article", "undo": "d’annuler", "redo": "de rétablir", "export": "d’exporter",
		"import": "d’importer", "browse": "d’ouvrir le navigateur", "open": "d’ouvrir le fichier", "read": "de lire l’article",
		"save": "d’enregistrer la session", "delete": "de vider la corbeille", "log": "de lire les modifications",
		"list": "de lire la liste", "query": "d’enregistrer la requête", "story": "de modifier l’histoire", "rule": "d’enregistrer la règle", "theme": "de modifier le thème", "report": "de compter les articles"},

	SavedQueries: "Requêtes", InView: "dans la vue",
	News: func(name string, n int) string {
		return name + "\u00a0: " + frCount(n, "nouveau", "nouveaux")
	},
	QueryKept:    func(name string) string { return "Requête " + name + " enregistrée" },
	QueryDeleted: func(name string) string { return "Requête " + name + " supprimée" },
	QueriesTitle: "Ouvrir une requête enregistrée", QueriesFooter: "lettre ou entrée ouvrir · échap fermer",
	EditQueryTitle: "Modifier une requête enregistrée", DropQueryTitle: "Supprimer une requête enregistrée",
	NoQueries: "aucune requête enregistrée", PaletteSaved: "requête",
	FiltersTitle: "Filtres", FiltersFooter: "lettre basculer · espace basculer, rester · échap fermer",
	FilterWeek: "7 derniers jours", FilterNote: "Avec une note",
	FilterPicker: func(what string) string { return what + "…" },
	SortTitle:    "Ordre", SortFooter: "lettre ou entrée choisir · échap fermer",
	Narrow: "restreindre",
	Waiting: func(pid int, command string, seconds int) string {
		who := "d’un autre processus"
		if pid > 0 {
			who = "du processus " + strconv.Itoa(pid)
		}
		return fmt.Sprintf("en attente %s (%s)", who, commas(command, strconv.Itoa(seconds)+" s"))
	},
}

// frCount is a number with its noun; in French 0 and 1 are singular.
func frCount(n int, one, many string) string {
	if n == 0 || n == 1 {
		return strconv.Itoa(n) + " " + one
	}
	return grouped(n, "\u202f") + " " + many
}
