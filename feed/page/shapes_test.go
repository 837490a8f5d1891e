package page_test

import (
	"fmt"
	"strings"
	"testing"

	"veille/feed"
)

// outline writes what came of a page, one part a line, for comparison.
func outline(a *feed.Article) string {
	var b strings.Builder
	line := func(label, s string) {
		if s != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, s)
		}
	}
	if a.TitleFrom == feed.TitleFromText {
		line("title", a.Title)
	}
	line("kicker", a.Kicker)
	line("standfirst", a.Standfirst)
	line("place", a.Place)
	line("agency", a.Agency)
	if a.Precision != feed.NoDate {
		line("date", a.Published.UTC().Format("2006-01-02"))
	}
	for _, s := range a.Authors {
		line("author", s)
	}
	for _, c := range a.Captions {
		line("caption", c.Text+" / "+c.Credit)
	}
	for _, s := range a.Paragraphs() {
		line("body", s)
	}
	line("byline", a.Byline)
	for _, l := range a.Related {
		line("related", l.Text)
	}
	for _, t := range a.Teasers {
		line("teaser", t.Title+" / "+strings.ReplaceAll(t.Summary, "\n", " "))
	}
	return b.String()
}

const (
	mole  = "The mole of Velmora reopened on Sunday after three winters of work, and the boats came back to its steps."
	stall = "There are ninety stalls along the water, twice as many as before the storm took the roof."
	khoi  = "Chợ nổi Lam Thủy họp lại từ sáng chủ nhật, sau ba mùa nước phải dời lên bờ để sửa kè và dựng lại mái che."
	cho   = "Ban quản lý cho biết có chín mươi ghe hàng, gấp đôi so với năm ngoái."
)

// TestPressShapes reads the layouts of many presses, each with its own way of
// naming time, place, authors, pictures and other articles.
func TestPressShapes(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"byline behind words with hyphens": {
			"Le môle rouvre\n\nLe môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\n\nLes pêcheurs du nord-ouest et de Basse-Anse en profitent. -AEX\nUne digue pour Teral\nElle aura deux kilomètres de long.\n",
			"title: Le môle rouvre\nagency: AEX\nbody: Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\nbody: Les pêcheurs du nord-ouest et de Basse-Anse en profitent.\nbyline: AEX\nteaser: Une digue pour Teral / Elle aura deux kilomètres de long.\n",
		},
		"standfirst begins the text again": {
			"Le môle rouvre\n\nLe môle a rouvert dimanche après trois hivers.\nLe môle a rouvert dimanche après trois hivers, et les bateaux y sont revenus en nombre.\n\nLes étals sont deux fois plus nombreux qu'avant la tempête.\n",
			"title: Le môle rouvre\nstandfirst: Le môle a rouvert dimanche après trois hivers.\nbody: Le môle a rouvert dimanche après trois hivers, et les bateaux y sont revenus en nombre.\nbody: Les étals sont deux fois plus nombreux qu'avant la tempête.\n",
		},
		"time line before the caption": {
			"Update: May, 03/2021 - 07:42\n\nVELMORA — " + mole + "\n\n" + stall + " — KNS\n",
			"place: VELMORA\nagency: KNS\ndate: 2021-05-03\nbody: " + mole + "\nbody: " + stall + "\nbyline: KNS\n",
		},
		"year and clock glued": {
			"Mole reopens\n\nMay 3, 20217:42 PM GMT+2 Updated 2 hours ago\n\nVELMORA, May 3 (Reuters) - " + mole + "\n\n" + stall + "\n",
			"title: Mole reopens\nplace: VELMORA\nagency: Reuters\ndate: 2021-05-03\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"head line in cells, double mark before the agency": {
			"Mole reopens\nKYODO NEWS - May 3, 2021 - 17:12 | All, Velmora\n\n" + mole + "\n\n" + stall + "\n\n==Kyodo\n",
			"title: Mole reopens\nagency: Kyodo\ndate: 2021-05-03\nbody: " + mole + "\nbody: " + stall + "\nbyline: Kyodo\n",
		},
		"translator and address of mail": {
			"Mole reopens\n\nKDO – " + mole + "\n\n" + stall + "\n\nTranslated by KDO desk - desk@velmora.example\n",
			"title: Mole reopens\nagency: KDO\nauthor: KDO desk\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"three lines of workers": {
			"Mole reopens\n\n" + mole + "\n\n" + stall + "\n\nReported by Ana Lind\nTranslated by Ole Brant\n",
			"title: Mole reopens\nauthor: Ole Brant\nauthor: Ana Lind\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"post above the dateline": {
			"KVN en Velmorie -  \n(KVNWORLD) - Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\n\nLes étals sont deux fois plus nombreux.\n",
			"agency: KVNWORLD\nauthor: KVN en Velmorie\nbody: Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\nbody: Les étals sont deux fois plus nombreux.\n",
		},
		"correspondent under the standfirst": {
			"Le môle rouvre\n\nPublié le : 03/05/2021 - 10:24\n\nDe notre correspondante à Teral,\n\nLe môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus en nombre.\n\nLes étals sont deux fois plus nombreux.\n",
			"title: Le môle rouvre\ndate: 2021-05-03\nauthor: De notre correspondante à Teral\nbody: Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus en nombre.\nbody: Les étals sont deux fois plus nombreux.\n",
		},
		"author and house, credit before its caption": {
			"Mole reopens\n\nImage source, Lind Images\nImage caption,\nThe steps of the mole\n\nBy Ana Lind\nKVN News, Velmora\n\n" + mole + "\n\n" + stall + "\n",
			"title: Mole reopens\nauthor: Ana Lind\nauthor: KVN News, Velmora\ncaption: The steps of the mole / Lind Images\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"author twice above the date": {
			"Chợ nổi họp lại\nMinh Đa\nMinh Đa\n03/05/2021 10:15 GMT+7\n" + khoi + "\n\nGhe hàng trên sông\nẢNH: MINH ĐA\n\n" + cho + "\n",
			"title: Chợ nổi họp lại\ndate: 2021-05-03\nauthor: Minh Đa\ncaption: Ghe hàng trên sông / MINH ĐA\nbody: " + khoi + "\nbody: " + cho + "\n",
		},
		"place and hyphen without blanks, name, way back": {
			"Thứ hai, 3/5/2021, 10:15 (GMT+7)\nChợ nổi họp lại sau ba mùa nước\n\nKIM SƠN-" + khoi + "\n\n" + cho + "\n\nMinh Đa\n\nTrở lại Thời sự\n",
			"title: Chợ nổi họp lại sau ba mùa nước\nplace: KIM SƠN\ndate: 2021-05-03\nauthor: Minh Đa\nbody: " + khoi + "\nbody: " + cho + "\nbyline: Minh Đa\n",
		},
		"teaser with the same agency inside": {
			"Chợ nổi họp lại sau ba mùa nước\nKTO - " + khoi + "\n\nKè Lam Thủy cao thêm một mét\nKTO - Kè dài mười hai cây số.\n\n" + cho + "\n\nMINH ĐA\n",
			"title: Chợ nổi họp lại sau ba mùa nước\nagency: KTO\nauthor: MINH ĐA\nbody: " + khoi + "\nbody: " + cho + "\nbyline: MINH ĐA\nteaser: Kè Lam Thủy cao thêm một mét / Kè dài mười hai cây số.\n",
		},
		"bureau behind the author": {
			"KVN.VN - " + khoi + "\n" + cho + "\nHồng Lĩnh/KVN-Miền Thượng\n",
			"agency: KVN.VN\nbody: " + khoi + "\nbody: " + cho + "\nbyline: Hồng Lĩnh/KVN-Miền Thượng\n",
		},
		"author and agency in brackets": {
			"Chợ nổi họp lại sau ba mùa nước\n\nKim Sơn, 3/5 (KTX) – " + khoi + "\n\nChú thích ảnh\nGhe hàng trên sông. Ảnh: Minh Đa/KTX\n\n" + cho + "\n\nMinh Đa (KTX)\n",
			"title: Chợ nổi họp lại sau ba mùa nước\nplace: Kim Sơn\nagency: KTX\ncaption: Ghe hàng trên sông. / Minh Đa/KTX\nbody: " + khoi + "\nbody: " + cho + "\nbyline: Minh Đa (KTX)\n",
		},
		"two who sign": {
			"Chợ nổi họp lại sau ba mùa nước\n\nKDX - " + khoi + "\n\n" + cho + "\n\nPV và KTX\n",
			"title: Chợ nổi họp lại sau ba mùa nước\nagency: KDX\nbody: " + khoi + "\nbody: " + cho + "\nbyline: PV và KTX\n",
		},
		"text and pictures by one": {
			"Le môle rouvre\n03/05/2021 - 08:00\nKDEL – Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\n|\nPhoto : KDEL.\nLes étals sont deux fois plus nombreux.\nTexte et photos : MINH DA\n",
			"title: Le môle rouvre\nagency: KDEL\ndate: 2021-05-03\nbody: Le môle a rouvert dimanche après trois hivers de travaux, et les bateaux y sont revenus.\nbody: Les étals sont deux fois plus nombreux.\nbyline: MINH DA\n",
		},
		"stock photograph": {
			"Mole reopens\nPublication date 03 May 2021 | 18:42 ICT\n\nBoats lie at the mole of Velmora. FILE PHOTO\n\n" + mole + "\n\n" + stall + "\n",
			"title: Mole reopens\ndate: 2021-05-03\ncaption: Boats lie at the mole of Velmora. / FILE PHOTO\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"menu in one line, column above the title": {
			"Home | Business | Sports\n\nSociety\nMole reopens after three winters\n\n" + mole + "\n\n" + stall + "\n",
			"title: Mole reopens after three winters\nkicker: Society\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"column below the title": {
			"Mole reopens after three winters\nSociety\n\n" + mole + "\n\n" + stall + "\n",
			"title: Mole reopens after three winters\nkicker: Society\nbody: " + mole + "\nbody: " + stall + "\n",
		},
		"short news, each signed": {
			"In brief\n\nVelmora (MWA) – " + mole + " -MWA\n\nTeral (MWA) – The ferry to Teral sails again from Monday, with two boats a day and one on Sundays. -MWA\n",
			"title: In brief\nplace: Velmora\nagency: MWA\nbody: " + mole + "\nbody: Teral (MWA) – The ferry to Teral sails again from Monday, with two boats a day and one on Sundays.\nbyline: MWA\n",
		},
		"text goes on behind the byline": {
			"Mole reopens\n\nVelmora (MWA) – " + mole + " -MWA\n\n" + stall + "\n\nThe council had promised the work for years, and paid for it with the toll of the northern bridge.\n",
			"title: Mole reopens\nplace: Velmora\nagency: MWA\nbody: " + mole + "\nbody: " + stall + "\nbody: The council had promised the work for years, and paid for it with the toll of the northern bridge.\nbyline: MWA\n",
		},
		"two paragraphs under a teaser": {
			"Mole reopens\n\nVelmora (MWA) – " + mole + " -MWA\n\nFerry sails again\nThe ferry to Teral sails again from Monday.\nTwo boats a day are planned, and one on Sundays.\n",
			"title: Mole reopens\nplace: Velmora\nagency: MWA\nbody: " + mole + "\nbyline: MWA\nteaser: Ferry sails again / The ferry to Teral sails again from Monday. Two boats a day are planned, and one on Sundays.\n",
		},
		"blanks written out": {
			"nbsp\n\n" + mole + "\n\n&nbsp;\n\n" + stall + "\n",
			"body: " + mole + "\nbody: " + stall + "\n",
		},
		"comment form": {
			mole + "\n" + stall + "\nVNA/CNX\nRéagir à cet article\nCommentaire:*\nE-mail:*\nNom:*\n",
			"agency: VNA\nbody: " + mole + "\nbody: " + stall + "\nbyline: VNA/CNX\n",
		},
		"cards in French": {
			"Société Le môle de Velmora rouvre enfin Les bateaux y reviennent après trois hivers.\n\nSociété Une digue pour la baie de Teral Deux kilomètres seront bâtis avant l'automne.\n",
			"teaser: Le môle de Velmora rouvre enfin / Les bateaux y reviennent après trois hivers.\nteaser: Une digue pour la baie de Teral / Deux kilomètres seront bâtis avant l'automne.\n",
		},
		"cards in Vietnamese": {
			"Xã hội Chợ nổi họp lại ở Lam Thủy Ghe hàng đông gấp đôi năm ngoái.\n\nXã hội Kè sông cao thêm một mét Nắng ráo giúp thợ xong việc trước mùa lũ.\n",
			"teaser: Chợ nổi họp lại ở Lam Thủy / Ghe hàng đông gấp đôi năm ngoái.\nteaser: Kè sông cao thêm một mét / Nắng ráo giúp thợ xong việc trước mùa lũ.\n",
		},
		"cards in English": {
			"Society Mole is back: ninety stalls on the first day The roof was rebuilt by carpenters.\n\nCulture & Sports Rowers from Teral win the salt cup They beat the hosts by two lengths.\n\nWorld Is the northern sea freezing later? Fishermen say the ice now comes in January.\n",
			"teaser: Mole is back: ninety stalls on the first day / The roof was rebuilt by carpenters.\nteaser: Rowers from Teral win the salt cup / They beat the hosts by two lengths.\nteaser: Is the northern sea freezing later? / Fishermen say the ice now comes in January.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := readText(t, c.page)
			if got := outline(&a); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
