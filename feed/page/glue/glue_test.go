package glue

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// mark shows where blanks were put in.
func mark(repaired []string, at [][]int) string {
	var out []string
	for i, s := range repaired {
		var b strings.Builder
		from := 0
		if at != nil {
			for _, k := range at[i] {
				b.WriteString(s[from:k] + "|")
				from = k + 1
			}
		}
		b.WriteString(s[from:])
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// gluedPage puts a sentence on a page that passes the gate.
func gluedPage(sentence string) []string {
	return []string{
		"Les habitants duquartier nord espèrent depuis longtemps l'ouverture dela nouvelle ligne, qui doit relier " +
			"leport à la gare ; les travaux commenceront à l'automne, a indiquéle conseil.",
		sentence,
	}
}

// TestRepairCases: | stands where the blank must be put in.
func TestRepairCases(t *testing.T) {
	for _, want := range []string{
		"On attend l'ouverture|du pont et le|nettoyage des berges.",
		"La pêcherie artisanale|vietnamienne recule.",
		"Il reste à|l'écart, quel que soit l'avis de|l'Organisation|maritime.",
		"Elle dit que|l'eau monte et dans|l'air flotte du sable.",
		"Le vote du|Conseil et des|Nations riveraines aura lieu en|Islande.",
		"Le registre a|finalement été perdu.",
		"Elle a publié|son avis, tandis|que le maire se tait.",
		"Une vaste zone économique,|lors de la crue, fut fermée.",
		"Le port de Valmer est ouvert. Valmer|avait fermé hier.",
		"Samora Beltrane|a déclaré que la digue tient.",
		"L'OMD|et la ville signent.",
		"Le Conseil|et la ville signent.",
		"Mme Conseilet signe ; Conseilet se tait.",
		"Nous visitons l'hôpital|de|Médecine.",
		"Les navires iront vers|la côte et dans|les îles, et|à quai.",
		"Depuis 1998 on compte 12|bateaux en|2020 et 30|ouvriers.",
		"Le Fonds|(FMA) paiera (en partie)|le pont.",
		"Ils veulent déplacer|leurs barques, sur|la digue, des abris fragiles|tels quels.",
		"La cybersécurité et la vidéoconférence sont deux sujets ; le multilatéralisme aussi.",
		"Le quai ferme. Chaque|État paiera.. Leurs|Nations riveraines aussi.",
		"VietnamPlus, LaTeX, McDonald, MacBook, DuPont et OpenOffice. ChaqueZorg paie ; DansValmer aussi.",
		"McDonald ouvre. VietnamPlus écrit. DeepMind répond. YouTube suit. SansSouci tient. iPhone et easyJet baissent.",
		"Robertson, Grandet, Fernande, Lemaire, Dupontel, Belleville et Villeneuve ont joué avec Singapour.",
		"Le site exemple.fr, l'adresse redaction@exemple.fr et https://exemple.fr/lesactions restent.",
		"Aujourd'hui, quelqu'un de la presqu'île a vu O'Brian, Sana'a, N'Djamena et le prud'homme.",
		"Le smartphone, le podcast, une influenceuse et le surtourisme.",
		"K.Robertson, VOV.VN, le n°12, 3e, 1er, 20h30, 5km, 14A, 2ème et 1ères.",
		"YouTube, PayPal, l'iPhone, easyJet, McDonald, TikTok, WhatsApp.",
		"Il l'a lu lors de l'été, à l'ombre, d'ici et d'ailleurs, qu'on se le dise.",
		"La séance est finie.|Les élus, dit-on,|rentrent ; Beltrane,|lui, reste.|L'eau monte « ici »,|souffle-t-il.",
		"Le site Valmer.Net, le studio Onde.Fm et le cadre express.Js existent.",
		"Un(e) élu(e), des maire(s), un directeur(trice) et les ami(e)s.",
		"Phosphatases, monocaméral, monocamérale, médiastinaux, amphibien.",
		"Nguyễn Thị Hạnh et Đỗ Văn Khải à Hải Phòng, Đà Nẵng, Huế.",
		"Ils s'enfuient, il s'ensuivit un procès.",
		"China's plan, don't, man's world, women's team.",
	} {
		in := gluedPage(strings.ReplaceAll(want, "|", ""))
		got, at := Repair(in, nil)
		if at == nil {
			t.Errorf("not repaired: %s", want)
			continue
		}
		if m := mark(got[1:], at[1:]); m != want {
			t.Errorf("\n got %s\nwant %s", m, want)
		}
		if m := mark(got[:1], at[:1]); strings.Count(m, "|") != 4 {
			t.Errorf("page around: %s", m)
		}
	}
}

func TestGate(t *testing.T) {
	long := strings.Repeat("Le conseil a voté le plan des berges hier soir avec une large majorité. ", 60)
	for name, c := range map[string]struct {
		paras []string
		want  int // blanks
	}{
		"empty":                {nil, 0},
		"blank":                {[]string{"", " "}, 0},
		"clean":                {[]string{long}, 0},
		"one doubtful":         {[]string{"Le maire et un diplomateanglais ont ouvert la séance dans la grande salle."}, 0},
		"one sure":             {[]string{"Le maire a ouvert lesopérations dans la grande salle du port."}, 1},
		"three":                {[]string{"Le maireet un diplomateanglais ont ouvert dansla grande salle lesopérations du port."}, 4},
		"three in a long text": {[]string{long + "Le maireet un diplomateanglais dansla salle."}, 0},
		"vietnamese":           {[]string{"Hội đồng thành phố đã thông qua kếhoạch cảitạo bờsông sau bagiờ thảo luận."}, 0},
		"vietnamese bare":      {[]string{"Hoi dong thanhpho da thongqua kehoach caitao bosong sau bagio thao luan voi nguoi dan."}, 0},
		"english":              {[]string{"The councilhas adopted theplan for theriver banks afterthe debate inthe town."}, 0},
		"spanish":              {[]string{"El ayuntamientoaprobó elplan para lasriberas del río en lasesión del miércoles."}, 0},
		"a dialect": {[]string{"Le maireet dansla salle lesopérations du port, avec brogues, tranquis, volcades, mourzes, glandoux, " +
			"pistrelles, chavigues, borniches, frougues, saltures, vantrelles, crapouilles, gourdiflots et de la zigouze."}, 0},
		"without marks": {[]string{"La delegation a visite letat et la region, ou la securite sest amelioree grace aux mesures decidees " +
			"a lete par les autorites, apres des annees difficiles pour leconomie generale du pays et la societe entiere."}, 0},
	} {
		got, at := Repair(c.paras, nil)
		n := 0
		for _, a := range at {
			n += len(a)
		}
		if n != c.want || at == nil && !slices.Equal(got, c.paras) {
			t.Errorf("%s: %s", name, mark(got, at))
		}
	}
}

func TestKnown(t *testing.T) {
	in := gluedPage("Le traité de Zorvane etla blogosphèrelocale, zorvaniste.")
	got, at := Repair(in, func(w string) int {
		if w == "blogosphère" || w == "zorvaniste" {
			return 5
		}
		return 0
	})
	if m, want := mark(got[1:], at[1:]), "Le traité de Zorvane et|la blogosphère|locale, zorvaniste."; m != want {
		t.Errorf("\n got %s\nwant %s", m, want)
	}
}

func checkRepair(t *testing.T, in []string) {
	t.Helper()
	got, at := Repair(in, nil)
	if at == nil {
		if !slices.Equal(got, in) {
			t.Fatalf("changed without offsets: %q", got)
		}
		return
	}
	for i, s := range got {
		last := -1
		for _, k := range at[i] {
			if k <= last || k >= len(s) || s[k] != ' ' || !utf8.ValidString(s[:k]) {
				t.Fatalf("%q: offset %d of %v", s, k, at[i])
			}
			last = k
		}
		if back := Undo(s, at[i]); back != in[i] {
			t.Fatalf("undone %q\nfrom   %q\nwas    %q", back, s, in[i])
		}
	}
}

func TestUndoLeavesOthersAlone(t *testing.T) {
	for _, at := range [][]int{nil, {-1}, {99}, {0}, {2, 2}, {2, 1}} {
		if got := Undo("un mot", at); len(at) < 2 && got != "un mot" && at != nil || len(at) == 2 && got != "unmot" {
			t.Errorf("Undo(%v) = %q", at, got)
		}
	}
}

func FuzzRepair(f *testing.F) {
	f.Add("Le maireet un diplomateanglais ont ouvert dansla salle lesopérations del'État, à 5heures(environ)puis.", "œuvrede l’Organisationmondiale")
	f.Add("", "ǅaİ leİstanbul")
	f.Add("lesopérations du port et les actions de la ville", "duConseilA ONUet X'y 2de")
	f.Fuzz(func(t *testing.T, a, b string) {
		page := gluedPage(strings.ToValidUTF8(a, "?"))
		checkRepair(t, append(page, strings.ToValidUTF8(b, "?")))
	})
}

func BenchmarkRepair(b *testing.B) {
	clean := []string{strings.Repeat("Le conseil a voté le plan des berges hier soir avec une large majorité. ", 36)}
	glued := append(gluedPage("On attend l'ouverturedu pont et lenettoyage des berges."), clean...)
	french()
	for name, in := range map[string][]string{"clean": clean, "glued": glued} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Repair(in, nil)
			}
		})
	}
}
