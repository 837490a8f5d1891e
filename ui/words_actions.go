package ui

// The names of the actions stand together in three languages, so that one can
// be held against the other.

var englishActions = map[Action]string{
	actDown: "row or line down", actUp: "row or line up", actTop: "to the top", actBottom: "to the bottom",
	actHalfDown: "half a page down", actHalfUp: "half a page up", actPageDown: "page down", actPageUp: "page up",
	actNextUnread: "next unread", actPrevUnread: "previous unread",
	actOtherDown: "scroll other pane down", actOtherUp: "scroll other pane up",
	actNextPane: "next pane", actPrevPane: "previous pane", actOpen: "open, go in", actBack: "back, one step out",
	actNextEntry: "next sidebar entry", actPrevEntry: "previous sidebar entry",

	actGoUnread: "unread", actGoToday: "today", actGoStarred: "starred", actGoUntagged: "without a theme",
	actGoAll: "all articles", actGoSources: "sources", actGoTrash: "trash", actGoNew: "show what is new",
	actGoQuery: "a saved query …",
	actLinks:   "links of the article", actLog: "log of changes", actRaw: "raw beside cleaned",

	actReadOn: "page on, next unread", actPageBack: "page back", actZoom: "reader alone, and back",
	actBrowse: "original in the browser",

	actTag: "tag with themes", actRepeatTag: "repeat the last tagging",
	actTheme1: "toggle pinned theme 1", actTheme2: "toggle pinned theme 2", actTheme3: "toggle pinned theme 3",
	actTheme4: "toggle pinned theme 4", actTheme5: "toggle pinned theme 5", actTheme6: "toggle pinned theme 6",
	actTheme7: "toggle pinned theme 7", actTheme8: "toggle pinned theme 8", actTheme9: "toggle pinned theme 9",

	actToggleRead: "read / unread", actReadToHere: "mark read up to here", actReadAll: "mark all in view read",
	actStar: "star", actDelete: "to the trash, or back", actEmptyTrash: "empty the trash",
	actNote: "write a note", actEditNote: "note in your editor",
	actHighlight: "highlight a passage",
	actCorrect:   "correct title, date …",

	actSelect: "select one", actSelectRange: "select a range", actSelectAll: "select all in view",
	actSelectDown: "select downwards", actSelectUp: "select upwards",

	actSaveQuery: "save this query", actSearchFrom: "search all articles",
	actSearch: "search", actFind: "find in the article", actNextMatch: "next match", actPrevMatch: "previous match",
	actFilters: "filters …", actFilterToday: "of today only", actFilterWeek: "last 7 days only",
	actFilterUntagged: "without a theme only", actFilterNote: "with a note only",
	actFilterUnread: "unread only", actFilterStarred: "starred only", actFilterTheme: "one theme",
	actFilterSource: "one source", actFilterLanguage: "one language",
	actSort: "order …", actSortSource: "order by source", actSortScore: "best match first", actSortWords: "longest first",
	actEditQuery: "edit a query or source", actDeleteQuery: "delete a query or source",
	actSortNewest: "newest first", actSortOldest: "oldest first", actReset: "reset the view",

	actExport: "export", actExportAgain: "export the same way",
	actCopyURL: "copy the address", actCopyCitation: "copy a citation", actCopyMarkdown: "copy as Markdown",
	actCopyQuote: "copy a quotation", actCopyTitle: "copy the title", actCopyID: "copy the identifier",
	actImport: "add a source, import",

	actUndo: "undo", actRedo: "redo", actPalette: "commands", actHelp: "help",
	actSidebar: "sidebar on / off", actLanguage: "language", actColours: "colours: next set", actMouse: "mouse on / off",
	actClose: "back, quit from the list", actQuit: "quit now", actSuspend: "suspend", actRedraw: "draw again",

	actVersions: "what changed in it",
	actStory:    "versions of the story", actNextVersion: "next version", actPrevVersion: "previous version",
	actJoinStory: "join into one story", actAllVersions: "all versions of stories", actThemes: "care of the themes",
	actRules: "rules", actAddRule: "make a rule of this view", actReport: "report by theme and week", actReview: "press review",
	actRefresh: "refresh this source", actRefreshAll: "refresh all that are due", actRefreshBox: "progress of the refresh",
	actErrors: "sources that fail", actHealth: "how the source fares", actRenameSource: "rename the source",
	actPauseSource: "pause or resume source", actMoveSource: "source into a folder", actSourceAddress: "address of the source",
	actFullText: "full text of the source", actRemoveSource: "stop following source", actFold: "fold or unfold a folder",
	actStarters: "sources to begin with",

	actGoConfirm: "to confirm", actAccept: "accept the suggestion", actDismiss: "dismiss the suggestion",
	actWhy: "why: words that suggest", actCode: "tag one after the other", actTrust: "trust a theme’s scores",
	actProgress: "progress of suggestions",
}

var frenchActions = map[Action]string{
	actDown: "ligne suivante", actUp: "ligne précédente", actTop: "au début", actBottom: "à la fin",
	actHalfDown: "une demi-page plus bas", actHalfUp: "une demi-page plus haut",
	actPageDown: "page suivante", actPageUp: "page précédente",
	actNextUnread: "non lu suivant", actPrevUnread: "non lu précédent",
	actOtherDown: "autre volet : défiler", actOtherUp: "autre volet : remonter",
	actNextPane: "volet suivant", actPrevPane: "volet précédent", actOpen: "ouvrir, entrer", actBack: "revenir",
	actNextEntry: "panneau : suivant", actPrevEntry: "panneau : précédent",

	actGoUnread: "non lus", actGoToday: "aujourd’hui", actGoStarred: "favoris", actGoUntagged: "sans thème",
	actGoAll: "tous les articles", actGoSources: "sources", actGoTrash: "corbeille", actGoNew: "montrer les nouveautés",
	actGoQuery: "requête enregistrée…",
	actLinks:   "liens de l’article", actLog: "journal des changements", actRaw: "brut et nettoyé",

	actReadOn: "page, puis non lu suivant", actPageBack: "page précédente", actZoom: "article seul, et retour",
	actBrowse: "original (navigateur)",

	actTag: "attribuer des thèmes", actRepeatTag: "répéter l’attribution",
	actTheme1: "thème épinglé 1", actTheme2: "thème épinglé 2", actTheme3: "thème épinglé 3",
	actTheme4: "thème épinglé 4", actTheme5: "thème épinglé 5", actTheme6: "thème épinglé 6",
	actTheme7: "thème épinglé 7", actTheme8: "thème épinglé 8", actTheme9: "thème épinglé 9",

	actToggleRead: "lu / non lu", actReadToHere: "marquer lus jusqu’ici", actReadAll: "tout marquer comme lu",
	actStar: "favori", actDelete: "à la corbeille, ou retour", actEmptyTrash: "vider la corbeille",
	actNote: "écrire une note", actEditNote: "note dans votre éditeur",
	actHighlight: "surligner un passage",
	actCorrect:   "corriger titre, date…",

	actSelect: "sélectionner", actSelectRange: "sélectionner une plage", actSelectAll: "tout sélectionner",
	actSelectDown: "sélectionner plus bas", actSelectUp: "sélectionner plus haut",

	actSaveQuery: "enregistrer la requête", actSearchFrom: "rechercher partout",
	actSearch: "rechercher", actFind: "chercher dans l’article",
	actNextMatch: "occurrence suivante", actPrevMatch: "occurrence précédente",
	actFilters: "filtres…", actFilterToday: "aujourd’hui seulement", actFilterWeek: "7 derniers jours",
	actFilterUntagged: "sans thème seulement", actFilterNote: "avec note seulement",
	actFilterUnread: "non lus seulement", actFilterStarred: "favoris seulement", actFilterTheme: "un thème",
	actFilterSource: "une source", actFilterLanguage: "une langue",
	actSort: "ordre…", actSortSource: "ordre des sources", actSortScore: "pertinents d’abord", actSortWords: "longs d’abord",
	actEditQuery: "modifier requête, source", actDeleteQuery: "supprimer requête, source",
	actSortNewest: "récents d’abord", actSortOldest: "anciens d’abord",
	actReset: "réinitialiser la vue",

	actExport: "exporter", actExportAgain: "réexporter",
	actCopyURL: "copier l’adresse", actCopyCitation: "copier la référence", actCopyMarkdown: "copier en Markdown",
	actCopyQuote: "copier une citation", actCopyTitle: "copier le titre", actCopyID: "copier l’identifiant",
	actImport: "ajouter, importer",

	actUndo: "annuler", actRedo: "rétablir", actPalette: "commandes", actHelp: "aide",
	actSidebar: "afficher/masquer panneau", actLanguage: "langue", actColours: "changer de couleurs",
	actMouse: "souris active / inactive", actClose: "retour, quitter (liste)", actQuit: "quitter tout de suite",
	actSuspend: "suspendre", actRedraw: "redessiner",

	actVersions: "ce qui a changé",
	actStory:    "versions de l’histoire", actNextVersion: "version suivante", actPrevVersion: "version précédente",
	actJoinStory: "réunir en une histoire", actAllVersions: "toutes les versions", actThemes: "gérer les thèmes",
	actRules: "règles", actAddRule: "règle d’après cette vue", actReport: "bilan par thème", actReview: "revue de presse",
	actRefresh: "actualiser la source", actRefreshAll: "actualiser ce qui est dû", actRefreshBox: "suivi de l’actualisation",
	actErrors: "sources en panne", actHealth: "état de la source", actRenameSource: "renommer la source",
	actPauseSource: "pause ou reprise (source)", actMoveSource: "ranger dans un dossier", actSourceAddress: "adresse de la source",
	actFullText: "texte intégral (source)", actRemoveSource: "ne plus suivre la source", actFold: "replier / déplier",
	actStarters: "sources pour commencer",

	actGoConfirm: "à confirmer", actAccept: "accepter la suggestion", actDismiss: "écarter la suggestion",
	actWhy: "pourquoi : les indices", actCode: "classer un à un", actTrust: "se fier à un thème",
	actProgress: "suivi des suggestions",
}

var vietnameseActions = map[Action]string{
	actDown: "xuống một dòng", actUp: "lên một dòng", actTop: "về đầu", actBottom: "về cuối",
	actHalfDown: "xuống nửa trang", actHalfUp: "lên nửa trang", actPageDown: "xuống một trang", actPageUp: "lên một trang",
	actNextUnread: "bài chưa đọc kế tiếp", actPrevUnread: "bài chưa đọc trước đó",
	actOtherDown: "cuộn khung kia xuống", actOtherUp: "cuộn khung kia lên",
	actNextPane: "khung kế tiếp", actPrevPane: "khung trước", actOpen: "mở, vào trong", actBack: "trở lại một bước",
	actNextEntry: "mục kế tiếp ở thanh bên", actPrevEntry: "mục trước ở thanh bên",

	actGoUnread: "chưa đọc", actGoToday: "hôm nay", actGoStarred: "bài có sao", actGoUntagged: "chưa có chủ đề",
	actGoAll: "tất cả bài", actGoSources: "nguồn tin", actGoTrash: "thùng rác", actGoNew: "hiện bài mới",
	actGoQuery: "truy vấn đã lưu…",
	actLinks:   "liên kết trong bài", actLog: "nhật ký thay đổi", actRaw: "bản gốc và bản sạch",

	actReadOn: "sang trang, bài kế tiếp", actPageBack: "lùi một trang", actZoom: "chỉ khung đọc",
	actBrowse: "mở bản gốc (trình duyệt)",

	actTag: "gắn chủ đề", actRepeatTag: "lặp lại lần gắn gần nhất",
	actTheme1: "chủ đề ghim số 1", actTheme2: "chủ đề ghim số 2", actTheme3: "chủ đề ghim số 3",
	actTheme4: "chủ đề ghim số 4", actTheme5: "chủ đề ghim số 5", actTheme6: "chủ đề ghim số 6",
	actTheme7: "chủ đề ghim số 7", actTheme8: "chủ đề ghim số 8", actTheme9: "chủ đề ghim số 9",

	actToggleRead: "đã đọc / chưa đọc", actReadToHere: "đánh dấu đã đọc đến đây", actReadAll: "đánh dấu đã đọc tất cả",
	actStar: "đánh dấu sao", actDelete: "thùng rác: bỏ, lấy lại", actEmptyTrash: "dọn sạch thùng rác",
	actNote: "viết ghi chú", actEditNote: "ghi chú ở trình soạn",
	actHighlight: "tô sáng một đoạn",
	actCorrect:   "sửa tiêu đề, ngày…",

	actSelect: "chọn một bài", actSelectRange: "chọn nhiều bài liền nhau", actSelectAll: "chọn tất cả",
	actSelectDown: "chọn xuống dưới", actSelectUp: "chọn lên trên",

	actSaveQuery: "lưu truy vấn này", actSearchFrom: "tìm trong mọi bài",
	actSearch: "tìm kiếm", actFind: "tìm trong bài", actNextMatch: "kết quả kế tiếp", actPrevMatch: "kết quả trước",
	actFilters: "bộ lọc…", actFilterToday: "chỉ bài hôm nay", actFilterWeek: "chỉ 7 ngày qua",
	actFilterUntagged: "chỉ bài chưa có chủ đề", actFilterNote: "chỉ bài có ghi chú",
	actFilterUnread: "chỉ bài chưa đọc", actFilterStarred: "chỉ bài có sao", actFilterTheme: "một chủ đề",
	actFilterSource: "một nguồn tin", actFilterLanguage: "một ngôn ngữ",
	actSort: "thứ tự…", actSortSource: "xếp theo nguồn", actSortScore: "khớp nhất trước", actSortWords: "dài nhất trước",
	actEditQuery: "sửa truy vấn, nguồn tin", actDeleteQuery: "xóa truy vấn, nguồn tin",
	actSortNewest: "mới nhất trước", actSortOldest: "cũ nhất trước", actReset: "bỏ mọi bộ lọc",

	actExport: "xuất", actExportAgain: "xuất lại như lần trước",
	actCopyURL: "chép địa chỉ", actCopyCitation: "chép trích dẫn nguồn", actCopyMarkdown: "chép dạng Markdown",
	actCopyQuote: "chép đoạn trích", actCopyTitle: "chép tiêu đề", actCopyID: "chép mã bài",
	actImport: "thêm nguồn, nhập tệp",

	actUndo: "hoàn tác", actRedo: "làm lại", actPalette: "lệnh", actHelp: "trợ giúp",
	actSidebar: "hiện / ẩn thanh bên", actLanguage: "ngôn ngữ", actColours: "màu sắc: bộ kế tiếp", actMouse: "bật / tắt chuột",
	actClose: "trở lại, thoát", actQuit: "thoát ngay", actSuspend: "tạm dừng", actRedraw: "vẽ lại",

	actVersions: "bài đã đổi những gì",
	actStory:    "các bản của sự kiện", actNextVersion: "bản sau", actPrevVersion: "bản trước",
	actJoinStory: "gộp thành một sự kiện", actAllVersions: "hiện mọi bản của sự kiện", actThemes: "quản lý chủ đề",
	actRules: "quy tắc", actAddRule: "lập quy tắc từ khung này", actReport: "báo cáo theo chủ đề", actReview: "điểm báo",
	actRefresh: "cập nhật nguồn này", actRefreshAll: "cập nhật nguồn đến hạn", actRefreshBox: "tiến độ cập nhật",
	actErrors: "nguồn bị lỗi", actHealth: "tình trạng nguồn tin", actRenameSource: "đổi tên nguồn tin",
	actPauseSource: "tạm dừng / hỏi lại nguồn", actMoveSource: "đưa nguồn vào thư mục", actSourceAddress: "địa chỉ nguồn tin",
	actFullText: "toàn văn của nguồn", actRemoveSource: "thôi theo dõi nguồn", actFold: "gập / mở thư mục",
	actStarters: "nguồn gợi ý ban đầu",

	actGoConfirm: "chờ xác nhận", actAccept: "nhận gợi ý", actDismiss: "bỏ gợi ý",
	actWhy: "vì sao: các dẫn chứng", actCode: "gắn lần lượt từng bài", actTrust: "tin gợi ý của chủ đề",
	actProgress: "tiến độ gợi ý",
}

// What a footer has room for.

var englishShort = map[Action]string{
	actEditQuery: "edit", actDeleteQuery: "delete", actFilters: "filter",
	actDown: "move", actReadOn: "read on", actNextUnread: "next unread", actTag: "tag", actRepeatTag: "repeat",
	actSearch: "search", actFind: "find", actHelp: "help", actOpen: "open", actBack: "back", actSelect: "select",
	actStar: "star", actToggleRead: "read", actExport: "export", actDelete: "delete", actUndo: "undo", actRedo: "redo", actZoom: "zoom",
	actOtherDown: "scroll", actPalette: "commands", actCopyCitation: "cite", actBrowse: "original", actLinks: "links",
	actNextMatch: "next match", actImport: "add", actSelectAll: "all", actTheme1: "themes", actNextPane: "pane",
	actClose: "quit", actPageBack: "back a page", actCorrect: "correct", actHighlight: "highlight", actNote: "note", actReset: "all articles", actLanguage: "language",
	actRefresh: "refresh", actHealth: "health", actPauseSource: "pause", actMoveSource: "folder", actFold: "fold",
	actSourceAddress: "address", actFullText: "full text", actRefreshAll: "refresh all",
	actAccept: "accept", actDismiss: "dismiss", actWhy: "why", actErrors: "show", actGoConfirm: "confirm",
}

var frenchShort = map[Action]string{
	actEditQuery: "modifier", actDeleteQuery: "suppr.", actFilters: "filtrer",
	actDown: "bouger", actReadOn: "lire", actNextUnread: "non lu", actTag: "thème", actRepeatTag: "répéter",
	actSearch: "chercher", actFind: "chercher", actHelp: "aide", actOpen: "ouvrir", actBack: "retour", actSelect: "sélect.",
	actStar: "favori", actToggleRead: "lu", actExport: "exporter", actDelete: "suppr.", actUndo: "annuler", actRedo: "rétablir", actZoom: "agrandir",
	actOtherDown: "défiler", actPalette: "commandes", actCopyCitation: "citer", actBrowse: "original", actLinks: "liens",
	actNextMatch: "suivant", actImport: "ajouter", actSelectAll: "tous", actTheme1: "thèmes", actNextPane: "volet",
	actClose: "quitter", actPageBack: "page préc.", actCorrect: "corriger", actHighlight: "surligner", actNote: "note", actReset: "tous", actLanguage: "langue",
	actRefresh: "actualiser", actHealth: "état", actPauseSource: "pause", actMoveSource: "dossier", actFold: "replier",
	actSourceAddress: "adresse", actFullText: "intégral", actRefreshAll: "tout actual.",
	actAccept: "accepter", actDismiss: "écarter", actWhy: "pourquoi", actErrors: "voir", actGoConfirm: "confirmer",
}

var vietnameseShort = map[Action]string{
	actEditQuery: "sửa", actDeleteQuery: "xóa", actFilters: "lọc",
	actDown: "di chuyển", actReadOn: "đọc tiếp", actNextUnread: "chưa đọc", actTag: "chủ đề", actRepeatTag: "lặp lại",
	actSearch: "tìm", actFind: "tìm", actHelp: "trợ giúp", actOpen: "mở", actBack: "trở lại", actSelect: "chọn",
	actStar: "sao", actToggleRead: "đã đọc", actExport: "xuất", actDelete: "xóa", actUndo: "hoàn tác", actRedo: "làm lại", actZoom: "phóng",
	actOtherDown: "cuộn", actPalette: "lệnh", actCopyCitation: "trích dẫn", actBrowse: "bản gốc", actLinks: "liên kết",
	actNextMatch: "kế tiếp", actImport: "thêm", actSelectAll: "tất cả", actTheme1: "chủ đề", actNextPane: "khung",
	actClose: "thoát", actPageBack: "lùi trang", actCorrect: "sửa", actHighlight: "tô sáng", actNote: "ghi chú", actReset: "tất cả", actLanguage: "ngôn ngữ",
	actRefresh: "cập nhật", actHealth: "tình trạng", actPauseSource: "tạm dừng", actMoveSource: "thư mục", actFold: "gập",
	actSourceAddress: "địa chỉ", actFullText: "toàn văn", actRefreshAll: "cập nhật hết",
	actAccept: "nhận", actDismiss: "bỏ", actWhy: "vì sao", actErrors: "xem", actGoConfirm: "xác nhận",
}
