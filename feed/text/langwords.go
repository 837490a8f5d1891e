package text

// Languages in Latin letters, in the order of langTags. Each is one bit of a
// set.
const (
	langFr = iota
	langEn
	langVi
	langEs
	langPt
	langIt
	langDe
	langNl
	langID
	langMs
	langPl
	langSv
	langDa
	langNo
	langFi
	langTr
	langCs
	langRo
	langHu
	langTl
	langCount
)

var langTags = [langCount]string{
	"fr", "en", "vi", "es", "pt", "it", "de", "nl", "id", "ms",
	"pl", "sv", "da", "no", "fi", "tr", "cs", "ro", "hu", "tl",
}

// langLists hold function words and the commonest words of the press; a word
// that stands in several lists votes for each of them with a share.
var langLists = [langCount]string{
	langFr: `le la les l un une des du de d et à au aux en dans sur sous pour par avec sans entre vers chez contre depuis pendant
 avant après selon comme que qui quoi dont où ce cet cette ces c son sa ses leur leurs mon ma mes notre nos votre vos il elle
 ils elles on nous vous je j tu se s ne n pas plus moins très aussi encore déjà toujours jamais est sont était étaient été
 être sera seront serait a ont avait avaient avoir aura fait faire font peut peuvent doit doivent mais ou donc car ni si qu
 lorsqu jusqu puisqu quelqu aujourd'hui hier demain tout tous toute toutes même autre autres plusieurs chaque quelques afin
 ainsi alors cependant notamment lors ceux celle celui celles premier première ministre président gouvernement pays ville
 année années ans jour jours mois semaine heures coopération visite rencontre reçoit deux trois quatre cinq six mille
 nouveau nouvelle nouveaux face mort morts selon annonce appelle pourquoi comment sécurité développement police vice
 travail travaux élections loi projet monde économie santé école y va veut voit met deuxième entretien siège grand`,
	langEn: `the of and to in a an is are was were be been being for on with at by from as that this these those it its he she they
 his her their them him we our you your i my not no but or if so than then there here when where which who whom whose what why
 how has have had will would can could should may might must do does did done about after before over under between against
 during through into out up down off more most less least very also only just such same other another each every some any all
 both few many much one two three four five says said new year years month week day days people government minister president
 country city meets meeting visit visits talks calls against amid state world first last next while because until since
 without within near police report reports election law plan plans trade security health school work workers top high leaders
 leader seeks vows urges hosts pledges cooperation ties boost boosts holds`,
	langVi: `và của là có không được các những một cho với trong trên dưới tại từ đến này đó khi đã đang sẽ để về theo người nhà năm
 ngày tháng nước việc như cũng ra vào lại còn hay hoặc nhưng vì nên thì mà ở bị do bởi sau trước giữa cùng nhiều ít hơn nhất
 rất chỉ phải làm biết thấy nói đi ông bà anh chị em họ tôi chúng ta bộ chính phủ thủ tướng chủ tịch quốc hội thành phố tỉnh
 kinh tế phát triển hợp tác hội nghị đại biểu dân nhân xã hội công tác thứ trưởng Việt Nam vụ án tăng giảm mới hai ba`,
	langEs: `el la los las un una unos unas de del y a al en con por para sin sobre entre hasta desde hacia según como que quien
 cual cuyo donde cuando porque pero o u ni si no más menos muy también ya aún siempre nunca es son era eran fue fueron ser sido
 está están estar ha han había haber hay tiene tienen hace hacer puede pueden debe su sus le les lo se me mi nos nuestro este
 esta estos estas ese esa eso esto aquel otro otra otros todas todos todo toda mismo cada año años día días país ciudad
 gobierno presidente ministro dos tres tras ante contra durante mundo ley nuevo nueva seguridad mil dijo hoy después e
 mientras además así él ella ellos años parte millones`,
	langPt: `o a os as um uma uns umas de do da dos das e em no na nos nas ao à aos às com por para pelo pela pelos pelas sem sobre
 entre até desde como que quem qual onde quando porque mas ou nem se não mais menos muito também já ainda sempre nunca é são
 era eram foi foram ser sido está estão estar há tem têm ter tinha faz fazer pode podem deve seu sua seus suas lhe isso isto
 este esta estes estas esse essa aquele outro outra outros todos todas todo mesmo cada ano anos dia dias país cidade governo
 presidente ministro dois duas três após contra durante mundo lei novo nova segurança disse hoje depois você eu ele ela eles
 num numa segundo milhões`,
	langIt: `il lo la i gli le un uno una di del dello della dei degli delle dell d e ed a al allo alla ai agli alle all in nel nello
 nella nei negli nelle nell con su sul sulla sui sulle sull per tra fra da dal dalla dai dalle dall senza contro verso come che
 chi cui dove quando perché ma o né se non più meno molto anche già ancora sempre mai è sono era erano stato stata stati essere
 ha hanno aveva avere può possono deve suo sua suoi loro questo questa questi queste quello quella altro altri tutti tutte
 tutto ogni anno anni giorno giorni paese città governo presidente ministro due tre dopo prima durante mondo legge nuovo nuova
 sicurezza oggi ieri si ci ne c l fatto dalle secondo milioni`,
	langDe: `der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei beim mit nach von vom vor zu
 zum zur für über unter zwischen durch gegen ohne um bis seit während wegen ist sind war waren wird werden wurde wurden sein
 hat haben hatte kann können muss müssen soll will nicht kein keine auch noch nur schon mehr sehr so wie als wenn dass ob weil
 er sie es wir ihr ich man sich ihm ihn ihre seine dieser diese dieses jeder alle was wer wo warum neue neuen neuer jahr jahre
 jahren tag tage heute gestern land stadt regierung präsident minister zwei drei menschen prozent sagte laut deutschland
 bundeskanzler millionen welt hier dort dann`,
	langNl: `de het een en of maar in op aan van voor met bij uit naar door over onder tussen tegen zonder om tot sinds tijdens is zijn
 was waren wordt worden werd werden heeft hebben had kan kunnen moet moeten zal zou niet geen ook nog alleen al meer zeer zo
 als dan dat die dit deze hij zij ze wij we jullie ik je men zich hem haar hun wie wat waar waarom hoe nieuwe jaar jaren dag
 dagen land stad regering president minister twee drie mensen procent zegt zei nederland er te toch omdat volgens miljoen`,
	langID: `yang dan di ke dari dengan untuk pada dalam oleh tentang adalah ini itu tidak bukan akan telah sudah sedang masih juga
 atau tetapi karena bahwa jika ketika saat setelah sebelum antara seperti sebagai para kami kita mereka dia ia saya anda
 hari tahun bulan orang negara kota pemerintah presiden menteri dua tiga satu bisa dapat harus banyak lebih hanya serta
 terhadap kepada hingga sejak menurut mengatakan kata tersebut polisi uang korban perusahaan rumah warga kabupaten provinsi
 kerja sama ekonomi indonesia terkait melakukan dilakukan menjadi resmi usai hal guna ada secara belum baru`,
	langMs: `yang dan di ke dari dengan untuk pada dalam oleh tentang adalah ini itu tidak bukan akan telah sudah sedang masih juga
 atau tetapi kerana bahawa jika ketika selepas sebelum antara seperti sebagai para kami kita mereka dia ia saya anda
 hari tahun bulan orang negara bandar kerajaan presiden menteri dua tiga satu boleh dapat harus banyak lebih hanya serta
 terhadap kepada hingga sejak menurut berkata kata tersebut polis wang mangsa syarikat rumah ialah daripada beliau
 jabatan hospital kebangsaan perdana malaysia berkenaan turut negeri datuk mesyuarat isnin selasa khamis jumaat ahad
 pihak menerusi manakala sekiranya supaya mengenai ada secara belum baharu`,
	langPl: `i w we z ze na do od po za przez dla o u przed nad pod między bez przy się nie jest są był była było byli być będzie ma
 mają może które który która tego tej tym ten ta to te jak że czy ale lub oraz już tylko także jego jej ich po roku lat dni
 kraju rząd prezydent minister premier dwa trzy nowy nowa więcej bardzo co kto gdzie kiedy dlaczego polska polski mln proc`,
	langSv: `och i att en ett det den de som på för med av till från är var har hade inte om men eller så vid under över efter mellan
 utan kan ska skulle måste vi han hon jag du sig sin sina också bara mer mycket när där hur vad vem varför år dag dagar nya
 ny landet regeringen statsminister två tre människor enligt säger sverige svenska miljoner`,
	langDa: `og i at en et det den de som på for med af til fra er var har havde ikke om men eller så ved under over efter mellem
 uden kan skal skulle må vi han hun jeg du sig sin sine også kun mere meget når hvor hvordan hvad hvem hvorfor år dag dage nye
 ny landet regeringen statsminister to tre mennesker ifølge siger danmark danske millioner blev bliver`,
	langNo: `og i å at en et det den de som på for med av til fra er var har hadde ikke om men eller så ved under over etter mellom
 uten kan skal skulle må vi han hun jeg du seg sin sine også bare mer mye når hvor hvordan hva hvem hvorfor år dag dager nye
 ny landet regjeringen statsminister to tre mennesker ifølge sier norge norske millioner ble blir`,
	langFi: `ja on ei että se hän ne he oli ovat ollut olla myös mutta tai kun niin kuin joka jotka tämä nämä sen mukaan vuonna
 vuoden sekä jo vain enemmän suomi suomen hallitus pääministeri presidentti kaksi kolme uusi maan aikana jälkeen ennen
 kanssa voi pitää`,
	langTr: `ve bir bu da de için ile olarak olan çok daha en gibi kadar sonra önce ama veya ya değil var yok her o ne mi mı nasıl
 neden türkiye cumhurbaşkanı bakanı bakan yıl gün iki üç yeni büyük göre dedi oldu edildi tarafından ise üzere karşı`,
	langCs: `a v ve s se z ze na do od po za o u před nad pod mezi bez při je jsou byl byla bylo byli být bude má mají může který
 která které toho tom ten ta to jak že zda ale nebo také už jen jeho její jejich roce let dní země vláda prezident ministr
 dva tři nový nová více velmi co kdo kde kdy proč česká české`,
	langRo: `și în la de din cu pe pentru prin sub între fără după până despre este sunt era erau fost fi va vor are au avea poate
 trebuie nu mai foarte de și că care ce cine unde când dar sau o un unei unui ale al a lui ei lor acest această acestea toate
 tot an ani zi zile țara țării orașul guvernul președintele ministrul doi trei nou nouă anul potrivit spus`,
	langHu: `a az és hogy nem is egy van volt lesz meg el ki be le fel de vagy ha mint csak már még mert ezt azt ez ami aki amely
 szerint után előtt között alatt nélkül kell lehet magyar magyarország kormány miniszterelnök elnök két három új év évben
 nap emberek több nagyon`,
	langTl: `ang ng mga sa na ay at ni si kay para ito iyon hindi wala may mayroon din rin pa ba po kung nang dahil upang ngunit pero
 sila siya kami tayo ako ikaw niya nila ating kanilang isang dalawa tatlo taon araw bansa lungsod pamahalaan pangulo bagong
 pilipinas ayon kanyang noong`,
}

// langLetters and langLetterMasks: marked letters and who writes them.
var (
	langLetters = [...]string{
		"đơưăĩũ", "œëçûîïù", "ñ", "ãõ", "ß", "äö", "ü", "åæø", "ąęłńśźżć", "řěůťňď", "čšž", "őű", "șțţ", "ğışİ",
		"éèêàâô", "íóúá", "ìò", "ý",
	}
	langLetterMasks = [...]uint32{
		1 << langVi, 1 << langFr, 1 << langEs, 1<<langPt | 1<<langVi, 1 << langDe,
		1<<langDe | 1<<langSv | 1<<langFi, 1<<langDe | 1<<langTr | 1<<langHu, 1<<langSv | 1<<langDa | 1<<langNo,
		1 << langPl, 1 << langCs, 1 << langCs, 1 << langHu, 1 << langRo, 1 << langTr,
		1<<langFr | 1<<langPt | 1<<langVi, 1<<langEs | 1<<langPt | 1<<langVi | 1<<langHu | 1<<langCs,
		1<<langIt | 1<<langVi, 1<<langCs | 1<<langVi,
	}
)

// langEndings are endings of longer words, in lower case with their marks.
var langEndings = map[string]uint32{
	"tion": 1<<langFr | 1<<langEn, "tions": 1<<langFr | 1<<langEn, "ment": 1<<langFr | 1<<langEn, "ments": 1<<langFr | 1<<langEn,
	"ité": 1 << langFr, "ités": 1 << langFr, "aux": 1 << langFr, "eaux": 1 << langFr, "eur": 1 << langFr, "eurs": 1 << langFr,
	"euse": 1 << langFr, "ique": 1 << langFr, "iques": 1 << langFr, "aire": 1 << langFr, "aires": 1 << langFr,
	"aient": 1 << langFr, "ées": 1 << langFr, "iste": 1 << langFr, "istes": 1 << langFr, "ienne": 1 << langFr, "ait": 1 << langFr,
	"elle": 1<<langFr | 1<<langIt, "ère": 1 << langFr, "isme": 1 << langFr, "amment": 1 << langFr, "ement": 1 << langFr,
	"ing": 1 << langEn, "ings": 1 << langEn, "ed": 1 << langEn, "ly": 1 << langEn, "ness": 1 << langEn, "ful": 1 << langEn,
	"ship": 1 << langEn, "ships": 1 << langEn, "ity": 1 << langEn, "ities": 1 << langEn, "ought": 1 << langEn, "ght": 1 << langEn,
	"ous": 1<<langEn | 1<<langFr, "ism": 1 << langEn, "ist": 1<<langEn | 1<<langDe, "wide": 1 << langEn, "ries": 1 << langEn,
	"ción": 1 << langEs, "ciones": 1 << langEs, "dad": 1 << langEs, "dades": 1<<langEs | 1<<langPt, "miento": 1 << langEs,
	"ado": 1<<langEs | 1<<langPt, "ados": 1<<langEs | 1<<langPt, "illo": 1 << langEs, "aron": 1 << langEs,
	"ção": 1 << langPt, "ções": 1 << langPt, "dade": 1 << langPt, "mento": 1<<langPt | 1<<langIt, "inho": 1 << langPt, "ões": 1 << langPt,
	"zione": 1 << langIt, "zioni": 1 << langIt, "ità": 1 << langIt, "menti": 1 << langIt, "etto": 1 << langIt, "ato": 1 << langIt,
	"ati": 1 << langIt, "ivi": 1 << langIt, "iamo": 1 << langIt,
	"ung": 1 << langDe, "ungen": 1 << langDe, "lich": 1 << langDe, "lichen": 1 << langDe, "keit": 1 << langDe, "heit": 1 << langDe,
	"isch": 1 << langDe, "ische": 1 << langDe, "schen": 1 << langDe, "chaft": 1 << langDe, "tet": 1 << langDe,
	"ijk": 1 << langNl, "ijke": 1 << langNl, "heid": 1 << langNl, "lijk": 1 << langNl, "ngen": 1<<langNl | 1<<langDe, "aar": 1 << langNl,
	"kan": 1<<langID | 1<<langMs, "nya": 1<<langID | 1<<langMs, "annya": 1<<langID | 1<<langMs,
	"ego": 1 << langPl, "ych": 1 << langPl, "ości": 1 << langPl, "owie": 1 << langPl,
	"arna": 1 << langSv, "erna": 1 << langSv, "erne": 1<<langDa | 1<<langNo, "lar": 1 << langTr, "ler": 1 << langTr, "inen": 1 << langFi,
}

// bareList holds Vietnamese words as they stand in titles without marks, left
// out those that other languages also have.
const bareList = `nguoi khong duoc nhung cua cac voi viet nam chinh phu thanh pho tinh tai nuoc nam ngay thang trong tren duoi
 sau truoc giua cung nhieu hon nhat phai lam biet thay noi ong chi thu tuong chu tich quoc hoi kinh te phat trien hop tac
 nghi dai bieu nhan xa cong truong bo vu tang giam moi hai mot cho ve theo den khi dang cong an nha dan huyen quan phuong
 giao thong y te giao duc doanh nghiep thi truong gia xang dau ngan hang cau thu bong da doi tuyen tran dau sinh vien hoc
 bao mua lu lut dong bien dao ky niem du lich van hoa khanh thanh khai mac phien hop tiep kien lanh dao`

var (
	bareOnsets = []string{
		"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr",
		"b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
	}
	bareCodas  = []string{"ng", "nh", "ch", "c", "m", "n", "p", "t", ""}
	bareVowels = map[string]bool{
		"a": true, "e": true, "i": true, "o": true, "u": true, "y": true, "ai": true, "ao": true, "au": true, "ay": true,
		"eo": true, "eu": true, "ia": true, "ie": true, "ieu": true, "iu": true, "oa": true, "oai": true, "oay": true,
		"oe": true, "oi": true, "ua": true, "ue": true, "ui": true, "uo": true, "uoi": true, "uou": true, "uu": true,
		"uy": true, "uya": true, "uye": true, "yeu": true, "ye": true, "uay": true, "oo": true,
	}
)

// isBareSyllable reports whether w could be a Vietnamese syllable that lost
// its marks.
func isBareSyllable(w string) bool {
	if len(w) > 7 {
		return false
	}
	for _, on := range bareOnsets {
		if len(on) >= len(w) || w[:len(on)] != on {
			continue
		}
		rest := w[len(on):]
		for _, coda := range bareCodas {
			if len(coda) < len(rest) && rest[len(rest)-len(coda):] == coda && bareVowels[rest[:len(rest)-len(coda)]] {
				return true
			}
		}
	}
	return false
}
