package parse

import (
	"strings"
	"sync"

	"veille/feed/text"
)

// monthNames are the names of the months from January on, one month a line; a
// word that begins one of them, from three letters on, stands for it too.
const monthNames = `
january janvier januar enero gennaio janeiro januari jaenner styczen stycznia leden ledna tammikuu tammikuuta ocak januarie ianuarie января январь ιανουαριος ιανουαριου janeiru jänner يناير
february fevrier februar febrero febbraio fevereiro februari luty lutego unor unora helmikuu helmikuuta subat februarie pebruari feber февраля февраль φεβρουαριος φεβρουαριου فبراير
march mars marz maerz marzo marco maart marzec marca brezen brezna maaliskuu maaliskuuta mart martie maret marcius марта март μαρτιος μαρτιου مارس
april avril abril aprile kwiecien kwietnia duben dubna huhtikuu huhtikuuta nisan aprilie aprilis апреля апрель απριλιος απριλιου أبريل
may mai mayo maggio maio mei maj maja kveten kvetna toukokuu toukokuuta mayis majus мая май μαιος μαιου مايو
june juin juni junio giugno junho czerwiec czerwca cerven cervna kesakuu kesakuuta haziran iunie junius июня июнь ιουνιος ιουνιου يونيو
july juillet juli julio luglio julho lipiec lipca cervenec cervence heinakuu heinakuuta temmuz iulie julius июля июль ιουλιος ιουλιου يوليو
august aout agosto augustus sierpien sierpnia srpen srpna elokuu elokuuta agustos augusti agustus augusztus августа август αυγουστος αυγουστου أغسطس
september septembre septiembre settembre setembro wrzesien wrzesnia zari syyskuu syyskuuta eylul septembrie szeptember сентября сентябрь σεπτεμβριος σεπτεμβριου سبتمبر
october octobre oktober octubre ottobre outubro pazdziernik pazdziernika rijen rijna lokakuu lokakuuta ekim octombrie oktobra октября октябрь οκτωβριος οκτωβριου أكتوبر
november novembre noviembre novembro listopad listopada listopadu marraskuu marraskuuta kasim noiembrie nopember ноября ноябрь νοεμβριος νοεμβριου نوفمبر
december décembre dezember diciembre dicembre dezembro grudzien grudnia prosinec prosince joulukuu joulukuuta aralik decembrie desember декабря декабрь δεκεμβριος δεκεμβριου ديسمبر`

// monthShort are short forms that begin no name, or the names of two months.
const monthShort = `jan=1 janv=1 jän=1 led=1 sty=1 feb=2 fev=2 fevr=2 mar=3 mrz=3 mrt=3 mär=3 brz=3 apr=4 avr=4 abr=4 dub=4
	may=5 mai=5 mei=5 kve=5 kvt=5 jun=6 juin=6 cvn=6 czer=6 cze=6 cer=6 jul=7 juil=7 jui=7 cvc=7 lip=7 aug=8 agu=8 ago=8 aou=8 sep=9 sept=9 set=9 zar=9
	eyl=9 oct=10 okt=10 ott=10 out=10 rij=10 paz=10 pazd=10 nov=11 lis=11 dec=12 dez=12 dic=12 des=12 déc=12 ιουν=6 ιουλ=7 июн=6 июл=7 gen=1 giu=6 lug=7`

// dayNames are the days of the week from Monday on, with short forms: they
// decide between two readings of figures, and are overlooked otherwise.
const dayNames = `
mon monday lun lundi montag mo lunedi lunes segunda maandag ma pon poniedzialek mandag mandag pzt senin δευ пн понедельник måndag po pondeli
tue tues tuesday mar mardi dienstag di martedi martes terca dinsdag wto wtorek tirsdag sal selasa τρι вт вторник tisdag ut utery
wed weds wednesday mer mercredi mittwoch mi mercoledi miercoles mie quarta woensdag sro sroda onsdag car rabu τετ ср среда st streda
thu thur thurs thursday jeu jeudi donnerstag do giovedi gio jueves jue quinta donderdag czw czwartek torsdag per kamis πεμ чт четверг ct ctvrtek
fri friday ven vendredi freitag fr venerdi viernes vie sexta vrijdag pia piatek fredag cum jumat παρ пт пятница pa patek
sat saturday sam samedi samstag sonnabend sa sabato sab sabado zaterdag sobota lørdag cmt sabtu σαβ сб суббота lördag so
sun sunday dim dimanche sonntag domenica domingo dom zondag niedziela nie søndag paz minggu κυρ вс воскресенье söndag ne nedele`

// fillers are words that may stand in a date and say nothing.
var fillers = sync.OnceValue(func() map[string]bool {
	return foldedSet(`a at de den der of the le la du del on um uhr el il vom luc ngay thang nam klo kl o os
	er st nd rd th eme e er. iem t la las alle am publie publié on posted date published le à г года г. jour h hrs hours uur ve and et y и chu nhat thu hai ba tu sau bay
	월요일 화요일 수요일 목요일 금요일 토요일 일요일 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 星期一 星期二 星期三 星期四 星期五 星期六 星期日`)
})

func foldedSet(names string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		m[text.Fold(n)] = true
	}
	return m
}

// weekdays gives the number of a day of the week, 1 for Monday. A short form
// that two languages use for different days is that of English, French or German.
var weekdays = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, l := range strings.Split(strings.TrimSpace(dayNames), "\n") {
		for n := range strings.FieldsSeq(l) {
			if n = text.Fold(n); m[n] == 0 {
				m[n] = i + 1
			}
		}
	}
	m["so"], m["st"] = 7, 0
	return m
})

// months gives the number of a month by name.
var months = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, l := range strings.Split(strings.TrimSpace(monthNames), "\n") {
		for n := range strings.FieldsSeq(l) {
			letters := []rune(text.Fold(n))
			for k := 3; k <= len(letters); k++ {
				if p := string(letters[:k]); m[p] == 0 || k == len(letters) {
					m[p] = i + 1
				}
			}
		}
	}
	for f := range strings.FieldsSeq(monthShort) {
		n, v, _ := strings.Cut(f, "=")
		m[text.Fold(n)] = atoi(v)
	}
	return m
})

// monthOf returns the number of the month that a folded word names, 0 for none.
func monthOf(s string) int {
	if len(s) < 3 {
		return 0
	}
	return months()[s]
}

// zoneNames are the names of zones that are used in feeds, with their offsets in
// seconds. Where a name has several meanings the one of most feeds counts.
var zoneNames = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for f := range strings.FieldsSeq(`z=0 ut=0 utc=0 gmt=0 wet=0 west=60 bst=60 ist=330 cet=60 met=60 mez=60 cest=120 mest=120 mesz=120
		eet=120 eest=180 msk=180 msd=240 trt=180 sast=120 cat=120 eat=180 wat=60 gst=240 pkt=300 npt=345 bdt=360 mmt=390
		ict=420 wib=420 wita=480 wit=540 sgt=480 hkt=480 myt=480 pht=480 phst=480 cst=-360 jst=540 kst=540 aest=600 aedt=660
		acst=570 acdt=630 awst=480 nzst=720 nzdt=780 ast=-240 adt=-180 at=-240 est=-300 edt=-240 et=-300 cdt=-300 ct=-360
		mst=-420 mdt=-360 mt=-420 pst=-480 pdt=-420 pt=-480 akst=-540 akdt=-480 hst=-600 nst=-210 ndt=-150 brt=-180 brst=-120
		art=-180 clt=-240 clst=-180 cot=-300 pet=-300 vet=-240 uyt=-180 irst=210 idt=180 ast3=180 wib7=420 chst=600 fjt=720`) {
		n, v, _ := strings.Cut(f, "=")
		sign := 1
		if v[0] == '-' {
			sign, v = -1, v[1:]
		}
		m[n] = sign * atoi(v) * 60
	}
	return m
})
