package query

import "sync"

// phrasing holds the words of one language for Explain. Keys of values and none
// are a field and its value: "has:note".
type phrasing struct {
	name      int // position in languages
	or        string
	negation  string
	quotes    [2]string
	point     string            // before decimals
	within    map[string]string // by field of words
	near      [2]string         // one, many
	itself    string
	including string // theme, its children
	nouns     map[string]string
	anyOf     map[string]string
	none      map[string]string
	values    map[string]string
	saved     string
	lengths   map[string][2]string // one, many
	compared  map[string]string
	span      string // from, to with its unit
	sorts     map[string]string
	first     [2]string // one, many
	days      map[string]string
	units     map[string][2]string // one, many
	lasts     map[string][2]string // one, many
	between   string
	sides     map[string]string // by sign: before, after … a date
	ages      map[string]string // by sign: more, less … than so long ago; "" exactly
	fetched   string
	// fetchedLast is for one of lasts.
	fetchedLast string
}

// phrasings holds what Explain says by language of the interface; each is made
// when it is first needed.
var phrasings = map[string]func() *phrasing{
	"en": sync.OnceValue(english), "fr": sync.OnceValue(french), "vi": sync.OnceValue(vietnamese),
}

func english() *phrasing {
	return &phrasing{
		name: 0, or: "or", negation: "not", quotes: [2]string{"“", "”"}, point: ".",
		within: map[string]string{fieldTitle: "%s in the title", fieldLead: "%s in the lead", fieldText: "%s in the text",
			fieldCaption: "%s in a caption", fieldNote: "%s in a note", fieldAgency: "agency %s", fieldAuthor: "author %s", fieldPlace: "place %s", fieldURL: "address %s"},
		near: [2]string{"within 1 word", "within %d words"}, itself: "%s itself", including: "%s (with %s)",
		nouns: map[string]string{fieldTag: "theme", fieldSug: "suggestion", fieldSource: "source", fieldID: "article", fieldStory: "story"},
		anyOf: map[string]string{fieldTag: "any theme", fieldSug: "any suggestion", fieldSource: "any source", fieldLang: "any language",
			fieldStory: "in a story"},
		none: map[string]string{"tag:*": "no theme", "sug:*": "no suggestion", "source:*": "no source", "lang:*": "no language",
			"story:*": "in no story", "is:note": "without a note", "is:fulltext": "without full text", "has:note": "without a note",
			"has:suggestion": "without suggestions", "has:story": "in no story", "has:links": "without links", "has:caption": "without captions",
			"has:highlight": "without highlights"},
		values: map[string]string{"is:unread": "unread", "is:read": "read", "is:starred": "starred", "is:trashed": "in the trash", "is:hidden": "hidden",
			"is:sample": "sample", "is:untagged": "without theme", "is:note": "with a note", "is:selected": "selected", "is:updated": "updated",
			"is:fulltext": "with full text", "has:note": "with a note", "has:suggestion": "with suggestions", "has:story": "in a story",
			"has:links": "with links", "has:caption": "with captions", "has:highlight": "with highlights", "by:user": "tagged by hand",
			"by:rule": "tagged by a rule", "by:suggestion": "tagged from a suggestion", "by:import": "tagged by import", "by:sync": "tagged by sync"},
		saved:    "query %s",
		lengths:  map[string][2]string{fieldWords: {"word", "words"}, fieldMin: {"minute to read", "minutes to read"}},
		compared: map[string]string{">": "more than %s", ">=": "at least %s", "<": "less than %s", "<=": "at most %s"}, span: "%s to %s",
		sorts: map[string]string{"date-": "newest first", "date+": "oldest first", "source": "sorted by source", "score": "best matches first",
			"words": "longest first"}, first: [2]string{"the first one", "first %d"},
		days: map[string]string{"today": "today", "yesterday": "yesterday", "before": "the day before yesterday",
			"week": "this week", "month": "this month", "year": "this year", "0": "Sunday", "1": "Monday", "2": "Tuesday",
			"3": "Wednesday", "4": "Thursday", "5": "Friday", "6": "Saturday"},
		units: map[string][2]string{"h": {"1 hour", "%d hours"}, "d": {"1 day", "%d days"}, "w": {"1 week", "%d weeks"},
			"m": {"1 month", "%d months"}, "y": {"1 year", "%d years"}},
		lasts: map[string][2]string{"h": {"last hour", "last %d hours"}, "d": {"last day", "last %d days"},
			"w": {"last week", "last %d weeks"}, "m": {"last month", "last %d months"}, "y": {"last year", "last %d years"}},
		between: "from %s to %s",
		sides:   map[string]string{">=": "since %s", "<": "before %s", ">": "after %s", "<=": "until %s"},
		ages:    map[string]string{"": "%s ago", "<": "more than %s ago", ">": "less than %s ago", "<=": "%s ago or more"},
		fetched: "arrived %s", fetchedLast: "arrived in the %s",
	}
}

func french() *phrasing {
	return &phrasing{
		name: 1, or: "ou", negation: "sauf", quotes: [2]string{"« ", " »"}, point: ",",
		within: map[string]string{fieldTitle: "%s dans le titre", fieldLead: "%s dans le chapô", fieldText: "%s dans le texte",
			fieldCaption: "%s dans une légende", fieldNote: "%s dans une note", fieldAgency: "agence %s", fieldAuthor: "auteur %s", fieldPlace: "lieu %s", fieldURL: "adresse %s"},
		near: [2]string{"à 1 mot près", "à %d mots près"}, itself: "%s seul", including: "%s (avec %s)",
		nouns: map[string]string{fieldTag: "thème", fieldSug: "suggestion", fieldSource: "source", fieldID: "article", fieldStory: "histoire"},
		anyOf: map[string]string{fieldTag: "tout thème", fieldSug: "toute suggestion", fieldSource: "toute source", fieldLang: "toute langue",
			fieldStory: "dans une histoire"},
		none: map[string]string{"tag:*": "sans thème", "sug:*": "sans suggestion", "source:*": "sans source", "lang:*": "sans langue",
			"story:*": "hors de toute histoire", "is:note": "sans note", "is:fulltext": "sans texte intégral", "has:note": "sans note",
			"has:suggestion": "sans suggestion", "has:story": "hors de toute histoire", "has:links": "sans lien", "has:caption": "sans légende",
			"has:highlight": "sans surlignage"},
		values: map[string]string{"is:unread": "non lus", "is:read": "lus", "is:starred": "favoris", "is:trashed": "à la corbeille", "is:hidden": "masqués",
			"is:sample": "exemples", "is:untagged": "sans thème", "is:note": "avec note", "is:selected": "sélectionnés", "is:updated": "mis à jour",
			"is:fulltext": "avec texte intégral", "has:note": "avec note", "has:suggestion": "avec suggestions", "has:story": "dans une histoire",
			"has:links": "avec liens", "has:caption": "avec légendes", "has:highlight": "avec surlignages", "by:user": "classés à la main",
			"by:rule": "classés par une règle", "by:suggestion": "classés sur suggestion", "by:import": "classés à l’import", "by:sync": "classés par synchronisation"},
		saved:    "requête %s",
		lengths:  map[string][2]string{fieldWords: {"mot", "mots"}, fieldMin: {"minute de lecture", "minutes de lecture"}},
		compared: map[string]string{">": "plus de %s", ">=": "au moins %s", "<": "moins de %s", "<=": "au plus %s"}, span: "de %s à %s",
		sorts: map[string]string{"date-": "récents d’abord", "date+": "anciens d’abord", "source": "triés par source", "score": "les plus pertinents d’abord",
			"words": "les plus longs d’abord"}, first: [2]string{"le premier", "les %d premiers"},
		days: map[string]string{"today": "aujourd’hui", "yesterday": "hier", "before": "avant-hier",
			"week": "cette semaine", "month": "ce mois-ci", "year": "cette année", "0": "dimanche", "1": "lundi", "2": "mardi",
			"3": "mercredi", "4": "jeudi", "5": "vendredi", "6": "samedi"},
		units: map[string][2]string{"h": {"1 heure", "%d heures"}, "d": {"1 jour", "%d jours"}, "w": {"1 semaine", "%d semaines"},
			"m": {"1 mois", "%d mois"}, "y": {"1 an", "%d ans"}},
		lasts: map[string][2]string{"h": {"dernière heure", "%d dernières heures"}, "d": {"dernier jour", "%d derniers jours"},
			"w": {"dernière semaine", "%d dernières semaines"}, "m": {"dernier mois", "%d derniers mois"},
			"y": {"dernière année", "%d dernières années"}},
		between: "de %s à %s",
		sides:   map[string]string{">=": "depuis %s", "<": "avant %s", ">": "après %s", "<=": "jusqu’à %s"},
		ages:    map[string]string{"": "il y a %s", "<": "il y a plus de %s", ">": "il y a moins de %s", "<=": "il y a %s ou plus"},
		fetched: "arrivés %s", fetchedLast: "arrivés : %s",
	}
}

func vietnamese() *phrasing {
	return &phrasing{
		name: 2, or: "hoặc", negation: "trừ", quotes: [2]string{"“", "”"}, point: ",",
		within: map[string]string{fieldTitle: "%s trong tiêu đề", fieldLead: "%s trong sa pô", fieldText: "%s trong nội dung",
			fieldCaption: "%s trong chú thích", fieldNote: "%s trong ghi chú", fieldAgency: "hãng tin %s", fieldAuthor: "tác giả %s", fieldPlace: "địa điểm %s", fieldURL: "địa chỉ %s"},
		near: [2]string{"cách nhau tối đa 1 từ", "cách nhau tối đa %d từ"}, itself: "riêng %s", including: "%s (gồm %s)",
		nouns: map[string]string{fieldTag: "chủ đề", fieldSug: "gợi ý", fieldSource: "nguồn", fieldID: "bài", fieldStory: "sự kiện"},
		anyOf: map[string]string{fieldTag: "có chủ đề", fieldSug: "có gợi ý", fieldSource: "có nguồn", fieldLang: "có ngôn ngữ",
			fieldStory: "thuộc một sự kiện"},
		none: map[string]string{"tag:*": "chưa có chủ đề", "sug:*": "không có gợi ý", "source:*": "không rõ nguồn", "lang:*": "không rõ ngôn ngữ",
			"story:*": "không thuộc sự kiện nào", "is:note": "không có ghi chú", "is:fulltext": "không có toàn văn", "has:note": "không có ghi chú",
			"has:suggestion": "không có gợi ý", "has:story": "không thuộc sự kiện nào", "has:links": "không có liên kết", "has:caption": "không có chú thích",
			"has:highlight": "không có đoạn tô sáng"},
		values: map[string]string{"is:unread": "chưa đọc", "is:read": "đã đọc", "is:starred": "có sao", "is:trashed": "trong thùng rác", "is:hidden": "bị ẩn",
			"is:sample": "bài mẫu", "is:untagged": "chưa có chủ đề", "is:note": "có ghi chú", "is:selected": "đã chọn", "is:updated": "đã cập nhật",
			"is:fulltext": "có toàn văn", "has:note": "có ghi chú", "has:suggestion": "có gợi ý", "has:story": "thuộc một sự kiện",
			"has:links": "có liên kết", "has:caption": "có chú thích", "has:highlight": "có đoạn tô sáng", "by:user": "gắn bằng tay",
			"by:rule": "gắn theo quy tắc", "by:suggestion": "gắn từ gợi ý", "by:import": "gắn khi nhập", "by:sync": "gắn khi đồng bộ"},
		saved:    "truy vấn %s",
		lengths:  map[string][2]string{fieldWords: {"từ", "từ"}, fieldMin: {"phút đọc", "phút đọc"}},
		compared: map[string]string{">": "hơn %s", ">=": "ít nhất %s", "<": "dưới %s", "<=": "tối đa %s"}, span: "%s đến %s",
		sorts: map[string]string{"date-": "mới nhất trước", "date+": "cũ nhất trước", "source": "xếp theo nguồn", "score": "phù hợp nhất trước",
			"words": "dài nhất trước"}, first: [2]string{"1 bài đầu", "%d bài đầu"},
		days: map[string]string{"today": "hôm nay", "yesterday": "hôm qua", "before": "hôm kia",
			"week": "tuần này", "month": "tháng này", "year": "năm nay", "0": "Chủ nhật", "1": "thứ Hai", "2": "thứ Ba",
			"3": "thứ Tư", "4": "thứ Năm", "5": "thứ Sáu", "6": "thứ Bảy"},
		units: map[string][2]string{"h": {"1 giờ", "%d giờ"}, "d": {"1 ngày", "%d ngày"}, "w": {"1 tuần", "%d tuần"},
			"m": {"1 tháng", "%d tháng"}, "y": {"1 năm", "%d năm"}},
		lasts: map[string][2]string{"h": {"1 giờ qua", "%d giờ qua"}, "d": {"1 ngày qua", "%d ngày qua"},
			"w": {"1 tuần qua", "%d tuần qua"}, "m": {"1 tháng qua", "%d tháng qua"}, "y": {"1 năm qua", "%d năm qua"}},
		between: "từ %s đến %s",
		sides:   map[string]string{">=": "từ %s", "<": "trước %s", ">": "sau %s", "<=": "đến hết %s"},
		ages:    map[string]string{"": "%s trước", "<": "hơn %s trước", ">": "chưa đến %s trước", "<=": "%s trước trở về trước"},
		fetched: "nhận %s", fetchedLast: "nhận trong %s",
	}
}
