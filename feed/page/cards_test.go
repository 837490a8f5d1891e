package page

import "testing"

func TestSummaryStart(t *testing.T) {
	m := defaultMarkers()
	for _, c := range []struct {
		title, summary string
		sure           bool
	}{
		{"Lantern fair opens", "The fair runs until Sunday.", true},
		{"Rowers from Teral win the salt cup", "They beat the hosts by two lengths.", true},
		{"Cargo grows in Hai Port", "The first quarter was the best in years.", true},
		{"Old gate of Velmora stands again", "Masons used lime and hand-made bricks.", false},
		{"Ninety stalls open in 2021", "Ferries carry the guests for free.", false},
		{"Làng muối Sa Cát vào vụ mới", "Nắng ráo giúp thợ xong việc sớm.", false},
		{"Chợ nổi họp lại ở Lam Thủy", "Ghe hàng đông gấp đôi năm ngoái.", false},
		{"Is the northern sea freezing later?", "Fishermen say so every winter.", true},
		{"Le môle : trois hivers de travaux", "Les bateaux y reviennent enfin.", true},
	} {
		at, sure := m.summaryStart(c.title + " " + c.summary)
		if at != len(c.title)+1 || sure != c.sure {
			t.Errorf("%s | %s: cut at %d, sure %v", c.title, c.summary, at, sure)
		}
	}
	for _, s := range []string{"", "The mole reopened on Sunday and the boats came back.", "Mole reopens. The boats came back to its steps.", "One two three"} {
		if at, _ := m.summaryStart(s); at >= 0 {
			t.Errorf("%q: cut at %d", s, at)
		}
	}
}

func TestAuthorOf(t *testing.T) {
	m := defaultMarkers()
	for s, want := range map[string]bool{
		"Minh Đa (KTX)": true, "Minh Đa (Theo KTX)": true, "Minh Đa - Sova Narvi (KTX)": true, "Minh Đa và KTX": true, "Minh Đa, KTX": true,
		"KTX (AEX)": false, "KTX": false, "Minh Đa": false, "The old mole (KTX)": false, "Minh Đa (1990)": false, "Le port (ONU)": false, "": false, "(KTX)": false,
	} {
		if got := m.authorOf(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestWorkerLine(t *testing.T) {
	m := defaultMarkers()
	for s, want := range map[string]string{
		"Translated by KDO desk - desk@velmora.example": "KDO desk", "Translated by Ana Lind": "Ana Lind", "Ana Lind (lind@velmora.example)": "Ana Lind",
		"Traduit par Ana Lind": "Ana Lind", "Biên dịch: Minh Đa": "Minh Đa",
	} {
		if got, ok := m.workerLine(s); got != want || !ok {
			t.Errorf("%q: %q %v", s, got, ok)
		}
	}
	for _, s := range []string{"The boats came back to the mole.", "The guild can be reached by mail; its head answers all letters at once, guild@velmora.example", ""} {
		if got, ok := m.workerLine(s); ok {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestIsMenu(t *testing.T) {
	m := defaultMarkers()
	for s, want := range map[string]bool{
		"Home | Business | Sports": true, "Accueil | Politique | Société | Môle": true, "Bread | Salt | Lime": false,
		"Sports | The boats came back to the mole | Business": false, "Sports | Business": false,
	} {
		if got := m.isMenu(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
