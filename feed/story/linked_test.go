package story

import (
	"testing"

	"veille/feed"
)

// translations tell what a dispatch tells, as an agency would in another language:
// shorter, in another order, with some figures rounded.
var translations = []struct{ of, lang, title, body string }{
	{"numérique", "en", "ASEAN agrees on digital economy pact", `ASEAN economic ministers on Thursday reached an agreement in principle on the digital economy in Vientiane after eighteen months of talks, the bloc's secretariat in Jakarta said.

The pact covers mutual recognition of electronic signatures, QR code payments among 10 countries and common rules on data protection. It is to be signed at the November summit in Kuala Lumpur and take effect by July 1, 2026.

The region's digital economy could grow from 300 billion to 2 trillion dollars by 2030, according to a study by Boston Consulting Group, with Vietnam, Indonesia and Thailand making up more than half.

Cambodia and Laos will get 45 million dollars of technical aid from Japan and Australia, while the Philippines asked for three years to change its banking law.`},
	{"numérique", "vi", "ASEAN đạt thỏa thuận về kinh tế số", `Bộ trưởng Kinh tế các nước ASEAN ngày 14/9 đã đạt thỏa thuận nguyên tắc về kinh tế số tại Viêng Chăn sau 18 tháng đàm phán, Ban Thư ký ASEAN tại Jakarta cho biết.

Văn kiện quy định việc công nhận chữ ký điện tử, thanh toán bằng mã QR giữa 10 nước và bảo vệ dữ liệu, dự kiến được ký tại hội nghị cấp cao tháng 11 ở Kuala Lumpur, có hiệu lực chậm nhất ngày 1/7/2026.

Theo nghiên cứu của Boston Consulting Group, kinh tế số của khu vực có thể tăng từ 300 tỷ lên 2.000 tỷ USD vào năm 2030. Việt Nam, Indonesia và Thái Lan chiếm hơn một nửa.

Singapore đề xuất lập trung tâm trọng tài chung, Malaysia ủng hộ. Campuchia và Lào sẽ nhận 45 triệu USD hỗ trợ kỹ thuật của Nhật Bản và Australia.`},
	{"lũ", "fr", "Crues à Khe Sâu : plus de 2 400 foyers isolés", `Les pluies tombées depuis la nuit du 14 septembre ont fait monter la rivière Lam Thuong et isolé 2 438 foyers du district de Khe Sâu, a indiqué lundi matin le comité de prévention des catastrophes de la province de Bac Truong.

Selon un premier bilan, 37 maisons se sont effondrées, deux ponts suspendus ont été emportés et 1 120 hectares de riz proches de la récolte sont sous l’eau. La route nationale 48D est coupée en 11 endroits entre Nâm Lai et Tân Hoa.

La province a mobilisé 650 cadres et soldats de la 4e zone militaire et 42 canots à moteur. La Croix-Rouge du Vietnam a envoyé 30 tonnes de riz et 5 000 caisses d’eau.

Il devrait pleuvoir jusqu’au 18 septembre, par endroits plus de 250 mm.`},
	{"lũ", "en", "Floods cut off over 2,400 households in Khe Sau", `Heavy rain since the night of September 14 has cut off 2,438 households in Khe Sau district, the disaster prevention committee of Bac Truong province said on Monday.

Initial figures show 37 houses collapsed, two suspension bridges swept away and 1,120 hectares of rice flooded. National Highway 48D was hit by landslides at 11 points, interrupting traffic between Nam Lai township and Tan Hoa commune.

The province sent 650 troops of Military Zone 4 and 42 motorboats. The Vietnam Red Cross provided 30 tonnes of rice and 5,000 cases of water.`},
	{"gạo", "fr", "Le Vietnam exporte davantage de riz vers les Philippines", `En huit mois, le Vietnam a exporté 6,15 millions de tonnes de riz pour 3,85 milliards de dollars, soit des hausses de 5,9 % en volume et de 21,7 % en valeur, selon le ministère de l’Agriculture et du Développement rural.

Les Philippines restent le premier client avec 2,7 millions de tonnes, 44 % du total, devant l’Indonésie (920 000 tonnes), la Malaisie et le Ghana. Le riz vietnamien à 5 % de brisures se vend 578 dollars la tonne, 12 dollars de plus que celui de Thaïlande.

L’Association des vivres du Vietnam attend une forte demande en Asie au quatrième trimestre. Les entreprises du delta du Mékong doivent livrer 1,3 million de tonnes d’ici à la fin de décembre.`},
	{"gạo", "en", "Vietnam rice exports rise 21.7% in eight months", `Vietnam shipped 6.15 million tonnes of rice worth 3.85 billion dollars in the first eight months, up 5.9 percent in volume and 21.7 percent in value, the Ministry of Agriculture and Rural Development said.

The Philippines remained the biggest buyer with 2.7 million tonnes or 44 percent, followed by Indonesia with 920,000 tonnes, Malaysia and Ghana. Vietnam's 5 percent broken rice was quoted at 578 dollars a tonne.

Firms in the Mekong Delta have signed contracts for 1.3 million tonnes until the end of December, the Vietnam Food Association said.`},
	{"mission", "fr", "Des sapeurs partent en mission au Karsund", `Une unité de 184 sapeurs a quitté mercredi Port Halden pour la mission des Nations unies au Karsund, où elle réparera pendant un an des routes et des ponts, a annoncé le ministère de la Défense.

Troisième envoyée depuis 2021, l’unité emporte 145 tonnes de matériel, dont neuf bulldozers et un hôpital de campagne de 20 lits, à bord de deux avions du Programme alimentaire mondial.

Elle commencera par les 62 kilomètres de route entre Dresk, la capitale, et Ostrava Crossing, coupée depuis que les crues de mai ont emporté 14 ponts. Quelque 230 000 habitants ne sont ravitaillés que par les airs, selon l’ONU. Les femmes sont 17 % de l’unité ; le centre de Velm les a formées.`},
	{"port", "en", "Marbeuil port to grow by 2027", `The board of the port of Marbeuil on Tuesday approved a 340-million-euro expansion to receive ships of 14,000 containers from the second half of 2027.

Two quays of 420 metres, a railway to the plain of Sarvance and a 12-megawatt solar plant are to be built from March. The Haute-Lorve region will pay 85 million euros, the European Investment Bank 120 million.

Some 1,850 jobs are expected. Fishermen of Tréguel, who fear for their grounds, asked for a study of currents; 64 boat owners will be compensated. The port handled 6.2 million tonnes last year, 8 percent more than the year before.`},
	{"chips", "fr", "Senmark va construire une usine de puces à Lower Vale", `Le groupe Senmark investira 2,6 milliards de dollars dans une usine de semi-conducteurs à Lower Vale, la plus grande hors d’Asie, ont annoncé lundi l’entreprise et l’Etat.

Le chantier de 48 hectares, près de la gare de marchandises d’Ardale, doit commencer en avril. L’usine emploiera 3 200 personnes en 2029 et produira 40 millions d’unités par mois.

L’Etat renonce à l’impôt foncier pendant dix ans et paiera une sous-station de 210 millions de dollars. Senmark, qui a vendu pour 11,4 milliards de dollars l’an dernier, formera 600 techniciens par an avec l’université technique d’Ardale et recyclera 85 % de l’eau.`},
}

// neighbours are of the same days, places and subjects, and tell something else.
var neighbours = []struct{ lang, title, body string }{
	{"fr", "Sommet de l’ASEAN : la Malaisie prépare novembre", `La Malaisie recevra en novembre à Kuala Lumpur le sommet de l’ASEAN, auquel participeront 10 chefs d’Etat et de gouvernement, a indiqué jeudi le secrétariat de l’organisation à Jakarta.

Le Vietnam, l’Indonésie, la Thaïlande et Singapour souhaitent y parler de la mer et du commerce avec la Chine, le Japon et l’Australie. Quelque 2 300 policiers seront mobilisés et 45 hôtels réservés. En 2030, la région comptera 720 millions d’habitants, selon la Banque asiatique de développement.`},
	{"en", "ASEAN trade grows as summit nears", `Trade among ASEAN countries rose 7.2 percent to 890 billion dollars in 2025, the secretariat in Jakarta said on Thursday ahead of the November summit in Kuala Lumpur.

Vietnam, Indonesia, Thailand and Malaysia accounted for two thirds of it. China remained the largest partner, followed by the United States, Japan and Australia. The Philippines and Singapore asked for faster customs clearance, and Laos and Cambodia for 60 million dollars to modernise 14 border posts by 2030.`},
	{"fr", "Le Centre du Vietnam sous les pluies", `De fortes pluies touchent depuis le 14 septembre quatre provinces du Centre du Vietnam, dont Bac Truong et Quang Lam. Le comité de prévention des catastrophes recense 3 morts et 1 860 maisons inondées.

A Quang Lam, 900 soldats de la 4e zone militaire et 35 canots ont évacué 6 200 habitants. La Croix-Rouge du Vietnam a distribué 12 tonnes de riz. Le Centre national de prévision annonce 180 à 300 mm jusqu’au 18 septembre.`},
	{"en", "Rain disrupts rail traffic in central Vietnam", `Trains between Hanoi and Da Nang were halted on Monday after landslides at 7 points, Vietnam Railways said. Some 2,100 passengers were taken by bus through Bac Truong province.

Rain of more than 250 mm is forecast until September 18. The Red Cross and 400 troops of Military Zone 4 are helping in Khe Sau and Nam Lai, where 30 houses collapsed.`},
	{"fr", "Riz : les prix baissent en Thaïlande", `Le riz thaïlandais à 5 % de brisures est tombé à 566 dollars la tonne, contre 578 dollars pour celui du Vietnam et 540 pour celui du Pakistan, selon les négociants.

Les Philippines et l’Indonésie ont acheté ensemble 410 000 tonnes en août. L’Inde pourrait lever ses taxes en octobre, ce que redoutent les exportateurs de Malaisie et du delta du Mékong.`},
	{"en", "Vietnam's coffee exports hit record", `Vietnam exported 1.05 million tonnes of coffee worth 3.98 billion dollars in the first eight months, down 12.5 percent in volume but up 36.1 percent in value, the Ministry of Agriculture and Rural Development said.

Germany, Italy, Spain and Japan were the main buyers. Indonesia bought 44,000 tonnes, the Philippines 31,000. The average price was 3,781 dollars a tonne, and firms in the Central Highlands expect 5 billion dollars for the year.`},
	{"vi", "Gạo Việt Nam vào thị trường châu Âu", `Hạn ngạch 80.000 tấn gạo theo hiệp định EVFTA đã được Liên minh châu Âu cấp cho 11 doanh nghiệp Việt Nam, Bộ Công Thương cho biết ngày 15/9.

Giá gạo thơm đạt 640 USD/tấn, cao hơn gạo Thái Lan 12 USD. Đức, Hà Lan và Italy mua nhiều nhất, tổng cộng 26.400 tấn. Hiệp hội Lương thực Việt Nam đề nghị mở rộng vùng trồng ở Đồng bằng sông Cửu Long thêm 15.000 ha.`},
	{"en", "United Nations seeks more engineers for Karsund", `The United Nations asked member countries on Wednesday for 350 more engineers for its mission in Karsund, where roads north of the capital Dresk have been cut since floods in May.

Only 41 percent of the 96 million dollars needed for repairs has been paid. The World Food Programme flew 1,700 tonnes of food last month to 180,000 people, the UN Office for the Coordination of Humanitarian Affairs said. Women make up 9 percent of the mission.`},
}

// TestLinked: each translation is linked to its dispatch and to the other
// translations of it, and nothing else is.
func TestLinked(t *testing.T) {
	type told struct {
		of, lang string
		s        Sketch
	}
	var all []told
	for _, d := range dispatches {
		all = append(all, told{d.name, d.lang, Of(dispatch(d.name))})
	}
	for _, d := range translations {
		all = append(all, told{d.of, d.lang, Of(wire(d.lang, d.title, d.body))})
	}
	for _, d := range neighbours {
		all = append(all, told{d.title, d.lang, Of(wire(d.lang, d.title, d.body))})
	}
	for i, a := range all {
		for _, b := range all[:i] {
			want := a.of == b.of && a.lang != b.lang
			if v := Linked(&a.s, &b.s); v >= LinkedAt != want {
				t.Errorf("%s (%s) and %s (%s): %.2f", a.of, a.lang, b.of, b.lang, v)
			}
		}
	}
}

func TestLinkedDays(t *testing.T) {
	a := Of(dispatch("gạo"))
	for _, c := range []struct {
		days, precision int
		lang            string
		want            bool
	}{
		{0, int(feed.Minute), "fr", true},
		{2, int(feed.Minute), "fr", true},
		{-2, int(feed.Day), "fr", true},
		{3, int(feed.Minute), "fr", false},
		{0, int(feed.Month), "fr", false},
		{0, int(feed.Minute), "", false},
		{0, int(feed.Minute), "vi", false},
	} {
		x := wire(c.lang, "", translations[4].body)
		x.Published, x.Precision = x.Published.AddDate(0, 0, c.days), feed.Precision(c.precision)
		b := Of(x)
		if v := Linked(&a, &b); v >= LinkedAt != c.want {
			t.Errorf("%+v: %.2f", c, v)
		}
	}
}
