package story

import (
	"fmt"
	"testing"

	"veille/feed"
)

func TestDump(t *testing.T) {
	show := func(what string, a, b *feed.Article) {
		x, y := Of(a), Of(b)
		same, shared := Likeness(&x, &y)
		fmt.Printf("%-40s same %.2f shared %.2f  %d/%d names %.2f numbers %.2f\n", what, same, shared, x.Letters, y.Letters, overlap(x.Names, y.Names), overlap(x.Numbers, y.Numbers))
	}
	for i, d := range dispatches {
		a := dispatch(d.name)
		show(d.name+" glued", a, wire(d.lang, d.title, glued(d.body)))
		show(d.name+" glued, notitle", a, wire(d.lang, "Une autre manchette pour le même texte", glued(d.body)))
		show(d.name+" excerpt .4", a, wire(d.lang, d.title, excerpt(d.body, .4)))
		show(d.name+" excerpt .25", a, wire(d.lang, d.title, excerpt(d.body, .25)))
		show(d.name+" glued excerpt .4", a, wire(d.lang, d.title, glued(excerpt(d.body, .4))))
		show(d.name+" one tail", a, wire(d.lang, d.title, d.body+"\n\n"+teasers[0]))
		show(d.name+" two tails", wire(d.lang, d.title, d.body+"\n\n"+teasers[1]), wire(d.lang, d.title, d.body+"\n\n"+teasers[0]))
		show(d.name+" two tails, glued, other title", wire(d.lang, "Rien à voir", d.body+"\n\n"+teasers[1]), wire(d.lang, d.title, glued(d.body)+"\n\n"+teasers[0]))
		for n := range 5 {
			show(fmt.Sprint(d.name, " updated ", n+1), a, wire(d.lang, d.title, updated(d.body, n+1)))
		}
		for _, e := range dispatches[i+1:] {
			show(d.name+"/"+e.name+" same tail", wire("fr", d.title, d.body+"\n\n"+teasers[0]), wire("fr", e.title, e.body+"\n\n"+teasers[0]))
			show(d.name+"/"+e.name+" same tail, short", wire("fr", d.title, excerpt(d.body, .3)+"\n\n"+teasers[0]), wire("fr", e.title, excerpt(e.body, .3)+"\n\n"+teasers[0]))
		}
	}
	for i := 1; i < 5; i++ {
		show("covid", bulletin("fr", 0), bulletin("fr", i))
		show("taux", bulletin("vi", 0), bulletin("vi", i))
	}
}
