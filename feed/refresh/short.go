package refresh

import (
	"strings"
	"unicode/utf8"

	"veille/feed/parse"
	"veille/feed/text"
)

// isShort reports whether an item has but the beginning of its article: little
// and nothing beside it, no more than its summary, or a text that breaks off.
func isShort(it *parse.Item) bool {
	html := it.Content
	if html == "" {
		html = it.Summary
	}
	if breaksOff(plain(tail(html), tailBytes)) {
		return true
	}
	if roughWords(html, shortWords) >= shortWords {
		return false
	}
	n := countWords(plain(html, shortBytes), shortWords)
	if it.Content == "" || n == 0 {
		return n < shortWords
	}
	return n < shortWords && it.Summary != "" && n <= countWords(plain(it.Summary, shortBytes), shortWords)
}

// tail returns the end of markup, from after a tag.
func tail(s string) string {
	s = last(s, tailBytes)
	if i := strings.IndexByte(s, '>'); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// last returns about the last n bytes of a text, from where a character begins.
func last(s string, n int) string {
	for s = s[len(s)-min(len(s), n):]; s != "" && !utf8.RuneStart(s[0]); {
		s = s[1:]
	}
	return s
}

// countWords counts the words of a text, up to most.
func countWords(s string, most int) int {
	n := 0
	for range text.Tokens(s) {
		if n++; n >= most {
			break
		}
	}
	return n
}

// moreWords end a text that goes on elsewhere, folded.
var moreWords = []string{
	"read more", "continue reading", "keep reading", "read the full story", "read full story", "full story", "more here",
	"lire la suite", "lire plus", "suite de l'article", "en savoir plus", "voir plus",
	"xem them", "doc tiep", "xem tiep", "xem chi tiet", "doc them",
	"weiterlesen", "mehr lesen", "leer mas", "seguir leyendo", "leia mais", "leggi tutto", "continua a leggere",
	"selengkapnya", "baca selengkapnya", "lees verder", "read on",
}

// breaksOff reports whether a text ends as one does that goes on elsewhere.
func breaksOff(s string) bool {
	s = strings.TrimRight(last(s, 200), " \t\n\u00a0>»›→↪])}\"”’")
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") {
		return true
	}
	return endsInMore(strings.TrimRight(s, ".: "))
}

func endsInMore(s string) bool {
	s = text.Fold(s)
	for _, w := range moreWords {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
