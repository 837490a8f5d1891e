package ui

// reviewWords are the words of press reviews.
type reviewWords struct {
	ReviewFooter, ReviewEmptyFooter, PageFooter string
	ReviewSince                                 func(when string) string
	ReviewFirst                                 string // of one that was never made
	ReviewSections                              func(n int) string
	ReviewDropped                               func(n int) string
	ReviewLeft                                  func(n int) string // beyond a section's limit
	ReviewNothing                               string             // of a section
	ReviewNone, ReviewHow                       string             // nothing came in; what to do
	ReviewFaulty                                string             // a template cannot be read
	ReviewNoUndo, ReviewNoWay                   string
	ReviewMade                                  string
	ReviewDepth                                 func(section, depth string) string
	ReviewDepths                                map[string]string
	ReviewPreview                               string
	ReviewUndo, ReviewLength, ReviewOther       string // keys
}

var englishReview = reviewWords{
	ReviewFooter:      "enter read · x drop · K J move · e export · esc close",
	ReviewEmptyFooter: "u undo · tab other review · esc close", PageFooter: "j k scroll · space page · esc back",
	ReviewSince:    func(when string) string { return "since " + when },
	ReviewFirst:    "of the last 7 days",
	ReviewSections: func(n int) string { return enCount(n, "section", "sections") },
	ReviewDropped:  func(n int) string { return enCount(n, "dropped", "dropped") },
	ReviewLeft:     func(n int) string { return enCount(n, "more", "more") },
	ReviewNothing:  "nothing", ReviewNone: "Nothing has come in for this review.",
	ReviewHow:    "Star articles, tag them with pinned themes, or write notes on them.",
	ReviewFaulty: "A review has a fault", ReviewNoUndo: "Nothing to undo in this review", ReviewNoWay: "It stands at the edge",
	ReviewMade:    "Review made: the next begins here",
	ReviewDepth:   func(section, depth string) string { return section + ": " + depth },
	ReviewDepths:  map[string]string{"": "as the review", "refs": "references", "quotes": "marked passages", "lead": "leads", "full": "full texts"},
	ReviewPreview: "Preview", ReviewUndo: "undo", ReviewLength: "depth of the section", ReviewOther: "other review",
}

var frenchReview = reviewWords{
	ReviewFooter:      "entrée lire · x ôter · KJ placer · e export · échap fermer",
	ReviewEmptyFooter: "u annuler · tab autre revue · échap fermer", PageFooter: "j k défiler · espace page · échap retour",
	ReviewSince:    func(when string) string { return "depuis " + when },
	ReviewFirst:    "des 7 derniers jours",
	ReviewSections: func(n int) string { return frCount(n, "rubrique", "rubriques") },
	ReviewDropped:  func(n int) string { return frCount(n, "écarté", "écartés") },
	ReviewLeft:     func(n int) string { return frCount(n, "autre", "autres") },
	ReviewNothing:  "rien", ReviewNone: "Rien n’est arrivé pour cette revue.",
	ReviewHow:    "Étoilez des articles, classez-les par thèmes épinglés ou annotez-les.",
	ReviewFaulty: "Une revue a un défaut", ReviewNoUndo: "Rien à annuler dans cette revue", ReviewNoWay: "Il est déjà au bord",
	ReviewMade:    "Revue établie\u00a0: la suivante commence ici",
	ReviewDepth:   func(section, depth string) string { return section + "\u00a0: " + depth },
	ReviewDepths:  map[string]string{"": "comme la revue", "refs": "références", "quotes": "passages relevés", "lead": "accroches", "full": "textes intégraux"},
	ReviewPreview: "Aperçu", ReviewUndo: "annuler", ReviewLength: "longueur de la rubrique", ReviewOther: "autre revue",
}

var vietnameseReview = reviewWords{
	ReviewFooter:      "enter đọc · x bỏ · K J chuyển · e xuất · esc đóng",
	ReviewEmptyFooter: "u hoàn tác · tab bản khác · esc đóng", PageFooter: "j k cuộn · space trang · esc quay lại",
	ReviewSince:    func(when string) string { return "từ " + when },
	ReviewFirst:    "trong 7 ngày qua",
	ReviewSections: func(n int) string { return viCount(n, "mục") },
	ReviewDropped:  func(n int) string { return viCount(n, "bài bỏ") },
	ReviewLeft:     func(n int) string { return viCount(n, "bài nữa") },
	ReviewNothing:  "chưa có gì", ReviewNone: "Chưa có bài nào cho bản điểm báo này.",
	ReviewHow:    "Gắn sao, gắn chủ đề đã ghim hoặc viết ghi chú cho bài: chúng sẽ hiện ở đây.",
	ReviewFaulty: "Một bản điểm báo có lỗi", ReviewNoUndo: "Không có gì để hoàn tác ở đây", ReviewNoWay: "Bài đã ở mép",
	ReviewMade:    "Đã lập điểm báo: bản sau bắt đầu từ đây",
	ReviewDepth:   func(section, depth string) string { return section + ": " + depth },
	ReviewDepths:  map[string]string{"": "như cả bản", "refs": "tham chiếu", "quotes": "đoạn đã tô", "lead": "lời dẫn", "full": "toàn văn"},
	ReviewPreview: "Xem trước", ReviewUndo: "hoàn tác", ReviewLength: "độ dài của mục", ReviewOther: "bản khác",
}
