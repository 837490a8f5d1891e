package query

import (
	"errors"
	"math"
	"testing"

	"veille/feed"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		value    string
		yes, not []float64
	}{
		{"800", []float64{800}, []float64{799, 801, 800.5}},
		{"=800", []float64{800}, []float64{799}},
		{">800", []float64{801, 800.001}, []float64{800, 0}},
		{">=800", []float64{800, 801}, []float64{799}},
		{"<200", []float64{199, 0}, []float64{200}},
		{"<=200", []float64{200}, []float64{201}},
		{"300..500", []float64{300, 400, 500}, []float64{299, 501}},
		{"500..300", []float64{300, 400, 500}, []float64{299, 501}},
		{"..500", []float64{0, 500}, []float64{501}},
		{"300..", []float64{300, 1e9}, []float64{299}},
		{"1.5..2.5", []float64{1.5, 2}, []float64{1.4, 2.6}},
		{"", []float64{-1, 0, 1e9}, nil},
	} {
		n := Number{fieldWords, c.value}
		for _, x := range c.yes {
			if !n.Holds(x) {
				t.Errorf("%q does not allow %v", c.value, x)
			}
		}
		for _, x := range c.not {
			if n.Holds(x) {
				t.Errorf("%q allows %v", c.value, x)
			}
		}
	}
	for _, v := range []string{"x", ">", "..", ">x", "1..x", "x..1", "-5", "1e5", "NaN", "inf", "1.", ".5", "1.2.3", "0x10", "1_000", "1234567890123456"} {
		n := Number{fieldWords, v}
		if _, _, err := n.Bounds(); !errors.Is(err, feed.ErrInvalid) || n.Holds(0) || n.Holds(5) {
			t.Errorf("%q: %v", v, err)
		}
	}
	if low, high, err := (Number{}).Bounds(); !math.IsInf(low, -1) || !math.IsInf(high, 1) || err != nil {
		t.Errorf("no value: %v to %v, %v", low, high, err)
	}
}

func TestMinutes(t *testing.T) {
	for words, want := range map[int]int{0: 1, 100: 1, 230: 1, 344: 1, 345: 2, 460: 2, 2300: 10} {
		if got := Minutes(words); got != want {
			t.Errorf("%d words take %d minutes, want %d", words, got, want)
		}
	}
}

func TestScored(t *testing.T) {
	for _, c := range []struct{ value, theme, score string }{
		{"onu", "onu", ""},
		{"onu>0.8", "onu", ">0.8"},
		{"=onu>=0.8", "=onu", ">=0.8"},
		{"onu>80%", "onu", ">0.8"},
		{"onu<0.5", "onu", "<0.5"},
		{"onu<=1", "onu", "<=1"},
		{"Liên Hợp Quốc > 0.8", "Liên Hợp Quốc", ">0.8"},
		{"*>0.8", "*", ">0.8"},
		{">0.8", "*", ">0.8"},
		{"a>b>0.5", "a>b", ">0.5"},
	} {
		theme, score, err := Scored(c.value)
		if theme != c.theme || score.Value != c.score || err != nil {
			t.Errorf("Scored(%q) = %q, %q, %v", c.value, theme, score.Value, err)
		}
	}
	for _, value := range []string{"onu>", "onu>x", "onu>1.1", "onu>101%", "onu>-1"} {
		theme, score, err := Scored(value)
		if theme != "onu" || score.Value != "" || !errors.Is(err, feed.ErrInvalid) {
			t.Errorf("Scored(%q) = %q, %q, %v", value, theme, score.Value, err)
		}
	}
	if _, score, _ := Scored("onu"); !score.Holds(0) || !score.Holds(1) {
		t.Error("without a bound a score is refused")
	}
	if _, score, _ := Scored("onu>0.8"); score.Holds(0.8) || !score.Holds(0.81) {
		t.Error("0.8 is more than 0.8")
	}
}
