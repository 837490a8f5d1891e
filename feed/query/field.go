package query

import (
	"slices"
	"strings"
	"sync"

	"veille/feed"
	"veille/feed/text"
)

// The fields. date: is another spelling of on:.
const (
	fieldTag    = "tag"
	fieldSource = "source"
	fieldLang   = "lang"
	fieldIs     = "is"
	fieldTitle  = "title"
	fieldSince  = "since"
	fieldBefore = "before"
	fieldOn     = "on"
)

// fieldNames maps every accepted name, as key makes it, to its field.
var fieldNames = names(map[string][]string{
	fieldTag:    {"tag", "tags", "theme", "themes", "thème", "thèmes", "étiquette", "chủ đề", "nhãn"},
	fieldSource: {"source", "sources", "feed", "feeds", "flux", "nguồn"},
	fieldLang:   {"lang", "language", "langue", "ngôn ngữ", "tiếng"},
	fieldIs:     {"is", "est", "là"},
	fieldTitle:  {"title", "intitle", "titre", "tiêu đề", "tựa"},
	fieldSince:  {"since", "after", "depuis", "dès", "từ"},
	fieldBefore: {"before", "avant", "trước"},
	fieldOn:     {"on", "date", "jour", "ngày"},
})

// stateNames maps every accepted value of is: to the one kept.
var stateNames = names(map[string][]string{
	"unread":   {"unread", "new", "non lu", "non lus", "nouveau", "chưa đọc", "mới"},
	"read":     {"read", "seen", "lu", "lus", "đã đọc"},
	"starred":  {"starred", "star", "favorite", "favourite", "favori", "favoris", "étoilé", "étoile", "gắn sao", "có sao", "đánh dấu"},
	"trashed":  {"trashed", "trash", "deleted", "corbeille", "supprimé", "thùng rác", "đã xóa"},
	"sample":   {"sample", "samples", "example", "exemple", "exemples", "mẫu", "ví dụ"},
	"untagged": {"untagged", "no tag", "sans thème", "sans étiquette", "non classé", "chưa gắn", "chưa phân loại", "không chủ đề"},
})

// languages holds the names of a language by its BCP 47 tag: in English, in
// French, in Vietnamese, then others.
var languages = map[string][]string{
	"en": {"English", "anglais", "tiếng Anh"},
	"fr": {"French", "français", "tiếng Pháp"},
	"vi": {"Vietnamese", "vietnamien", "tiếng Việt", "việt"},
	"zh": {"Chinese", "chinois", "tiếng Trung"},
	"es": {"Spanish", "espagnol", "tiếng Tây Ban Nha"},
	"de": {"German", "allemand", "tiếng Đức"},
	"ja": {"Japanese", "japonais", "tiếng Nhật"},
	"ko": {"Korean", "coréen", "tiếng Hàn"},
	"ru": {"Russian", "russe", "tiếng Nga"},
	"lo": {"Lao", "laotien", "tiếng Lào"},
	"km": {"Khmer", "khmer", "tiếng Khmer"},
	"th": {"Thai", "thaï", "tiếng Thái"},
	"id": {"Indonesian", "indonésien", "tiếng Indonesia"},
	"ar": {"Arabic", "arabe", "tiếng Ả Rập"},
	"pt": {"Portuguese", "portugais", "tiếng Bồ Đào Nha"},
}

var langNames = names(languages)

// Fields returns the field names as completion offers them, in English.
func Fields() []string {
	return []string{"tag", "source", "lang", "is", "since", "before", "on", "date", "title"}
}

// States returns the values of is:, in English.
func States() []string {
	return []string{"unread", "read", "starred", "untagged", "trashed", "sample"}
}

// StateWords returns how many words is: accepts in all languages, without those
// that differ in accents, blanks or dashes alone.
func StateWords() int { return len(stateNames()) }

// Field returns the English name of the field that name means in English,
// French or Vietnamese, "" when there is none. "date" is returned as "on".
func Field(name string) string { return fieldNames()[key(name)] }

// key is the form under which names are compared: folded, without blanks,
// dashes, underscores and apostrophes, so that "chủ đề", "chủ-đề" and "chude"
// are the same.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_'’\u00a0", r) {
			return -1
		}
		return r
	}, text.Fold(s))
}

// names turns a table around when it is first asked for: folding the names
// takes a millisecond, which a program that searches for nothing need not
// spend. One name for two things is a mistake in the program, which would make
// a search mean this or that by chance.
func names(of map[string][]string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		out := map[string]string{}
		for name, all := range of {
			for _, s := range all {
				if other, taken := out[key(s)]; taken && other != name {
					panic("query: " + s + " means " + other + " and " + name)
				}
				out[key(s)] = name
			}
		}
		return out
	})
}

// nearest returns what the name spelled most like s means, "" when none comes
// near.
func nearest(s string, known map[string]string) string {
	keys := make([]string, 0, len(known))
	for k := range known {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return known[feed.Nearest(key(s), keys)]
}
