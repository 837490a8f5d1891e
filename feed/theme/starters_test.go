package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veille/feed"
	"veille/feed/text"
)

// unmarked takes the signs of a list off a term.
var unmarked = strings.NewReplacer("*", "", "-", " ")

// tokensOf is how a list reads a term: its words without case, hyphens and, but for
// Vietnamese, marks and the plural.
func tokensOf(term, lang string) []string {
	var out []string
	for t := range text.Tokens(unmarked.Replace(term)) {
		w := t.Fold
		if lang == "vi" && t.Exact != "" {
			w = t.Exact
		}
		if n := len([]rune(w)); lang != "vi" && n > 4 && (w[len(w)-1] == 's' || w[len(w)-1] == 'x') {
			w = w[:len(w)-1]
		}
		out = append(out, w)
	}
	if strings.HasSuffix(term, "*") {
		out = append(out, "*")
	}
	return out
}

// TestStarterWords holds the shape of the lists: all languages and tiers, clean
// terms, none twice, none sure in two themes.
func TestStarterWords(t *testing.T) {
	sure := map[string]string{}
	for _, th := range Starters() {
		if th.Version < 1 {
			t.Errorf("%s has list version %d", th.Slug, th.Version)
		}
		for _, lang := range []string{"en", "fr", "vi"} {
			tiers := map[feed.Tier]int{}
			seen := map[string]string{}
			for _, w := range th.Words[lang] {
				tiers[w.Tier]++
				if clean := text.Line(w.Text); w.Text != clean || clean == "" {
					t.Errorf("%s %s: %q is not clean", th.Slug, lang, w.Text)
				}
				k := strings.Join(tokensOf(w.Text, lang), " ")
				if o, twice := seen[k]; twice {
					t.Errorf("%s %s: %q is %q again", th.Slug, lang, w.Text, o)
				}
				seen[k] = w.Text
				if o := sure[lang+k]; w.Tier == feed.SureWord && o != "" {
					t.Errorf("%s: %q is sure in %s and %s", lang, w.Text, o, th.Slug)
				}
				if w.Tier == feed.SureWord {
					sure[lang+k] = th.Slug
				}
			}
			for _, tier := range []feed.Tier{feed.WeakWord, feed.StrongWord, feed.SureWord} {
				if tiers[tier] < 5 {
					t.Errorf("%s has %d words of tier %d in %s", th.Slug, tiers[tier], tier, lang)
				}
			}
		}
	}
}

// TestStarterNots holds that every phrase that does not count covers a word that
// would, and that none is itself a word.
func TestStarterNots(t *testing.T) {
	for _, th := range Starters() {
		for lang, nots := range th.Not {
			seen := map[string]bool{}
			for _, not := range nots {
				phrase := tokensOf(not, lang)
				if k := strings.Join(phrase, " "); seen[k] {
					t.Errorf("%s %s: %q stands there twice", th.Slug, lang, not)
				} else {
					seen[k] = true
				}
				covers := func(w feed.Word) bool { return within(phrase, tokensOf(w.Text, lang)) }
				if !slices.ContainsFunc(th.Words[lang], covers) && !coversUnmarked(th.Words[lang], phrase) {
					t.Errorf("%s %s: %q covers no word", th.Slug, lang, not)
				}
				same := func(w feed.Word) bool { return slices.Equal(phrase, tokensOf(w.Text, lang)) }
				if slices.ContainsFunc(th.Words[lang], same) {
					t.Errorf("%s %s: %q is a word too", th.Slug, lang, not)
				}
			}
		}
	}
}

// within reports whether the words of term stand in phrase side by side; a last
// word with "*" is a beginning.
func within(phrase, term []string) bool {
	open := len(term) > 0 && term[len(term)-1] == "*"
	if open {
		term = term[:len(term)-1]
	}
	for i := 0; i+len(term) <= len(phrase); i++ {
		part := phrase[i : i+len(term)]
		last := len(term) - 1
		if slices.Equal(part[:last], term[:last]) && (part[last] == term[last] || open && strings.HasPrefix(part[last], term[last])) {
			return true
		}
	}
	return false
}

// coversUnmarked is covering in text without marks, where lao may be Lào.
func coversUnmarked(words []feed.Word, phrase []string) bool {
	plain := make([]string, len(phrase))
	for i, w := range phrase {
		plain[i] = text.Fold(w)
	}
	return slices.ContainsFunc(words, func(w feed.Word) bool { return within(plain, tokensOf(text.Fold(w.Text), "vi")) })
}

// TestStarterNesting holds that a longer term which plays a shorter one down is
// meant to: the longest at one place counts, whatever its tier.
func TestStarterNesting(t *testing.T) {
	meant := map[string]string{ // theme and language → what may be played down
		"covid-19": "covid covid-19 coronavirus", "asean": "asean asean-countries",
		// In lists of states under sanctions.
		"counter-terrorism": "terrorism terrorisme khủng-bố tài-trợ-khủng-bố",
		// A part of "cơ sở y tế", a clinic; those who work there stand in every text on COVID.
		"health vi": "sở-y-tế y-tế",
		// One item of a list.
		"human-rights en": "human-rights", "human-rights fr": "droits-de-l'homme", "human-rights vi": "quyền-con-người",
	}
	for _, th := range Starters() {
		for lang, words := range th.Words {
			allowed := meant[th.Slug] + " " + meant[th.Slug+" "+lang]
			tokens := make([][]string, len(words))
			for i, w := range words {
				tokens[i] = tokensOf(w.Text, lang)
			}
			for i, long := range words {
				for j, short := range words {
					if long.Tier >= short.Tier || len(tokens[i]) <= len(tokens[j]) || !within(tokens[i], tokens[j]) {
						continue
					}
					name := strings.ReplaceAll(strings.ToLower(short.Text), " ", "-")
					if th.Slug == "covid-19" || slices.Contains(strings.Fields(allowed), name) {
						continue
					}
					t.Errorf("%s %s: %q plays %q down", th.Slug, lang, long.Text, short.Text)
				}
			}
		}
	}
}

func TestStarterSuggestions(t *testing.T) {
	all := Starters()
	s := NewScorer(all, nil)
	for i, c := range []struct{ lang, themes, title, body string }{
		{"fr", "counter-terrorism", "Le parquet antiterroriste saisi après l’attaque d’un marché",
			"Un attentat revendiqué par un groupe djihadiste a fait six morts mardi. Les enquêteurs cherchent des complices."},
		{"vi", "counter-terrorism", "Cảnh sát diễn tập chống khủng bố tại nhà ga", "Hơn hai trăm chiến sĩ tham gia tình huống giải cứu con tin, vô hiệu hóa bom tự chế."},
		{"vi", "", "Nhóm cho vay lãi nặng khủng bố điện thoại khách nợ", "Mỗi ngày con nợ nhận hàng trăm cuộc gọi. Công an đã khởi tố bảy người về tội cưỡng đoạt tài sản."},
		{"en", "covid-19", "Port city eases lockdown as coronavirus cases fall", "Shops may open again on Monday, the mayor said. Masks stay compulsory on buses."},
		{"fr", "", "Le festival de marionnettes retrouve son public", "Annulé deux ans en raison de la pandémie de COVID-19, le rendez-vous réunira trente troupes sur la place du marché, avec un concours de masques et une parade."},
		{"vi", "covid-19", "Thêm 1.204 ca mắc COVID-19, ba tỉnh nới giãn cách xã hội", "Số người khỏi bệnh tăng gấp đôi so với hôm qua."},
		{"en", "asean", "Ministers agree agenda of ASEAN Summit", "The ten members want to keep the centrality of the bloc and to admit a new one."},
		{"fr", "", "Coupe de l’ASEAN : un match nul sans but", "Les deux équipes se sont neutralisées sous la pluie. Le sélectionneur regrette le manque de réalisme."},
		{"vi", "asean", "Khai mạc Hội nghị Bộ trưởng Ngoại giao ASEAN", "Các nước nhấn mạnh đoàn kết và vai trò trung tâm của Hiệp hội."},
		{"fr", "peacekeeping", "Relève à la FISNUA : une compagnie du génie part pour Abyei", "Les sapeurs rejoindront les Casques bleus et bâtiront des routes avant les pluies."},
		{"fr", "", "Discours sur la sécurité régionale", "L’orateur a souhaité le maintien de la paix et de la stabilité et le dialogue entre voisins."},
		{"en", "peacekeeping", "Level-2 Field Hospital prepares to deploy", "Its surgeons and nurses will serve the UN mission in South Sudan for a year."},
		{"vi", "south-china-sea", "Phản đối tàu khảo sát hoạt động ở bãi Tư Chính", "Người phát ngôn khẳng định chủ quyền, yêu cầu tôn trọng luật biển."},
		{"vi", "climate-disasters", "Bão trên Biển Đông mạnh thêm", "Đêm nay bão số 6 vào Biển Đông, gió giật cấp 12. Các tỉnh ven biển cấm tàu ra khơi."},
		{"en", "south-china-sea", "Coast guard ships face off at Scarborough Shoal", "Both capitals claim the reef, and each accused the other of dangerous manoeuvres."},
		{"fr", "cyber-digital", "Rançongiciel : la mairie paralysée", "Les pirates informatiques exigent une rançon et menacent de publier les données des habitants."},
		{"en", "", "Camera maker unveils new lens", "The digital camera goes on sale in spring. It weighs less than an apple and fits in a coat pocket."},
		{"vi", "cyber-digital", "Cảnh báo mã độc giả danh ngân hàng", "Tin tặc gửi đường dẫn lạ để chiếm tài khoản; chuyên gia an ninh mạng khuyên không cài ứng dụng lạ."},
		{"fr", "climate-disasters", "Crue record, trois villages évacués", "Des pluies torrentielles ont provoqué un glissement de terrain ; deux personnes sont portées disparues."},
		{"fr", "", "Un climat de confiance règne chez les joueurs", "Le capitaine parle d’une tempête médiatique sans lendemain et d’un vestiaire uni avant la finale."},
		{"vi", "", "MV mới gây bão mạng sau một đêm", "Ca khúc dẫn đầu bảng xếp hạng, vũ đạo được hàng nghìn bạn trẻ nhảy theo."},
		{"en", "trade-economy", "Exports to free trade partners rise", "Customs data show a surplus of 2.1 billion USD as garment shipments recover."},
		{"vi", "trade-economy", "Kim ngạch xuất khẩu hồ tiêu lập kỷ lục", "Giá bán tăng mạnh, các doanh nghiệp ký thêm hợp đồng với châu Âu."},
		{"fr", "", "Trois interpellations pour contrebande d’ivoire", "Les douaniers ont saisi douze défenses. Le commerce d'ivoire est interdit depuis longtemps."},
		{"en", "laos-cambodia", "Vientiane and Phnom Penh open new flight", "The weekly service will carry tourists between the two capitals from June."},
		{"en", "", "Terraced fields turn gold in Lao Cai", "Walkers come for the harvest and for the markets of the highlands. Rooms fill quickly."},
		{"vi", "", "Tuyên dương người lao động giỏi ở Lào Cai", "Năm mươi công nhân được trao bằng khen. Công đoàn tặng quà cho con em có thành tích học tập tốt."},
		{"fr", "human-rights", "Un rapport dénonce la torture dans les prisons", "Le Conseil des droits de l’homme demande la libération des prisonniers politiques."},
		{"vi", "", "Chiếc áo dài của phu nhân quyền lực", "Nhà thiết kế kể chuyện may trang phục cho buổi tiệc và chọn lụa Vạn Phúc."},
		{"vi", "health", "Bệnh sởi tăng ở trẻ nhỏ", "Bác sĩ khuyên tiêm phòng đủ hai mũi; bệnh viện nhi đã kín giường."},
		{"fr", "health", "Paludisme : un vaccin pour les nourrissons", "La campagne de vaccination commence dans trois districts où la maladie tue le plus."},
		{"en", "", "Driver unhurt after lorry overturns", "Two passengers were taken to hospital after the crash and left the same day."},
		{"fr", "covid-19", "Premières doses contre le coronavirus pour les soignants", "Le vaccin sera donné d’abord dans les hôpitaux. Les médecins volontaires ont reçu une injection lundi contre la COVID-19."},
		{"fr", "asean", "Les chefs de la diplomatie d’Asie du Sud-Est se retrouvent à huis clos",
			"Les Onze cherchent une position commune sur la crise birmane et ont reçu l’envoyé spécial pour le Myanmar. Le secrétariat à Jakarta préparera le texte de la Vision 2045."},
		{"fr", "asean", "Timor-Leste : onze pays autour de la table",
			"L’adhésion du Timor-Leste porte à onze membres le bloc régional, attaché à la non-ingérence et à la décision par consensus."},
		{"en", "asean", "Newest member takes its seat",
			"Timor-Leste's admission was sealed by the leaders of Southeast Asia on Sunday. The eleven members pledged to keep decisions by consensus."},
		{"vi", "asean", "Ngoại trưởng các nước Đông Nam Á họp hẹp",
			"Các bộ trưởng trao đổi về ba trụ cột, kết nạp Timor-Leste và vai trò trung tâm của Hiệp hội."},
		{"en", "south-china-sea", "Negotiators finish another reading of the single draft text",
			"Diplomats hope to conclude a binding code of conduct next year. The declaration signed in Phnom Penh in 2002 has done little to calm claimants, they said."},
		{"fr", "south-china-sea", "Un pas de plus vers un code de conduite contraignant",
			"Les négociateurs ont achevé la lecture du texte unique. La déclaration de Phnom Penh n’avait pas réglé les revendications des pays riverains."},
		{"vi", "south-china-sea", "Vòng thương lượng mới về văn bản duy nhất",
			"Các bên mong sớm đạt COC thực chất, hiệu quả; Tuyên bố Phnom Penh 2002 vẫn phải được thực hiện đầy đủ, các bên kiềm chế."},
		{"en", "climate-disasters", "The village the ocean is taking",
			"Twelve houses were swallowed by the sea this winter. The eroding coast has moved forty metres in a decade, and the wells taste of salt water."},
		{"fr", "climate-disasters", "La mer grignote le hameau",
			"Neuf maisons ont été englouties par les flots depuis mars. Le recul du trait de côte s’accélère, disent les géographes."},
		{"vi", "climate-disasters", "Xóm chài mất thêm mười căn nhà",
			"Biển lấn sâu ba chục mét, sóng đánh sập tường rào. Người dân xin di dời khẩn cấp trước mùa bão."},
		{"en", "", "Chef opens a second table",
			"Critics praise the storm of flavours and the hurricane cocktail. Reservations are open from Tuesday; the terrace seats thirty."},
		{"fr", "", "Le Cyclone rouvre ses portes",
			"Le restaurant du port propose une carte courte, des poissons du jour et une tempête de saveurs, selon son chef."},
		{"en", "peacekeeping", "She leaves for a year under the United Nations flag",
			"The captain will serve as a gender advocate in Bangui, where sixty compatriots protect a hospital."},
		{"fr", "peacekeeping", "La force de répression des gangs attend ses premiers soldats",
			"Le Kenya et six autres pays promettent des contingents pour Haïti."},
		{"vi", "peacekeeping", "Nữ đại úy nhận Huân chương Dag Hammarskjöld",
			"Chị từng là quan sát viên quân sự tại Nam Sudan hơn một năm."},
		{"en", "", "Landlord of the Blue Helmet pub retires",
			"The Peacekeepers Way local has poured pints since 1961. Regulars gave him a clock."},
		{"fr", "covid-19", "Trois ans de fatigue : vivre avec un Covid long",
			"Les malades racontent les symptômes persistants et l’errance chez les médecins."},
		{"en", "", "Review: a lean horror film about an outbreak",
			"The infected shuffle, the nurses scream and the hero limps home. Fans of the genre will like the ending."},
		{"vi", "", "Triệt phá đường dây tín dụng đen",
			"Nhóm này cho vay lãi nặng, lãi suất cắt cổ, ném chất bẩn vào nhà con nợ. Công an khởi tố năm bị can."},
		{"vi", "", "Thắng Lào 4-0, đội chủ nhà vào bán kết",
			"Thủ môn Lào nhiều lần cứu thua nhưng hàng thủ vỡ trận sau giờ nghỉ."},
		{"fr", "", "Large victoire contre le Cambodge",
			"Deux buts avant la pause ont suffi. Le gardien cambodgien a pourtant repoussé un penalty devant vingt mille spectateurs."},
		{"vi", "", "Hai lãnh đạo hội đàm tại thủ đô",
			"Hai bên nhất trí mở rộng hợp tác về giáo dục, giao thông, nông nghiệp, thích ứng biến đổi khí hậu và giao lưu nhân dân."},
		{"fr", "", "Visite officielle : les deux pays élargissent leur coopération",
			"Éducation, transports, agriculture, droits de l’homme, tourisme : les ministres ont passé en revue leurs dossiers."},
	} {
		t.Run(fmt.Sprint(i, " ", c.title), func(t *testing.T) {
			a := article(c.lang, c.title, c.body)
			if got := slugsOf(all, s.Suggest(a)); got != c.themes {
				t.Errorf("suggested are %q, want %q", got, c.themes)
			}
		})
	}
}
