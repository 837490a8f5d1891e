package feed_test

import (
	"strings"
	"testing"

	"veille/feed"
)

func TestNearest(t *testing.T) {
	list := []string{"unread", "read", "starred", "đã đọc", "is"}
	for _, c := range []struct{ word, want string }{
		{"unread", "unread"}, {"unraed", "unread"}, {"unred", "unread"}, {"stard", ""}, {"stared", "starred"}, {"đã độc", "đã đọc"}, {"si", "is"},
		{"", ""}, {"x", ""}, {"elsewhere", ""}, {strings.Repeat("unread", 20), ""},
	} {
		if got := feed.Nearest(c.word, list); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
	if got := feed.Nearest("unread", nil); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}
