package query

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	label := func(name, value string) string {
		if name == fieldTag && value == "asean" {
			return "ASEAN"
		}
		return ""
	}
	for _, c := range []struct{ in, en, fr, vi string }{
		{"", "", "", ""},
		{"tag:asean -tag:covid-19 lang:fr since:7d is:unread", "theme ASEAN, not covid-19, French, last 7 days, unread",
			"thème ASEAN, sauf covid-19, français, 7 derniers jours, non lus", "chủ đề ASEAN, trừ covid-19, tiếng Pháp, 7 ngày qua, chưa đọc"},
		{"-tag:asean", "not theme ASEAN", "sauf thème ASEAN", "trừ chủ đề ASEAN"},
		{"tag:=asean,health", "theme ASEAN itself or health", "thème ASEAN seul ou health", "chủ đề riêng ASEAN hoặc health"},
		{"tag:*", "any theme", "tout thème", "có chủ đề"},
		{"-tag:* -source:*", "no theme, no source", "sans thème, sans source", "chưa có chủ đề, không rõ nguồn"},
		{`feed:"Le Quai" lang:fr,vi`, "source Le Quai, French or Vietnamese", "source Le Quai, français ou vietnamien", "nguồn Le Quai, tiếng Pháp hoặc tiếng Việt"},
		{"lang:pt-br", "pt-br", "pt-br", "pt-br"},
		{`port "code of conduct" terroris*`, "“port”, “code of conduct”, “terroris…”", "« port », « code of conduct », « terroris… »", "“port”, “code of conduct”, “terroris…”"},
		{"title:port", "“port” in the title", "« port » dans le titre", "“port” trong tiêu đề"},
		{"(a OR b c) -(d OR e)", "“a” or (“b”, “c”), not (“d” or “e”)", "« a » ou (« b », « c »), sauf (« d » ou « e »)", "“a” hoặc (“b”, “c”), trừ (“d” hoặc “e”)"},
		{"a OR b", "“a” or “b”", "« a » ou « b »", "“a” hoặc “b”"},
		{"since:1d", "last day", "dernier jour", "1 ngày qua"},
		{"since:24h", "last 24 hours", "24 dernières heures", "24 giờ qua"},
		{"since:mon", "since Monday", "depuis lundi", "từ thứ Hai"},
		{"since:3/6/2020", "since 2020-06-03", "depuis 2020-06-03", "từ 2020-06-03"},
		{"before:2w", "more than 2 weeks ago", "il y a plus de 2 semaines", "hơn 2 tuần trước"},
		{"before:2020-6", "before 2020-06", "avant 2020-06", "trước 2020-06"},
		{"on:1y", "1 year ago", "il y a 1 an", "1 năm trước"},
		{"on:hier", "yesterday", "hier", "hôm qua"},
		{"date:2020-01-02T03:04", "2020-01-02 03:04", "2020-01-02 03:04", "2020-01-02 03:04"},
		{"date:2020..2021", "from 2020 to 2021", "de 2020 à 2021", "từ 2020 đến 2021"},
		{"date:..2021", "until 2021", "jusqu’à 2021", "đến hết 2021"},
		{"date:2021..", "since 2021", "depuis 2021", "từ 2021"},
		{"date:>2021 date:>=2021 date:<2021 date:<=2021", "after 2021, since 2021, before 2021, until 2021", "après 2021, depuis 2021, avant 2021, jusqu’à 2021", "sau 2021, từ 2021, trước 2021, đến hết 2021"},
		{"is:hidden -is:hidden", "hidden, not hidden", "masqués, sauf masqués", "bị ẩn, trừ bị ẩn"},
		{"is:untagged,starred,trashed,sample,read", "without theme or starred or in the trash or sample or read", "sans thème ou favoris ou à la corbeille ou exemples ou lus", "chưa có chủ đề hoặc có sao hoặc trong thùng rác hoặc bài mẫu hoặc đã đọc"},
		{"NOT NOT a", "not not “a”", "sauf sauf « a »", "trừ trừ “a”"},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr, "vi": c.vi, "xx": c.en} {
			if got := Explain(q, lang, label); got != want {
				t.Errorf("%q in %s: %q, want %q", c.in, lang, got, want)
			}
		}
	}
}

// TestPhrasings holds that every language has words for everything.
func TestPhrasings(t *testing.T) {
	en := reflect.ValueOf(*english())
	for lang, p := range phrasings {
		other := reflect.ValueOf(*p())
		for i := range en.NumField() {
			name, f := en.Type().Field(i).Name, other.Field(i)
			if f.Kind() != reflect.Map {
				if f.IsZero() && name != "name" {
					t.Errorf("%s: no %s", lang, name)
				}
				continue
			}
			for _, k := range en.Field(i).MapKeys() {
				if v := f.MapIndex(k); !v.IsValid() || v.IsZero() {
					t.Errorf("%s: no %s of %s", lang, name, k)
				}
			}
			if f.Len() != en.Field(i).Len() {
				t.Errorf("%s: %d of %s, English has %d", lang, f.Len(), name, en.Field(i).Len())
			}
		}
	}
	p := english()
	for _, field := range []string{fieldIs, fieldHas, fieldBy} {
		for _, v := range Values(field) {
			if p.values[field+":"+v] == "" {
				t.Errorf("nothing says %s:%s", field, v)
			}
		}
	}
	for _, v := range Sorts() {
		if p.sorts[v] == "" {
			t.Errorf("nothing says sort:%s", v)
		}
	}
	for _, row := range dayNames.rows {
		if p.days[row.name] == "" {
			t.Errorf("nothing says day %s", row.name)
		}
	}
	for _, row := range unitNames.rows {
		if !strings.Contains(p.units[row.name][1], "%d") || !strings.Contains(p.lasts[row.name][1], "%d") {
			t.Errorf("nothing says unit %s", row.name)
		}
	}
	for _, row := range languages {
		if len(row.words) < 3 {
			t.Errorf("language %s has the names %q", row.name, row.words)
		}
	}
}

func TestEdit(t *testing.T) {
	parse := func(s string) Query {
		q, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	q := parse("tag:asean -tag:health lang:fr since:7d port (title:a OR title:b)")
	for _, c := range []struct{ name, want string }{
		{"tag", "lang:fr since:7d port (title:a OR title:b)"},
		{"lang", "tag:asean -tag:health since:7d port (title:a OR title:b)"},
		{"date", "tag:asean -tag:health lang:fr port (title:a OR title:b)"},
		{"title", "tag:asean -tag:health lang:fr since:7d port"},
		{"", "tag:asean -tag:health lang:fr since:7d (title:a OR title:b)"},
		{"is", q.String()},
	} {
		if got := q.Without(c.name).String(); got != c.want {
			t.Errorf("without %s: %q", c.name, got)
		}
		if q.Has(c.name) != (c.want != q.String()) {
			t.Errorf("has %s: %v", c.name, q.Has(c.name))
		}
	}
	if !parse("a OR -tag:x").Has("tag") || parse("a OR -tag:x").Without("tag").String() != "a OR -tag:x" {
		t.Error("a condition that is not only about tags was taken away")
	}
	unread := Set{fieldIs, []string{"unread"}}
	for _, c := range []struct{ in, with, without string }{
		{"", "is:unread", ""}, {"port", "port is:unread", "port"}, {"is:unread", "is:unread", ""}, {"is:unread port", "is:unread port", "port"},
		{"a OR b", "(a OR b) is:unread", "a OR b"}, {"is:unread,starred", "is:unread,starred is:unread", "is:unread,starred"},
	} {
		if got := parse(c.in).With(unread).String(); got != c.with {
			t.Errorf("%q with: %q", c.in, got)
		}
		if got := parse(c.in).Drop(unread).String(); got != c.without {
			t.Errorf("%q without: %q", c.in, got)
		}
	}
	if got := parse("a").With(And{word("b"), unread}).String(); got != "a b is:unread" {
		t.Errorf("%q", got)
	}
	if n := len(parse("a b").Parts()); n != 2 {
		t.Errorf("%d parts", n)
	}
	if q.String() != "tag:asean -tag:health lang:fr since:7d port (title:a OR title:b)" {
		t.Error("the query itself was changed")
	}
}

func TestEditOrder(t *testing.T) {
	parse := func(s string) Query {
		q, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	q := parse("tag:onu by:user fetched:today since:7d words:>800 min:<5 @m agency:QNA has:note port sort:date+ limit:20")
	for _, c := range []struct{ name, want string }{
		{"tag", "fetched:today since:7d words:>800 min:<5 @m agency:QNA has:note port sort:date+ limit:20"}, // by: goes with it
		{"by", "tag:onu fetched:today since:7d words:>800 min:<5 @m agency:QNA has:note port sort:date+ limit:20"},
		{"fetched", "tag:onu by:user since:7d words:>800 min:<5 @m agency:QNA has:note port sort:date+ limit:20"},
		{"date", "tag:onu by:user fetched:today words:>800 min:<5 @m agency:QNA has:note port sort:date+ limit:20"},
		{"words", "tag:onu by:user fetched:today since:7d min:<5 @m agency:QNA has:note port sort:date+ limit:20"},
		{"min", "tag:onu by:user fetched:today since:7d words:>800 @m agency:QNA has:note port sort:date+ limit:20"},
		{"saved", "tag:onu by:user fetched:today since:7d words:>800 min:<5 agency:QNA has:note port sort:date+ limit:20"},
		{"agency", "tag:onu by:user fetched:today since:7d words:>800 min:<5 @m has:note port sort:date+ limit:20"},
		{"has", "tag:onu by:user fetched:today since:7d words:>800 min:<5 @m agency:QNA port sort:date+ limit:20"},
		{"", "tag:onu by:user fetched:today since:7d words:>800 min:<5 @m agency:QNA has:note sort:date+ limit:20"},
		{"sug", q.String()},
	} {
		if got := q.Without(c.name).String(); got != c.want {
			t.Errorf("without %s: %q", c.name, got)
		}
		if q.Has(c.name) != (c.want != q.String()) {
			t.Errorf("has %s: %v", c.name, q.Has(c.name))
		}
	}
	if got := parse("tag:a tag:b by:user").Drop(tags("a")).String(); got != "tag:b by:user" {
		t.Errorf("by: of another theme: %q", got)
	}
	if got := parse("sort:words limit:3").With(word("port")).String(); got != "port sort:words limit:3" {
		t.Errorf("with a word: %q", got)
	}
	if got := parse("port sort:words limit:3").Drop(word("port")); !got.Equal(Query{Sort: ByWords, Limit: 3}) {
		t.Errorf("without the word: %v", got)
	}
}

func TestEqual(t *testing.T) {
	lines := []string{"", "a", "a*", `"a"`, `"a"~2`, "title:a", "a b", "a OR b", "-a", "tag:a", "tag:a,b", "source:a", "since:7d", "fetched:7d", "words:>8", "min:>8", "@a", "a sort:date+", "a limit:2"}
	for _, a := range lines {
		for _, b := range lines {
			x, _ := Parse(a)
			y, _ := Parse(b)
			if x.Equal(y) != (a == b) {
				t.Errorf("%q and %q: %v", a, b, x.Equal(y))
			}
		}
	}
}

func TestPositive(t *testing.T) {
	q, err := Parse(`port -quay (title:summit OR "code of"~3 a*) -(b -"c d") port tag:x @m NOT NOT url:e`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Words{word("port"), {In: fieldTitle, Text: "summit"}, {Text: "code of", Phrase: true, Near: 3}, {Text: "a", Prefix: true}, phrase("c d"), {In: fieldURL, Text: "e"}}
	if got := q.Positive(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
