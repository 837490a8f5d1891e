package query

import (
	"errors"
	"strings"
	"testing"

	"veille/feed"
)

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		in      string
		kind    Kind
		at, len int
		hint    string
		rest    string
	}{
		{"tgs:asean", UnknownField, 0, 4, "tag:", `"tgs:asean"`},
		{"a souce:x b", UnknownField, 2, 6, "source:", `a "souce:x" b`},
		{`a thèmee:"x y" b`, UnknownField, 2, 8, "tag:", `a "thèmee:x y" b`},
		{"xylophone:a", UnknownField, 0, 10, "", `"xylophone:a"`},
		{"is:unred", UnknownValue, 3, 5, "unread", ""},
		{"is:unread,stared", UnknownValue, 10, 6, "starred", "is:unread"},
		{"since:someday", BadDate, 6, 7, "", ""},
		{"a since:2020-13 b", BadDate, 8, 7, "", "a b"},
		{"on:2020-02-30", BadDate, 3, 10, "", ""},
		{"tag:", NoValue, 0, 4, "", ""},
		{"tag: asean", NoValue, 0, 4, "", "asean"},
		{"lang:zz", UnknownLang, 5, 2, "", ""},
		{"lang:franch,fr", UnknownLang, 5, 6, "fr", "lang:fr"},
		{"lang:x-veille", UnknownLang, 5, 8, "", ""},
		{"lang:fr, vi", NoValue, 0, 8, "", "lang:fr vi"},
		{"tag:(a)", NoValue, 0, 4, "", "a"},
		{"tag:=", NoValue, 0, 5, "", ""},
		{`tag:"" b`, NoValue, 0, 6, "", "b"},
		{"tag:a,,b", NoValue, 0, 6, "", "tag:a,b"},
		{"words:many", BadNumber, 6, 4, "", ""},
		{"words:> 800", BadNumber, 6, 1, "", "800"},
		{"a words:1e9 b", BadNumber, 8, 3, "", "a b"},
		{"min:-5", BadNumber, 4, 2, "", ""},
		{"words:..", BadNumber, 6, 2, "", ""},
		{"sug:onu>much", BadNumber, 4, 8, "", ""},
		{"sug:onu>1.5,asean", BadNumber, 4, 7, "", "sug:asean"},
		{"limit:some", BadNumber, 6, 4, "", ""},
		{"limit:99999999999", BadNumber, 6, 11, "", ""},
		{"sort:dat", UnknownValue, 5, 3, "date-", ""},
		{"sort:oldst a", UnknownValue, 5, 5, "date+", "a"},
		{"sort:colour", UnknownValue, 5, 6, "", ""},
		{"(a sort:date+)", Misplaced, 3, 10, "", "a"},
		{"a -limit:5", Misplaced, 3, 7, "", "a"},
		{"sort:date+ sort:words", Twice, 11, 10, "", "sort:words"},
		{"limit:5,6", Twice, 0, 9, "", "limit:6"},
		{"has:nots", UnknownValue, 4, 4, "note", ""},
		{"by:usr,rule", UnknownValue, 3, 3, "user", "by:rule"},
		{"by:*", UnknownValue, 3, 1, "", ""},
		{"id:abc", BadID, 3, 3, "", ""},
		{"id:abcdef1", BadID, 3, 7, "", ""},
		{"story:!", BadID, 6, 1, "", ""},
		{`"a b"~`, BadNear, 5, 1, "", `"a b"`},
		{`"a b"~x`, BadNear, 5, 1, "", `"a b" x`},
		{"@", NoValue, 0, 1, "", ""},
		{"a @ b", NoValue, 2, 1, "", "a b"},
		{`@""`, NoValue, 0, 3, "", ""},
		{`@"revue`, OpenQuote, 1, 1, "", "@revue"},
		{"saved:", NoValue, 0, 6, "", ""},
		{"title:*", NoValue, 0, 7, "", ""},
		{"agency:,a", NoValue, 0, 7, "", "agency:a"},
		{"since:yesteday", BadDate, 6, 8, "yesterday", ""},
		{"depuis:lundy", BadDate, 7, 5, "lundi", ""},
		{"since:7 ports", BadDate, 6, 1, "", "ports"},
		{"fetched:2020-13", BadDate, 8, 7, "", ""},
		{"agnce:a", UnknownField, 0, 6, "agency:", `"agnce:a"`},
		{"tieude:x tiêu-đè:y tieudde:z", UnknownField, 22, 8, "title:", `title:x title:y "tieudde:z"`},
		{"a OR", NoOperand, 2, 2, "", "a"},
		{"OR a", NoOperand, 0, 2, "", "a"},
		{"(a | )", NoOperand, 3, 1, "", "a"},
		{"a NOT", NoOperand, 2, 3, "", "a"},
		{`a "b c`, OpenQuote, 2, 1, "", `a "b c"`},
		{`tag:"b c`, OpenQuote, 4, 1, "", `tag:"b c"`},
		{"a « b", OpenQuote, 2, 2, "", `a "b"`},
		{"a (b", OpenGroup, 2, 1, "", "a b"},
		{"a) b", StrayClose, 1, 1, "", "a b"},
		{strings.Repeat("(", 200), TooDeep, MaxDepth + 1, 1, "", ""},
		{strings.Repeat("NOT ", 200) + "a", TooDeep, 4 * (MaxDepth + 1), 1, "", ""},
		{strings.Repeat("a", MaxLen+1), TooLong, MaxLen, 1, "", ""},
	} {
		q, err := Parse(c.in)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("Parse(%.40q): error %v", c.in, err)
			continue
		}
		if e.Kind != c.kind || e.At != c.at || e.Len != c.len || e.Hint != c.hint {
			t.Errorf("Parse(%.40q): %+v, want kind %d at %d+%d hint %q", c.in, *e, c.kind, c.at, c.len, c.hint)
		}
		if q.String() != c.rest {
			t.Errorf("Parse(%.40q) keeps %q, want %q", c.in, q.String(), c.rest)
		}
		for _, lang := range []string{"en", "fr", "vi", "xx"} {
			if s := e.In(lang); s == "" || strings.Contains(s, "%!") {
				t.Errorf("%.40q in %s: %q", c.in, lang, s)
			}
		}
	}
}

// TestFaultWords holds every sentence in three languages.
func TestFaultWords(t *testing.T) {
	for _, c := range []struct{ in, en, fr, vi string }{
		{"tgs:a", "there is no field tgs:; did you mean tag:?", "il n’y a pas de champ tgs: ; vouliez-vous dire tag: ?", "không có trường tgs:; có phải ý bạn là tag:?"},
		{"has:nots", "has: does not have the value nots; did you mean note?", "has: n’a pas de valeur nots ; vouliez-vous dire note ?", "has: không có giá trị nots; có phải ý bạn là note?"},
		{"lang:zz", "zz is not a language", "zz n’est pas une langue", "zz không phải là ngôn ngữ"},
		{"since:lundy", "lundy is not a date; did you mean lundi?", "lundy n’est pas une date ; vouliez-vous dire lundi ?", "lundy không phải là ngày; có phải ý bạn là lundi?"},
		{"words:x", "x is not a number", "x n’est pas un nombre", "x không phải là số"},
		{"id:x", "x begins no ID", "aucun identifiant ne commence par x", "không có mã nào bắt đầu bằng x"},
		{`"a b"~`, "the number of words is missing after ~", "il manque le nombre de mots après ~", "thiếu số từ sau ~"},
		{"tag:", "there is no value after tag:", "il manque une valeur après tag:", "thiếu giá trị sau tag:"},
		{"a OR", "something is missing beside OR", "il manque quelque chose à côté de OR", "thiếu nội dung bên cạnh OR"},
		{"-sort:date+", "sort: counts only outside of brackets and negations", "sort: ne vaut qu’en dehors des parenthèses et des négations", "sort: chỉ dùng được ngoài ngoặc và phủ định"},
		{"limit:1 limit:2", "limit: stands there twice", "limit: est là deux fois", "limit: xuất hiện hai lần"},
		{`"a`, "quote not closed", "guillemet non fermé", "chưa đóng ngoặc kép"},
		{"(a", "( not closed", "( non fermée", "chưa đóng ("},
		{"a)", ") without (", ") sans (", ") không có ("},
		{strings.Repeat("(", 200), "too many groups inside each other", "trop de groupes imbriqués", "quá nhiều nhóm lồng nhau"},
		{strings.Repeat("a", MaxLen+1), "the query is too long", "la requête est trop longue", "truy vấn quá dài"},
	} {
		_, err := Parse(c.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%.20q: %v", c.in, err)
			continue
		}
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr, "vi": c.vi, "xx": c.en} {
			if got := e.In(lang); got != want {
				t.Errorf("%.20q in %s: %q, want %q", c.in, lang, got, want)
			}
		}
	}
}
