package ui

import "fmt"

var vietnameseCare = careWords{
	WhyNoStory: "không biết bản nào khác của bài này", WhyNoJoin: "hãy chọn trước hai bài trở lên", WhyLinked: "bài ở ngôn ngữ khác: liên kết, không nhóm",
	VersionsLeft:   func(n int) string { return viCount(n, "bản khác") + " giữ nguyên" },
	VersionsAll:    func(key string) string { return key + " để làm cho tất cả" },
	NoMoreVersions: "Không còn bản nào",
	VersionAt:      func(i, n int) string { return fmt.Sprintf("Bản %d trên %d", i, n) },
	VersionsFolded: "Mỗi sự kiện một dòng", VersionsShown: "Mỗi bản một dòng riêng", AllVersionsFilter: "Mọi bản của sự kiện",
	StoryTitle: func(n int) string {
		return some(n, viCount(n, "bản")+" của một sự kiện", "Các bản của một sự kiện")
	},
	StoryRead: "đọc", StoryCompare: "so sánh", StoryLeave: "tách khỏi nhóm", StoryMark: "đánh dấu đã đọc hết", StoryShow: "hiện bản này trong danh sách",
	StoryTag:    func(n int) string { return fmt.Sprintf("gắn cả %d", n) },
	StoryLinked: "Kể bằng ngôn ngữ khác",
	ColumnWhen:  "khi", ColumnSource: "ng.", ColumnLang: "ng.ữ", ColumnWords: "chữ", ColumnSame: "giống", ColumnAll: "tất cả",
	ColumnWeeks: "theo tuần", ColumnKept: "đã nhận",
	ByHand: "tay", OnlyIn: func(code string) string { return "Chỉ " + code }, GroupedBecause: "Đã nhóm",
	SameShare:     func(s string) string { return s + " văn bản giống nhau" },
	JoinedByHand:  func(n int) string { return viCount(n, "bản") + " gộp bằng tay" },
	TooManyToJoin: func(n int) string { return fmt.Sprintf("Mỗi lần gộp nhiều nhất %d bài", n) },
	CompareTitle:  "So sánh hai bản", CompareFooter: "n chỗ khác tiếp · p chỗ trước · j k cuộn · esc đóng",
	SaidElsewhere: "bản kia nói điều này ở chỗ khác",
	StoryJoined:   func(n int) string { return "Đã gộp " + viCount(n, "bài") + " thành một sự kiện" },
	StoryLeft:     func(n int) string { return "Đã tách " + viCount(n, "bài") + " khỏi sự kiện" },

	NoteTitle: "Ghi chú của bài này", NoteFooter: "enter lưu · alt+enter xuống dòng · esc thôi", NoteLeave: "Thoát mà không lưu ghi chú?", NoteLeaveNote: "Nội dung bạn viết sẽ mất.", NoteHead: "Ghi chú",
	HighlightHead: "Đoạn tô sáng", HighlightLost: "Đoạn tô sáng không còn trong bài", HighlightNote: "Ghi chú cho đoạn này", HighlightTag: "Chủ đề của đoạn này",
	PassageFooter:   "enter tô sáng · j k thêm, bớt · n p câu khác · c ghi chú · t chủ đề · y trích dẫn · esc thôi",
	HighlightFooter: "enter lưu · j k thêm, bớt · n p câu khác · c ghi chú · t chủ đề · d bỏ · y trích dẫn · esc thôi",
	Passage:         func(n int) string { return viCount(n, "câu") }, WhyNoSentence: "bài không có câu nào", WhyNoHighlight: "chỗ này chưa tô sáng",
	NoteKept: "Đã giữ ghi chú", NoteGone: "Đã bỏ ghi chú", HighlightKept: "Đã tô sáng đoạn này", HighlightGone: "Đã bỏ tô sáng",

	ReportTitle: "Báo cáo", ReportNone: "Không bài nào trong các tuần này có chủ đề.", ReportPairs: "Cùng nhau",
	ReportFooter: "enter các bài · tab khung hay tất cả · w tuần · esc đóng", ReportFooterAll: "enter các bài · w tuần · esc đóng",
	ReportSince: func(weeks int, day string) string { return viCount(weeks, "tuần") + " từ " + day },

	ThemesTitle:  func(n int) string { return viCount(n, "chủ đề") },
	ThemesFooter: "enter các bài · u hoàn tác · esc đóng",
	CareAdd:      "thêm", CareRename: "đổi tên", CareEdit: "sửa", CareWords: "từ", CarePin: "chữ số", CareMerge: "gộp", CareSplit: "tách",
	CareMove: "dời", CareDelete: "xóa", CareArchive: "cất đi", CareUnarchive: "dùng lại",
	CareArchiveAll: func(n int) string { return "cất đi " + grouped(n, ".") },
	NoThemesYet:    "Chưa có chủ đề: a để thêm", OnlyTheme: "không có chủ đề nào khác", ThemeIsEmpty: "chủ đề không có bài", IsArchived: "đã cất",
	NoWordsYet: "chưa có từ: w để viết", SuggestedUsually: "gợi ý từ điểm thường dùng",
	SuggestedFrom: func(s string) string { return "gợi ý từ " + s },
	TrustedFrom:   func(s string) string { return "tự gắn từ " + s },
	KeptDropped: func(kept, dropped int) string {
		return fmt.Sprintf("nhận %s, bỏ %s", grouped(kept, "."), grouped(dropped, "."))
	},
	PendingCount: func(n int) string { return grouped(n, ".") + " chờ xác nhận" },
	ThemeExists: func(name string) string {
		return "Đã có chủ đề “" + name + "”; m để gộp hai làm một"
	},
	AddThemeTitle: "Chủ đề mới", AddThemeHint: "Dấu / đặt nó dưới chủ đề khác: y tế/trạm xá.",
	RenameThemeTitle: func(name string) string { return "Đổi tên “" + name + "”" }, EditThemeTitle: func(name string) string { return "Chủ đề “" + name + "”" },
	RenameThemeHint: "Mã đổi theo; mã cũ vẫn tìm ra nó.",
	PinTitle:        func(name string) string { return "Chữ số của “" + name + "”" }, MoveThemeTitle: func(name string) string { return "Dời “" + name + "” xuống dưới" },
	PinFree: "còn trống", PinNone: "không chữ số", TopLevel: "không chủ đề nào",
	MergeTitle: func(name string, n int) string { return "Gộp “" + name + "” (" + viCount(n, "bài") + ") vào" },
	SplitTitle: func(name string, n int) string { return "Tách “" + name + "” (" + viCount(n, "bài") + ")" },
	DropThemeQuestion: func(name string, n int) string {
		return "Xóa “" + name + "” và gỡ khỏi " + viCount(n, "bài") + "?"
	},
	DropThemeNote: "Các bài vẫn còn. Có thể hoàn tác.",
	ThemeShort:    "Mã ngắn", ThemeIPTC: "Chủ đề IPTC", ThemeThreshold: "Gợi ý từ", ThemeTrust: "Tự gắn từ", ThemeArchived: "Đã cất",
	ThemePin: "Chữ số", ThemeColour: "Màu", ThemeAliasHint: "tên khác để tìm, cách nhau bằng “;”",
	ThemeThresholdHint: "điểm từ 0 đến 1; trống: điểm thường dùng", ThemeTrustHint: "điểm từ đó tự gắn không hỏi; trống: không bao giờ",
	ThemeShortBad: "hai đến bốn chữ cái hoặc chữ số", ThemeShareBad: "một số từ 0 đến 1, hoặc để trống", ThemeIPTCBad: "tám chữ số, hoặc để trống",
	ThemeLabel:   func(lang string) string { return "Tên, " + lang },
	ThemeAliases: func(lang string) string { return "Còn gọi, " + lang },
	WordsTitle:   func(name string) string { return "Từ của “" + name + "”" },
	WordsFooter:  "ctrl+o giữ · esc hủy",
	WordsTerms:   "Mỗi dòng một từ; * ở cuối thay cho mọi đuôi.", WordsTiers: "sure: một từ là đủ · strong: thường đúng chủ đề · weak: cộng thêm", WordsNot: "not: cụm từ loại trừ những từ mà nó phủ",
	WordsLeave: "Rời đi mà không giữ thay đổi?", WordsLeaveNote: "Danh sách vẫn như cũ.",
	WordsBad: func(line int) string {
		return fmt.Sprintf("Dòng %d không phải tiêu đề như [fr sure], hoặc đứng trước tiêu đề đầu", line)
	},
	SplitName: "Chủ đề mới", SplitNameHint: "cạnh chủ đề này; dấu / đặt nó dưới chủ đề khác", SplitQueryHint: "những bài nào của nó được chuyển",
	SplitNothing: "không tìm thấy bài nào của chủ đề",
	SplitCount: func(n, of int) string {
		return fmt.Sprintf("%s trên %s sang chủ đề mới", grouped(n, "."), viCount(of, "bài"))
	},
	ThemeSplit: func(n int, from, into string) string {
		return fmt.Sprintf("Đã chuyển %s từ %s sang %s", viCount(n, "bài"), from, into)
	},

	RulesTitle: "Quy tắc", RulesFooter: "enter các bài · u hoàn tác · esc đóng", NoRulesYet: "Chưa có quy tắc: a lập một quy tắc từ khung nhìn này",
	RuleAdd: "thêm", RulePause: "tạm dừng", RuleResume: "tiếp tục", RuleTest: "thử", RuleApply: "áp dụng", RuleRemove: "bỏ",
	RemoveRuleTitle: func(name string) string { return "Bỏ quy tắc “" + name + "”" },
	RemoveRuleOnly:  "chỉ bỏ quy tắc; chủ đề đã gắn vẫn còn", RemoveRuleMarks: "bỏ quy tắc và các chủ đề nó đã gắn",
	AddRuleTitle: "Quy tắc mới", EditRuleTitle: "Quy tắc", RuleTags: "Gắn chủ đề", RuleTagsHint: "bằng bất cứ tên nào của chủ đề, cách nhau bằng “;”",
	RuleReads: "đánh dấu đã đọc", RuleStars: "gắn sao", RuleHides: "ẩn", RuleHideHint: "không hiện trong danh sách; không xóa, is:hidden tìm ra",
	RuleApplyNow: "áp dụng ngay", RuleNoQuery: "quy tắc cần truy vấn: mọi bài thì quá nhiều", RuleNoName: "quy tắc cần có tên",
	RuleDoesNothing: "quy tắc chưa làm gì",
	RuleWould: func(changed, found int) string {
		return fmt.Sprintf("Tìm thấy %s ở đây; sẽ đổi %s trong số đó", viCount(found, "bài"), grouped(changed, "."))
	},
	RuleBroken:  func(why string) string { return "Quy tắc không chạy đúng như đã đặt: " + why },
	RuleKept:    func(name string) string { return "Đã giữ quy tắc " + name },
	RuleRemoved: func(name string) string { return "Đã bỏ quy tắc " + name },
	RuleApplied: func(n int, name string) string {
		return "Đã áp dụng quy tắc " + name + " cho " + viCount(n, "bài")
	},
	HiddenDone:   func(n int) string { return "Đã ẩn " + viCount(n, "bài") },
	UnhiddenDone: func(n int) string { return "Đã hiện lại " + viCount(n, "bài") },
}
