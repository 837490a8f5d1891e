package story

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
	"unicode"

	"veille/feed"
)

// sampleText is a text of testdata/texts.txt, all of which are our own:
//
//	== kind language name
//	title
//
//	body
//
// Dispatches each tell something else. A translation tells what a dispatch tells, as
// an agency would in another language: shorter, in another order, with some figures
// rounded; name is that of the dispatch. Neighbours are of the same days, places and
// subjects, and tell something else. Tails are what sources print below an article,
// and cleaning may miss.
type sampleText struct{ lang, name, title, body string }

var (
	dispatches, translations, neighbours = samples("dispatch"), samples("translation"), samples("neighbour")
	teasers                              = bodies(samples("tail"))
)

//go:embed testdata/texts.txt
var texts string

// samples returns the texts of a kind.
func samples(kind string) []sampleText {
	var out []sampleText
	for block := range strings.SplitSeq(texts, "== ") {
		head, rest, _ := strings.Cut(block, "\n")
		f := strings.Fields(head)
		if len(f) != 3 || f[0] != kind {
			continue
		}
		title, body, _ := strings.Cut(rest, "\n\n")
		out = append(out, sampleText{f[1], f[2], title, strings.TrimSpace(body)})
	}
	return out
}

func bodies(all []sampleText) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.body)
	}
	return out
}

var wireDay = time.Date(2024, 9, 16, 8, 0, 0, 0, time.UTC)

// wire is an article as a source would give it.
func wire(lang, title, body string) *feed.Article {
	a := &feed.Article{Head: feed.Head{Lang: lang, Title: title, Published: wireDay, Precision: feed.Minute}}
	for p := range strings.SplitSeq(body, "\n\n") {
		a.Body = append(a.Body, feed.Plain(feed.Paragraph, p))
	}
	return a
}

func dispatch(name string) *feed.Article {
	for _, d := range dispatches {
		if d.name == name {
			return wire(d.lang, d.title, d.body)
		}
	}
	panic(name)
}

// glued drops the blank at every wrap of a text of 75 columns, and its paragraphs.
func glued(s string) string {
	var b strings.Builder
	column := 0
	for w := range strings.FieldsSeq(s) {
		n := len([]rune(w))
		switch {
		case column == 0:
		case column+1+n > 75:
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(w)
		column += n
	}
	return b.String()
}

// bulletin is a text that comes every day with other numbers.
func bulletin(lang string, day int) *feed.Article {
	n := func(base, step int) string { return fmt.Sprint(base + step*day + day*day%7) }
	date := wireDay.AddDate(0, 0, day)
	var body, title string
	switch lang {
	case "fr":
		title = "COVID-19 : " + n(11_520, 137) + " nouveaux cas en 24 heures"
		body = "Le ministère de la Santé a annoncé " + fmt.Sprint(date.Day()) + " septembre " + n(11_520, 137) + " nouveaux cas de COVID-19 au cours des dernières 24 heures, dont " +
			n(11_498, 131) + " d’origine locale et " + n(22, 3) + " importés.\n\nLes nouveaux cas ont été recensés dans " + n(38, 1) +
			" villes et provinces, dont Hô Chi Minh-Ville (" + n(5_735, -91) + "), Binh Duong (" + n(3_102, 77) + "), Dông Nai (" + n(801, 17) + ") et Long An (" + n(432, -9) +
			").\n\nDepuis le début de l’épidémie, le pays a enregistré " + n(614_300, 11_450) + " cas et " + n(15_279, 248) +
			" décès. Au total, " + n(374_010, 12_030) + " malades ont été déclarés guéris, dont " + n(11_200, 411) +
			" ce jour. Par ailleurs, " + n(28_300_000, 702_113) + " doses de vaccin ont été injectées dans tout le pays."
	default:
		title = "Tỷ giá trung tâm ngày " + date.Format("2/1")
		body = "Sáng " + date.Format("2/1") + ", Ngân hàng Nhà nước Việt Nam công bố tỷ giá trung tâm giữa đồng Việt Nam và đô la Mỹ ở mức " + n(23_145, 6) +
			" đồng/USD.\n\nVới biên độ 3%, tỷ giá trần là " + n(23_839, 7) + " đồng/USD và tỷ giá sàn là " + n(22_450, 5) +
			" đồng/USD.\n\nTại Vietcombank, giá mua vào là " + n(22_660, 10) + " đồng/USD và bán ra " + n(22_890, 10) +
			" đồng/USD. Tại BIDV, giá đô la Mỹ mua vào là " + n(22_690, 9) + " đồng và bán ra là " + n(22_891, 11) + " đồng/USD."
	}
	a := wire(lang, title, body)
	a.Published = date
	return a
}

// excerpt is the beginning of a text: so much of it, cut after a word.
func excerpt(s string, part float64) string {
	n := int(float64(len(s)) * part)
	return s[:strings.LastIndexByte(s[:n], ' ')] + "…"
}

// updated changes the first n numbers of a text.
func updated(s string, n int) string {
	var b strings.Builder
	digits := false
	for _, r := range s {
		is := unicode.IsDigit(r)
		if is && !digits && n > 0 {
			n--
			r = '1' + (r-'0'+3)%9
		}
		digits = is
		b.WriteRune(r)
	}
	return b.String()
}
