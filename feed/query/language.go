package query

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// languages holds the names of a language by its BCP 47 tag: in English, in
// French, in Vietnamese, then others.
var languages = []spelled{
	{"en", []string{"English", "anglais", "tiếng Anh"}},
	{"fr", []string{"French", "français", "tiếng Pháp"}},
	{"vi", []string{"Vietnamese", "vietnamien", "tiếng Việt", "việt"}},
	{"zh", []string{"Chinese", "chinois", "tiếng Trung"}},
	{"es", []string{"Spanish", "espagnol", "tiếng Tây Ban Nha"}},
	{"de", []string{"German", "allemand", "tiếng Đức"}},
	{"ja", []string{"Japanese", "japonais", "tiếng Nhật"}},
	{"ko", []string{"Korean", "coréen", "tiếng Hàn"}},
	{"ru", []string{"Russian", "russe", "tiếng Nga"}},
	{"lo", []string{"Lao", "laotien", "tiếng Lào"}},
	{"km", []string{"Khmer", "khmer", "tiếng Khmer"}},
	{"th", []string{"Thai", "thaï", "tiếng Thái"}},
	{"id", []string{"Indonesian", "indonésien", "tiếng Indonesia"}},
	{"ar", []string{"Arabic", "arabe", "tiếng Ả Rập"}},
	{"pt", []string{"Portuguese", "portugais", "tiếng Bồ Đào Nha"}},
	{"it", []string{"Italian", "italien", "tiếng Ý"}},
	{"nl", []string{"Dutch", "néerlandais", "tiếng Hà Lan"}},
	{"pl", []string{"Polish", "polonais", "tiếng Ba Lan"}},
	{"uk", []string{"Ukrainian", "ukrainien", "tiếng Ukraina"}},
	{"tr", []string{"Turkish", "turc", "tiếng Thổ Nhĩ Kỳ"}},
	{"fa", []string{"Persian", "farsi", "tiếng Ba Tư"}},
	{"hi", []string{"Hindi", "hindi", "tiếng Hindi"}},
	{"ms", []string{"Malay", "malais", "tiếng Mã Lai"}},
	{"tl", []string{"Tagalog", "tagalog", "tiếng Tagalog"}},
	{"my", []string{"Burmese", "birman", "tiếng Miến Điện"}},
}

var langNames = newTable(languages)

// languageIn returns the name of a language in a language of the interface by
// its place in the table, "" when it has none there.
func languageIn(tag string, at int) string {
	for i := range languages {
		if languages[i].name == tag {
			return languages[i].words[at]
		}
	}
	return ""
}

// Language returns the lower-case BCP 47 tag of a language: of its name in
// English, French, Vietnamese or itself, or of a code that is registered; a code
// of three letters becomes that of two where there is one. ok is false for
// anything else.
func Language(s string) (tag string, ok bool) {
	if len(s) == 2 && languageIn(s, 0) != "" { // as nearly always
		return s, true
	}
	if v := langNames.value(s); v != "" {
		return v, true
	}
	s = strings.ToLower(strings.ReplaceAll(s, "_", "-"))
	t, err := language.Parse(s)
	base, _ := t.Base()
	switch {
	case err != nil, t.IsRoot(), base.String() == "und", strings.HasPrefix(s, "x-"):
		return "", false
	case len(s) == 3:
		s = base.String()
	}
	return s, true
}

// NearLanguage returns the tag of the language spelled most like s, "" when
// none comes near.
func NearLanguage(s string) string {
	if utf8.RuneCountInString(s) < 3 { // any code is near any other
		return ""
	}
	return langNames.near(s)
}
