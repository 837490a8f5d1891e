package feed

// Story is one dispatch told several times: near-duplicates of one language,
// grouped, never deleted. Its ID is that of the article it began with.
type Story struct {
	ID       ID        // zero where there is one version alone
	Versions []Telling // oldest first; one alone where others are linked with it
	// Linked are articles that tell the same in another language: never of the group.
	Linked []Telling
}

// Telling is one version of a story.
type Telling struct {
	Head
	Same   float64 // 0 to 1: how much of the shorter text the first version and this one share
	ByHand bool    // joined by the user
	Only   []Range // of the body: what no other version says, in sentences or more
}
