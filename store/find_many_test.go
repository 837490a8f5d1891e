package store

import (
	"fmt"
	"strings"
	"testing"

	"veille/feed/query"
)

// TestManyWords holds that a query of thousands of words keeps no set for each.
func TestManyWords(t *testing.T) {
	s := newStore(t)
	addSamples(t, s, 0, 20)
	var words []string
	for i := range 2000 {
		words = append(words, fmt.Sprintf("needle%d", i))
	}
	err := s.view(t.Context(), func(x *tx) error {
		for line, want := range map[string]int{
			strings.Join(words, " OR "):           20,
			strings.Join(words, " "):              0,
			"-" + strings.Join(words, " -"):       0,
			"is:unread OR NOT harbour":            20,
			"-needle3 (needle3 OR needle4)":       1,
			"is:unread \"crane dusk\"~9 -needle1": 19,
		} {
			q, err := query.Parse(line)
			if err != nil {
				return err
			}
			c, err := x.newCompiler(testNow)
			if err != nil {
				return err
			}
			p, err := c.plan(q)
			if err != nil {
				return err
			}
			if l := p.bounds(nil); l.may.count() != want {
				t.Errorf("%.40s: %d articles, want %d", line, l.may.count(), want)
			}
			if len(p.root.kids) > 2 || len(c.texts) > maxTexts {
				t.Errorf("%.40s: %d parts and %d words are kept", line, len(p.root.kids), len(c.texts))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
