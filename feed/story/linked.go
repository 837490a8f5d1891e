package story

// Linked tells how surely two articles in different languages tell the same: 0 to 1,
// at least LinkedAt to be shown. It never makes a story of them.
func Linked(a, b *Sketch) float64 { return 0 }

// LinkedAt is the least that Linked must be; LinkedDays is how many days may lie
// between two such articles. Both must be dated to the day.
const (
	LinkedAt   = .5
	LinkedDays = 2
)
