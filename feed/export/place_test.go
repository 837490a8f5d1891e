package export

import "testing"

func TestLowered(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "VIENTIANE": "Vientiane", "HÀ NỘI": "Hà Nội", "H\u0041\u0300 N\u00d4\u0323I": "Ha\u0300 Nô\u0323i", "HUẾ": "Huế", "VINH": "Vinh",
		"NEW YORK": "New York", "RIO DE JANEIRO": "Rio de Janeiro", "SON LA": "Son La", "LA HAYE": "La Haye", "AIX-EN-PROVENCE": "Aix-en-Provence",
		"SAINT-DENIS": "Saint-Denis", "CÔTE D'IVOIRE": "Côte d'Ivoire", "N’DJAMENA": "N’Djamena", "L'AQUILA": "L'Aquila", "NAY PYI TAW": "Nay Pyi Taw",
		"ONU": "ONU", "UN": "UN", "USA": "USA", "TP.HCM": "TP.HCM", "TP. HỒ CHÍ MINH": "TP. Hồ Chí Minh", "WASHINGTON, DC": "Washington, DC",
		"ST. LOUIS": "St. Louis", "NEW YORK (ONU)": "New York (ONU)", "GENÈVE/PARIS": "Genève/Paris", "U.S.": "U.S.", "PARIS, LA DÉFENSE": "Paris, La Défense",
		"Vientiane": "Vientiane", "HANOI (Vietnam)": "Hanoi (Vietnam)", "Washington, USA": "Washington, USA", "Huế": "Huế", "東京": "東京", "МОСКВА": "Москва",
	} {
		if got := lowered(in); got != want {
			t.Errorf("%q gives %q, not %q", in, got, want)
		}
	}
}
