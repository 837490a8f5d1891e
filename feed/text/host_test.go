package text

import (
	"math/rand/v2"
	"testing"

	"golang.org/x/net/idna"
)

// TestPlainHost holds that names which are not asked about are their own form.
func TestPlainHost(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 20_000 {
		b := make([]byte, 1+r.IntN(70))
		for i := range b {
			b[i] = "abcnx--..019zXé"[r.IntN(15)]
		}
		h := string(b)
		if !isPlainHost(h) {
			continue
		}
		plain++
		if ascii, err := idna.Lookup.ToASCII(h); err == nil && ascii != h {
			t.Fatalf("%q is %q", h, ascii)
		}
	}
	if plain < 500 || isPlainHost("xn--a") || isPlainHost("a.xn--b") || isPlainHost("A") || isPlainHost("a_b") {
		t.Error(plain, "plain names")
	}
}
