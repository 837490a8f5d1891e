package ui

import "fmt"

var vietnameseThemes = themeWords{
	ViewConfirm: "Chờ xác nhận", Suggested: "Gợi ý",
	WhyNoSuggestion: "không có gợi ý nào ở đây", NoEvidence: "Không từ nào trong bài nói đến: do cách gắn của bạn",
	Accepted:    func(n int, slugs string) string { return "Đã nhận " + slugs + " cho " + viCount(n, "bài") },
	Dismissed:   func(n int, slugs string) string { return "Đã bỏ " + slugs + " ở " + viCount(n, "bài") },
	AcceptTitle: func(n int) string { return "Nhận cho " + viCount(n, "bài") },
	DismissTitle: func(n int) string {
		return "Bỏ ở " + viCount(n, "bài")
	},
	AllSuggested: "tất cả", AnswerFooter: "enter chọn · esc hủy",
	OnArticles:        func(n int) string { return "ở " + viCount(n, "bài") },
	SuggestedForThese: "Gợi ý cho các bài này",
	EvidenceAt:        func(i, n int) string { return fmt.Sprintf("dẫn chứng %d/%d", i, n) },
	EvidenceNext:      "dẫn chứng kế", ConfirmGroup: "nhận cả nhóm",
	WhyTitle: func(theme, score string) string { return "Vì sao " + theme + " " + score },
	WhyHere:  "Dẫn chứng trong bài", WhyChoose: "chọn", WhyJumps: "tới đó",
	WhyInTitle: "tiêu đề", WhyInLead: "sa pô", WhyList: "Danh sách từ", WhyAgainst: "Ngược lại",
	WhyVersion:   func(version int) string { return fmt.Sprintf("v%d", version) },
	WhyThreshold: "Ngưỡng", WhyRecord: "Trả lời của bạn",
	WhyKept: func(kept, dropped int) string {
		return fmt.Sprintf("%s nhận, %s bỏ", grouped(kept, "."), grouped(dropped, "."))
	},
	WhyLearned:     "Đã học",
	WhyLearnedFrom: func(n int) string { return "từ " + viCount(n, "bài") + " của bạn" },
	WhyPoints:      "Điểm", WhyPointsOf: func(points, needed string) string { return points + ", cần " + needed },
	WhyNone: "không có", WhyOwnTagging: "cách gắn của bạn",
	WhyStores: func(version, places int) string {
		return fmt.Sprintf("Khi nhận sẽ lưu: gợi ý, ngày, danh sách từ v%d, %s.", version, viCount(places, "chỗ"))
	},
	WhyFooter: "tab chủ đề khác · esc đóng", WhyMarked: "đã gắn cho bài",
	WhyTrusts:    func(score string) string { return "tự gắn từ " + score },
	ConfirmAll:   func(key string, n int) string { return key + " nhận cả " + grouped(n, ".") },
	ConfirmEmpty: "Không còn gì chờ xác nhận", ConfirmEmptyTip: "Gợi ý cho các bài sắp đến sẽ nằm ở đây",
	CodingAt: func(i, n, tagged int) string {
		return fmt.Sprintf("Gắn lần lượt %s/%s · %s đã gắn", grouped(i, "."), grouped(n, "."), grouped(tagged, "."))
	},
	CodingEnded: func(seen, tagged int) string {
		return "Đã dừng gắn lần lượt: xem " + viCount(seen, "bài") + ", gắn " + viCount(tagged, "bài")
	},
	CodingNone: "Bài nào cũng đã có chủ đề", CodingHint: "số: gắn rồi sang bài kế, . lặp lại, phím cách đọc tiếp, n bỏ qua, esc dừng",
	TrustTitle: "Tin gợi ý của một chủ đề", TrustHint: "Một chủ đề và điểm từ đó gợi ý được tự gắn, ví dụ y tế 0.9; hoặc off.",
	TrustBad:      "Hãy viết một chủ đề và điểm từ 0 đến 1, hoặc off",
	TrustNoTheme:  func(name string) string { return "Không có chủ đề nào tên " + name },
	TrustQuestion: func(theme, score string) string { return "Tự gắn " + theme + " từ " + score + " trở lên?" },
	TrustNote: func(n int) string {
		return some(n, viCount(n, "gợi ý đang chờ sẽ được gắn")+", các gợi ý sau khi đến. Có thể hoàn tác.",
			"Chưa gợi ý nào chắc đến vậy; các gợi ý sau sẽ được gắn. Có thể hoàn tác.")
	},
	TrustOffQuestion: func(theme string) string { return "Không tự gắn " + theme + " nữa?" },
	TrustOffNote:     "Gì đã gắn vẫn còn; bài mới lại được gợi ý. Có thể hoàn tác.", TrustCommand: "Tin",
	TrustSame:  func(theme string) string { return "Không có gì đổi ở " + theme },
	CatchingUp: func(done, of int) string { return fmt.Sprintf("gợi ý %s/%s", grouped(done, "."), grouped(of, ".")) },
	CaughtUp:   "Gợi ý đã đầy đủ", SurestFirst: "chắc nhất trước",
}
