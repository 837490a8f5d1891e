package parse

// readJSON reads JSON Feed.
func readJSON(s string, o Options) (Feed, error) { return Feed{}, ErrNotFeed }
