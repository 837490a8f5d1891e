package text

import (
	"strings"
	"unicode/utf8"
)

// scripts counts the letters of a text by script.
type scripts struct {
	latin, greek, cyrillic, arabic, hebrew, thai, lao, khmer, burmese int
	han, kana, hangul, devanagari, bengali, tamil, georgian, armenian int

	ukrainian, serbian, belarusian, bulgarian, russian, mongolian int // telling Cyrillic letters
	persian, urdu                                                 int // telling Arabic letters
	amharic, sinhala, tibetan                                     int
}

// countScripts counts letters; ideographs and syllables weigh more because
// they say more.
func countScripts(s string) scripts {
	var c scripts
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if b|0x20 >= 'a' && b|0x20 <= 'z' {
				c.latin++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= 0xC0 && r < 0x250 || r >= 0x1E00 && r < 0x1F00:
			c.latin++
		case r >= 0x370 && r < 0x600 || r >= 0x1F00 && r < 0x2000:
			c.countEuropean(r)
		case r >= 0x600 && r < 0x1800:
			c.countAsian(r)
		case r >= 0x3040:
			c.countEastern(r)
		}
	}
	return c
}

func (c *scripts) countEuropean(r rune) {
	switch {
	case r < 0x400 || r >= 0x1F00:
		c.greek++
	case r < 0x530:
		c.cyrillic++
		switch {
		case strings.ContainsRune("іїєґІЇЄҐ", r):
			c.ukrainian++
		case strings.ContainsRune("ўЎ", r):
			c.belarusian += 3
		case strings.ContainsRune("јљњћђџЈЉЊЋЂЏ", r):
			c.serbian++
		case strings.ContainsRune("ыэёЫЭЁ", r):
			c.russian++
		case strings.ContainsRune("өүӨҮ", r):
			c.mongolian++
		case r == 'ъ':
			c.bulgarian++
		}
	case r < 0x590:
		c.armenian++
	default:
		c.hebrew++
	}
}

func (c *scripts) countAsian(r rune) {
	switch {
	case r < 0x780:
		c.arabic++
		switch {
		case strings.ContainsRune("ٹڈڑےںہ", r):
			c.urdu++
		case strings.ContainsRune("پچژگکی", r):
			c.persian++
		}
	case r >= 0x900 && r < 0x980:
		c.devanagari++
	case r >= 0x980 && r < 0xA00:
		c.bengali++
	case r >= 0xB80 && r < 0xC00:
		c.tamil++
	case r >= 0xD80 && r < 0xE00:
		c.sinhala++
	case r >= 0xE00 && r < 0xE80:
		c.thai++
	case r >= 0xE80 && r < 0xF00:
		c.lao++
	case r >= 0xF00 && r < 0x1000:
		c.tibetan++
	case r >= 0x1000 && r < 0x10A0:
		c.burmese++
	case r >= 0x10A0 && r < 0x1100:
		c.georgian++
	case r >= 0x1200 && r < 0x1380:
		c.amharic++
	case r >= 0x1780:
		c.khmer++
	}
}

func (c *scripts) countEastern(r rune) {
	switch {
	case r < 0x3100 || r >= 0xFF66 && r <= 0xFF9D:
		c.kana += 2
	case r >= 0x3400 && r <= 0x9FFF || r >= 0x20000 && r < 0x32000:
		c.han += 3
	case r >= 0xAC00 && r <= 0xD7A3:
		c.hangul += 2
	}
}

// language returns the language that the script alone, or its telling
// letters, decide; "" for Latin script. A third of the letters is enough:
// names and addresses come in Latin letters everywhere.
func (c *scripts) language(prior string) string {
	east := c.han + c.kana + c.hangul
	best, most := "", c.latin/2
	for _, x := range []struct {
		n   int
		tag string
	}{
		{c.greek, "el"}, {c.cyrillic, "ru"}, {c.arabic, "ar"}, {c.hebrew, "he"}, {c.thai, "th"}, {c.lao, "lo"},
		{c.khmer, "km"}, {c.burmese, "my"}, {east, "zh"}, {c.devanagari, "hi"}, {c.bengali, "bn"}, {c.tamil, "ta"},
		{c.georgian, "ka"}, {c.armenian, "hy"}, {c.amharic, "am"}, {c.sinhala, "si"}, {c.tibetan, "bo"},
	} {
		if x.n > most {
			best, most = x.tag, x.n
		}
	}
	switch best {
	case "zh":
		return c.eastern()
	case "ru":
		return c.slavic(prior)
	case "ar":
		return c.arabian(prior)
	case "hi":
		if prior == "ne" || prior == "mr" {
			return prior
		}
	}
	return best
}

func (c *scripts) eastern() string {
	switch {
	case c.hangul*3 > c.han+c.kana:
		return "ko"
	case c.kana*12 > c.han: // a Japanese headline may hold one particle only
		return "ja"
	}
	return "zh"
}

func (c *scripts) slavic(prior string) string {
	switch {
	case c.belarusian > 0 && c.ukrainian > 0:
		return "be"
	case c.ukrainian > c.russian:
		return "uk"
	case c.serbian > 0 && c.russian == 0:
		return "sr"
	case c.mongolian > 0:
		return "mn"
	case c.russian > 0:
		return "ru"
	case c.bulgarian*60 > c.cyrillic && c.cyrillic >= 20:
		return "bg"
	case prior == "bg" || prior == "uk" || prior == "sr" || prior == "mk" || prior == "be":
		return prior
	}
	return "ru"
}

func (c *scripts) arabian(prior string) string {
	switch {
	case c.urdu*12 > c.arabic:
		return "ur"
	case c.persian*12 > c.arabic:
		return "fa"
	case prior == "fa" || prior == "ur":
		return prior
	}
	return "ar"
}
