package query

import "testing"

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in    string
		want  Expr
		print string // "" when it is what was typed
	}{
		{"", nil, ""},
		{"  \t\n ", nil, ""},
		{"harbour", word("harbour"), ""},
		{"harbour strike", And{word("harbour"), word("strike")}, ""},
		{"harbour AND strike", And{word("harbour"), word("strike")}, "harbour strike"},
		{"harbour OR strike", Or{word("harbour"), word("strike")}, ""},
		{"harbour|strike", Or{word("harbour"), word("strike")}, "harbour OR strike"},
		{"harbour or strike", And{word("harbour"), word("or"), word("strike")}, ""},
		{"a b OR c d", Or{And{word("a"), word("b")}, And{word("c"), word("d")}}, ""},
		{"(a OR b) c", And{Or{word("a"), word("b")}, word("c")}, ""},
		{"(a (b (c)))", And{word("a"), word("b"), word("c")}, "a b c"},
		{"a(b)c", And{word("a"), word("b"), word("c")}, "a b c"},
		{"ORANGE NOTE ANDES", And{word("ORANGE"), word("NOTE"), word("ANDES")}, ""},
		{`"OR"`, phrase("OR"), ""},
		{"-strike", Not{word("strike")}, ""},
		{"NOT strike", Not{word("strike")}, "-strike"},
		{"not strike", And{word("not"), word("strike")}, ""},
		{"NOT (a b)", Not{And{word("a"), word("b")}}, "-(a b)"},
		{"-(a OR b)", Not{Or{word("a"), word("b")}}, ""},
		{"NOT NOT a", Not{Not{word("a")}}, "-(-a)"},
		{"anti-COVID-19", word("anti-COVID-19"), ""},
		{"a - b", And{word("a"), word("b")}, "a b"},
		{"a -- b", And{word("a"), word("b")}, "a b"},
		{"--a", Not{word("a")}, "-a"},
		{"a -", word("a"), "a"},
		{"(-a)", Not{word("a")}, "-a"},
		{"a & b", And{word("a"), word("b")}, "a b"},
		{`"code of conduct"`, phrase("code of conduct"), ""},
		{"“code of  conduct”", phrase("code of conduct"), `"code of conduct"`},
		{"« code de conduite »", phrase("code de conduite"), `"code de conduite"`},
		{`"a \"b\" \\ c"`, phrase(`a "b" \ c`), ""},
		{`x"y z"`, And{word("x"), phrase("y z")}, `x "y z"`},
		{`-"y z"`, Not{phrase("y z")}, ""},
		{"terroris*", Words{Text: "terroris", Prefix: true}, ""},
		{"tag:asean", tags("asean"), ""},
		{"TAG:asean", tags("asean"), "tag:asean"},
		{"theme:asean", tags("asean"), "tag:asean"},
		{"thème:asean", tags("asean"), "tag:asean"},
		{"the\u0301me:x the\u0300me:y", And{tags("x"), tags("y")}, "tag:x tag:y"},
		{"chủđề:asean", tags("asean"), "tag:asean"},
		{"chủ-đề:asean", tags("asean"), "tag:asean"},
		{"chude:asean", tags("asean"), "tag:asean"},
		{"tag:=asean", tags("=asean"), ""},
		{"-tag:*", Not{tags("*")}, ""},
		{"tag:a,b", tags("a", "b"), ""},
		{`tag:"mer de Chine",=asean`, tags("mer de Chine", "=asean"), ""},
		{`tag:="mer de Chine"`, tags("=mer de Chine"), ""},
		{"tag:asia/summit", tags("asia/summit"), ""},
		{"tag:a tag:b", And{tags("a"), tags("b")}, ""},
		{`feed:"Le Quai"`, set(fieldSource, "Le Quai"), `source:"Le Quai"`},
		{"nguồn:Bến", set(fieldSource, "Bến"), "source:Bến"},
		{"flux:Quai", set(fieldSource, "Quai"), "source:Quai"},
		{"lang:FR,vi", set(fieldLang, "fr", "vi"), "lang:fr,vi"},
		{"lang:fra,PT_br,nb,haw", set(fieldLang, "fr", "pt-br", "nb", "haw"), "lang:fr,pt-br,nb,haw"},
		{"lang:*", set(fieldLang, "*"), "lang:*"},
		{"langue:français", set(fieldLang, "fr"), "lang:fr"},
		{`lang:"tiếng Việt"`, set(fieldLang, "vi"), "lang:vi"},
		{"is:unread", set(fieldIs, "unread"), ""},
		{"is:Unread,starred", set(fieldIs, "unread", "starred"), "is:unread,starred"},
		{"est:non-lu", set(fieldIs, "unread"), "is:unread"},
		{"là:chưa-đọc", set(fieldIs, "unread"), "is:unread"},
		{`is:"sans thème"`, set(fieldIs, "untagged"), "is:untagged"},
		{"is:corbeille", set(fieldIs, "trashed"), "is:trashed"},
		{"est:masqués là:ẩn", And{set(fieldIs, "hidden"), set(fieldIs, "hidden")}, "is:hidden is:hidden"},
		{"since:7d", Date{fieldSince, "7d"}, ""},
		{"depuis:7j", Date{fieldSince, "7j"}, "since:7j"},
		{"từ:7ng", Date{fieldSince, "7ng"}, "since:7ng"},
		{"before:2020-06", Date{fieldBefore, "2020-06"}, ""},
		{"on:2020", Date{fieldOn, "2020"}, ""},
		{"date:2020-06..2020-07-03", Date{fieldOn, "2020-06..2020-07-03"}, ""},
		{"date:..2020", Date{fieldOn, "..2020"}, ""},
		{"date:>=2020", Date{fieldOn, ">=2020"}, ""},
		{`since:"hôm qua"`, Date{fieldSince, "hôm qua"}, ""},
		{"on:mon,tue", Or{Date{fieldOn, "mon"}, Date{fieldOn, "tue"}}, "on:mon OR on:tue"},
		{"title:summit", Words{In: fieldTitle, Text: "summit"}, ""},
		{`titre:"deux mots"`, Words{In: fieldTitle, Text: "deux mots", Phrase: true}, `title:"deux mots"`},
		{"title:a,b c", And{Or{Words{In: fieldTitle, Text: "a"}, Words{In: fieldTitle, Text: "b"}}, word("c")}, "(title:a OR title:b) c"},
		{"since:2 tuần port", And{Date{fieldSince, "2 tuần"}, word("port")}, `since:"2 tuần" port`},
		{"từ:3 tháng", Date{fieldSince, "3 tháng"}, `since:"3 tháng"`},
		{"depuis:2 semaines,lun", Or{Date{fieldSince, "2 semaines"}, Date{fieldSince, "lun"}}, `since:"2 semaines" OR since:lun`},
		{"date:>=2 tuần", Date{fieldOn, ">=2 tuần"}, `date:">=2 tuần"`},
		{"on:hôm qua bão", And{Date{fieldOn, "hôm qua"}, word("bão")}, `on:"hôm qua" bão`},
		{"on:tuần này bão", And{Date{fieldOn, "tuần này"}, word("bão")}, `on:"tuần này" bão`},
		{"on:tuần bão", And{Date{fieldOn, "tuần"}, word("bão")}, `on:"tuần" bão`},
		{"on:thứ 7", Date{fieldOn, "thứ 7"}, `on:"thứ 7"`},
		{"date:cette semaine", Date{fieldOn, "cette semaine"}, `on:"cette semaine"`},
		{"since:7d 5 ports", And{Date{fieldSince, "7d"}, word("5"), word("ports")}, ""},
		{"since:mon day", And{Date{fieldSince, "mon"}, word("day")}, ""},
		{"since:7j", Date{fieldSince, "7j"}, ""},
		{"since:7ng", Date{fieldSince, "7ng"}, ""},
		{"since:3sem", Date{fieldSince, "3sem"}, ""},
		{"since:24h", Date{fieldSince, "24h"}, ""},
		{"fetched:>2d", Date{fieldFetched, ">2d"}, ""},
		{"fetched:today", Date{fieldFetched, "today"}, ""},
		{"reçu:hier", Date{fieldFetched, "hier"}, "fetched:hier"},
		{`nhận-được:"hôm nay"`, Date{fieldFetched, "hôm nay"}, `fetched:"hôm nay"`},
		{"après:2020", Date{fieldSince, "2020"}, "since:2020"},
		{"sau:2020-06", Date{fieldSince, "2020-06"}, "since:2020-06"},

		{"sug:onu", set(fieldSug, "onu"), ""},
		{"sug:onu>0.8", set(fieldSug, "onu>0.8"), ""},
		{"sug:onu>=80%,asean<0.5", set(fieldSug, "onu>=80%", "asean<0.5"), ""},
		{"sug:=onu>0.8", set(fieldSug, "=onu>0.8"), ""},
		{"sug:>0.8", set(fieldSug, ">0.8"), ""},
		{"-sug:*", Not{set(fieldSug, "*")}, ""},
		{`gợi-ý:"mer de Chine">0.8`, set(fieldSug, "mer de Chine>0.8"), `sug:"mer de Chine>0.8"`},
		{"suggéré:onu", set(fieldSug, "onu"), "sug:onu"},
		{"tag:onu by:user", And{tags("onu"), set(fieldBy, "user")}, ""},
		{"par:règle,moi", set(fieldBy, "rule", "user"), "by:rule,user"},
		{`bởi:"gợi ý"`, set(fieldBy, "suggestion"), "by:suggestion"},
		{"by:import,sync", set(fieldBy, "import", "sync"), ""},
		{"agency:QNA", Words{In: fieldAgency, Text: "QNA"}, ""},
		{"agence:QNA", Words{In: fieldAgency, Text: "QNA"}, "agency:QNA"},
		{"hãng-tin:QNA", Words{In: fieldAgency, Text: "QNA"}, "agency:QNA"},
		{`author:"la rédaction"`, Words{In: fieldAuthor, Text: "la rédaction", Phrase: true}, ""},
		{"tác-giả:Bến", Words{In: fieldAuthor, Text: "Bến"}, "author:Bến"},
		{"place:Huế,Hanoï", Or{Words{In: fieldPlace, Text: "Huế"}, Words{In: fieldPlace, Text: "Hanoï"}}, "place:Huế OR place:Hanoï"},
		{"lieu:Hanoï", Words{In: fieldPlace, Text: "Hanoï"}, "place:Hanoï"},
		{"nơi:Huế", Words{In: fieldPlace, Text: "Huế"}, "place:Huế"},
		{"chapô:sommet", Words{In: fieldLead, Text: "sommet"}, "lead:sommet"},
		{"lead:sommet*", Words{In: fieldLead, Text: "sommet", Prefix: true}, ""},
		{"texte:sommet", Words{In: fieldText, Text: "sommet"}, "text:sommet"},
		{"nội-dung:bão", Words{In: fieldText, Text: "bão"}, "text:bão"},
		{"text:12:30", Words{In: fieldText, Text: "12:30"}, ""},
		{"légende:port", Words{In: fieldCaption, Text: "port"}, "caption:port"},
		{"chú-thích:cảng", Words{In: fieldCaption, Text: "cảng"}, "caption:cảng"},
		{"url:news.example/abc", Words{In: fieldURL, Text: "news.example/abc"}, ""},
		{"url:https://news.example/a:b?c=d", Words{In: fieldURL, Text: "https://news.example/a:b?c=d"}, ""},
		{"adresse:news.example", Words{In: fieldURL, Text: "news.example"}, "url:news.example"},
		{"địa-chỉ:news.example", Words{In: fieldURL, Text: "news.example"}, "url:news.example"},
		{"tag:http://a.example/b", tags("http://a.example/b"), ""},

		{"has:note", set(fieldHas, "note"), ""},
		{"has:suggestion,story,links,caption,highlight", set(fieldHas, "suggestion", "story", "links", "caption", "highlight"), ""},
		{"avec:liens", set(fieldHas, "links"), "has:links"},
		{`có:"ghi chú"`, set(fieldHas, "note"), "has:note"},
		{"có:tô-sáng", set(fieldHas, "highlight"), "has:highlight"},
		{"is:note,selected,updated,fulltext", set(fieldIs, "note", "selected", "updated", "fulltext"), ""},
		{`est:"mis à jour"`, set(fieldIs, "updated"), "is:updated"},
		{"est:texte-intégral", set(fieldIs, "fulltext"), "is:fulltext"},
		{"là:toàn-văn", set(fieldIs, "fulltext"), "is:fulltext"},
		{"là:đã-chọn", set(fieldIs, "selected"), "is:selected"},

		{"words:800", Number{fieldWords, "800"}, ""},
		{"words:>800", Number{fieldWords, ">800"}, ""},
		{"mots:<=300", Number{fieldWords, "<=300"}, "words:<=300"},
		{"số-từ:300..500", Number{fieldWords, "300..500"}, "words:300..500"},
		{"words:..500", Number{fieldWords, "..500"}, ""},
		{"words:<200,>900", Or{Number{fieldWords, "<200"}, Number{fieldWords, ">900"}}, "words:<200 OR words:>900"},
		{"min:>5", Number{fieldMin, ">5"}, ""},
		{"phút:<2", Number{fieldMin, "<2"}, "min:<2"},
		{"minutes:2..5", Number{fieldMin, "2..5"}, "min:2..5"},

		{"story:g4k2", set(fieldStory, "g4k2"), ""},
		{"story:*", set(fieldStory, "*"), ""},
		{"histoire:G4K2", set(fieldStory, "g4k2"), "story:g4k2"},
		{"id:ABCDEF", set(fieldID, "abcdef"), "id:abcdef"},
		{"id:abcdef,a2b3c4", set(fieldID, "abcdef", "a2b3c4"), ""},

		{"@morning", Saved{"morning"}, ""},
		{"-@morning", Not{Saved{"morning"}}, ""},
		{"(@a OR @b) c", And{Or{Saved{"a"}, Saved{"b"}}, word("c")}, ""},
		{`@"revue du matin"`, Saved{"revue du matin"}, ""},
		{"@«revue du matin»", Saved{"revue du matin"}, `@"revue du matin"`},
		{`saved:"revue du matin"`, Saved{"revue du matin"}, `@"revue du matin"`},
		{"saved:a,b", Or{Saved{"a"}, Saved{"b"}}, "@a OR @b"},
		{"requête:matin", Saved{"matin"}, "@matin"},
		{"truy-vấn:sáng", Saved{"sáng"}, "@sáng"},
		{"@a,b", Saved{"a,b"}, ""},
		{"a@b.example", word("a@b.example"), ""},
		{`"@a"`, phrase("@a"), ""},

		{`"code conduct"~5`, Words{Text: "code conduct", Phrase: true, Near: 5}, ""},
		{`title:"code conduct"~12`, Words{In: fieldTitle, Text: "code conduct", Phrase: true, Near: 12}, ""},
		{"«code conduite»~5", Words{Text: "code conduite", Phrase: true, Near: 5}, `"code conduite"~5`},
		{`"a b"~0`, phrase("a b"), `"a b"`},
		{`"a b"~99999999999`, Words{Text: "a b", Phrase: true, Near: MaxNear}, `"a b"~1000`},
		{`"a b" ~5`, And{phrase("a b"), word("~5")}, ""},
		{`"a b"~5c`, And{Words{Text: "a b", Phrase: true, Near: 5}, word("c")}, `"a b"~5 c`},
		{`"code of cond*"`, Words{Text: "code of cond", Phrase: true, Prefix: true}, ""},
		{`"code of cond"*`, Words{Text: "code of cond", Phrase: true, Prefix: true}, `"code of cond*"`},
		{`"code of cond"*~3`, Words{Text: "code of cond", Phrase: true, Prefix: true, Near: 3}, `"code of cond*"~3`},
		{`"code of *"`, phrase("code of"), `"code of"`},
		{"port**", Words{Text: "port", Prefix: true}, "port*"},
		{"a b*c", And{word("a"), word("b*c")}, ""},
		{"12:30", word("12:30"), ""},
		{"https://news.example/a_b", word("https://news.example/a_b"), ""},
		{"Hanoi: storm", And{word("Hanoi:"), word("storm")}, ""},
		{"l’ONU", word("l’ONU"), ""},
		{"a\x00b", And{word("a"), word("b")}, "a b"},
		{"a\xffb", word("a\ufffdb"), "a\ufffdb"},
	} {
		q, err := Parse(c.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
		}
		if !Equal(q.Expr, c.want) {
			t.Errorf("Parse(%q) = %#v, want %#v", c.in, q.Expr, c.want)
		}
		want := c.print
		if want == "" && c.want != nil {
			want = c.in
		}
		if got := q.String(); got != want {
			t.Errorf("Parse(%q) prints %q, want %q", c.in, got, want)
		}
	}
}

func TestParseOrder(t *testing.T) {
	for _, c := range []struct {
		in    string
		sort  Sort
		limit int
		print string
	}{
		{"port", Newest, 0, "port"},
		{"sort:date+", Oldest, 0, "sort:date+"},
		{"sort:date- port", Newest, 0, "port"},
		{"sort:date+ port", Oldest, 0, "port sort:date+"},
		{"port limit:20 sort:words", ByWords, 20, "port sort:words limit:20"},
		{"limit:0 port", Newest, 0, "port"},
		{"a OR b sort:score", ByScore, 0, "a OR b sort:score"},
		{"tri:anciens", Oldest, 0, "sort:date+"},
		{"tri:plus-récents", Newest, 0, ""},
		{"tri:pertinence limite:5", ByScore, 5, "sort:score limit:5"},
		{`sắp-xếp:"cũ nhất"`, Oldest, 0, "sort:date+"},
		{"sắp-xếp:nguồn giới-hạn:3", BySource, 3, "sort:source limit:3"},
		{`thứ-tự:"dài nhất"`, ByWords, 0, "sort:words"},
		{"sort:Oldest", Oldest, 0, "sort:date+"},
	} {
		q, err := Parse(c.in)
		if err != nil || q.Sort != c.sort || q.Limit != c.limit || q.String() != c.print {
			t.Errorf("Parse(%q): %v first %d, prints %q, %v", c.in, q.Sort, q.Limit, q.String(), err)
		}
	}
	for i, name := range Sorts() {
		if s, ok := SortOf(name); !ok || int(s) != i || s.String() != name {
			t.Errorf("SortOf(%q) = %v, %v", name, s, ok)
		}
	}
	if _, ok := SortOf("colour"); ok {
		t.Error("there is no order by colour")
	}
}
