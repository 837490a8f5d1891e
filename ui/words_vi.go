package ui

import (
	"fmt"
	"strconv"
)

// vietnamese is the interface in Vietnamese, which has no plural.
var vietnamese = Words{
	Lang: "vi", Name: "Tiếng Việt",

	followWords: vietnameseFollow,
	careWords:   vietnameseCare,
	exportWords: vietnameseExport,
	reviewWords: vietnameseReview,
	themeWords:  vietnameseThemes,

	Actions: vietnameseActions, Short: vietnameseShort,
	Groups: map[group]string{
		groupMove: "Di chuyển", groupGo: "Đi tới", groupRead: "Đọc", groupTag: "Chủ đề", groupState: "Trạng thái",
		groupSelect: "Chọn", groupFind: "Tìm", groupTake: "Xuất, nhập", groupSource: "Nguồn tin", groupProgram: "Chương trình",
	},

	KeyNames: map[string]string{"space": "phím cách", "enter": "enter", "tab": "tab", "esc": "esc", "backspace": "xóa lùi", "delete": "del", "insert": "ins",
		"home": "home", "end": "end", "pgup": "PgUp", "pgdown": "PgDn", "shift": "shift", "up": "↑", "down": "↓", "left": "←", "right": "→"},
	KeyColumn: "Phím", DoesColumn: "Tác dụng", WhereColumn: "Ở đâu", NameColumn: "Tên trong [keys]",

	Number:   func(n int) string { return grouped(n, ".") },
	Weekdays: [7]string{"CN", "T2", "T3", "T4", "T5", "T6", "T7"},
	Months: [12]string{"tháng 1", "tháng 2", "tháng 3", "tháng 4", "tháng 5", "tháng 6", "tháng 7", "tháng 8",
		"tháng 9", "tháng 10", "tháng 11", "tháng 12"},
	DayLong: func(weekday, _ string, day, monthNo, year int) string {
		return fmt.Sprintf("%s %d/%d/%d", weekday, day, monthNo, year)
	},
	MonthLong: func(_ string, monthNo, year int) string { return fmt.Sprintf("tháng %d/%d", monthNo, year) },
	UpdatedOn: func(date string) string { return "cập nhật " + date },
	Articles:  func(n int) string { return viCount(n, "bài") },
	WordCount: func(n int) string { return viCount(n, "chữ") },
	Minutes:   func(n int) string { return strconv.Itoa(n) + " phút" },
	Kilobytes: func(n int64) string { return fmt.Sprintf("%d kB", (n+999)/1000) },

	Views: "Mục xem", Themes: "Chủ đề", Sources: "Nguồn tin", Languages: "Ngôn ngữ",
	ViewAll: "Tất cả bài", ViewUnread: "Chưa đọc", ViewToday: "Hôm nay",
	ViewStarred: "Có sao", ViewUntagged: "Chưa có chủ đề", ViewTrash: "Thùng rác",
	ViewSample: "Bài mẫu", NoSource: "không rõ nguồn", NoLanguage: "không rõ ngôn ngữ",
	List: "Danh sách", Reader: "Đọc", Sidebar: "Thanh bên",
	NewestFirst: "mới nhất trước", OldestFirst: "cũ nhất trước",
	OrderBySource: "theo nguồn", OrderByScore: "khớp nhất trước", OrderByWords: "dài nhất trước",
	More:    func(n int) string { return "+ " + grouped(n, ".") + " nữa" },
	NewRows: func(n int) string { return grouped(n, ".") + " bài mới ↑" },
	Selected: func(n, of int) string {
		return fmt.Sprintf("đã chọn %s trên %s", grouped(n, "."), grouped(of, "."))
	},
	SelectAllHint: func(n int) string { return "cả " + grouped(n, ".") },
	ClearHint:     "bỏ chọn", RangeHint: "chọn liền nhau: di chuyển rồi thao tác",
	Loading: "đang tải…", Rendering: "đang mở…",
	TooSmall: func(needW, needH, w, h int) string {
		return fmt.Sprintf("cần %dx%d, đang là %dx%d", needW, needH, w, h)
	},
	NotAskedYet: func(key string) string { return key + " để lấy bài từ các nguồn tin của bạn" },
	NoArticles:  "Chưa có bài nào", NoArticlesHint: func(key string) string {
		return key + " để thêm nguồn tin, trang đã lưu, tệp hoặc thư mục"
	},
	NothingMatches: "Không có bài nào phù hợp", NothingMatchesHint: func(key string) string { return key + " hiện lại tất cả các bài" },
	TrashIsEmpty: "Thùng rác trống", NothingOpen: "Chưa mở bài nào", ArticleGone: "Bài này không còn nữa",

	LinksHeading: "Liên kết", RelatedHeading: "Đọc thêm", TeasersHeading: "Cùng trang",
	EnclosuresHeading: "Tệp kèm theo",
	NoTitle:           "không có tiêu đề", Contents: "Mục lục", SearchFooter: "tab điền nốt · enter giữ · ctrl+o lưu · esc bỏ",
	TitleFromSlug: "tiêu đề lấy từ địa chỉ", TitleFromSentence: "tiêu đề lấy từ câu đầu",

	NoDayShort: "không ngày",
	NoDate:     "không rõ ngày", UnknownSource: "không rõ nguồn",
	Repaired: func(n int) string { return "đã tách " + grouped(n, ".") + " chỗ dính chữ" },
	Cut: func(kb int) string {
		return fmt.Sprintf("Chỉ hiện %d kB đầu; bản xuất có toàn bộ văn bản.", kb)
	},
	RawTitle: "Bản gốc", CleanTitle: "Đã làm sạch",
	RawKind:   func(name, kind, size string) string { return joinDots(name, kind, size) },
	RawBinary: "(không phải văn bản)",
	By: map[string]string{"user": "gắn tay", "rule": "theo quy tắc", "suggestion": "gợi ý", "import": "từ tệp nhập",
		"sync": "đồng bộ"},

	Searching:    "đang tìm…",
	SearchPrompt: "Tìm kiếm", FindPrompt: "Tìm trong bài",
	SearchHint:     "“viet nam” tìm cả Việt Nam; “Việt” chỉ tìm Việt.",
	FindHint:       "gõ không dấu vẫn tìm được chữ có dấu",
	SearchResult:   func(n int) string { return viCount(n, "bài") },
	NoMatchFor:     func(what string) string { return "không tìm thấy " + what },
	FoundInArticle: func(i, n int) string { return fmt.Sprintf("kết quả %d/%d", i, n) },
	SearchSome:     func(n int) string { return "hơn " + grouped(n, ".") + " bài…" },
	SearchFields:   "Điền nốt", SearchValues: "Giá trị", SearchHistory: "Trước đó", Decimal: ",",
	MatchCount:   func(n int) string { return viCount(n, "chỗ khớp") },
	EndOfMatches: "tiếp tục từ đầu kia",
	UnknownTheme: func(name, near string) string {
		return orAsk("không có chủ đề "+name, ", có phải là %s?", near)
	},
	UnknownQuery: func(name, near string) string {
		return orAsk("không có truy vấn "+name, ", có phải %s?", near)
	},
	NoneNow:      "Hiện chưa có bài nào.",
	WidenWith:    func(n int, condition string) string { return grouped(n, ".") + " với " + condition },
	WidenWithout: func(n int, condition string) string { return grouped(n, ".") + " khi bỏ " + condition },
	WidenTo:      func(condition string) string { return "mở rộng thành " + condition },
	WidenDrop:    func(condition string) string { return "bỏ " + condition },
	SaveAsWatch:  "lưu và theo dõi",
	SaveTitle:    "Lưu truy vấn", SaveFooter: "tab ô kế tiếp · enter lưu · esc bỏ",
	SaveName: "Tên", SaveQuery: "Truy vấn", SaveKey: "Phím", SaveWatch: "Theo dõi",
	SaveKeyHint: func(prefix string) string { return "một chữ cái hoặc chữ số, gõ sau " + prefix },
	SaveBadKey:  "chỉ một chữ cái hoặc một chữ số", SaveNoQuery: "truy vấn phải tìm một điều gì đó",
	SaveWatchHint: "báo bài mới trên thanh đầu", SaveNoName: "truy vấn cần có tên",
	SaveLoop:     "truy vấn dẫn về chính nó",
	SaveReplaces: func(name string) string { return "thay truy vấn " + name },
	SaveTakesKey: func(name string) string { return "đang là phím của " + name + ", sẽ bỏ ở đó" },
	MeansAll:     "tất cả bài",
	MeansTrashed: "trong thùng rác",

	UndoHint: "%s hoàn tác",
	Tagged: func(n int, slugs string) string {
		return fmt.Sprintf("Đã gắn %s cho %s", slugs, viCount(n, "bài"))
	},
	Untagged: func(n int, slugs string) string {
		return fmt.Sprintf("Đã gỡ %s khỏi %s", slugs, viCount(n, "bài"))
	},
	TagsChanged: func(n int, added, removed string) string {
		return fmt.Sprintf("%s: gắn %s, gỡ %s", viCount(n, "bài"), added, removed)
	},
	MarkedRead:    func(n int) string { return "Đã đánh dấu đã đọc " + viCount(n, "bài") },
	MarkedUnread:  func(n int) string { return "Đã đánh dấu chưa đọc " + viCount(n, "bài") },
	StarredDone:   func(n int) string { return "Đã gắn sao " + viCount(n, "bài") },
	UnstarredDone: func(n int) string { return "Đã bỏ sao " + viCount(n, "bài") },
	TrashedDone:   func(n int) string { return "Đã bỏ " + viCount(n, "bài") + " vào thùng rác" },
	RestoredDone:  func(n int) string { return "Đã khôi phục " + viCount(n, "bài") },
	CorrectedDone: "Đã sửa bài",
	ThemeChanged:  func(slug string) string { return "Đã lưu chủ đề " + slug },
	ThemeDropped:  func(slug string) string { return "Đã xóa chủ đề " + slug },
	ThemesMerged:  func(from, to string) string { return fmt.Sprintf("Đã gộp chủ đề %s vào %s", from, to) },
	Undid:         func(what string) string { return "Đã hoàn tác: " + what },
	Redid:         func(what string) string { return "Đã làm lại: " + what },
	NothingToUndo: "Không có gì để hoàn tác", NothingToRedo: "Không có gì để làm lại",
	NothingChanged: "Không có gì phải thay đổi",
	Copied:         func(what string) string { return "Đã gửi vào bộ nhớ tạm: " + what },
	CopyURL:        "địa chỉ", CopyCitation: "trích dẫn nguồn", CopyMarkdown: "Markdown",
	CopyQuote: "đoạn trích", CopyTitle: "tiêu đề", CopyID: "mã bài",
	NoAddress: "Bài này không có địa chỉ", NoArticle: "Không có bài ở đây",
	NothingToRepeat: "Chưa có lần gắn chủ đề nào để lặp lại",
	NoTheme:         func(digit int) string { return fmt.Sprintf("Chưa ghim chủ đề nào vào số %d", digit) },
	NoMoreUnread:    "Không còn bài chưa đọc phía sau",
	GoesOnIn: func(key string, n int, where string) string {
		return fmt.Sprintf("%s sang “%s” (%s)", key, where, grouped(n, "."))
	},
	Opened: func(host string) string { return "Đã mở " + host + " trong trình duyệt" },
	ImportDone: func(added, known, failed int) string {
		s := "Đã nhập " + viCount(added, "bài")
		if known > 0 {
			s += fmt.Sprintf(", %s đã có sẵn", grouped(known, "."))
		}
		if failed > 0 {
			s += fmt.Sprintf(", %s không đọc được", viCount(failed, "tệp"))
		}
		return s
	},
	ImportLeft: func(what string) string { return "bỏ qua: " + what },
	LeftOut: map[string]func(n int) string{
		"hidden":  func(n int) string { return viCount(n, "tệp ẩn") },
		"unknown": func(n int) string { return viCount(n, "tệp") + " thuộc loại không đọc" },
		"links":   func(n int) string { return viCount(n, "liên kết") },
		"lists": func(n int) string {
			return viCount(n, "danh sách nguồn tin") + ", chỉ theo dõi khi được nêu tên"
		},
		"address": func(n int) string { return viCount(n, "mục") + " không có địa chỉ web" },
		"empty":   func(n int) string { return viCount(n, "mục trống") },
		"deleted": func(n int) string { return viCount(n, "mục") + " đã xóa ở đó" },
		"other":   func(n int) string { return viCount(n, "mục") + " không phải bài" },
	},
	ImportRunning: func(done int) string { return "Đang nhập: " + viCount(done, "bài") },
	NoExportYet:   "Chưa có lần xuất nào để lặp lại",
	TrashEmptied:  func(n int) string { return "Đã hủy " + viCount(n, "bài") },
	MouseOn:       "Đã bật chuột; giữ shift để bôi chọn chữ", MouseOff: "Đã tắt chuột",
	ColoursNow: func(name string) string { return "Màu sắc: " + name },
	ColourNames: map[string]string{"auto": "theo thiết bị cuối", "light": "nền sáng", "dark": "nền tối",
		"contrast": "tương phản cao", "none": "không màu"},
	NothingNew: "Không có gì mới", NoLinksHere: "Bài này không có liên kết", NoMatchYet: "Chưa tìm gì trong bài này",
	NotHere: "không có tác dụng ở đây",
	UnknownKey: func(key, help string) string {
		return "Phím " + key + " không dùng ở khung này — " + help + " hiện các phím"
	},
	CounterHint: "Chữ số dùng để gắn chủ đề: 5j chỉ xuống một dòng.",

	Close: "đóng", Cancel: "thôi", Yes: "Có", No: "Không",
	Confirm: "Chắc chắn?", NoUndo: "Không thể hoàn tác việc này.",
	EscKey: "esc",

	TagTitle:     func(n int) string { return "Chủ đề của " + viCount(n, "bài") },
	TagMatched:   func(n, of int) string { return fmt.Sprintf("%d trên %d", n, of) },
	TagLegend:    "[x] mọi bài có   [~] một số bài   [ ] không bài nào",
	TagMatchedOn: "Tìm theo slug, nhãn và bí danh tiếng Pháp, Anh, Việt.",
	TagRecent:    "Gần đây", TagCreate: func(label string) string { return "Tạo chủ đề “" + label + "”" },
	TagSome: func(n, of int) string { return fmt.Sprintf("%d trên %d", n, of) },
	TagNone: "không có chủ đề phù hợp", TagBadName: "tên chủ đề phải có chữ cái", TagWait: "đang đọc chủ đề…",
	TagFilterTitle: "Hiện chủ đề", SourceFilterTitle: "Hiện nguồn tin", LanguageFilterTitle: "Hiện ngôn ngữ",
	FilterNone: "tất cả", FilterFooter: "enter hiện · esc thôi",
	LanguageNames: map[string]string{"en": "tiếng Anh", "fr": "tiếng Pháp", "vi": "tiếng Việt", "de": "tiếng Đức",
		"es": "tiếng Tây Ban Nha", "it": "tiếng Ý", "pt": "tiếng Bồ Đào Nha", "ru": "tiếng Nga", "zh": "tiếng Trung",
		"ja": "tiếng Nhật", "ko": "tiếng Hàn", "th": "tiếng Thái", "lo": "tiếng Lào", "km": "tiếng Khmer",
		"id": "tiếng Indonesia", "ar": "tiếng Ả Rập", "my": "tiếng Miến Điện", "ms": "tiếng Mã Lai", "nl": "tiếng Hà Lan"},
	TagFooter:       "phím cách: đổi · enter áp dụng · esc thôi",
	TagTypingFooter: "tab: đổi · ↑↓ phím cách: đổi · enter áp dụng",
	PaletteTitle:    "Lệnh", PaletteFooter: "enter chạy · tab điền nốt · esc đóng",
	PaletteHint: "Mọi thao tác, bằng tiếng Việt, Anh và Pháp.",
	PaletteRuns: "Hoặc gõ truy vấn: tag:asean sẽ mở nó.", PaletteNothing: "không có gì khớp; enter để tìm",
	PaletteQuery: "Tìm kiếm", PaletteTheme: "chủ đề", PaletteSource: "nguồn tin",
	HelpTitle:  func(pane string) string { return "Phím · " + pane },
	HelpFilter: "/ lọc", HelpFooter: "j k cuộn · / lọc · esc đóng", HelpNothing: "không có phím phù hợp",
	ThemeDigits: "chủ đề đã ghim", Elsewhere: "khung khác",
	HelpReasons:  "Phím trong ngoặc vuông chưa có tác dụng; lý do ở bên cạnh.",
	HelpMarkdown: "veille keys --markdown in ra bảng này.",
	CorrectTitle: "Sửa bài này", CorrectFooter: "tab kế tiếp · enter lưu · esc thôi",
	FieldTitle: "Tiêu đề", FieldDate: "Ngày", FieldSource: "Nguồn", FieldURL: "Địa chỉ", FieldLang: "Ngôn ngữ",
	FieldRepairs: "Tách chữ", FieldDateHint: "2020, 2020-07, 2020-07-03, 2020-07-03 08:14",
	FieldLangHint: "mã ngôn ngữ: fr, en, vi…",
	BadDate:       "ngày không hợp lệ: hãy viết 2020-07-03, 2020-07 hoặc 2020",
	BadURL:        "địa chỉ không hợp lệ: phải bắt đầu bằng https:// hoặc http://",
	BadLang:       "mã ngôn ngữ không hợp lệ: hai hoặc ba chữ cái", EmptyTitle: "tiêu đề không được để trống",
	UnrepairHint: func(n int) string { return "bỏ " + grouped(n, ".") + " dấu cách đã thêm" },
	LinksTitle:   "Liên kết", LinksFooter: "enter mở · y chép · esc đóng",

	LogTitle: "Thay đổi", LogFooter: "u hoàn tác · U làm lại · esc đóng", LogUndone: "đã hoàn tác",
	LogEmpty:    "Chưa có thay đổi nào.",
	ImportTitle: "Thêm, nhập", ImportHint: "Địa chỉ nguồn tin, trang, danh sách OPML; trang đã lưu hoặc thư mục",
	ImportFooter: "tab điền nốt · enter nhập · esc thôi", ImportWait: "đang đọc thư mục…",

	LanguageTitle: "Ngôn ngữ", LanguageFooter: "enter chọn · esc thôi",
	EmptyTrashQuestion: func(n int) string { return "Hủy " + viCount(n, "bài") + " trong thùng rác?" },

	WelcomeTitle: "Chào mừng đến với veille", WelcomeLead: "Điểm báo. Không gì rời khỏi máy này, trừ yêu cầu gửi tới nguồn tin.",
	WelcomeLook: "Xem thử", WelcomeImport: "Nhập",
	WelcomeLookWhat: func(n int) string {
		return some(n, viCount(n, "tin mẫu"), "tin mẫu") + " tiếng Pháp, Anh, Việt (không cần mạng)"
	},
	WelcomeImportWhat: "trang (.html .mhtml .txt .md), OPML, thư mục",
	WelcomeLanguage:   "Ngôn ngữ", WelcomeKeyboard: "Bàn phím", WelcomeColours: "Màu sắc", WelcomeStored: "Lưu tại",
	WelcomeAzerty: "AZERTY: & é \" ' ( cũng gắn chủ đề", WelcomeQwerty: "các số 1 đến 9 gắn chủ đề đã ghim",
	WelcomeFooter: "enter bắt đầu · ? phím · q thoát",

	WhyNoArticle: "không có bài ở đây", WhyNoLinks: "bài không có liên kết",
	WhyNoAddress: "bài không có địa chỉ", WhyNoFind: "chưa tìm gì",
	WhyNoRepeat: "chưa gắn chủ đề nào", WhyNoPin: "chưa có chủ đề nào ở số này", WhyNoExport: "chưa xuất lần nào",

	Failed:       func(what, cause string) string { return "Không " + what + " được: " + cause },
	ErrNotFound:  "không còn nữa — 0 hiện những gì đang có",
	ErrAmbiguous: "tên khớp với nhiều mục — hãy viết rõ hơn", ErrExists: "đã có rồi — hãy chọn tên khác",
	ErrInvalid:  "không hợp lệ — hãy sửa chỗ được chỉ ra",
	ErrBusy:     "chương trình khác đang giữ tệp — lát nữa thử lại",
	ErrDamaged:  "tệp bị hỏng — hãy thoát và chạy: veille check",
	ErrForeign:  "đây không phải tệp của veille — hãy dùng --db khác",
	ErrNewer:    "tệp do bản veille mới hơn ghi — hãy cài bản mới",
	ErrReadOnly: "tệp chỉ đọc — hãy đổi quyền truy cập", ErrTooLarge: "quá lớn — hãy chia nhỏ",
	ErrNothing: "không có gì để hoàn tác hay làm lại", ErrNoArticle: "trang không có nội dung bài — hãy dán văn bản vào tệp .txt",
	ErrUnreadable: "veille không đọc được trang này — hãy lưu thành .html hoặc .txt",
	ErrNoFile:     "không có tệp này — hãy xem lại đường dẫn",
	ErrPermission: "không có quyền — hãy đổi quyền hoặc chọn chỗ khác",
	ErrNoSpace:    "đĩa đã đầy — hãy giải phóng chỗ rồi thử lại", ErrTimeout: "quá lâu — hãy thử lại",
	ErrNoBrowser: "không tìm thấy trình duyệt — hãy đặt BROWSER, hoặc chép địa chỉ bằng y u",
	Colon:        ": ", ErrNotFolder: "một phần của đường dẫn là tệp — hãy chọn một thư mục",
	ErrLongName: "tên quá dài — hãy chọn tên ngắn hơn",
	ErrIsFolder: "đó là thư mục — hãy ghi tên một tệp trong đó", ErrUnknown: "veille --debug TỆP cho biết thêm",
	Doing: map[string]string{"source": "sửa nguồn tin", "refresh": "cập nhật", "follow": "theo dõi nguồn tin",
		"find": "tìm", "tag": "gắn chủ đề", "flag": "đổi trạng thái", "note": "lưu ghi chú", "correct": "sửa bài",
		"undo": "hoàn tác", "redo": "làm lại", "export": "xuất", "import": "nhập", "browse": "mở trình duyệt", "open": "mở tệp",
		"read": "đọc bài", "save": "lưu phiên làm việc", "delete": "dọn thùng rác", "log": "đọc các thay đổi",
		"list": "đọc danh sách", "query": "lưu truy vấn", "story": "đổi sự kiện", "rule": "lưu quy tắc", "theme": "đổi chủ đề", "report": "đếm bài"},

	SavedQueries: "Truy vấn đã lưu", InView: "trong mục này",
	News:         func(name string, n int) string { return fmt.Sprintf("%s: %s bài mới", name, grouped(n, ".")) },
	QueryKept:    func(name string) string { return "Đã lưu truy vấn " + name },
	QueryDeleted: func(name string) string { return "Đã xóa truy vấn " + name },
	QueriesTitle: "Mở truy vấn đã lưu", QueriesFooter: "chữ cái hoặc enter mở · esc đóng",
	EditQueryTitle: "Sửa truy vấn đã lưu", DropQueryTitle: "Xóa truy vấn đã lưu",
	NoQueries: "chưa lưu truy vấn nào", PaletteSaved: "truy vấn",
	FiltersTitle: "Bộ lọc", FiltersFooter: "chữ cái bật/tắt · dấu cách bật/tắt, ở lại · esc đóng",
	FilterWeek: "7 ngày qua", FilterNote: "Có ghi chú",
	FilterPicker: func(what string) string { return what + "…" },
	SortTitle:    "Thứ tự", SortFooter: "chữ cái hoặc enter chọn · esc đóng",
	Narrow: "thu hẹp",
	Waiting: func(pid int, command string, seconds int) string {
		who := "tiến trình khác"
		if pid > 0 {
			who = "tiến trình " + strconv.Itoa(pid)
		}
		return fmt.Sprintf("đang chờ %s (%s)", who, commas(command, strconv.Itoa(seconds)+" giây"))
	},
}

// viCount is a number with its noun.
func viCount(n int, noun string) string { return grouped(n, ".") + " " + noun }
