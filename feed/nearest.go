package feed

import "unicode/utf8"

// Nearest returns the candidate spelled most like word, for "did you mean".
// Two neighbouring letters changed places count as one slip. It returns ""
// when more than a third of the letters differ. Case and accents count: fold
// both sides before when they should not.
func Nearest(word string, candidates []string) string {
	n := utf8.RuneCountInString(word)
	best, limit := "", max(1, n/3)+1
	if n < 2 || n > 64 {
		return ""
	}
	for _, c := range candidates {
		if d := slips([]rune(word), []rune(c), limit); d < limit {
			best, limit = c, d
		}
	}
	return best
}

// slips is the optimal string alignment distance (Damerau–Levenshtein without
// a second edit of a swapped pair). It gives up at limit.
func slips(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
