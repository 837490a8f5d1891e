package page

import (
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// FileCaption reads what a feed says of a picture as a caption is read: a label
// ("Photograph:", "©") goes, a credit at the end of the caption is told apart.
// Markers may be nil: the embedded ones.
func FileCaption(c feed.Caption, m *Markers) feed.Caption {
	if m == nil {
		m = defaultMarkers()
	}
	if label, credit, ok := m.creditAtEnd(c.Credit); ok && label == "" && credit != "" {
		c.Credit = credit
	}
	words, credit, ok := m.creditAtEnd(c.Text)
	switch {
	case !ok || credit == "":
	case c.Credit == "":
		c = feed.Caption{Text: words, Credit: credit}
	case strings.Contains(text.Fold(c.Credit), text.Fold(credit)):
		c.Text = words
	}
	return c
}
