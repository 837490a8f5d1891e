package ui

// otherWords are what actions are also called, in any of the languages: they are
// found by these as by their names, whatever the language of the interface.
var otherWords = map[Action][]string{
	actGoQuery:       {"saved", "bookmark", "enregistrée", "requêtes", "đã lưu", "tìm kiếm đã lưu"},
	actEditQuery:     {"rename query", "watch", "renommer", "surveiller", "đổi tên", "theo dõi"},
	actDeleteQuery:   {"remove query", "drop saved search", "effacer la requête", "bỏ truy vấn"},
	actFilters:       {"quick filters", "narrow", "filtres rapides", "restreindre", "lọc nhanh"},
	actSort:          {"sort", "tri", "trier", "sắp xếp"},
	actSortScore:     {"relevance", "pertinence", "độ khớp"},
	actSortWords:     {"length", "longueur", "độ dài"},
	actDelete:        {"delete", "remove", "trash", "supprimer", "effacer", "jeter", "corbeille", "restaurer", "xóa", "thùng rác", "khôi phục"},
	actEmptyTrash:    {"destroy", "purge", "détruire", "supprimer définitivement", "xóa hẳn", "hủy"},
	actGoTrash:       {"deleted", "supprimés", "đã xóa"},
	actTag:           {"label", "classify", "étiquette", "étiqueter", "classer", "tag", "gắn thẻ", "phân loại"},
	actRepeatTag:     {"again", "same tag", "même thème", "encore", "gắn lại"},
	actStar:          {"favourite", "bookmark", "flag", "étoile", "marquer", "signet", "yêu thích", "ngôi sao"},
	actGoStarred:     {"favourites", "étoiles", "yêu thích"},
	actToggleRead:    {"mark", "seen", "marquer comme lu", "marquer comme non lu", "đánh dấu"},
	actReadAll:       {"catch up", "everything read", "tout lu", "đọc hết"},
	actExport:        {"save to a file", "dossier", "report", "enregistrer", "sauvegarder", "lưu", "hồ sơ", "báo cáo"},
	actExportAgain:   {"save again", "de nouveau", "lưu lại"},
	actRefresh:       {"fetch", "update", "reload", "rafraîchir", "recharger", "tải lại", "làm mới"},
	actRefreshAll:    {"fetch all", "reload all", "rafraîchir tout", "tải lại hết", "làm mới hết"},
	actRefreshBox:    {"fetching", "progress", "avancement", "tiến độ"},
	actErrors:        {"errors", "failing", "erreurs", "pannes", "lỗi"},
	actHealth:        {"error", "last fetch", "erreur", "santé", "lỗi"},
	actPauseSource:   {"source pause", "stop asking", "suspendre", "dừng"},
	actMoveSource:    {"move source", "group", "déplacer", "di chuyển"},
	actSourceAddress: {"url", "feed address", "change address", "changer l’adresse", "đổi địa chỉ"},
	actRemoveSource:  {"unfollow", "unsubscribe", "remove source", "se désabonner", "bỏ theo dõi"},
	actRenameSource:  {"source name", "nom de la source", "tên nguồn"},
	actFold:          {"collapse", "expand", "plier", "thu gọn"},
	actStarters:      {"starter list", "suggested sources", "liste de départ", "danh sách gợi ý"},
	actStory:         {"group", "duplicates", "near-duplicates", "groupe", "doublons", "nhóm", "trùng lặp"},
	actJoinStory:     {"group articles", "merge stories", "grouper", "nhóm bài"},
	actAllVersions:   {"versions", "unfold", "duplicates", "déplier", "doublons", "mở hết các bản"},
	actThemes:        {"theme manager", "tags", "étiquettes", "thesaurus", "thẻ", "danh mục chủ đề"},
	actRules:         {"rule list", "automatic", "automatique", "tự động"},
	actAddRule:       {"rule add", "rule", "ajouter une règle", "thêm quy tắc"},
	actReport:        {"statistics", "counts", "sparkline", "rapport", "statistiques", "thống kê"},
	actReview:        {"briefing", "daily", "panorama", "revue du jour", "tin trong ngày"},
	actVersions:      {"versions", "diff", "compare", "history", "différences", "comparer", "phiên bản", "so sánh"},
	actImport:        {"add", "follow", "subscribe", "feed", "opml", "suivre", "s’abonner", "theo dõi", "open file", "load", "ajouter", "ouvrir un fichier", "thêm", "mở tệp"},
	actBrowse:        {"web", "open in browser", "site", "ouvrir", "trang gốc", "web"},
	actSearch:        {"query", "filter", "trouver", "requête", "filtrer", "truy vấn", "lọc"},
	actSaveQuery:     {"save", "keep", "watch", "saved query", "garder", "surveiller", "mémoriser", "lưu", "theo dõi"},
	actSearchFrom:    {"query", "trouver", "requête", "truy vấn"},
	actFind:          {"search text", "trouver", "tìm chữ"},
	actReset:         {"clear filter", "show all", "effacer les filtres", "tout montrer", "xóa bộ lọc", "hiện tất cả"},
	actCorrect:       {"edit", "modify", "title", "date", "modifier", "éditer", "chỉnh sửa"},
	actUndo:          {"back out", "défaire", "revenir en arrière", "bỏ thao tác"},
	actRedo:          {"repeat undone", "refaire", "lặp lại"},
	actLog:           {"history", "historique", "lịch sử"},
	actCopyCitation:  {"cite", "reference", "citer", "bibliographie", "trích dẫn"},
	actCopyQuote:     {"quote", "citer un passage", "câu trích"},
	actCopyURL:       {"link", "url", "lien", "liên kết"},
	actLinks:         {"urls", "adresses", "địa chỉ"},
	actRaw:           {"source code", "html", "original", "texte reçu", "mã nguồn"},
	actZoom:          {"full screen", "fullscreen", "plein écran", "zoom", "toàn màn hình", "phóng to"},
	actSidebar:       {"panel", "menu", "barre latérale", "panneau", "bảng bên"},
	actLanguage:      {"english", "français", "tiếng việt", "locale", "traduction"},
	actColours:       {"colors", "theme", "dark", "light", "contrast", "sombre", "clair", "contraste", "giao diện", "tối", "sáng"},
	actMouse:         {"click", "clic", "nhấp"},
	actHelp:          {"keys", "shortcuts", "raccourcis", "touches", "phím tắt"},
	actPalette:       {"actions", "menu", "palette", "thao tác"},
	actQuit:          {"exit", "leave", "sortir", "fermer", "đóng"},
	actSelectAll:     {"everything", "tout", "chọn hết"},
	actSortNewest:    {"sort", "order", "trier", "tri", "sắp xếp"},
	actSortOldest:    {"sort", "order", "trier", "tri", "sắp xếp"},
	actNextUnread:    {"next", "suivant", "kế tiếp"},
	actPrevUnread:    {"previous", "précédent", "trước"},
}

// namesOf is what an action is found by: its name in the language of the
// interface, then in the others, what it is also called, and its name in [keys].
func (w *Words) namesOf(a Action) []string {
	out := []string{w.Actions[a]}
	for _, lang := range Languages {
		if lang != w.Lang {
			out = append(out, wordsFor(lang).Actions[a])
		}
	}
	out = append(out, otherWords[a]...)
	return append(out, string(a))
}
