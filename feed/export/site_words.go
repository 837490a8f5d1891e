package export

// siteWords are the words of a site in one language, beside those of a dossier.
type siteWords struct {
	site   string // title of a site without one
	latest string
	all    string // link to the first page
	follow string // before the links to the feeds of a theme
	none   string // of a theme without articles
}

var siteLanguages = map[string]siteWords{
	"en": {site: "Press watch", latest: "Latest", all: "All themes", follow: "Follow:", none: "No article yet."},
	"fr": {site: "Veille de presse", latest: "Derniers articles", all: "Tous les thèmes", follow: "S’abonner :", none: "Pas encore d’article."},
	"vi": {site: "Điểm báo", latest: "Mới nhất", all: "Tất cả chủ đề", follow: "Theo dõi:", none: "Chưa có bài."},
}
