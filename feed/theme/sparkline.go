package theme

// bars are the heights of a sparkline.
var bars = []rune("▁▂▃▄▅▆▇█")

// Sparkline draws counts as one character each, their height against the greatest;
// nothing at all is a blank.
func Sparkline(counts []int) string {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	out := make([]rune, len(counts))
	for i, n := range counts {
		out[i] = ' '
		if n > 0 {
			out[i] = bars[(n*len(bars)-1)/most]
		}
	}
	return string(out)
}
