package story

// Bounds of Likeness; source: fitted on labelled wire pairs.
const (
	Grouped = .55
	Close   = .45
)

// Candidates need so many shared shingles, and so large a part of the smaller
// sketch; and so many shared keys before that is looked at.
const (
	LeastKeys      = 2
	LeastShared    = 6
	LeastContained = .3
)

// Likeness compares two sketches: same from Grouped on is one story, from Close on
// is worth showing. Shared is the containment of the shingles alone: how much of the
// shorter text both have. Both are 0 to 1 and do not depend on the order.
func Likeness(a, b *Sketch) (same, shared float64) {
	if !sameGroup(a.Lang, b.Lang) {
		return 0, 0
	}
	if len(a.Shingles) == 0 || len(b.Shingles) == 0 {
		return 0, 0
	}
	below := min(a.Below, b.Below)
	as, bs := under(a.Shingles, below), under(b.Shingles, below)
	n := common(as, bs)
	least := min(len(as), len(bs))
	if n == 0 {
		return 0, 0
	}
	shared = float64(n) / float64(least)
	if n < LeastShared || shared < LeastContained {
		return 0, shared
	}
	same = shared * (.3 + .35*overlap(a.Numbers, b.Numbers) + .35*overlap(a.Names, b.Names))
	return same, shared
}

// overlap is the part of the smaller set that both have, 1 when there is none.
func overlap(a, b []uint64) float64 {
	n := min(len(a), len(b))
	if n == 0 {
		return 1
	}
	return float64(common(a, b)) / float64(n)
}

// under returns the hashes below a bound.
func under(h []uint64, below uint64) []uint64 {
	n := len(h)
	for n > 0 && h[n-1] >= below {
		n--
	}
	return h[:n]
}

// common counts what two sorted sets share.
func common(a, b []uint64) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}

// sameGroup reports whether texts of two languages may be versions of one another;
// one that is not known may be any. Languages that are told apart by few words count
// as one.
func sameGroup(a, b string) bool {
	return a == b || a == "" || b == "" || group(a) == group(b)
}

func group(lang string) string {
	switch lang {
	case "ms":
		return "id"
	case "bs", "sr":
		return "hr"
	case "nb", "nn":
		return "no"
	}
	return lang
}
