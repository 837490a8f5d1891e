package glue

import "testing"

func TestShows(t *testing.T) {
	for s, want := range map[string]bool{
		"": false,
		"Le conseil du delta a voté la hausse des digues avant la saison des pluies, selon le ministère.":   false,
		"Le conseil du delta a votéla hausse des digues avant lasaison des pluies, selon leministère.":      true,
		"Le président a inauguré l’anti-musée, dit-il ; aujourd’hui, Jean Dupontel et Marie Lavoisier ont.": false,
		"Một hai ba bốn năm sáu bảy": false,
	} {
		for range 2 { // the second time from memory
			if got := Shows([]string{s}); got != want {
				t.Errorf("%q: %v, want %v", s, got, want)
			}
		}
	}
	if Shows(nil) {
		t.Error("nothing shows something")
	}
}

// TestShowsGlued holds that text which Repair repairs shows it.
func TestShowsGlued(t *testing.T) {
	in := []string{"Les pêcheurs dela côte ont reçu l’appui duministère, qui prévoit la reconstruction dela jetée et l’ouverturedu marché dans les prochains mois."}
	if _, at := Repair(in, nil); len(at) == 0 {
		t.Fatal("the sample is not repaired")
	}
	if !Shows(in) {
		t.Error("glued text does not show it")
	}
}
