package story

import (
	"slices"
	"strings"
	"testing"

	"veille/feed"
)

func split(body string) []string { return strings.Split(body, "\n\n") }

func joined(paragraphs []string) string { return strings.Join(paragraphs, "\n\n") }

func TestNumbers(t *testing.T) {
	for in, want := range map[string][]uint64{
		"":                                  {},
		"3.500, 3,500, 3 500 et 3\u00a0500": {3500},
		"3,5 % ou 3.5%":                     {35},
		"en 2020 300 soldats":               {300, 2020},
		"12 500 de 1 250 000":               {12500, 1250000},
		"COVID-19, 48D et G20":              {48},
		"le 14/9/2024 à 8-10 h":             {8, 9, 10, 14, 2024},
		"Fin 7. 8 de plus":                  {7, 8},
		"99999999999999999999999":           {maxNumber / 20},
		"de12 personnes":                    {},
		"٣٤ et 𝟷𝟿":                          {},
	} {
		var r reader
		r.readFacts(in)
		if got := sorted(r.numbers); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	hashes := func(words ...string) []uint64 {
		var out []uint64
		for _, w := range words {
			out = append(out, nameHash(w))
		}
		return sorted(out)
	}
	for in, want := range map[string][]uint64{
		"":                                       hashes(),
		"Le port de Marbeuil et l’ONU":           hashes("marbeu", "onu"),
		"Hier, à Marbeuilet à Lanvrac":           hashes("marbeu", "lanvra"),
		"leVietnam, la-Corsenne":                 hashes("vietna", "corsen"),
		"Il part. Elle reste. Puis ? Non.":       hashes(),
		"Port Halden reste ouvert. Puis Velm":    hashes("port", "halden", "puis", "velm"),
		"ở Trung Quốc, Hà Nội và Việt Nam":       hashes("china", "hanoi", "vietna"),
		"the United Nations and the UN":          hashes("un"),
		"avec M. Le Goff, puis. Encore":          hashes("le", "goff"),
		"« Nous partons », dit-on à « Velm »":    hashes("velm"),
		"COVID-19 :\nLes chiffres de l’été-Nord": hashes("nord"),
	} {
		var r reader
		r.readFacts(in)
		if got := sorted(r.names); !slices.Equal(got, want) {
			t.Errorf("%q: %d names %v, want %d %v", in, len(got), got, len(want), want)
		}
	}
}

func TestOf(t *testing.T) {
	a := dispatch("port")
	s := Of(a)
	if s.Letters != 833 || s.Lang != "fr" || s.Day != int(wireDay.Unix()/86400) || s.Below != keptBelow && len(s.Shingles) < keptWhole {
		t.Errorf("%d letters in %q, day %d, below %d", s.Letters, s.Lang, s.Day, s.Below)
	}
	if n := len(s.Shingles); n < 150 || n > 270 {
		t.Errorf("%d of 822 shingles, want one in four", n)
	}
	keys := s.Keys
	if n := len(keys); n < 10 || n > 45 {
		t.Errorf("%d of 822 are keys, want one in 32", n)
	}
	if !slices.IsSorted(s.Shingles) || !slices.IsSorted(keys) || s.KeyCount != len(keys) || !slices.ContainsFunc(keys, s.Has) || s.Has(keys[0]^1<<26) {
		t.Error("keys are not of shingles")
	}
	if lowest := shingleOf(keyBelow); len(under(s.Shingles, lowest)) != len(keys) {
		t.Errorf("%d keys of the %d lowest shingles", len(keys), len(under(s.Shingles, lowest)))
	}
	if KeysNeeded(fewKeys-1) != 1 || KeysNeeded(fewKeys) != LeastKeys {
		t.Error("the keys that are needed")
	}
	a.Title, a.Captions, a.Teasers, a.Byline = "Autre", []feed.Caption{{Text: teasers[0]}}, []feed.Teaser{{Title: teasers[1]}}, "Agence"
	if other := Of(a); !slices.Equal(s.Shingles, other.Shingles) || !slices.Equal(s.Names, other.Names) {
		t.Error("what stands around the body counts")
	}
	a.Standfirst = teasers[0]
	if other := Of(a); len(other.Shingles) <= len(s.Shingles) || other.Letters != s.Letters || !slices.Equal(other.Head, s.Head) {
		t.Error("the standfirst does not count, or as the opening")
	}
	a.Precision = feed.Month
	if Of(a).Day != 0 {
		t.Error("a month is no day")
	}
	a.Body = []feed.Block{feed.Plain(feed.Paragraph, "Le pont est ouvert.")}
	if s := Of(a); len(s.Head) > 15 || len(s.Shingles) < 100 {
		t.Errorf("a short body with a long standfirst: %d of %d shingles are the opening", len(s.Head), len(s.Shingles))
	}
	a.Body, a.Standfirst = nil, ""
	if s := Of(a); len(s.Shingles) > 0 || s.Letters > 0 {
		t.Errorf("empty: %+v", s)
	}
}

// A long text is sketched by fewer of its shingles, and its parts are still found.
func TestLong(t *testing.T) {
	long := longText(4000, 3)
	s := Of(long)
	if n := len(s.Shingles); n > 2000 || s.Below == keptBelow || s.Shingles[n-1] >= s.Below {
		t.Errorf("%d shingles below %d", n, s.Below)
	}
	half := wire("fr", "", excerpt(long.Text(), .4))
	if same, shared := likeness(long, half); same < Grouped || shared < .95 {
		t.Errorf("%.2f (%.2f shared)", same, shared)
	}
	hostile := wire("fr", "", strings.Repeat("Ab1. ", 400_000)+"\n\n"+longText(200_000, 9).Text())
	if s := Of(hostile); len(s.Shingles) > maxShingles || s.Letters > maxLetters {
		t.Errorf("%d shingles, %d letters", len(s.Shingles), s.Letters)
	}
}

// TestSize keeps what is stored small: half a kilobyte for 130 words.
func TestSize(t *testing.T) {
	for _, c := range []struct{ words, most int }{{0, 20}, {40, 180}, {130, 420}, {500, 650}, {1500, 1200}} {
		s := Of(longText(c.words, 5))
		enc, err := s.AppendBinary(nil)
		if err != nil || len(enc) > c.most {
			t.Errorf("%d words: %d bytes, want %d at most; %v", c.words, len(enc), c.most, err)
		}
	}
}
