package story

import "testing"

func sketches(names ...string) []*Sketch {
	var out []*Sketch
	for _, n := range names {
		s := Of(wire("fr", "Un titre", n))
		out = append(out, &s)
	}
	return out
}

func TestJoin(t *testing.T) {
	port, eau := dispatch("port").Text(), dispatch("eau").Text()
	s := sketches(port)[0]
	other := sketches(eau)[0]
	copied := sketches(glued(port))[0]
	cut := sketches(excerpt(port, .4))[0]
	for _, c := range []struct {
		name  string
		tales []Tale
		want  int
	}{
		{"nothing", nil, -1},
		{"no versions", []Tale{{}}, -1},
		{"another", []Tale{{[]*Sketch{other}}}, -1},
		{"a copy", []Tale{{[]*Sketch{other}}, {[]*Sketch{copied}}}, 1},
		{"the first of two alike", []Tale{{[]*Sketch{copied}}, {[]*Sketch{copied}}}, 0},
		{"its first version", []Tale{{[]*Sketch{cut, other, other, other}}}, 0},
		{"half of the versions", []Tale{{[]*Sketch{other, other, copied, cut}}}, 0},
		{"the end of a chain", []Tale{{[]*Sketch{other, other, copied}}}, -1},
	} {
		if got := Join(s, c.tales); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// A row of articles, each with one paragraph more of another dispatch and one fewer of
// the first, is not one story from end to end.
func TestNoChain(t *testing.T) {
	paragraphs := append(split(dispatch("port").Text()), split(dispatch("eau").Text())...)
	var tale Tale
	for i := 0; i+5 <= len(paragraphs); i++ {
		s := sketches(joined(paragraphs[i : i+5]))[0]
		if i == 0 || Join(s, []Tale{tale}) == 0 {
			tale.Versions = append(tale.Versions, s)
		}
	}
	for _, v := range tale.Versions {
		if same, _ := Likeness(tale.Versions[0], v); same == 0 {
			t.Errorf("%d versions, one has nothing of the first", len(tale.Versions))
		}
	}
}
