package feed

import "time"

// Review is what is kept of a press review from one time to the next: when the
// last was made and what was done by hand to the one in work. What it holds is
// asked for anew each time, by the queries of its template.
type Review struct {
	Name string    // of the template
	Last time.Time // when the last one was made; zero: none was. The next begins with what came in since
	// Had are the articles that had come in shortly before Last: what is kept later
	// with such a time was in no review.
	Had   []ID
	Draft Draft
}

// Draft is what was done by hand to the review in work.
type Draft struct {
	// Placed are articles put in their place by hand, by section and in their
	// order there; those not among them follow as the template orders them.
	Placed []Placed
	Out    []ID // dropped
	// Depths are those of sections where another one was chosen than the template's.
	Depths []SectionDepth
}

// SectionDepth is the depth of a section, "" for that of the review.
type SectionDepth struct{ Section, Depth string }

// Placed are the articles of one section in the order of the user.
type Placed struct {
	Section string
	IDs     []ID
}
