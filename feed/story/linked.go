package story

import "math"

// LinkedAt is the least that Linked must be; LinkedDays is how many days may lie
// between two such articles. Both must be dated to the day.
const (
	LinkedAt   = .45
	LinkedDays = 2
)

// What the facts that two articles share must weigh.
const (
	leastNumbers = 1 // a number of three digits, or some small ones
	leastNames   = 1.5
	enoughFacts  = 5
)

// Linked tells how surely two articles in different languages tell the same: 0 to 1,
// at least LinkedAt to be shown. It never makes a story of them: it rests on numbers
// and names alone, which survive a translation, weighed by how telling they are, and
// on the days. It is 0 for articles of one language, and for those with few facts.
func Linked(a, b *Sketch) float64 {
	days := a.Day - b.Day
	if days < 0 {
		days = -days
	}
	if a.Lang == "" || b.Lang == "" || sameGroup(a.Lang, b.Lang) || a.Day == 0 || b.Day == 0 || days > LinkedDays {
		return 0
	}
	numbers, numberShare := weigh(a.Numbers, b.Numbers, numberWeight)
	if numbers < leastNumbers {
		return 0
	}
	names, nameShare := weigh(a.Names, b.Names, nameWeight)
	if names < leastNames {
		return 0
	}
	enough := min(1, (numbers+names)/enoughFacts)
	return numberShare * math.Sqrt(nameShare) * enough * (1 - .05*float64(days))
}

// weigh returns what two sets share, and how much of the lighter one that is.
func weigh(a, b []uint64, weight func(uint64) float64) (both, share float64) {
	var as, bs float64
	for _, x := range a {
		as += weight(x)
	}
	for _, x := range b {
		bs += weight(x)
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		if x == y {
			both += weight(x)
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	if both == 0 {
		return 0, 0
	}
	return both, both / min(as, bs)
}

// numberWeight is how telling a number is: most articles have a year, a day and an
// hour, and share them by chance.
func numberWeight(n uint64) float64 {
	switch {
	case n <= 31 || n >= 1900 && n <= 2100:
		return .1
	case n < 100 || n%100 == 0 && n < 10_000:
		return .4
	}
	return 1
}

// nameWeight is how telling a name is.
func nameWeight(h uint64) float64 {
	switch h & 3 {
	case calendar:
		return 0
	case worldly, short:
		return .4
	}
	return 1
}
