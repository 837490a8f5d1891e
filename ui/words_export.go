package ui

import "fmt"

// exportWords are the words about exports.
type exportWords struct {
	ExportTitle                           func(articles string) string
	ExportFormat, ExportName, ExportOrder string
	ExportLang, ExportInclude             string
	ExportText, ExportTo                  string
	ExportSame, ExportFooter              string
	ExportLooks                           func(key string) string // the footer with a preview
	ExportParts                           [7]string
	ExportExists, ExportReplaces          string
	ExportRights, ExportWriting           string
	ExportWeighing, ExportPreview         string
	ExportStopped, ExportBusy             string
	ExportStoppedNotes                    string // of a folder
	ExportInside                          func(name string) string
	ExportDamaged, ExportUnquoted         func(n int) string
	About, ExportOpened                   func(s string) string
	ExportDone                            func(articles, path, size string) string
	ExportOpens                           func(articles, size, key, path string) string
	ExportFormats, ExportOrders           map[string]string
	ExportShort                           map[string]string // in groups
	ExportGroups                          [5]string
	ExportDepths                          map[string]string
	ExportNeedsPath, PreviewFooter        string
}

// shortForms are names of formats that are the same in all languages.
func shortForms(txt string) map[string]string {
	return map[string]string{"html": "HTML", "md": "Markdown", "epub": "EPUB", "txt": txt, "obsidian": "Obsidian", "logseq": "Logseq",
		"ris": "RIS", "csl": "CSL-JSON", "biblatex": "BibLaTeX", "bibtex": "BibTeX", "jsonfeed": "JSON Feed", "atom": "Atom", "rss": "RSS",
		"csv": "CSV", "ninjs": "ninjs", "jsonl": "JSONL", sourceList: "OPML"}
}

var englishExport = exportWords{
	ExportTitle:  func(articles string) string { return "Export " + articles },
	ExportFormat: "Format", ExportName: "Title", ExportOrder: "Order", ExportLang: "Language", ExportInclude: "Include", ExportText: "Text",
	ExportTo: "To", ExportSame: "Same as",
	ExportFooter: "tab next · enter export · esc cancel",
	ExportLooks:  func(key string) string { return "tab next · enter export · " + key + " preview · esc cancel" },
	ExportParts:  [7]string{"contents", "timeline", "notes", "highlights", "sources", "one version per story", "unconfirmed suggestions"},
	ExportExists: "exists: enter keeps both (-2), ctrl+w replaces", ExportReplaces: "will be replaced; ctrl+w keeps both",
	ExportRights: "Full press text: personal or licensed use only.", ExportWriting: "writing …",
	ExportWeighing: "working out the size …", ExportPreview: "Preview",
	ExportStopped: "Export stopped, nothing was written", ExportBusy: "An export is under way already",
	ExportStoppedNotes: "Export stopped; notes already written stay",
	ExportInside:       func(name string) string { return "a folder: " + name + " comes into it" },
	ExportDamaged:      func(n int) string { return enCount(n, "damaged article", "damaged articles") + " left out" },
	ExportUnquoted: func(n int) string {
		return "highlights of " + enCount(n, "article", "articles") + " left out: choose full text or highlights"
	},
	About:        func(size string) string { return "about " + size },
	ExportOpened: func(name string) string { return "Opened " + name },
	ExportDone: func(articles, path, size string) string {
		return fmt.Sprintf("Wrote %s to %s, %s", articles, path, size)
	},
	ExportOpens: func(articles, size, key, path string) string {
		return fmt.Sprintf("Wrote %s, %s — %s opens %s", articles, size, key, path)
	},
	ExportFormats: map[string]string{"html": "HTML dossier, one file", "md": "Markdown, one file",
		"obsidian": "Markdown folder for Obsidian", "jsonl": "JSONL, to import again", "csv": "CSV table",
		"epub": "EPUB book", "ris": "RIS, for Zotero", "csl": "CSL-JSON references", "biblatex": "BibLaTeX references", "bibtex": "BibTeX references", "jsonfeed": "JSON Feed",
		"atom": "Atom feed", "rss": "RSS feed", "logseq": "Markdown folder for Logseq", "ninjs": "ninjs, for newsrooms", "txt": "plain text",
		sourceList: "OPML list of the sources"},
	ExportShort:  shortForms("plain text"),
	ExportGroups: [5]string{"Dossier", "Notes", "References", "Feeds", "Data"},
	ExportOrders: map[string]string{"theme": "by theme, then oldest first", "oldest": "oldest first",
		"newest": "newest first", "source": "by source", "hand": "in your own order", orderOfQuery: "as in the list"},
	ExportDepths:    map[string]string{"full": "full text", "lead": "lead only", "refs": "references only", "quotes": "highlights only"},
	ExportNeedsPath: "say where to write it", PreviewFooter: "j k scroll · esc close",
}

var frenchExport = exportWords{
	ExportTitle:  func(articles string) string { return "Exporter " + articles },
	ExportFormat: "Format", ExportName: "Titre", ExportOrder: "Ordre", ExportLang: "Langue", ExportInclude: "Avec", ExportText: "Texte",
	ExportTo: "Vers", ExportSame: "Équivaut à\u00a0:",
	ExportFooter: "tab suivant · entrée exporter · échap fermer",
	ExportLooks: func(key string) string {
		return "tab suivant · entrée exporter · " + key + " aperçu · échap fermer"
	},
	ExportParts:  [7]string{"sommaire", "chronologie", "notes", "passages surlignés", "sources", "une version par sujet", "suggestions non confirmées"},
	ExportExists: "existe\u00a0: entrée garde les deux (-2), ctrl+w remplace", ExportReplaces: "sera remplacé\u202f; ctrl+w garde les deux",
	ExportRights: "Texte intégral\u00a0: usage personnel ou sous licence.", ExportWriting: "écriture…",
	ExportWeighing: "calcul de la taille…", ExportPreview: "Aperçu",
	ExportStopped: "Export arrêté, rien n’a été écrit", ExportBusy: "Un export est déjà en cours",
	ExportStoppedNotes: "Export arrêté\u202f; les notes déjà écrites restent",
	ExportInside:       func(name string) string { return "un dossier\u00a0: " + name + " y sera écrit" },
	ExportDamaged:      func(n int) string { return frCount(n, "article abîmé omis", "articles abîmés omis") },
	ExportUnquoted: func(n int) string {
		return "passages surlignés de " + frCount(n, "article omis", "articles omis") + "\u00a0: l’intégral les garde"
	},
	About:        func(size string) string { return "environ " + size },
	ExportOpened: func(name string) string { return name + " ouvert" },
	ExportDone: func(articles, path, size string) string {
		return fmt.Sprintf("%s dans %s, %s", articles, path, size)
	},
	ExportOpens: func(articles, size, key, path string) string {
		return fmt.Sprintf("%s, %s — %s ouvre %s", articles, size, key, path)
	},
	ExportFormats: map[string]string{"html": "dossier HTML, un fichier", "md": "Markdown, un fichier",
		"obsidian": "dossier Markdown pour Obsidian", "jsonl": "JSONL, à réimporter", "csv": "tableau CSV",
		"epub": "livre EPUB", "ris": "RIS, pour Zotero", "csl": "références CSL-JSON", "biblatex": "références BibLaTeX", "bibtex": "références BibTeX", "jsonfeed": "flux JSON Feed",
		"atom": "flux Atom", "rss": "flux RSS", "logseq": "dossier Markdown pour Logseq", "ninjs": "ninjs, pour rédactions", "txt": "texte brut",
		sourceList: "liste OPML des sources"},
	ExportShort:  shortForms("texte brut"),
	ExportGroups: [5]string{"Dossier", "Notes", "Références", "Flux", "Données"},
	ExportOrders: map[string]string{"theme": "par thème, puis par date", "oldest": "anciens d’abord",
		"newest": "récents d’abord", "source": "par source", "hand": "dans votre ordre", orderOfQuery: "comme dans la liste"},
	ExportDepths:    map[string]string{"full": "intégral", "lead": "chapeau seul", "refs": "références seules", "quotes": "passages surlignés seuls"},
	ExportNeedsPath: "indiquez où l’écrire", PreviewFooter: "j k défiler · échap fermer",
}

var vietnameseExport = exportWords{
	ExportTitle:  func(articles string) string { return "Xuất " + articles },
	ExportFormat: "Dạng", ExportName: "Tiêu đề", ExportOrder: "Thứ tự", ExportLang: "Ngôn ngữ", ExportInclude: "Gồm", ExportText: "Văn bản",
	ExportTo: "Ghi vào", ExportSame: "Tức là",
	ExportFooter: "tab kế tiếp · enter xuất · esc thôi",
	ExportLooks: func(key string) string {
		return "tab kế tiếp · enter xuất · " + key + " xem trước · esc thôi"
	},
	ExportParts:  [7]string{"mục lục", "niên biểu", "ghi chú", "đoạn tô sáng", "nguồn tin", "một bản cho mỗi tin", "gợi ý chưa xác nhận"},
	ExportExists: "đã có: enter giữ cả hai (-2), ctrl+w thay thế", ExportReplaces: "sẽ bị thay thế; ctrl+w giữ cả hai",
	ExportRights: "Toàn văn: chỉ dùng cá nhân hoặc khi có giấy phép.", ExportWriting: "đang ghi…",
	ExportWeighing: "đang tính dung lượng…", ExportPreview: "Xem trước",
	ExportStopped: "Đã dừng xuất, chưa ghi gì", ExportBusy: "Đang có một lần xuất khác",
	ExportStoppedNotes: "Đã dừng xuất; các ghi chú đã ghi vẫn còn",
	ExportInside:       func(name string) string { return "là thư mục: " + name + " sẽ nằm trong đó" },
	ExportDamaged:      func(n int) string { return "bỏ qua " + viCount(n, "bài hỏng") },
	ExportUnquoted: func(n int) string {
		return "bỏ qua đoạn tô sáng của " + viCount(n, "bài") + ": hãy chọn toàn văn hay đoạn tô sáng"
	},
	About:        func(size string) string { return "khoảng " + size },
	ExportOpened: func(name string) string { return "Đã mở " + name },
	ExportDone: func(articles, path, size string) string {
		return fmt.Sprintf("Đã ghi %s vào %s, %s", articles, path, size)
	},
	ExportOpens: func(articles, size, key, path string) string {
		return fmt.Sprintf("Đã ghi %s, %s — %s mở %s", articles, size, key, path)
	},
	ExportFormats: map[string]string{"html": "hồ sơ HTML, một tệp", "md": "Markdown, một tệp",
		"obsidian": "thư mục Markdown cho Obsidian", "jsonl": "JSONL, để nhập lại", "csv": "bảng CSV",
		"epub": "sách EPUB", "ris": "RIS, cho Zotero", "csl": "tham khảo CSL-JSON", "biblatex": "tham khảo BibLaTeX", "bibtex": "tham khảo BibTeX", "jsonfeed": "JSON Feed",
		"atom": "nguồn tin Atom", "rss": "nguồn tin RSS", "logseq": "thư mục Markdown cho Logseq", "ninjs": "ninjs, cho tòa soạn", "txt": "văn bản thuần",
		sourceList: "danh sách nguồn tin OPML"},
	ExportShort:  shortForms("văn bản"),
	ExportGroups: [5]string{"Hồ sơ", "Ghi chú", "Tham khảo", "Nguồn tin", "Dữ liệu"},
	ExportOrders: map[string]string{"theme": "theo chủ đề, rồi cũ nhất trước", "oldest": "cũ nhất trước",
		"newest": "mới nhất trước", "source": "theo nguồn tin", "hand": "theo thứ tự của bạn", orderOfQuery: "như trong danh sách"},
	ExportDepths:    map[string]string{"full": "toàn văn", "lead": "chỉ phần mở đầu", "refs": "chỉ thư mục tham khảo", "quotes": "chỉ đoạn tô sáng"},
	ExportNeedsPath: "hãy cho biết ghi vào đâu", PreviewFooter: "j k cuộn · esc đóng",
}
