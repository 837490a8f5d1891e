package page

import "testing"

// TestLookUp holds that looking up without a key finds what the key does.
func TestLookUp(t *testing.T) {
	table := map[string]bool{}
	lines := []string{"", " ", "Read more", "READ MORE …", "\"Read  more\"", "lire l'article", "…lire", "a-b", "-a-", "É", "9 h", "one two three four five six seven eight nine", "tab\there", "x.", ".", "Xem thêm"}
	for _, s := range lines {
		table[key(s)] = len(s)%2 == 0
	}
	for _, s := range lines {
		want, known := table[key(s)]
		if got, ok := lookUp(table, s); got != want || ok != known {
			t.Errorf("%q is %v, %v, its key says %v, %v", s, got, ok, want, known)
		}
	}
	if _, ok := lookUp(table, "other"); ok {
		t.Error("a word that is not in the table is found")
	}
}
