package query

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"veille/feed"
)

// Minutes is how long an article of so many words takes to read, to the nearest
// minute, one at least. It is what min: bounds.
func Minutes(words int) int {
	return max(1, (words+WordsPerMinute/2)/WordsPerMinute)
}

// Bounds returns the least and the greatest number that the value allows, both
// included, and -Inf or +Inf where it is open: 800 is 800 to 800, >=800 is 800
// to +Inf, >800 begins at the next number above, 300..500 is 300 to 500 and so
// is 500..300. No value at all bounds nothing. The error wraps feed.ErrInvalid.
func (n Number) Bounds() (low, high float64, err error) {
	low, high = math.Inf(-1), math.Inf(1)
	v := strings.TrimSpace(n.Value)
	if v == "" {
		return low, high, nil
	}
	if a, b, ok := strings.Cut(v, ".."); ok {
		return ends(strings.TrimSpace(a), strings.TrimSpace(b))
	}
	op, rest := operator(v)
	x, err := number(rest)
	if err != nil {
		return low, high, err
	}
	switch op {
	case ">=":
		return x, high, nil
	case ">":
		return math.Nextafter(x, high), high, nil
	case "<=":
		return low, x, nil
	case "<":
		return low, math.Nextafter(x, low), nil
	}
	return x, x, nil
}

// Holds reports whether the value allows x; never when the value cannot be read.
func (n Number) Holds(x float64) bool {
	low, high, err := n.Bounds()
	return err == nil && low <= x && x <= high
}

// ends resolves a range of which either end may be open.
func ends(a, b string) (low, high float64, err error) {
	low, high = math.Inf(-1), math.Inf(1)
	if a == "" && b == "" {
		return low, high, fmt.Errorf("read number %q: %w", "..", feed.ErrInvalid)
	}
	if a != "" {
		if low, err = number(a); err != nil {
			return math.Inf(-1), high, err
		}
	}
	if b != "" {
		if high, err = number(b); err != nil {
			return math.Inf(-1), math.Inf(1), err
		}
	}
	return min(low, high), max(low, high), nil
}

// operator parts a comparison into its sign, "" when there is none, and what
// is compared with.
func operator(v string) (op, rest string) {
	for _, op := range []string{">=", "<=", ">", "<", "="} {
		if rest, ok := strings.CutPrefix(v, op); ok {
			return op, strings.TrimSpace(rest)
		}
	}
	return "", v
}

// number reads digits with at most one full stop inside. Signs, exponents and
// words like NaN are none.
func number(s string) (float64, error) {
	bad := len(s) > 15 || s == "" || strings.Count(s, ".") > 1 || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".")
	for i := 0; i < len(s); i++ {
		bad = bad || s[i] != '.' && (s[i] < '0' || s[i] > '9')
	}
	x, err := strconv.ParseFloat(s, 64)
	if bad || err != nil {
		return 0, fmt.Errorf("read number %q: %w", s, feed.ErrInvalid)
	}
	return x, nil
}

// Scored parts a value of sug: into the theme, as a value of tag:, and the
// bound of its score, from 0 to 1: onu>0.8, onu>=80%, onu<0.5; >0.8 alone is
// *>0.8. Without a bound any score will do. The error wraps feed.ErrInvalid; the
// theme is then what stands before the sign.
func Scored(value string) (theme string, score Number, err error) {
	i := strings.LastIndexAny(value, "<>")
	if i < 0 {
		return value, Number{}, nil
	}
	if theme = strings.TrimSpace(value[:i]); theme == "" || theme == "=" {
		theme = "*"
	}
	op, rest := operator(value[i:])
	percent, isPercent := strings.CutSuffix(rest, "%")
	x, err := number(strings.TrimSpace(percent))
	if isPercent {
		x /= 100
	}
	if err == nil && x > 1 {
		err = fmt.Errorf("read score %q: %w", value, feed.ErrInvalid)
	}
	if err != nil {
		return theme, Number{}, err
	}
	return theme, Number{Name: "score", Value: op + strconv.FormatFloat(x, 'f', -1, 64)}, nil
}
