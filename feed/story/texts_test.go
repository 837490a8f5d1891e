package story

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"veille/feed"
)

// dispatches are wire texts of our own; each tells something else.
var dispatches = []struct{ name, lang, title, body string }{
	{"port", "fr", "Le port de Marbeuil agrandi d’ici à 2027", `Le conseil du port de Marbeuil a approuvé mardi un programme d’agrandissement de 340 millions d’euros, destiné à recevoir des navires de 14 000 conteneurs à partir du deuxième semestre 2027.

Le chantier comprend deux quais de 420 mètres, une voie ferrée vers la plaine de Sarvance et une centrale solaire de 12 mégawatts. Les travaux commenceront en mars, après une enquête publique de six semaines, a précisé la direction du port dans un communiqué.

La région de Haute-Lorve apportera 85 millions d’euros, la Banque européenne d’investissement 120 millions. Le reste sera emprunté sur vingt ans. Selon la chambre de commerce, 1 850 emplois doivent être créés, dont un tiers pendant les travaux.

Les pêcheurs de l’anse du Tréguel, qui craignent pour leurs lieux de pêche, ont demandé une étude des courants. La direction a promis de la publier avant la fin du mois de janvier et de verser des indemnités à 64 patrons de bateaux.

L’année dernière, le port a traité 6,2 millions de tonnes de marchandises, soit 8 % de plus qu’un an plus tôt.`},
	{"numérique", "fr", "L’ASEAN s’accorde sur l’économie numérique", `Les ministres de l’Économie des pays de l’ASEAN ont conclu jeudi à Vientiane un accord de principe sur l’économie numérique, après dix-huit mois de négociations, a annoncé le secrétariat de l’organisation à Jakarta.

Le texte prévoit la reconnaissance mutuelle des signatures électroniques, des paiements par code QR entre 10 pays et des règles communes de protection des données. Il doit être signé au sommet de novembre à Kuala Lumpur et entrer en vigueur au plus tard le 1er juillet 2026.

D’après une étude du Boston Consulting Group citée par le secrétariat, l’économie numérique de la région pourrait passer de 300 milliards à 2 000 milliards de dollars en 2030. Le Vietnam, l’Indonésie et la Thaïlande en feraient à eux seuls plus de la moitié.

Singapour a proposé un centre d’arbitrage commun, que la Malaisie soutient. Les Philippines ont demandé un délai de trois ans pour adapter leur loi sur les banques. Le Cambodge et le Laos recevront une aide technique de 45 millions de dollars, financée par le Japon et l’Australie.`},
	{"eau", "fr", "Sécheresse : l’eau rationnée dans quatre vallées", `L’eau sera coupée chaque nuit de 22 heures à 5 heures dans quatre vallées de la province de Corsenne à compter de lundi, a décidé la préfecture, qui parle de la pire sécheresse depuis 1976.

Les réservoirs de Bramefond et du Val-Noir ne sont plus remplis qu’à 18 % et 23 %. Il est tombé 41 millimètres de pluie depuis avril, contre 196 en moyenne. Sept communes sont déjà ravitaillées par des camions-citernes, ce qui touche 9 300 habitants.

L’arrosage des jardins et le lavage des voitures sont interdits jusqu’au 15 octobre. Les agriculteurs devront réduire leurs prélèvements de moitié ; le syndicat des maraîchers estime la perte à 27 millions d’euros et réclame l’état de catastrophe naturelle.

Météo-Corsenne n’annonce pas de pluie notable avant une dizaine de jours. La préfecture fera le point chaque vendredi et n’exclut pas de fermer les piscines de Lanvrac, la plus grande ville de la province.`},
	{"lũ", "vi", "Mưa lũ ở Khe Sâu làm hơn 2.400 hộ dân bị cô lập", `Mưa lớn kéo dài từ đêm 14/9 đã làm nước sông Lam Thượng dâng cao, khiến 2.438 hộ dân ở huyện Khe Sâu bị cô lập, Ban Chỉ huy Phòng, chống thiên tai tỉnh Bắc Trường cho biết sáng 16/9.

Theo thống kê ban đầu, mưa lũ đã làm sập 37 ngôi nhà, cuốn trôi hai cây cầu treo và làm ngập 1.120 ha lúa sắp thu hoạch. Quốc lộ 48D bị sạt lở tại 11 điểm, giao thông giữa thị trấn Nậm Lai và xã Tân Hòa bị gián đoạn hoàn toàn.

Tỉnh Bắc Trường đã huy động 650 cán bộ, chiến sĩ Quân khu 4 cùng 42 xuồng máy để đưa người dân đến nơi an toàn. Hội Chữ thập đỏ Việt Nam hỗ trợ 30 tấn gạo, 5.000 thùng nước uống và thuốc men cho các xã bị cô lập.

Trung tâm Dự báo khí tượng thủy văn quốc gia dự báo mưa còn kéo dài đến ngày 18/9, lượng mưa có nơi trên 250 mm. Ủy ban nhân dân tỉnh yêu cầu các địa phương chủ động sơ tán dân khỏi vùng có nguy cơ lũ quét.`},
	{"gạo", "vi", "Xuất khẩu gạo của Việt Nam sang Philippines tăng mạnh", `Xuất khẩu gạo của Việt Nam trong tám tháng đầu năm đạt 6,15 triệu tấn, kim ngạch 3,85 tỷ USD, tăng 5,9% về lượng và 21,7% về giá trị so với cùng kỳ năm trước, theo Bộ Nông nghiệp và Phát triển nông thôn.

Philippines tiếp tục là thị trường lớn nhất với 2,7 triệu tấn, chiếm 44% tổng lượng gạo xuất khẩu. Indonesia đứng thứ hai với 920.000 tấn, tiếp theo là Malaysia và Ghana. Giá gạo 5% tấm của Việt Nam ở mức 578 USD/tấn, cao hơn gạo cùng loại của Thái Lan 12 USD.

Hiệp hội Lương thực Việt Nam nhận định nhu cầu nhập khẩu của các nước châu Á còn cao trong quý IV do ảnh hưởng của hạn hán. Các doanh nghiệp ở Đồng bằng sông Cửu Long đã ký hợp đồng giao 1,3 triệu tấn đến hết tháng 12.

Bộ Công Thương khuyến nghị doanh nghiệp theo dõi chính sách thuế của Ấn Độ và chuẩn bị nguồn hàng cho thị trường Liên minh châu Âu, nơi hạn ngạch 80.000 tấn theo hiệp định EVFTA mới dùng hết 61%.`},
	{"mission", "en", "Engineers leave for mission in Karsund", `A unit of 184 military engineers left Port Halden on Wednesday for the United Nations mission in Karsund, where it will rebuild roads and bridges for twelve months, the defence ministry said.

The unit is the third that the country has sent since 2021. It takes with it 145 tonnes of equipment, including nine bulldozers and a field hospital with 20 beds, which were loaded aboard two transport aircraft of the World Food Programme.

The engineers will first repair the 62-kilometre road between the capital Dresk and the Ostrava Crossing, cut since floods in May destroyed 14 bridges. About 230,000 people north of the river have been supplied by air only, according to the UN Office for the Coordination of Humanitarian Affairs.

Women make up 17 percent of the unit, above the 15 percent that the United Nations asks of contributing countries. Before leaving, all members took a course of English and first aid at the peacekeeping centre in Velm, the ministry added.`},
	{"chips", "en", "Senmark to build chip plant in Lower Vale", `Senmark will invest 2.6 billion dollars in a semiconductor packaging plant in Lower Vale, its largest outside Asia, the company and the state government announced on Monday.

Construction is to begin in April on a site of 48 hectares near the Ardale freight terminal. The plant will employ 3,200 people when it reaches full output in 2029 and package up to 40 million units a month, mostly for cars and medical devices.

The state will waive property tax for ten years and pay for a new substation, at a cost of some 210 million dollars. Opposition members of the Lower Vale assembly called the terms too generous and asked the audit office to look at them.

Senmark also signed an agreement with the Technical University of Ardale to train 600 technicians a year. The company, which reported sales of 11.4 billion dollars last year, said water used in the plant would be recycled at a rate of 85 percent.`},
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

// teasers are what sources print below an article, and cleaning may miss.
var teasers = []string{
	`Le festival de la lanterne attire 20 000 visiteurs à Lanvrac

Pendant trois jours, la vieille ville de Lanvrac s’est éclairée de plus de 4 000 lanternes, dont la plus grande mesurait neuf mètres.

Football : Bramefond bat Sarvance et reste en tête

Menée à la pause, l’équipe de Bramefond s’est imposée 3-2 grâce à un but dans le temps additionnel, devant 11 000 spectateurs.

Exportations de café : un record au premier semestre

Les ventes de café ont dépassé 2,1 milliards de dollars, soit 31 % de plus qu’un an plus tôt, portées par les cours mondiaux.

Une exposition de laques anciennes au musée de Corsenne

Cent douze pièces, prêtées par neuf collectionneurs, sont à voir jusqu’au 30 novembre au musée provincial.`,
	`Une ligne de train de nuit relie Halden à Velm

Quatre fois par semaine, le train de nuit partira à 21 h 40 et arrivera à 6 h 15, avec des voitures-lits neuves.

Santé : la campagne de vaccination commence lundi

Les personnes de plus de 65 ans recevront une lettre avec leur rendez-vous ; 780 000 doses ont été commandées.

Tourisme : la baie de Tréguel parmi les plus belles

Le classement d’une revue de voyage met la baie au septième rang, devant 43 autres lieux de la région.

Education : deux cents bourses pour des étudiants du Mékong

Les bourses, de 6 000 dollars par an, s’adressent aux étudiants de licence en agronomie, en informatique et en médecine.`,
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
			" ce jour. Par ailleurs, " + n(28_300_000, 702_113) + " doses de vaccin ont été administrées dans tout le pays."
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
	return strings.Map(func(r rune) rune { return r }, replaceNumbers(s, n))
}

func replaceNumbers(s string, n int) string {
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
