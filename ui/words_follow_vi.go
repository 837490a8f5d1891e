package ui

import (
	"fmt"
	"strconv"

	"veille/feed"
)

// viSources is a number of sources: Vietnamese nouns have no plural.
func viSources(n int) string { return grouped(n, ".") + " nguồn tin" }

var vietnameseFollow = followWords{
	AgeMinutes: func(n int) string { return strconv.Itoa(n) + " ph" },
	AgeHours:   func(n int) string { return strconv.Itoa(n) + " g" },
	AgeDays:    func(n int) string { return strconv.Itoa(n) + " ng" },
	ForSoLong:  func(age string) string { return "đã " + age },

	NoSourcesYet: func(key string) string { return "Chưa có nguồn tin: " + key + " để thêm" }, NoFolderHere: "Không có thư mục ở đây", NoFolder: "không có thư mục",
	AllLanguages: "mọi ngôn ngữ", WhyNoSource: "không có nguồn tin ở đây", OneSourceOnly: "Việc này chỉ làm với một nguồn tin",
	NotFollowed: func(name string) string {
		return name + " không được theo dõi: chỉ biết từ trang đã lưu"
	},
	SourceCount:   viSources,
	SourcesPicked: func(n int) string { return "đã chọn " + viSources(n) },
	AskFooter:     "enter lưu · esc bỏ", CanUndo: "Có thể hoàn tác.",
	RenameTitle: "Đổi tên nguồn tin", RenameHint: "Tên bạn đặt được giữ; để trống: lấy tên của nguồn.", NameMissing: "nguồn tin cần có tên",
	AddressTitle: func(name string) string { return "Địa chỉ của " + name },
	AddressHint:  "Từ nay hỏi nguồn tin ở đây. Bài, chủ đề và tên vẫn giữ nguyên.",
	MoveTitle:    func(name string) string { return "Thư mục cho " + name },
	NewFolder:    func(name string) string { return "Thư mục mới “" + name + "”" },
	FolderHint:   "Gõ để tìm hoặc tạo mới; dấu / đặt thư mục vào trong thư mục khác.",

	FullTextTitle: "Lấy toàn văn từ trang", FullTextShort: "khi nguồn chỉ có đoạn đầu", FullTextNever: "không bao giờ", FullTextAlways: "luôn luôn",
	LeaveQuestion: func(name string) string { return "Thôi theo dõi " + name + "?" },
	LeaveNote: func(gone, stay int) string {
		s := grouped(gone, ".") + " bài vào thùng rác"
		return some(stay, s+"; "+grouped(stay, ".")+" bài ở lại (có chủ đề, sao hoặc ghi chú).", s+".")
	},
	NowFollowing:  func(name string) string { return "Đang theo dõi " + name },
	SourceChanged: func(name string) string { return "Đã sửa: " + name }, NoLongerFollowing: func(name string) string { return "Thôi theo dõi " + name },
	EditPaused: "Đã tạm dừng", EditResumed: "Hỏi lại", EditNoFolder: "Đã đưa ra khỏi thư mục", EditAddress: "Đã đổi địa chỉ", EditFullText: "Toàn văn",
	EditFolder: func(s string) string { return "Đã chuyển vào thư mục " + s }, EditName: func(s string) string { return "Đã đổi tên thành " + s },

	Offline:      "ngoại tuyến",
	SourceErrors: func(n int) string { return grouped(n, ".") + " lỗi" },
	RefreshTitle: func(done, of int) string { return fmt.Sprintf("Cập nhật %d trên %s", done, viSources(of)) },
	RefreshEnded: func(done, of int) string {
		return fmt.Sprintf("Lần cập nhật trước: %d trên %s", done, viSources(of))
	},
	RefreshDone: func(fresh, from int) string {
		if fresh == 0 {
			return "Không có gì mới"
		}
		return grouped(fresh, ".") + " bài mới từ " + viSources(from)
	},
	RefreshFresh:   func(n int) string { return grouped(n, ".") + " mới" },
	RefreshUpdated: func(n int) string { return grouped(n, ".") + " sửa đổi" },
	RefreshFailed:  func(n int) string { return grouped(n, ".") + " lỗi" },
	RefreshWaiting: func(n int) string { return viSources(n) + " đang đợi lượt" },
	RefreshStopped: func(done, of, fresh int) string {
		return fmt.Sprintf("Dừng sau %d trên %s; đã giữ %s bài mới", done, viSources(of), grouped(fresh, "."))
	},
	RefreshPortal:  func(host string) string { return "Mạng đòi đăng nhập: " + host + " trả lời thay" },
	RefreshOffline: "Ngoại tuyến: không máy chủ nào trả lời", RefreshNext: "Sẽ làm sau lần cập nhật đang chạy",
	RefreshElsewhere: "Một veille khác đang cập nhật; bài mới của nó sẽ đến",
	RefreshPaused:    "Không hỏi: nguồn đang tạm dừng",
	RefreshKeep:      "Cứ đọc tiếp: bài mới đợi ở trên, danh sách không nhảy.",
	RefreshBarred:    func(until string) string { return "Máy chủ yêu cầu không quay lại trước " + until + "." },
	RefreshNotDue: func(key string) string {
		return "Chưa nguồn nào đến hạn; " + key + " hỏi ngay một nguồn"
	},
	RefreshAsks:      func(key string) string { return key + " để hỏi các nguồn" },
	NothingRefreshed: func(key string) string { return "Chưa cập nhật; " + key + " hỏi mọi nguồn đến hạn" },
	EnterMore:        "enter xem", NothingRunning: "chưa cập nhật", Hide: "ẩn", CancelShort: "dừng", Unchanged: "không có gì thay đổi",
	PhaseAsking: "đang hỏi", PhaseReading: "đang đọc",
	PhaseFetching: func(done, of int) string { return fmt.Sprintf("toàn văn %d trên %d", done, of) },

	Troubles: map[feed.Trouble]string{
		feed.TroubleOffline: "không có mạng", feed.TroubleHost: "không có máy chủ này", feed.TroubleConnect: "không trả lời",
		feed.TroubleTimeout: "quá chậm", feed.TroubleTLS: "chứng chỉ sai", feed.TroubleGone: "đã bỏ hẳn",
		feed.TroubleMissing: "không tìm thấy", feed.TroubleDenied: "bị từ chối", feed.TroubleBusy: "máy chủ bận",
		feed.TroubleServer: "lỗi máy chủ", feed.TroubleRedirect: "chuyển hướng sai", feed.TroublePrivate: "mạng riêng",
		feed.TroubleTooLarge: "quá lớn", feed.TroubleNotFeed: "không phải nguồn tin", feed.TroubleUnreadable: "không đọc được",
		feed.TroubleKeep: "không lưu được",
	},
	Remedies: map[feed.Trouble]string{
		feed.TroubleOffline:    "máy này không có mạng. Hãy kết nối rồi thử lại.",
		feed.TroubleHost:       "trang đã đổi tên, hoặc địa chỉ gõ sai. Hãy tìm trên trang, hoặc sửa địa chỉ.",
		feed.TroubleConnect:    "máy chủ hỏng, hoặc tường lửa chặn. Sẽ tự thử lại.",
		feed.TroubleTimeout:    "máy chủ quá tải. Sẽ tự thử lại.",
		feed.TroubleTLS:        "chứng chỉ hết hạn, hoặc có mạng can thiệp. Hãy mở trang bằng trình duyệt.",
		feed.TroubleGone:       "trang đã bỏ nguồn này. Tìm nguồn khác, hoặc bỏ theo dõi: bài có thể giữ lại.",
		feed.TroubleMissing:    "trang đã dời nguồn tin. Hãy tìm địa chỉ mới trên trang.",
		feed.TroubleDenied:     "cần mật khẩu, hoặc trang không cho đọc. Tìm nguồn khác, hoặc đặt mật khẩu.",
		feed.TroubleBusy:       "quá nhiều người hỏi cùng lúc. Sẽ thử lại khi máy chủ cho phép.",
		feed.TroubleServer:     "lỗi của trang. Sẽ tự thử lại; nếu kéo dài, hãy báo cho trang.",
		feed.TroubleRedirect:   "địa chỉ dẫn vòng quanh hoặc sai chỗ. Hãy tìm nguồn mới trên trang.",
		feed.TroublePrivate:    "dẫn vào mạng riêng. Chỉ địa chỉ bạn tự gõ mới được phép: hãy đổi địa chỉ.",
		feed.TroubleTooLarge:   "nguồn lớn quá mức đọc. Hãy tìm nguồn nhỏ hơn của trang.",
		feed.TroubleNotFeed:    "nhận được một trang: nguồn đã dời, hoặc mạng khách sạn đòi đăng nhập.",
		feed.TroubleUnreadable: "nguồn hỏng, không thấy bài nào. Hãy báo cho trang; sẽ tự thử lại.",
		feed.TroubleKeep:       "tệp của ta không nhận được. Xem dung lượng trống, rồi: veille check",
	},
	TroubleFrom: func(trouble, address string) string { return trouble + ": " + address },
	FailsSince: func(when, age string, times int) string {
		return fmt.Sprintf("Từ %s (%s), %s lần thử.", when, age, grouped(times, "."))
	},
	CouldNotRead: func(s string) string { return "Không đọc được " + s },
	LastGood:     func(s string) string { return "Lần đọc được gần nhất: " + s + "." },
	NextTry:      func(s string) string { return "Sẽ tự thử lại: " + s + "." },
	SourceFails:  func(trouble string) string { return "nguồn tin: " + trouble },
	NeverGood:    "Chưa lần nào trả lời.", NeverAsked: "Chưa được hỏi lần nào.", IsPaused: "Đang tạm dừng: không ai hỏi.",
	AllKept:    func(n int) string { return some(n, "Giữ đủ "+grouped(n, ".")+" bài.", "Chưa có bài.") },
	CutFeed:    func(n int) string { return "Nguồn bị cắt: bỏ lại " + grouped(n, ".") + " mục." },
	OthersFine: func(n int) string { return viSources(n) + " khác đã trả lời." },
	Likely:     "Có lẽ", Report: "báo cáo",
	Answers: "Nguồn này trả lời.", FolderLabel: "Thư mục", WayAsk: "hỏi ngay", UnreadCount: func(n int) string { return viCount(n, "chưa đọc") },
	WaySearch: "tìm nguồn mới trên trang chủ", WayRetry: "thử lại ngay", WayPause: "tạm dừng nguồn này",
	WayResume: "hỏi lại nguồn này", WayAddress: "đổi địa chỉ", WayCopy: "chép báo cáo này",
	AllAnswer: "mọi nguồn tin đều trả lời", ErrorsFooter: "enter xem · esc đóng",
	ErrorsTitle: func(n int) string { return viSources(n) + " không đọc được" },

	NoFeedThere: "Không tìm thấy nguồn tin nào ở đó.", NoFeedHint: "Trang có thể để nguồn tin ở chỗ khác: hãy tự nhập địa chỉ.",
	NoFeedFooter: "enter đổi địa chỉ · esc trở lại", MoveFaultFooter: "enter thử lại · 4 đổi địa chỉ · esc trở lại", KnownFooter: "enter xem bài · esc trở lại",
	LookTitle: "Thêm", LookFooter: "enter theo dõi · esc trở lại", LookFaultFooter: "enter thử lại · esc trở lại",
	KeepFooter: "enter giữ · esc trở lại", ChoiceFooter: "x chọn · a tất cả · enter theo dõi · esc trở lại", MoveFooter: "x chọn · enter đổi địa chỉ · esc trở lại",
	Asking:         func(host string) string { return "Đang hỏi " + host + "…" },
	NothingKeptYet: "Chưa giữ gì trước khi bạn xem.", FollowedAlready: "đã theo dõi",
	OfferPage: "Một trang, để giữ làm bài", OfferPageHint: "Trang này không có nguồn tin.",
	OfferChoice:  func(n int) string { return viSources(n) + " trên trang này" },
	OfferList:    func(n int) string { return "Danh sách " + viSources(n) },
	NewFeedOf:    func(name string) string { return "Nguồn mới cho " + name },
	ChosenOf:     func(n, of int) string { return fmt.Sprintf("chọn %d trên %d", n, of) },
	RefusedCount: func(n int) string { return grouped(n, ".") + " mục bị từ chối" },
	ChooseSome:   "Chưa chọn gì: x để chọn", ChooseOne: "x chọn một", NothingToFollow: "không có gì để theo dõi",
	SameAddress: "Vẫn là địa chỉ cũ", PageKept: "Đã giữ trang làm bài",
	AddHint:       "Enter hỏi địa chỉ này; bạn xem trước những gì có.",
	StarterHint:   func(key string) string { return key + " nguồn gợi ý, theo vùng" },
	StartersTitle: "Nguồn gợi ý ban đầu", StartersFooter: "x chọn · l ngôn ngữ · enter theo dõi · esc đóng",
	Regions:           map[string]string{"Viet Nam": "Việt Nam", "ASEAN": "ASEAN", "Asia and Pacific": "Châu Á – Thái Bình Dương", "United Nations": "Liên Hợp Quốc", "World": "Thế giới"},
	StarterUnverified: "? chưa hỏi lần nào: địa chỉ chưa được kiểm chứng.", NoStarters: "không có danh sách gợi ý",
	StarterNothingFetched: "Enter theo dõi, chưa tải gì cả.",
	WelcomeAdd:            "Thêm nguồn", WelcomeAddWhat: "dán địa chỉ trang hoặc nguồn tin",
	WelcomeStarters: "Gợi ý", WelcomeStartersWhat: "nguồn theo vùng và ngôn ngữ, chỉ tải khi cần",

	VersionsTitle: "Những gì đã đổi", VersionsFooter: ", cũ hơn · ; mới hơn · j k cuộn · esc đóng",
	VersionOf:      func(i, n int, when string) string { return fmt.Sprintf("Thay đổi %d trên %d, %s", i, n, when) },
	SameParagraphs: func(n int) string { return grouped(n, ".") + " đoạn không đổi" },
	SameText:       "Văn bản không khác chữ nào.", NoVersions: "Nguồn chưa sửa bài này",
	ChangedAt:   func(when string) string { return "cập nhật " + when },
	ShowsChange: func(key string) string { return key + " xem những gì đã đổi" },
	AlsoIn:      "cũng ở:", Megabyte: "MB",

	WidenOnly: func(n int, condition string) string { return grouped(n, ".") + " chỉ với " + condition },
	WidenJust: func(condition string) string { return "chỉ " + condition },
}
