package ui

import (
	"fmt"
	"strconv"

	"veille/feed"
)

var frenchFollow = followWords{
	AgeMinutes: func(n int) string { return strconv.Itoa(n) + " min" },
	AgeHours:   func(n int) string { return strconv.Itoa(n) + " h" },
	AgeDays:    func(n int) string { return strconv.Itoa(n) + " j" },
	ForSoLong:  func(age string) string { return "depuis " + age },

	NoSourcesYet: func(key string) string { return "Pas encore de source\u00a0: " + key + " en ajoute une" }, NoFolderHere: "Aucun dossier ici", NoFolder: "sans dossier",
	AllLanguages: "toutes les langues", WhyNoSource: "aucune source ici", OneSourceOnly: "Une seule source à la fois pour cela",
	NotFollowed: func(name string) string {
		return name + " n’est pas suivie\u00a0: connue par des pages enregistrées"
	},
	SourceCount:   func(n int) string { return frCount(n, "source", "sources") },
	SourcesPicked: func(n int) string { return frCount(n, "source sélectionnée", "sources sélectionnées") },
	AskFooter:     "entrée garder · échap annuler", CanUndo: "Cela peut s’annuler.",
	RenameTitle: "Renommer la source", RenameHint: "Votre nom reste, quoi que dise le flux\u00a0; vide\u00a0: le nom du flux.", NameMissing: "il faut un nom à la source",
	AddressTitle: func(name string) string { return "Adresse de " + name },
	AddressHint:  "Où le flux sera demandé désormais. Articles, thèmes et nom restent.",
	MoveTitle:    func(name string) string { return "Dossier pour " + name },
	NewFolder:    func(name string) string { return "Nouveau dossier «\u00a0" + name + "\u00a0»" },
	FolderHint:   "Tapez pour chercher ou créer\u00a0; / met un dossier dans un autre.",

	FullTextTitle: "Texte intégral depuis la page", FullTextShort: "quand le flux n’a que le début", FullTextNever: "jamais", FullTextAlways: "toujours",
	LeaveQuestion: func(name string) string { return "Ne plus suivre " + name + "\u00a0?" },
	LeaveNote: func(gone, stay int) string {
		s := frCount(gone, "article va", "articles vont") + " à la corbeille"
		return some(stay, s+"\u00a0; "+frCount(stay, "reste", "restent")+" (thème, favori ou note).", s+".")
	},
	NowFollowing:  func(name string) string { return "Suivi\u00a0: " + name },
	SourceChanged: func(name string) string { return "Modifié\u00a0: " + name }, NoLongerFollowing: func(name string) string { return "N’est plus suivi\u00a0: " + name },
	EditPaused: "En pause", EditResumed: "Reprise", EditNoFolder: "Sortie de son dossier", EditAddress: "Adresse modifiée", EditFullText: "Texte intégral",
	EditFolder: func(s string) string { return "Déplacée dans le dossier " + s }, EditName: func(s string) string { return "Renommée en " + s },

	Offline:      "hors ligne",
	SourceErrors: func(n int) string { return frCount(n, "erreur", "erreurs") },
	RefreshTitle: func(done, of int) string {
		return fmt.Sprintf("Actualisation %d sur %s", done, frCount(of, "source", "sources"))
	},
	RefreshEnded: func(done, of int) string {
		return fmt.Sprintf("Dernière actualisation\u00a0: %d sur %s", done, frCount(of, "source", "sources"))
	},
	RefreshDone: func(fresh, from int) string {
		if fresh == 0 {
			return "Rien de nouveau"
		}
		return frCount(fresh, "nouveau", "nouveaux") + " de " + frCount(from, "source", "sources")
	},
	RefreshFresh:   func(n int) string { return frCount(n, "nouveau", "nouveaux") },
	RefreshUpdated: func(n int) string { return frCount(n, "mis à jour", "mis à jour") },
	RefreshFailed:  func(n int) string { return frCount(n, "échec", "échecs") },
	RefreshWaiting: func(n int) string { return frCount(n, "source en attente", "sources en attente") },
	RefreshStopped: func(done, of, fresh int) string {
		return fmt.Sprintf("Arrêt après %d sur %s\u00a0; gardés\u00a0: %s", done, frCount(of, "source", "sources"), frCount(fresh, "nouveau", "nouveaux"))
	},
	RefreshPortal: func(host string) string {
		return "Le réseau veut une connexion\u00a0: " + host + " a répondu à la place"
	},
	RefreshOffline: "Hors ligne\u00a0: aucun serveur joignable", RefreshNext: "Viendra après l’actualisation en cours",
	RefreshElsewhere: "Un autre veille actualise en ce moment\u00a0; ses nouveautés arriveront",
	RefreshPaused:    "Pas demandée\u00a0: elle est en pause",
	RefreshKeep:      "Lisez toujours\u00a0: les nouveautés restent en haut, rien ne bouge.",
	RefreshBarred:    func(until string) string { return "Le serveur prie d’attendre jusqu’à " + until + "." },
	RefreshNotDue:    func(key string) string { return "Rien n’est dû\u00a0; " + key + " demande une source tout de suite" },
	RefreshAsks:      func(key string) string { return key + " les interroge" },
	NothingRefreshed: func(key string) string { return "Rien d’actualisé\u00a0; " + key + " demande tout ce qui est dû" },
	EnterMore:        "entrée détails", NothingRunning: "rien d’actualisé", Hide: "cacher", CancelShort: "arrêter", Unchanged: "rien n’a changé",
	PhaseAsking: "demande", PhaseReading: "lecture",
	PhaseFetching: func(done, of int) string { return fmt.Sprintf("texte intégral %d sur %d", done, of) },

	Troubles: map[feed.Trouble]string{
		feed.TroubleOffline: "pas de réseau", feed.TroubleHost: "hôte inconnu", feed.TroubleConnect: "pas de réponse",
		feed.TroubleTimeout: "trop lent", feed.TroubleTLS: "certificat invalide", feed.TroubleGone: "supprimé",
		feed.TroubleMissing: "introuvable", feed.TroubleDenied: "accès refusé", feed.TroubleBusy: "serveur occupé",
		feed.TroubleServer: "erreur du serveur", feed.TroubleRedirect: "redirection folle", feed.TroublePrivate: "réseau privé",
		feed.TroubleTooLarge: "trop gros", feed.TroubleNotFeed: "pas un flux", feed.TroubleUnreadable: "illisible",
		feed.TroubleKeep: "non enregistré",
	},
	Remedies: map[feed.Trouble]string{
		feed.TroubleOffline:    "cet ordinateur n’a pas de réseau. Connectez-vous et réessayez.",
		feed.TroubleHost:       "le site a changé de nom, ou l’adresse est fautive. Cherchez sur le site, ou corrigez-la.",
		feed.TroubleConnect:    "le serveur est en panne, ou un pare-feu bloque. Il y aura un nouvel essai.",
		feed.TroubleTimeout:    "le serveur est surchargé. Il y aura un nouvel essai.",
		feed.TroubleTLS:        "certificat périmé, ou un réseau s’interpose. Ouvrez le site dans un navigateur.",
		feed.TroubleGone:       "le site a fermé ce flux. Cherchez-en un autre, ou retirez la source\u00a0: ses articles peuvent rester.",
		feed.TroubleMissing:    "le site a déplacé son flux. Cherchez la nouvelle adresse sur le site.",
		feed.TroubleDenied:     "il faut un mot de passe, ou le site refuse veille. Cherchez un autre flux, ou donnez-en un.",
		feed.TroubleBusy:       "trop d’appels à la fois. Nouvel essai quand le serveur le permet.",
		feed.TroubleServer:     "une faute du site. Nouvel essai prévu\u00a0; si elle dure, avertissez-le.",
		feed.TroubleRedirect:   "l’adresse tourne en rond ou mène où il ne faut pas. Cherchez un nouveau flux sur le site.",
		feed.TroublePrivate:    "elle mène dans un réseau privé. Seule une adresse tapée par vous le peut\u00a0: changez-la.",
		feed.TroubleTooLarge:   "le flux dépasse ce qui se lit. Cherchez-en un plus petit sur le site.",
		feed.TroubleNotFeed:    "une page est venue\u00a0: le flux a bougé, ou le réseau d’un hôtel veut une connexion.",
		feed.TroubleUnreadable: "le flux est cassé, sans article lisible. Avertissez le site\u00a0; nouvel essai prévu.",
		feed.TroubleKeep:       "notre fichier n’a pu le prendre. Voyez l’espace libre, puis\u00a0: veille check",
	},
	TroubleFrom: func(trouble, address string) string { return trouble + "\u00a0: " + address },
	FailsSince: func(when, age string, times int) string {
		return fmt.Sprintf("Depuis %s (%s), %s.", when, age, frCount(times, "essai", "essais"))
	},
	CouldNotRead: func(s string) string { return s + "\u00a0: lecture impossible" },
	LastGood:     func(s string) string { return "Dernière lecture réussie\u00a0: " + s + "." },
	NextTry:      func(s string) string { return "Prochain essai\u00a0: " + s + "." },
	SourceFails:  func(trouble string) string { return "source\u00a0: " + trouble },
	NeverGood:    "Elle n’a encore jamais répondu.", NeverAsked: "Elle n’a pas encore été demandée.", IsPaused: "En pause\u00a0: personne ne la demande.",
	AllKept: func(n int) string {
		return some(n, frCount(n, "article est gardé.", "articles sont gardés."), "Pas encore d’article.")
	},
	CutFeed: func(n int) string {
		return "Flux coupé\u00a0: " + frCount(n, "élément laissé", "éléments laissés") + "."
	},
	OthersFine: func(n int) string { return frCount(n, "autre source a répondu.", "autres sources ont répondu.") },
	Likely:     "Sans doute", Report: "rapport",
	Answers: "Elle répond.", FolderLabel: "Dossier", WayAsk: "la demander tout de suite", UnreadCount: func(n int) string { return frCount(n, "non lu", "non lus") },
	WaySearch: "chercher un nouveau flux sur le site", WayRetry: "réessayer tout de suite", WayPause: "mettre en pause",
	WayResume: "reprendre cette source", WayAddress: "changer l’adresse", WayCopy: "copier ce rapport",
	AllAnswer: "toutes les sources répondent", ErrorsFooter: "entrée détails · échap fermer",
	ErrorsTitle: func(n int) string { return frCount(n, "source illisible", "sources illisibles") },

	NoFeedThere: "Aucun flux trouvé à cet endroit.", NoFeedHint: "Le site l’annonce peut-être ailleurs\u00a0: donnez l’adresse vous-même.",
	NoFeedFooter: "entrée changer l’adresse · échap retour", MoveFaultFooter: "entrée réessayer · 4 changer l’adresse · échap retour", KnownFooter: "entrée ses articles · échap retour",
	LookTitle: "Ajouter", LookFooter: "entrée suivre · échap retour", LookFaultFooter: "entrée réessayer · échap retour",
	KeepFooter: "entrée garder · échap retour", ChoiceFooter: "x choisir · a tout · entrée suivre · échap retour", MoveFooter: "x choisir · entrée changer · échap retour",
	Asking:         func(host string) string { return "Demande à " + host + "…" },
	NothingKeptYet: "Rien n’est gardé avant que vous l’ayez vu.", FollowedAlready: "déjà suivie",
	OfferPage: "Une page, à garder comme article", OfferPageHint: "Le site n’offre pas de flux ici.",
	OfferChoice:  func(n int) string { return frCount(n, "flux", "flux") + " sur ce site" },
	OfferList:    func(n int) string { return "Une liste de " + frCount(n, "source", "sources") },
	NewFeedOf:    func(name string) string { return "Un nouveau flux pour " + name },
	ChosenOf:     func(n, of int) string { return fmt.Sprintf("choix\u00a0: %d sur %d", n, of) },
	RefusedCount: func(n int) string { return frCount(n, "entrée refusée", "entrées refusées") },
	ChooseSome:   "Rien n’est choisi\u00a0: x choisit", ChooseOne: "x en choisit un", NothingToFollow: "rien à suivre ici",
	SameAddress: "C’est déjà son adresse", PageKept: "Page gardée comme article",
	AddHint:       "Entrée demande cette adresse\u00a0; vous voyez d’abord ce qu’elle apporte.",
	StarterHint:   func(key string) string { return key + " sources pour commencer, par région" },
	StartersTitle: "Sources pour commencer", StartersFooter: "x choisir · l langue · entrée suivre · échap fermer",
	Regions:           map[string]string{"Viet Nam": "Viêt Nam", "ASEAN": "ASEAN", "Asia and Pacific": "Asie et Pacifique", "United Nations": "Nations unies", "World": "Monde"},
	StarterUnverified: "? jamais demandée\u00a0: adresse non vérifiée avant sa première réponse.", NoStarters: "aucune liste de sources",
	StarterNothingFetched: "Entrée les suit, sans rien demander encore.",
	WelcomeAdd:            "Ajouter", WelcomeAddWhat: "collez l’adresse d’un site ou d’un flux",
	WelcomeStarters: "Pour démarrer", WelcomeStartersWhat: "sources par région et langue, lues à la demande",

	VersionsTitle: "Ce qui a changé", VersionsFooter: ", avant · ; après · j k défiler · échap fermer",
	VersionOf:      func(i, n int, when string) string { return fmt.Sprintf("Changement %d sur %d, %s", i, n, when) },
	SameParagraphs: func(n int) string { return frCount(n, "alinéa inchangé", "alinéas inchangés") },
	SameText:       "Aucun mot du texte ne diffère.", NoVersions: "Sa source n’a pas changé cet article",
	ChangedAt:   func(when string) string { return "mis à jour " + when },
	ShowsChange: func(key string) string { return key + " montre ce qui a changé" },
	AlsoIn:      "aussi dans\u00a0:", Megabyte: "Mo",

	WidenOnly: func(n int, condition string) string { return grouped(n, "\u202f") + " avec " + condition + " seul" },
	WidenJust: func(condition string) string { return condition + " seul" },
}
