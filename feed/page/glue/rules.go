package glue

import (
	"strings"
	"unicode/utf8"
)

// allows says which pairs of words may be two words.
func (p *page) allows(i int, left, right string) bool {
	w, t := &p.words[i], p.tables
	leftFunction, rightFunction := t.function[left] > 0, t.function[right] > 0
	switch {
	case w.afterElision && (!opensWithVowel(left) || left == "en" && !p.evident(right)):
		return false
	case t.prefix[left] > 0:
		return t.freePrefix[left] > 0 && t.right[right] > 0 && (w.shape == lowerCase || w.opens && right != "se")
	case right == "a":
		return isParticiple(p.nextLow(i), t) && (!leftFunction || t.left[left] > 0) && p.allowsName(i, left, right)
	case left == "a" && !isParticiple(right, t), left == "y", right == "y":
		return false
	case leftFunction && rightFunction:
		return p.allowsPair(w, left, right)
	case t.short[left] > 0 && !leftFunction && (!rightFunction || w.shape != lowerCase):
		return false
	case rightFunction:
		return p.allowsTail(i, left, right)
	case t.short[right] > 0 && !leftFunction, t.suffix[right] > 0 && (!leftFunction || !p.evident(right)):
		return false
	case leftFunction:
		return p.allowsArticle(w, left, right)
	}
	return p.allowsContent(w, left, right)
}

// allowsTail judges a word of sense before a function word.
func (p *page) allowsTail(i int, left, right string) bool {
	if isEnding(left, right) && !p.evident(left) || doubles(left, right) {
		return false
	}
	if right == "sont" && !isPlural(left) && p.listed(left+"s") {
		return false // forts|ont
	}
	return p.allowsName(i, left, right)
}

func isPlural(w string) bool { return strings.IndexByte("sxz", w[len(w)-1]) >= 0 }

// allowsPair judges two function words.
func (p *page) allowsPair(w *word, left, right string) bool {
	if (left == "il" || left == "elle" || left == "on") && right == "sont" {
		return false // ils|ont
	}
	if w.shape != lowerCase && (!w.opens || right == "se" || right == "ne" || right == "on" || right == "en") {
		return false
	}
	return p.tables.left[left] > 0 && p.tables.right[right] > 0 || utf8.RuneCountInString(left+right) >= 8
}

// isEnding holds where a short function word makes a rare word of another:
// prima|le, phosphata|ses, amphi|bien, médiastin|aux.
func isEnding(left, right string) bool {
	last := left[len(left)-1]
	switch right {
	case "le", "les", "se", "ses", "ne", "te", "me", "mes", "on", "en", "sa", "la":
		return strings.IndexByte("aiou", last) >= 0
	case "aux":
		return strings.IndexByte("sxzet", last) < 0 && !strings.HasSuffix(left, "é")
	case "bien":
		return true
	}
	return false
}

// evident holds for words met elsewhere: common ones, on the page, in the
// store.
func (p *page) evident(half string) bool { return p.weight(half) >= commonWeight/4 }

// sureArticles begin the cuts that are made on a page with one or two faults.
const sureArticles = " le la les des du de un une ses leurs ces aux dans pour "

// isSure holds for an article before a common word in lower case.
func (p *page) isSure(w *word, at int) bool {
	left, right := w.low[:at], w.low[at:]
	return w.shape == lowerCase && !w.afterElision && strings.Contains(sureArticles, " "+left+" ") &&
		utf8.RuneCountInString(right) >= 5 && p.evident(right)
}

// allowsArticle judges a function word before another word. Lemaire and Dupont
// are names; leurs|auteurs is likelier than leur|sauteurs.
func (p *page) allowsArticle(w *word, left, right string) bool {
	if right[0] == 's' && p.tables.function[left+"s"] > 0 && p.weight(right[1:]) > 0 && isPlural(right) {
		return false
	}
	if w.shape == lowerCase {
		return true
	}
	return w.opens && utf8.RuneCountInString(right) >= 6 && p.evident(right)
}

// safeTails are function words in which few names end.
const safeTails = " de des du pour dans avec qui que sont ont était avait dont aux "

// allowsName judges a word before a function word. Names end like function
// words: Robertson, Grandet, Fernande.
func (p *page) allowsName(i int, left, right string) bool {
	w := &p.words[i]
	if w.shape == lowerCase {
		return true
	}
	s := p.printed(w)[:len(left)]
	common := p.tables.common[left] > 0
	switch right {
	case "son", "on", "et", "en", "a", "ne", "se", "te", "le", "la", "des":
		return common && utf8.RuneCountInString(left) >= 6
	}
	return common || p.names[s] > 0 || p.store(left) >= storeEnough ||
		p.lexicon.has(left) && strings.Contains(safeTails, " "+right+" ")
}

// allowsContent judges two words of sense: rare words put together make new
// words, so one of them must be evident, or both long.
func (p *page) allowsContent(w *word, left, right string) bool {
	l, r := utf8.RuneCountInString(left), utf8.RuneCountInString(right)
	if w.shape != lowerCase {
		return r >= 6 && l >= 6 && (p.evident(right) || p.tables.common[left] > 0)
	}
	return p.evident(left) || p.evident(right) || l >= 6 && r >= 6
}

// doubles holds for feminine endings: vietnamien|ne, cadet|te, nouvel|le.
func doubles(left, right string) bool {
	switch right {
	case "ne", "te", "se", "le", "les", "tes", "me", "la", "sa", "ni", "si", "mes", "ses":
		return left[len(left)-1] == right[0]
	}
	return false
}

// isParticiple holds for what may follow the verb a.
func isParticiple(w string, t *tables) bool {
	if w == "" {
		return false
	}
	if t.said[w] > 0 {
		return true
	}
	for _, end := range []string{"é", "ée", "és", "ées", "i", "u", "is", "it", "ert", "int", "ment"} {
		if strings.HasSuffix(w, end) && utf8.RuneCountInString(w) >= 4 {
			return true
		}
	}
	return false
}

// opensWithVowel holds for words before which others are elided.
func opensWithVowel(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return strings.ContainsRune("aeiouyhàâäéèêëîïôöûùüœæ", r)
}
