package theme

import (
	"bytes"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"veille/feed"
)

func TestStarters(t *testing.T) {
	all := Starters()
	var slugs []string
	for _, th := range all {
		slugs = append(slugs, th.Slug)
		for _, lang := range []string{"en", "fr", "vi"} {
			if th.Labels[lang] == "" || len(th.Aliases[lang]) < 2 {
				t.Errorf("%s: label %q and aliases %q in %s", th.Slug, th.Labels[lang], th.Aliases[lang], lang)
			}
		}
		if th.ID != feed.ThemeID(th.Slug) || th.Colour == 0 || th.Short == "" {
			t.Errorf("%+v", th)
		}
	}
	const want = "counter-terrorism covid-19 asean peacekeeping south-china-sea cyber-digital climate-disasters trade-economy laos-cambodia human-rights health"
	if got := strings.Join(slugs, " "); got != want {
		t.Errorf("starters are %s", got)
	}
	for i, th := range all {
		if pin := (i + 1) % 10; i < 9 && th.Pin != pin || i >= 9 && th.Pin != 0 {
			t.Errorf("%s has pin %d", th.Slug, th.Pin)
		}
	}
	all[0].Labels["en"] = "changed"
	if Starters()[0].Labels["en"] == "changed" {
		t.Error("Starters shares its maps")
	}
}

// TestStartersApart holds that no name means two starters.
func TestStartersApart(t *testing.T) {
	owner := map[string]string{}
	for _, th := range Starters() {
		names := []string{th.Slug, th.Short}
		for lang, s := range th.Labels {
			names = append(names, s)
			names = append(names, th.Aliases[lang]...)
		}
		for _, s := range names {
			k := nameKey(s)
			if o := owner[k]; o != "" && o != th.Slug {
				t.Errorf("%q means %s and %s", s, o, th.Slug)
			}
			owner[k] = th.Slug
			if got, ok := Find(Starters(), s); s != th.Short && (!ok || got.Slug != th.Slug) {
				t.Errorf("Find(%q) = %s, %v", s, got.Slug, ok)
			}
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Contre-terrorisme", "contre-terrorisme"},
		{"Chống khủng bố", "chong-khung-bo"},
		{"Đà Nẵng", "da-nang"},
		{"L’œuvre  d'art !", "l-oeuvre-d-art"},
		{"Asie / Sommet//2026", "asie/sommet/2026"},
		{"--a--", "a"},
		{"../../etc", "etc"},
		{"G20", "g20"},
		{"COVID 19", "covid-19"},
		{strings.Repeat("mot ", 60), strings.TrimSuffix(strings.Repeat("mot-", 30), "-")},
		{"2020", ""}, {"", ""}, {"/", ""}, {"東京", ""}, {strings.Repeat("a", 400), ""},
	} {
		got, err := Slug(c.in)
		if got != c.want || (err != nil) != (c.want == "") || err != nil && !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("Slug(%q) = %q, %v", c.in, got, err)
		}
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Đà / Nẵng")
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Slug(s)
		if err != nil {
			return
		}
		again, err := Slug(got)
		if !form.MatchString(got) || len(got) > MaxSlug || again != got || err != nil {
			t.Fatalf("Slug(%q) = %q, then %q, %v", s, got, again, err)
		}
		if c := []rune(ShortCode(s)); len(c) < 2 || len(c) > 4 {
			t.Fatalf("ShortCode(%q) = %q", s, string(c))
		}
	})
}

func TestFind(t *testing.T) {
	all := Starters()
	all = append(all, feed.Theme{Slug: "bao", Labels: map[string]string{"vi": "Báo"}}, feed.Theme{Slug: "asean/summit", Labels: map[string]string{"fr": "Sommet de l’ASEAN"}})
	for _, c := range []struct{ name, want string }{
		{"asean", "asean"}, {" ASEAN ", "asean"}, {"contre-terrorisme", "counter-terrorism"}, {"Contre terrorisme", "counter-terrorism"},
		{"khung bo", "counter-terrorism"}, {"KHỦNG BỐ", "counter-terrorism"}, {"droits de l'homme", "human-rights"},
		{"mer-de-chine", "south-china-sea"}, {"bão", "climate-disasters"}, {"báo", "bao"}, {"bao", "bao"},
		{"asean/summit", "asean/summit"}, {"sommet de l'asean", "asean/summit"}, {"", ""}, {"-", ""}, {"nowhere", ""},
	} {
		got, ok := Find(all, c.name)
		if got.Slug != c.want || ok != (c.want != "") {
			t.Errorf("Find(%q) = %q, %v", c.name, got.Slug, ok)
		}
	}
	for _, c := range []struct{ name, want string }{
		{"aesan", "asean"}, {"counter-terorism", "counter-terrorism"}, {"peackeeping", "peacekeeping"}, {"contre-terorisme", "counter-terrorism"},
		{"zzzzzz", ""}, {"", ""},
	} {
		if got := Suggest(all, c.name); got != c.want {
			t.Errorf("Suggest(%q) = %q", c.name, got)
		}
	}
}

func TestShortCode(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"VNA", "VNA"}, {"asean", "ASE"}, {"Le Courrier du Grand Port", "CGP"}, {"Bright Harbour", "BRH"}, {"BrightPress", "BRP"},
		{"L’Écho", "ECH"}, {"Đời sống", "DOS"}, {"asie/sommet", "SOM"}, {"The", "THE"}, {"X", "XX"}, {"", "--"}, {"…", "--"},
		{"24 heures", "24H"}, {"Санкт", "САН"}, {"Agence de presse du port de mer", "APPM"}, {"the UN", "UN"}, {"NATIONAL", "NAT"},
	} {
		if got := ShortCode(c.in); got != c.want {
			t.Errorf("ShortCode(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFile(t *testing.T) {
	want := Starters()
	want = append(want, feed.Theme{ID: feed.ThemeID("asean/summit"), Slug: "asean/summit", Parent: feed.ThemeID("asean"), Short: "SUM",
		Labels: map[string]string{"en": "Summit"}, Aliases: map[string][]string{}, Not: map[string][]string{"fr": {"au sommet de"}},
		Words: map[string][]feed.Word{"en": {{Text: "meeting", Tier: feed.WeakWord}, {Text: "ASEAN summit", Tier: feed.SureWord}}}, Threshold: .5, Trust: .9,
		Yields: []feed.ID{feed.ThemeID("covid-19")}, Version: 2, Archived: true})
	var b bytes.Buffer
	if err := Write(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := Read(b.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%s\n%+v\n%+v", err, b.String(), got, want)
	}
	for _, c := range []struct{ in, want string }{
		{"[[theme]]\nslug = \"a\"\ncolor = 2", `line 3, column 1: no such key "theme.color"`},
		{"[[theme]]\nslug = 3", "line 2"},
		{"[[theme]]\nslug = \"A b\"", `slug should be "a-b"`},
		{"[[theme]]\nslug = \"a\"\n[[theme]]\nslug = \"a\"", "twice"},
		{"[[theme]]\nslug = \"a\"\npin=1\n[[theme]]\nslug = \"b\"\npin=1", `that of "a"`},
		{"[[theme]]\nslug = \"a\"\npin=10", "pin 10"},
		{"[[theme]]\nslug = \"a\"\ncolour=13", "colour 13"},
		{"[[theme]]\nslug = \"a\"\nshort=\"ABCDE\"", "short"},
		{"[[theme]]\nslug = \"7\"", "letters"},
		{"[[theme]]\nslug = \"a\"\ntrust = 1.2", "trust 1.2"},
		{"[[theme]]\nslug = \"a\"\nthreshold = nan", "threshold"},
		{"[[theme]]\nslug = \"a\"\n[theme.words.fr]\nsuer = [\"x\"]", `no such key "theme.words.fr.suer"`},
		{"[[theme]]\nslug = \"a\"\nyields = [\"a\"]", "itself"},
		{"[[theme]]\nslug = \"a\"\nyields = [\"A b\"]", "yields"},
		{"[[theme]]\nslug = \"a\"\nparent = \"A b\"", "parent"},
		{"[[theme]]\nslug = \"a\"\nversion = -1", "version -1"},
		{"[[theme]]\nslug = \"a\"\niptc = \"2000121\"", "iptc"},
		{"[[theme]]\nslug = \"a\"\nlabel = { \"\\u001b[31m\" = \"x\" }", "language"},
		{"[[theme]]\nslug = \"a\"\n[theme.words.\"fr\\nen\"]\nsure = [\"x\"]", "language"},
	} {
		_, err := Read([]byte(c.in))
		if err == nil || !errors.Is(err, feed.ErrInvalid) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("Read(%q): %v, want %s", c.in, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(startersFile[:600])
	f.Add([]byte("[[theme]]\nslug = \"a/b\"\nyields = [\"c\"]\ntrust = 0.5\n[theme.words.fr]\nsure = [\"x\\u0000y*\"]\n[theme.not]\nvi = [\"\"]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Read(b)
		if err != nil {
			if !errors.Is(err, feed.ErrInvalid) || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%v", err)
			}
			return
		}
		var out bytes.Buffer
		if err := Write(&out, got); err != nil {
			t.Fatal(err)
		}
		again, err := Read(out.Bytes())
		if err != nil || len(again) != len(got) {
			t.Fatalf("%v\n%s", err, out.String())
		}
		for i := range got {
			if a, b := again[i], got[i]; a.Slug != b.Slug || a.Trust != b.Trust || !reflect.DeepEqual(a.Words, b.Words) || !reflect.DeepEqual(a.Not, b.Not) || !reflect.DeepEqual(a.Labels, b.Labels) {
				t.Fatalf("%+v\n%+v\n%s", a, b, out.String())
			}
		}
		NewScorer(got, nil).Suggest(article("fr", "titre", "texte"))
	})
}
