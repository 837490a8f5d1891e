package query

import (
	"slices"
	"testing"
)

// TestNames holds that no spelling means two things, that everything offered is
// understood, and that names are accepted without accents and in any case.
func TestNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"TAG", "tag"}, {"Thème", "tag"}, {"theme", "tag"}, {"chủ đề", "tag"}, {"chủ-đề", "tag"}, {"chude", "tag"}, {"feed", "source"}, {"date", "on"},
		{"ngày", "on"}, {"từ", "since"}, {"trước", "before"}, {"titre", "title"}, {"tác_giả", "author"}, {"số từ", "words"}, {"ghi-chú", "note"}, {"starred", ""}, {"", ""},
	} {
		if got := Field(c.in); got != c.want {
			t.Errorf("Field(%q) = %q", c.in, got)
		}
	}
	for _, f := range Fields() {
		if got := Field(f); got != f && (f != "date" || got != fieldOn) {
			t.Errorf("%s is offered and means %q", f, got)
		}
	}
	for name, table := range map[string]*table{"fields": fieldNames, "is": stateNames, "has": thingNames, "by": originNames, "sort": sortNames,
		"days": dayNames, "units": unitNames, "languages": langNames} {
		said := 0
		for _, row := range table.rows { // a collision panics
			all := table.spellings(row.name)
			for _, s := range all {
				if got := table.value(s); got != row.name {
					t.Errorf("%s: %s means %q, not %s", name, s, got, row.name)
				}
			}
			if said += len(all); len(all) == 0 {
				t.Errorf("%s: nothing spells %s", name, row.name)
			}
		}
		if n := len(table.all()); n != said {
			t.Errorf("%s: %d spellings told, %d accepted", name, said, n)
		}
	}
	for _, field := range Fields() {
		for _, v := range Values(field) {
			q, err := Parse(field + ":" + v)
			if err != nil || q.Equal(Query{}) && v != "date-" {
				t.Errorf("%s:%s is offered and reads %v, %v", field, v, q, err)
			}
		}
	}
	if n := StateWords(); n != len(stateNames.all()) || n < 50 {
		t.Errorf("%d words for states", n)
	}
	if got := Spellings("min", ""); !slices.Equal(got, []string{"min", "minutes", "phút"}) {
		t.Errorf("min: is also %q", got)
	}
	if got := Spellings("by", "rule"); !slices.Equal(got, []string{"rule", "rules", "règle", "règles", "quy tắc"}) {
		t.Errorf("by:rule is also %q", got)
	}
	if Spellings("tag", "x") != nil || Values("tag") != nil {
		t.Error("themes have no list of values")
	}
}

func TestCollision(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("one spelling of two names is let pass")
		}
	}()
	newTable([]spelled{{"a", []string{"a", "nhãn"}}, {"b", []string{"b", "nhận"}}}).value("x")
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"fr", "fr"}, {"FR", "fr"}, {"fra", "fr"}, {"français", "fr"}, {"Tiếng Việt", "vi"}, {"việt", "vi"}, {"pt_BR", "pt-br"}, {"nb", "nb"}, {"haw", "haw"},
		{"polonais", "pl"}, {"zz", ""}, {"", ""}, {"x-a", ""}, {"und", ""}, {"chinois", "zh"},
	} {
		if got, ok := Language(c.in); got != c.want || ok != (c.want != "") {
			t.Errorf("Language(%q) = %q, %v", c.in, got, ok)
		}
	}
	if NearLanguage("franch") != "fr" || NearLanguage("zz") != "" {
		t.Error("no hint")
	}
}
