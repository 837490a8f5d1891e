package text

import (
	"strings"
	"testing"
)

// langSentences are of our own writing: news sentences, then short titles.
var langSentences = []struct{ want, text string }{
	{"fr", "Le conseil municipal a adopté mercredi soir le plan de rénovation des berges, malgré l'opposition de plusieurs riverains."},
	{"fr", "Selon les services météorologiques, la tempête devrait toucher la côte dans la nuit de jeudi à vendredi."},
	{"fr", "Nguyễn Thị Hạnh et Đỗ Văn Khải ont présenté leur recette de phở devant un jury de trois chefs à Hải Phòng."},
	{"fr", "Les deux pays entendent approfondir leurs échanges dans l'agriculture et la pêche."},
	{"fr", "La production de café recule pour la troisième année de suite."},
	{"fr", "Le Vietnam et le Laos signent un accord sur les transports ferroviaires"},
	{"fr", "Inondations : trois communes coupées du monde"},
	{"fr", "L'usine rouvre ses portes"},
	{"fr", "Une nouvelle ligne de bus pour les habitants du quartier nord"},
	{"fr", "UNE NOUVELLE LIGNE DE BUS POUR LES HABITANTS"},
	{"fr", "Le gouvernement annonce une aide aux pecheurs touches par la tempete"},
	{"fr", "Commerce extérieur : hausse des exportations de riz"},
	{"fr", "Réunion d'urgence après l'incendie du port"},
	{"en", "The town council adopted the plan for the river banks on Wednesday evening after a lively debate."},
	{"en", "Officials said the storm would reach the coast between Thursday and Friday, and schools will stay closed."},
	{"en", "Nguyễn Thị Hạnh and Đỗ Văn Khải showed their noodle recipe to a jury of three cooks in Hải Phòng."},
	{"en", "Coffee output falls for a third year in a row"},
	{"en", "Two countries to deepen trade ties"},
	{"en", "Villagers wait for help after heavy flooding"},
	{"en", "Factory reopens its doors"},
	{"en", "New bus line for the northern district"},
	{"en", "NEW BUS LINE FOR THE NORTHERN DISTRICT"},
	{"en", "What we know about the harbour fire"},
	{"en", "Minister meets fishermen hit by the storm"},
	{"vi", "Hội đồng thành phố tối thứ tư đã thông qua kế hoạch cải tạo bờ sông sau ba giờ thảo luận."},
	{"vi", "Theo cơ quan khí tượng, bão sẽ đổ bộ vào bờ biển trong đêm thứ năm."},
	{"vi", "Sản lượng cà phê giảm năm thứ ba liên tiếp"},
	{"vi", "Nhà máy mở cửa trở lại"},
	{"vi", "Tuyến xe buýt mới cho người dân khu phía bắc"},
	{"vi", "Ba xã bị cô lập vì lũ"},
	{"vi", "Bộ trưởng gặp ngư dân bị thiệt hại do bão"},
	{"vi", "HỘI NGHỊ CẤP CAO VỀ NGHỀ CÁ KHAI MẠC TẠI HẢI PHÒNG"},
	{"vi", "Thu tuong tiep doan dai bieu quoc hoi tai thanh pho"},
	{"vi", "Nguoi dan duoc ho tro sau bao lu o cac tinh mien Trung"},
	{"vi", "Khai mac hoi nghi phat trien kinh te bien"},
	{"es", "El ayuntamiento aprobó el miércoles el plan de renovación de las riberas tras tres horas de debate."},
	{"es", "La producción de café cae por tercer año consecutivo"},
	{"es", "Una nueva línea de autobús para los vecinos del barrio norte"},
	{"es", "El gobierno anuncia ayudas para los pescadores afectados por la tormenta"},
	{"pt", "A câmara municipal aprovou na quarta-feira o plano de renovação das margens do rio."},
	{"pt", "Produção de café cai pelo terceiro ano seguido, diz o governo"},
	{"pt", "Uma nova linha de ônibus para os moradores do bairro norte não foi aprovada"},
	{"it", "Il consiglio comunale ha approvato mercoledì il piano di rinnovo delle sponde del fiume."},
	{"it", "La produzione di caffè cala per il terzo anno consecutivo"},
	{"it", "Una nuova linea di autobus per gli abitanti del quartiere nord"},
	{"de", "Der Stadtrat hat am Mittwochabend nach drei Stunden den Plan für die Flussufer beschlossen."},
	{"de", "Kaffeeernte sinkt im dritten Jahr in Folge"},
	{"de", "Eine neue Buslinie für die Bewohner des nördlichen Viertels"},
	{"nl", "De gemeenteraad heeft woensdag het plan voor de oevers van de rivier goedgekeurd."},
	{"id", "Dewan kota menyetujui rencana perbaikan tepi sungai karena banyak warga khawatir banjir."},
	{"id", "Polisi mengatakan korban banjir bisa mendapat uang bantuan dari perusahaan"},
	{"ms", "Majlis bandar raya meluluskan rancangan itu kerana ramai penduduk bimbang banjir, kata polis."},
	{"ms", "Kerajaan akan memberi bantuan wang kepada mangsa banjir, kata beliau selepas mesyuarat"},
	{"pl", "Rada miasta przyjęła w środę plan odnowy brzegów rzeki po trzech godzinach obrad."},
	{"sv", "Kommunfullmäktige antog på onsdagen planen för älvens stränder och det blev en lång debatt."},
	{"cs", "Zastupitelstvo ve středu schválilo plán obnovy břehů řeky."},
	{"ro", "Consiliul a aprobat miercuri planul de renovare a malurilor și va începe lucrările în toamnă."},
	{"tr", "Belediye meclisi çarşamba günü nehir kıyısı için yeni bir plan kabul etti."},
	{"hu", "A városi tanács szerdán elfogadta a folyópart felújításának tervét, és ez nem volt könnyű."},
	{"fi", "Kaupunginvaltuusto hyväksyi keskiviikkona jokirannan uudistamisen ja se oli pitkä kokous."},
	{"tl", "Inaprubahan ng konseho ang plano para sa mga pampang ng ilog noong Miyerkules."},
	{"th", "สภาเมืองอนุมัติแผนปรับปรุงริมฝั่งแม่น้ำเมื่อวันพุธ"},
	{"lo", "ສະພາເມືອງ ຮັບຮອງເອົາ ແຜນການ ປັບປຸງ ແຄມນ້ຳ"},
	{"km", "ក្រុមប្រឹក្សាក្រុងបានអនុម័តផែនការជួសជុលមាត់ទន្លេ"},
	{"my", "မြို့တော်ကောင်စီက မြစ်ကမ်းပြုပြင်ရေးစီမံကိန်းကို အတည်ပြုခဲ့သည်"},
	{"zh", "市议会周三晚通过了河岸改造计划"},
	{"zh", "咖啡产量连续第三年下降"},
	{"ja", "市議会は水曜日に川岸の改修計画を承認した"},
	{"ja", "コーヒー生産、3年連続で減少"},
	{"ko", "시의회는 수요일 강변 정비 계획을 승인했다"},
	{"ru", "Городской совет в среду утвердил план обновления набережной."},
	{"uk", "Міська рада у середу затвердила план оновлення набережної."},
	{"bg", "Градският съвет прие в сряда плана за обновяване на брега и той ще започне през есента, каза кметът във вторник въпреки въпросите."},
	{"sr", "Градско веће је у среду усвојило план за обнову обале, уз љутњу њихових суседа."},
	{"el", "Το δημοτικό συμβούλιο ενέκρινε την Τετάρτη το σχέδιο"},
	{"ar", "وافق المجلس البلدي يوم الأربعاء على خطة تجديد ضفاف النهر"},
	{"fa", "شورای شهر چهارشنبه طرح بازسازی کناره رودخانه را تصویب کرد"},
	{"ur", "شہری کونسل نے بدھ کو دریا کے کنارے کی بحالی کا منصوبہ منظور کیا ہے"},
	{"he", "מועצת העיר אישרה ביום רביעי את התוכנית לשיקום הגדות"},
	{"hi", "नगर परिषद ने बुधवार को नदी तट की योजना को मंज़ूरी दी"},
	{"ta", "நகர சபை புதன்கிழமை திட்டத்தை ஏற்றுக்கொண்டது"},
	{"ka", "საკრებულომ ოთხშაბათს გეგმა დაამტკიცა"},
}

func TestDetect(t *testing.T) {
	missed := 0
	for _, c := range langSentences {
		if got := Detect(c.text, ""); got != c.want {
			missed++
			t.Errorf("Detect(%q) = %q, want %q", c.text, got, c.want)
		}
	}
	t.Logf("%d of %d", len(langSentences)-missed, len(langSentences))
}

func TestDetectArticles(t *testing.T) {
	for want, p := range map[string]string{"fr": benchFr, "en": benchEn, "vi": benchVi} {
		for _, prior := range []string{"", "fr", "en", "vi", "de", "th", "x-klingon"} {
			if got := Detect(p, prior); got != want {
				t.Errorf("Detect(%s article, prior %q) = %q", want, prior, got)
			}
		}
	}
}

func TestDetectPrior(t *testing.T) {
	for _, c := range []struct{ text, prior, want string }{
		{"", "", ""},
		{"", "fr-FR", "fr"},
		{"", "FRE", "fr"},
		{"2024 – 15/15", "vi", "vi"},
		{"COVID-19", "", ""},
		{"ASEAN", "fr", "fr"},
		{"Photo Hanoi", "en_US", "en"},
		{"x", "<script>", ""},
		{"日本", "fr", "zh"},
		{"La casa", "it", "it"},
		{"La casa", "es", "es"},
		{"Съвет", "bg", "bg"},
		{"The minister said that the law would not change before the end of the year", "fr", "en"},
		{"Le ministre a dit que la loi ne changerait pas avant la fin de l'année", "en", "fr"},
		{strings.Repeat("https://example.org/a?b=c ", 40), "fr", "fr"},
	} {
		if got := Detect(c.text, c.prior); got != c.want {
			t.Errorf("Detect(%q, %q) = %q, want %q", c.text, c.prior, got, c.want)
		}
	}
}

func TestLangTablesAreWhole(t *testing.T) {
	if len(letterSets) != len(letterMasks) {
		t.Fatalf("%d letter sets, %d masks", len(letterSets), len(letterMasks))
	}
	used := 0
	for _, h := range langWords().hashes {
		used += int(h & 1)
	}
	if n := len(langWords().hashes); used < 1000 || used > n/2 {
		t.Errorf("%d of %d places of words taken", used, n)
	}
	lists := langLists()
	for _, tag := range append(langTags[:], "vi-bare") {
		if n := len(strings.Fields(lists[tag])); n < 40 {
			t.Errorf("%s: %d words", tag, n)
		}
	}
	if len(lists) != langCount+1 {
		t.Errorf("%d lists", len(lists))
	}
	for e, m := range endingMasks {
		if m == 0 || m >= 1<<langCount || len(e) < 2 || len(e) > 6 {
			t.Errorf("ending %q: mask %b", e, m)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, c := range langSentences {
		f.Add(c.text, "")
	}
	f.Add("\xff\u0301", "fr-CA")
	f.Fuzz(func(t *testing.T, s, prior string) {
		got := Detect(Clean(s), prior)
		if len(got) > 3 || strings.Trim(got, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Fatalf("Detect(%+q, %+q) = %q", s, prior, got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	benchTexts(b, func(_ *testing.B, s string) { Detect(s, "") })
}
