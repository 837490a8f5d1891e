package query

import (
	"strings"
	"testing"
)

func TestAt(t *testing.T) {
	for _, c := range []struct {
		line string // | is the cursor, ‹› what is replaced
		want Cursor // but From and To
	}{
		{"‹|›", Cursor{}},
		{"a ‹|› b", Cursor{}},
		{"‹ta|›", Cursor{Typed: "ta"}},
		{"‹t|a›", Cursor{Typed: "t"}},
		{"-‹ta|›", Cursor{Typed: "ta"}},
		{"(‹ta|›)", Cursor{Typed: "ta"}},
		{"‹ta|g:›asean", Cursor{Typed: "ta"}},
		{"‹chu|de:›asean", Cursor{Typed: "chu"}},
		{"‹tg|s:›asean", Cursor{Typed: "tg"}},
		{"tag:‹|›", Cursor{Field: "tag"}},
		{"tag:‹ase|›", Cursor{Field: "tag", Typed: "ase"}},
		{"-thème:‹as|ean› b", Cursor{Field: "tag", Typed: "as"}},
		{"tag:=‹as|›", Cursor{Field: "tag", Typed: "as"}},
		{"tag:a,‹|›", Cursor{Field: "tag"}},
		{"tag:a,‹|›,c", Cursor{Field: "tag"}},
		{"tag:a,‹b|›,c", Cursor{Field: "tag", Typed: "b"}},
		{"tag:‹|a›,b", Cursor{Field: "tag"}},
		{`feed:‹"Le Q|›`, Cursor{Field: "source", Typed: "Le Q", Quoted: true}},
		{`feed:‹"Le Q|› lang:fr`, Cursor{Field: "source", Typed: "Le Q", Quoted: true}},
		{`feed:‹"Le Q|uai"› lang:fr`, Cursor{Field: "source", Typed: "Le Q", Quoted: true}},
		{`feed:‹"Le Quai"|›`, Cursor{Field: "source", Typed: "Le Quai"}},
		{`nguồn:«Bến», nguồn:‹«Bến T|›`, Cursor{Field: "source", Typed: "Bến T", Quoted: true}},
		{"sug:‹on|›>0.8", Cursor{Field: "sug", Typed: "on"}},
		{"is:unread,‹sta|›", Cursor{Field: "is", Typed: "sta"}},
		{"title:‹som|›", Cursor{Field: "title", Typed: "som"}},
		{`title:‹"deux m|›`, Cursor{Field: "title", Typed: "deux m", Quoted: true}},
		{"date:‹20|›", Cursor{Field: "on", Typed: "20"}},
		{"sort:‹da|›", Cursor{Field: "sort", Typed: "da"}},
		{"words:‹>8|›", Cursor{Field: "words", Typed: ">8"}},
		{"@‹|›", Cursor{Field: "saved", Saved: true}},
		{"a -@‹mor|›", Cursor{Field: "saved", Saved: true, Typed: "mor"}},
		{`@‹"revue d|›`, Cursor{Field: "saved", Saved: true, Typed: "revue d", Quoted: true}},
		{"saved:‹mor|ning›", Cursor{Field: "saved", Saved: true, Typed: "mor"}},
		{`‹"code o|›`, Cursor{Typed: "code o", Quoted: true}},
		{`‹"code o|f"› tag:x`, Cursor{Typed: "code o", Quoted: true}},
		{`"code of"‹|›`, Cursor{}},
		{`‹|›"code of"`, Cursor{}},
		{"((((‹ta|›", Cursor{Typed: "ta"}},
		{strings.Repeat("a", MaxLen+1) + "‹|›", Cursor{}},
	} {
		c.want.From = len(strings.NewReplacer("|", "", "›", "").Replace(c.line[:strings.Index(c.line, "‹")]))
		at := len(strings.NewReplacer("‹", "").Replace(c.line[:strings.Index(c.line, "|")]))
		c.want.To = len(strings.NewReplacer("‹", "", "|", "").Replace(c.line[:strings.Index(c.line, "›")]))
		line := strings.NewReplacer("‹", "", "›", "", "|", "").Replace(c.line)
		if got := At(line, at); got != c.want {
			t.Errorf("%.60s: %+v, want %+v", c.line, got, c.want)
		}
	}
	if got := At("tag:x", -1); got.Typed != "" || got.To != 4 {
		t.Errorf("before the line: %+v", got)
	}
	if got := At("tag:x", 99); got.Typed != "x" {
		t.Errorf("behind the line: %+v", got)
	}
}

func TestValue(t *testing.T) {
	for in, want := range map[string]string{"asean": "asean", "=asean": "=asean", "Le Quai": `"Le Quai"`, "=Le Quai": `="Le Quai"`, "a,b": `"a,b"`,
		`a "b" \`: `"a \"b\" \\"`, "a:b": "a:b", "(a)": `"(a)"`, "a|b": `"a|b"`, "": `""`, "-a": "-a", "«a»": `"«a»"`} {
		if got := Value(in); got != want {
			t.Errorf("%q is written %s, want %s", in, got, want)
		}
		if q, err := Parse("tag:" + Value(in)); in != "" && (err != nil || !Equal(q.Expr, tags(in))) {
			t.Errorf("%q is read back as %#v, %v", in, q.Expr, err)
		}
		if q, err := Parse("@" + Value(in)); in != "" && in[0] != '=' && (err != nil || !Equal(q.Expr, Saved{in})) {
			t.Errorf("@ with %q is read back as %#v, %v", in, q.Expr, err)
		}
	}
}
