package query

// phrasing holds the words of one language for Explain.
type phrasing struct {
	name     int // position in languages
	or       string
	negation string
	quotes   [2]string
	inTitle  string
	itself   string
	nouns    map[string]string
	anyOf    map[string]string
	none     map[string]string
	states   map[string]string
	days     map[string]string
	units    map[string][2]string // one, many
	lasts    map[string][2]string // one, many
	since    string
	before   string
	after    string
	until    string
	between  string
	older    string
	ago      string
}

var phrasings = map[string]phrasing{
	"en": {
		name: 0, or: "or", negation: "not", quotes: [2]string{"“", "”"},
		inTitle: "%s in the title", itself: "%s itself",
		nouns: map[string]string{fieldTag: "theme", fieldSource: "source"},
		anyOf: map[string]string{fieldTag: "any theme", fieldSource: "any source", fieldLang: "any language"},
		none:  map[string]string{fieldTag: "no theme", fieldSource: "no source", fieldLang: "no language"},
		states: map[string]string{"unread": "unread", "read": "read", "starred": "starred", "trashed": "in the trash",
			"sample": "sample", "untagged": "without theme", "note": "with a note", "selected": "selected", "updated": "updated",
			"fulltext": "with full text"},
		days: map[string]string{"today": "today", "yesterday": "yesterday", "before": "the day before yesterday",
			"week": "this week", "month": "this month", "year": "this year", "0": "Sunday", "1": "Monday", "2": "Tuesday",
			"3": "Wednesday", "4": "Thursday", "5": "Friday", "6": "Saturday"},
		units: map[string][2]string{"h": {"hour", "hours"}, "d": {"day", "days"}, "w": {"week", "weeks"},
			"m": {"month", "months"}, "y": {"year", "years"}},
		lasts: map[string][2]string{"h": {"last hour", "last %d hours"}, "d": {"last day", "last %d days"},
			"w": {"last week", "last %d weeks"}, "m": {"last month", "last %d months"}, "y": {"last year", "last %d years"}},
		since: "since %s", before: "before %s", after: "after %s", until: "until %s",
		between: "from %s to %s", older: "more than %s ago", ago: "%s ago",
	},
	"fr": {
		name: 1, or: "ou", negation: "sauf", quotes: [2]string{"« ", " »"},
		inTitle: "%s dans le titre", itself: "%s seul",
		nouns: map[string]string{fieldTag: "thème", fieldSource: "source"},
		anyOf: map[string]string{fieldTag: "tout thème", fieldSource: "toute source", fieldLang: "toute langue"},
		none:  map[string]string{fieldTag: "sans thème", fieldSource: "sans source", fieldLang: "sans langue"},
		states: map[string]string{"unread": "non lus", "read": "lus", "starred": "favoris", "trashed": "à la corbeille",
			"sample": "exemples", "untagged": "sans thème", "note": "avec note", "selected": "sélectionnés", "updated": "mis à jour",
			"fulltext": "avec texte intégral"},
		days: map[string]string{"today": "aujourd’hui", "yesterday": "hier", "before": "avant-hier",
			"week": "cette semaine", "month": "ce mois-ci", "year": "cette année", "0": "dimanche", "1": "lundi", "2": "mardi",
			"3": "mercredi", "4": "jeudi", "5": "vendredi", "6": "samedi"},
		units: map[string][2]string{"h": {"heure", "heures"}, "d": {"jour", "jours"}, "w": {"semaine", "semaines"},
			"m": {"mois", "mois"}, "y": {"an", "ans"}},
		lasts: map[string][2]string{"h": {"dernière heure", "%d dernières heures"}, "d": {"dernier jour", "%d derniers jours"},
			"w": {"dernière semaine", "%d dernières semaines"}, "m": {"dernier mois", "%d derniers mois"},
			"y": {"dernière année", "%d dernières années"}},
		since: "depuis %s", before: "avant %s", after: "après %s", until: "jusqu’à %s",
		between: "de %s à %s", older: "il y a plus de %s", ago: "il y a %s",
	},
	"vi": {
		name: 2, or: "hoặc", negation: "trừ", quotes: [2]string{"“", "”"},
		inTitle: "%s trong tiêu đề", itself: "riêng %s",
		nouns: map[string]string{fieldTag: "chủ đề", fieldSource: "nguồn"},
		anyOf: map[string]string{fieldTag: "có chủ đề", fieldSource: "có nguồn", fieldLang: "có ngôn ngữ"},
		none:  map[string]string{fieldTag: "chưa có chủ đề", fieldSource: "không rõ nguồn", fieldLang: "không rõ ngôn ngữ"},
		states: map[string]string{"unread": "chưa đọc", "read": "đã đọc", "starred": "có sao", "trashed": "trong thùng rác",
			"sample": "bài mẫu", "untagged": "chưa có chủ đề", "note": "có ghi chú", "selected": "đã chọn", "updated": "đã cập nhật",
			"fulltext": "có toàn văn"},
		days: map[string]string{"today": "hôm nay", "yesterday": "hôm qua", "before": "hôm kia",
			"week": "tuần này", "month": "tháng này", "year": "năm nay", "0": "Chủ nhật", "1": "thứ Hai", "2": "thứ Ba",
			"3": "thứ Tư", "4": "thứ Năm", "5": "thứ Sáu", "6": "thứ Bảy"},
		units: map[string][2]string{"h": {"giờ", "giờ"}, "d": {"ngày", "ngày"}, "w": {"tuần", "tuần"},
			"m": {"tháng", "tháng"}, "y": {"năm", "năm"}},
		lasts: map[string][2]string{"h": {"1 giờ qua", "%d giờ qua"}, "d": {"1 ngày qua", "%d ngày qua"},
			"w": {"1 tuần qua", "%d tuần qua"}, "m": {"1 tháng qua", "%d tháng qua"}, "y": {"1 năm qua", "%d năm qua"}},
		since: "từ %s", before: "trước %s", after: "sau %s", until: "đến hết %s",
		between: "từ %s đến %s", older: "hơn %s trước", ago: "%s trước",
	},
}
