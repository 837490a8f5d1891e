package feed

import "time"

// Highlight is a passage of an article that the user keeps, whole sentences as a
// rule. Its Range says where it stands in Article.In(Field); Quote, Before and
// After find it again when the article has been cleaned anew. A passage that is
// no longer in the text is kept: its Range is then empty and Quote is all there
// is.
type Highlight struct {
	ID ID // its own, given when it is kept
	Range
	Quote         string // the words as they stood when it was kept
	Before, After string // what stood around them, to tell two like passages apart
	Note          string
	Themes        []ID
	At            time.Time
}

// IsLost reports whether the passage is not in the text any more.
func (h *Highlight) IsLost() bool { return h.Start == h.End }
