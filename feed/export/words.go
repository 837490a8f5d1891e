package export

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"veille/feed"
)

// words are the dossier's own words in one language.
type words struct {
	lang      string
	dossier   string
	contents  string
	timeline  string
	articles  string
	sources   string
	note      string
	passages  string // what is highlighted
	landmarks string // of a book: places to go to
	access    string // of a book: for whom it can be read
	themes    string
	original  string
	related   string
	picture   string
	query     string // with the query
	made      string // with a date
	noTheme   string
	others    string // what is in no section
	noSource  string
	noDate    string
	noTitle   string
	article   [2]string // one, many
	source    [2]string
	depth     map[Depth]string
	licence   string // with the mention
	quotes    [2]string
	list      string // between items of a line
	colon     string
	months    [12]string
	day       func(w *words, d, m, y int) string
	between   func(from, to string, fromDay, toDay bool) string // of two dates; whether each names a day
	month     func(w *words, m, y int) string
	online    string // in a citation
	accessed  string // with a date
	available string // with an address
	undated   string // in a citation
	retrieved string // with a date and an address
}

var languages = map[string]*words{
	"en": {
		lang: "en", dossier: "Press dossier", contents: "Contents", timeline: "Chronology", articles: "Articles", sources: "Sources",
		note: "Note", passages: "Marked passages", landmarks: "Landmarks", access: "Text only, with marked headings and contents.", themes: "Themes", original: "original", related: "See also", picture: "Photo", query: "Query:", made: "Made on %s.",
		noTheme: "Without theme", others: "Other articles", noSource: "Source not known", noDate: "undated", noTitle: "no title",
		article: [2]string{"article", "articles"}, source: [2]string{"source", "sources"},
		depth: map[Depth]string{Refs: "References only.", Quotes: "References and marked passages; the full texts are with their publishers.", Lead: "References and leads; the full texts are with their publishers.",
			Full: "Full texts: for personal or licensed use only."},
		licence: "Licence: %s.", quotes: [2]string{"“", "”"}, list: ", ", colon: ": ",
		months:  [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		day:     func(w *words, d, m, y int) string { return fmt.Sprintf("%d %s %04d", d, w.months[m-1], y) },
		month:   func(w *words, m, y int) string { return fmt.Sprintf("%s %04d", w.months[m-1], y) },
		between: func(from, to string, _, _ bool) string { return "from " + from + " to " + to },
		online:  "online", accessed: "viewed %s", available: "Available from: %s", undated: "n.d.", retrieved: "Retrieved %s, from %s",
	},
	"fr": {
		lang: "fr", dossier: "Dossier de presse", contents: "Sommaire", timeline: "Chronologie", articles: "Articles", sources: "Sources",
		note: "Note", passages: "Passages relevés", landmarks: "Repères", access: "Texte seul, titres et sommaire balisés.", themes: "Thèmes", original: "original", related: "À lire aussi", picture: "Photo", query: "Requête :", made: "Établi le %s.",
		noTheme: "Sans thème", others: "Autres articles", noSource: "Source inconnue", noDate: "sans date", noTitle: "sans titre",
		article: [2]string{"article", "articles"}, source: [2]string{"source", "sources"},
		depth: map[Depth]string{Refs: "Références seules.", Quotes: "Références et passages relevés ; les textes intégraux sont chez leurs éditeurs.", Lead: "Références et accroches ; les textes intégraux sont chez leurs éditeurs.",
			Full: "Textes intégraux : usage personnel ou sous licence uniquement."},
		licence: "Licence : %s.", quotes: [2]string{"« ", " »"}, list: ", ", colon: " : ",
		months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		day: func(w *words, d, m, y int) string {
			day := strconv.Itoa(d)
			if d == 1 {
				day = "1er"
			}
			return fmt.Sprintf("%s %s %04d", day, w.months[m-1], y)
		},
		month:   func(w *words, m, y int) string { return fmt.Sprintf("%s %04d", w.months[m-1], y) },
		between: frenchPeriod,
		online:  "en ligne", accessed: "consulté le %s", available: "Disponible à l’adresse : %s", undated: "s. d.", retrieved: "Consulté le %s, à l’adresse %s",
	},
	"vi": {
		lang: "vi", dossier: "Hồ sơ báo chí", contents: "Mục lục", timeline: "Trình tự thời gian", articles: "Bài viết", sources: "Nguồn",
		note: "Ghi chú", passages: "Đoạn đã tô", landmarks: "Điểm mốc", access: "Chỉ có văn bản, có đánh dấu tiêu đề và mục lục.", themes: "Chủ đề", original: "bài gốc", related: "Xem thêm", picture: "Ảnh", query: "Truy vấn:", made: "Lập ngày %s.",
		noTheme: "Chưa có chủ đề", others: "Bài khác", noSource: "Không rõ nguồn", noDate: "không rõ ngày", noTitle: "không có tiêu đề",
		article: [2]string{"bài", "bài"}, source: [2]string{"nguồn", "nguồn"},
		depth: map[Depth]string{Refs: "Chỉ gồm thông tin tham chiếu.", Quotes: "Thông tin tham chiếu và đoạn đã tô; toàn văn ở nơi xuất bản.", Lead: "Thông tin tham chiếu và lời dẫn; toàn văn ở nơi xuất bản.",
			Full: "Toàn văn: chỉ dùng cho cá nhân hoặc khi được cấp phép."},
		licence: "Giấy phép: %s.", quotes: [2]string{"“", "”"}, list: ", ", colon: ": ",
		day:     func(_ *words, d, m, y int) string { return fmt.Sprintf("%d/%d/%04d", d, m, y) },
		month:   func(_ *words, m, y int) string { return fmt.Sprintf("tháng %d/%04d", m, y) },
		between: func(from, to string, _, _ bool) string { return "từ " + from + " đến " + to },
		online:  "trực tuyến", accessed: "truy cập ngày %s", available: "Có tại: %s", undated: "không rõ ngày", retrieved: "Truy cập ngày %s, từ %s",
	},
}

// wordsFor returns the words of a language, the English ones for any other.
func wordsFor(lang string) *words {
	if w := languages[lang]; w != nil {
		return w
	}
	return languages["en"]
}

// date writes a date as far as it is known, "" for none.
func (w *words) date(t time.Time, p feed.Precision) string {
	if t.IsZero() {
		return ""
	}
	y, m, d := t.Date()
	switch p {
	case feed.Year:
		return fmt.Sprintf("%04d", y)
	case feed.Month:
		return w.month(w, int(m), y)
	}
	return w.day(w, d, int(m), y)
}

// period names the time from one article to another.
func (w *words) period(first, last *feed.Article) string {
	from, to := w.date(first.Published, first.Precision), w.date(last.Published, last.Precision)
	if from == to {
		return from
	}
	isDay := func(a *feed.Article) bool { return a.Precision != feed.Year && a.Precision != feed.Month }
	return w.between(from, to, isDay(first), isDay(last))
}

// frenchPeriod writes du 3 mars au 1er mai 2024, de mars à mai 2024,
// d’avril 2024 au 1er mai 2024.
func frenchPeriod(from, to string, fromDay, toDay bool) string {
	before, between := "de ", " à "
	switch {
	case fromDay:
		before = "du "
	case strings.ContainsRune("ao", rune(from[0])):
		before = "d’"
	}
	if toDay {
		between = " au "
	}
	return before + from + between + to
}

// Title names a dossier by what is in it ("" for nothing in particular) and by
// the day it is made, in a language of dossiers.
func Title(lang, about string, made time.Time) string {
	w := wordsFor(lang)
	s := w.dossier
	if about = oneLine(about); about != "" {
		s += " – " + about
	}
	if !made.IsZero() {
		s += ", " + w.date(made, feed.Day)
	}
	return s
}

func (w *words) count(n int, of [2]string) string {
	if n == 1 || n == 0 && w.lang == "fr" {
		return strconv.Itoa(n) + " " + of[0]
	}
	return strconv.Itoa(n) + " " + of[1]
}

// isoDate writes a date as far as it is known, for machines and tables: 2020,
// 2020-07, 2020-07-03; "" for none.
func isoDate(t time.Time, p feed.Precision) string {
	switch {
	case t.IsZero():
		return ""
	case p == feed.Year:
		return t.Format("2006")
	case p == feed.Month:
		return t.Format("2006-01")
	}
	return t.Format("2006-01-02")
}

// isoTime is isoDate with the time of day where that is known.
func isoTime(t time.Time, p feed.Precision) string {
	if p >= feed.Minute && !t.IsZero() {
		return t.Format("2006-01-02T15:04:05Z07:00")
	}
	return isoDate(t, p)
}
