package story

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"veille/feed"
)

func likeness(a, b *feed.Article) (same, shared float64) {
	x, y := Of(a), Of(b)
	return Likeness(&x, &y)
}

// inserted puts a paragraph before the text and one inside.
func inserted(body string) string {
	first, rest, _ := strings.Cut(body, "\n\n")
	return "La rédaction a suivi cette affaire depuis ses débuts, et publie ce jour les derniers éléments connus.\n\n" +
		first + "\n\nInterrogés hier par la rédaction, plusieurs habitants se sont dits surpris par cette annonce.\n\n" + rest
}

// TestSameDispatch: whatever sources do to a dispatch, it stays one story.
func TestSameDispatch(t *testing.T) {
	for _, d := range dispatches {
		clean := dispatch(d.name)
		copies := map[string]*feed.Article{
			"glued":              wire(d.lang, d.title, glued(d.body)),
			"glued, other title": wire(d.lang, "Ce qu’il faut retenir ce soir", glued(d.body)),
			"excerpt":            wire(d.lang, d.title, excerpt(d.body, .4)),
			"short excerpt":      wire(d.lang, d.title, excerpt(d.body, .25)),
			"glued excerpt":      wire(d.lang, d.title, glued(excerpt(d.body, .4))),
			"tail":               wire(d.lang, d.title, d.body+"\n\n"+teasers[0]),
			"capitals":           wire(d.lang, strings.ToUpper(d.title), d.body),
			"one block":          wire(d.lang, d.title, strings.ReplaceAll(d.body, "\n\n", " ")),
			"inserted":           wire(d.lang, d.title, inserted(d.body)),
			"feed's own tail":    wire(d.lang, d.title, excerpt(d.body, .4)+" […]\n\nL’article "+d.title+" est apparu en premier sur Le Quotidien de Corsenne."),
			"two figures":        wire(d.lang, d.title, updated(d.body, 2)),
			"a figure corrected": wire(d.lang, d.title, updated(d.body, 1)),
			"no language":        wire("", d.title, d.body),
		}
		for name, c := range copies {
			if same, shared := likeness(clean, c); same < Grouped {
				t.Errorf("%s, %s: %.2f (%.2f shared)", d.name, name, same, shared)
			}
		}
		tailed := wire(d.lang, d.title, glued(d.body)+"\n\n"+teasers[1])
		if same, _ := likeness(copies["tail"], tailed); same < Grouped {
			t.Errorf("%s with two tails: %.2f", d.name, same)
		}
		summary := wire(d.lang, d.title, "")
		summary.Standfirst = excerpt(d.body, .4)
		summary.Body = wire(d.lang, "", glued(d.body)).Body
		if same, _ := likeness(summary, copies["excerpt"]); same < Grouped {
			t.Errorf("%s by its standfirst: %.2f", d.name, same)
		}
	}
}

// TestOtherDispatch: different articles are no story, with one tail neither.
func TestOtherDispatch(t *testing.T) {
	for i, d := range dispatches {
		for _, e := range dispatches[i+1:] {
			for _, part := range []float64{.15, .2, .3, .5, .99} {
				a := wire("fr", d.title, excerpt(d.body, part)+"\n\n"+teasers[0])
				b := wire("fr", e.title, excerpt(e.body, part)+"\n\n"+teasers[0])
				if same, shared := likeness(a, b); same >= Close {
					t.Errorf("%.0f %% of %s and %s with one tail: %.2f (%.2f shared)", 100*part, d.name, e.name, same, shared)
				}
			}
			if same, shared := likeness(dispatch(d.name), dispatch(e.name)); same > 0 || shared > .1 {
				t.Errorf("%s and %s: %.2f (%.2f shared)", d.name, e.name, same, shared)
			}
		}
	}
}

// TestBulletins: what comes every day in the same words is not one story.
func TestBulletins(t *testing.T) {
	for _, lang := range []string{"fr", "vi"} {
		for i := range 6 {
			for j := range i {
				if same, shared := likeness(bulletin(lang, i), bulletin(lang, j)); same >= Close {
					t.Errorf("%s, days %d and %d: %.2f (%.2f shared)", lang, j, i, same, shared)
				}
			}
			if same, _ := likeness(bulletin(lang, i), wire(lang, "Autre titre", glued(bulletin(lang, i).Text()))); same < Grouped {
				t.Errorf("%s, day %d glued: %.2f", lang, i, same)
			}
		}
	}
}

// TestTemplates: two of one template, the few things that differ make two stories.
func TestTemplates(t *testing.T) {
	weather := func(place, sky string, low, high, wind int) *feed.Article {
		return wire("fr", "Quel temps est prévu à "+place+" ?", fmt.Sprintf("Le ciel sera %s toute la journée à %s, où le thermomètre affichera %d degrés au lever du jour et %d au plus chaud de l’après-midi. "+
			"Le vent soufflera jusqu’à %d kilomètres à l’heure sur les hauteurs de %s. Pensez à vous couvrir en soirée, car la température ressentie sera plus basse.", sky, place, low, high, wind, place))
	}
	for _, c := range []struct{ a, b *feed.Article }{
		{weather("Marbeuil", "gris", 4, 11, 60), weather("Lanvrac", "bleu", 6, 14, 35)},
		{weather("Marbeuil", "gris", 4, 11, 60), weather("Marbeuil", "gris", 6, 14, 35)},
		{wire("fr", "Dividende", "Corlis versera un dividende de 1,20 euro par action le 15 mai."), wire("fr", "Dividende", "Corlis versera un dividende de 1,40 euro par action le 15 mai.")},
		{wire("fr", "Alerte", "Cet article est réservé à nos abonnés. Pour lire la suite, connectez-vous ou abonnez-vous dès maintenant."), wire("fr", "Budget", "Cet article est réservé à nos abonnés. Pour lire la suite, connectez-vous ou abonnez-vous dès maintenant.")},
	} {
		if same, shared := likeness(c.a, c.b); same >= Close {
			t.Errorf("%q and %q: %.2f (%.2f shared)", c.a.Text(), c.b.Text(), same, shared)
		}
	}
}

// TestShort: short notes are one story only when nearly equal.
func TestShort(t *testing.T) {
	note := "Le pont de Sarvance sera fermé à la circulation du 3 au 17 mai pour la réfection de la chaussée, a annoncé la mairie."
	for _, c := range []struct {
		name, other string
		want        bool
	}{
		{"equal", note, true},
		{"glued", glued(note), true},
		{"other days", strings.Replace(note, "17 mai", "24 mai", 1), false},
		{"other bridge", strings.Replace(note, "Sarvance", "Bramefond", 1), false},
		{"in a digest", teasers[0] + "\n\n" + note, false},
	} {
		if same, shared := likeness(wire("fr", "Un pont fermé", note), wire("fr", "Le pont est fermé", c.other)); same >= Grouped != c.want {
			t.Errorf("%s: %.2f (%.2f shared)", c.name, same, shared)
		}
	}
}

// TestOtherDay: with another number, another day makes another bulletin; with the same
// numbers it is the same text printed again.
func TestOtherDay(t *testing.T) {
	a, b := dispatch("port"), dispatch("port")
	b.Published = b.Published.AddDate(0, 0, 1)
	if same, _ := likeness(a, b); same != 1 {
		t.Errorf("printed again: %.2f", same)
	}
	b.Body = wire("", "", joined(split(a.Text())[2:])+"\n\n"+teasers[0]).Body
	late, _ := likeness(a, b)
	b.Published = b.Published.AddDate(0, 0, 3)
	if later, _ := likeness(a, b); later == 0 || later >= late {
		t.Errorf("rewritten: %.2f, days later %.2f", late, later)
	}
	b.Published = a.Published.AddDate(0, 0, 1)
	b.Body = wire("", "", updated(a.Text(), 1)).Body
	next, _ := likeness(a, b)
	b.Published = a.Published
	if sameDay, _ := likeness(a, b); next >= sameDay {
		t.Errorf("%.2f, on the same day %.2f", next, sameDay)
	}
}

func TestLanguages(t *testing.T) {
	body := dispatches[0].body
	for _, c := range []struct {
		a, b string
		want bool
	}{{"fr", "fr", true}, {"fr", "en", false}, {"fr", "", true}, {"id", "ms", true}, {"hr", "sr", true}, {"no", "da", false}} {
		if same, _ := likeness(wire(c.a, "Port", body), wire(c.b, "Port", body)); same >= Grouped != c.want {
			t.Errorf("%q and %q: %.2f", c.a, c.b, same)
		}
	}
}

// mixture is an article of some paragraphs of the dispatches, whole or cut, with some
// figures changed.
func mixture(r *rand.Rand) *feed.Article {
	var paragraphs []string
	for range 1 + r.IntN(6) {
		d := dispatches[r.IntN(len(dispatches))]
		all := strings.Split(d.body, "\n\n")
		p := updated(all[r.IntN(len(all))], r.IntN(3))
		paragraphs = append(paragraphs, p[:strings.LastIndexByte(p[:len(p)/(1+r.IntN(2))], ' ')])
	}
	a := wire([]string{"fr", "en", "vi", ""}[r.IntN(4)], dispatches[r.IntN(len(dispatches))].title, strings.Join(paragraphs, "\n\n"))
	a.Published = a.Published.AddDate(0, 0, r.IntN(3))
	return a
}

// Likeness is symmetric, 0 to 1, and 1 for an article and itself; Linked too, but 0.
func TestLikenessHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		a, b := Of(mixture(r)), Of(mixture(r))
		same, shared := Likeness(&a, &b)
		if x, y := Likeness(&b, &a); x != same || y != shared {
			t.Fatalf("%v, %v turned about %v, %v\n%+v\n%+v", same, shared, x, y, a, b)
		}
		if same < 0 || same > 1 || shared < 0 || shared > 1 || same > 0 && shared == 0 {
			t.Fatalf("%v, %v", same, shared)
		}
		if same, shared = Likeness(&a, &a); len(a.Shingles) > 0 && (same != 1 || shared != 1) {
			t.Fatalf("itself: %v, %v\n%+v", same, shared, a)
		}
		if l := Linked(&a, &b); l != Linked(&b, &a) || l < 0 || l > 1 || Linked(&a, &a) != 0 {
			t.Fatalf("linked %v", l)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, d := range dispatches {
		f.Add(d.title, d.body, d.lang)
	}
	f.Add("1", "𝟷𝟿 12.345,6 7 890 Ａ日本語テスト COVID-19 M. Do\u0301 L’ONU-Hà Nội", "")
	f.Fuzz(func(t *testing.T, title, body, lang string) {
		a := wire(lang, title, body)
		s := Of(a)
		if len(s.Shingles) > maxShingles || len(s.Numbers) > maxFacts || len(s.Names) > maxFacts {
			t.Fatal("too much of it")
		}
		if len(s.Lang) > maxLang {
			return
		}
		enc, err := s.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeSketch(enc)
		if err != nil {
			t.Fatalf("%q: %v", body, err)
		}
		if same, _ := Likeness(&s, &back); len(s.Shingles) > 0 && same != 1 {
			t.Fatalf("%q: like itself by %v", body, same)
		}
	})
}
