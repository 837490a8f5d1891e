package ui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"veille/feed"
	"veille/feed/text"
	"veille/feed/theme"
)

// wordsBox edits the word lists of a theme as a text of many lines. Its format:
//
//	[fr sure]
//	term
//	[fr not]
//	phrase that cancels the words it covers
//
// one term a line below the heading of its language and tier, blank lines where one
// likes. The tiers have the names that files of themes use. It stays until the
// lists are kept.
type wordsBox struct {
	was feed.Theme
	area
	fault string
	asked bool
}

// tierNames are the tiers as the headings of the editor and files of themes call
// them; what cancels words comes last.
var tierNames = [...]string{"sure", "strong", "weak", "not"}

// tiers are what the names mean, in their order; the last means none.
var tiers = [...]feed.Tier{feed.SureWord, feed.StrongWord, feed.WeakWord}

// maxWordsText bounds what may be typed, in characters.
const maxWordsText = 200_000

func (m *model) openThemeWords(t feed.Theme) {
	b := &wordsBox{was: t, area: newArea(wordsText(&t), maxWordsText)}
	b.MoveToBegin()
	m.open(b)
}

// wordLangs are the languages of a theme's lists: those of the interface and what
// else there is.
func wordLangs(t *feed.Theme) []string {
	all := slices.Clone(Languages)
	for _, lang := range slices.Concat(slices.Sorted(maps.Keys(t.Words)), slices.Sorted(maps.Keys(t.Not))) {
		if !slices.Contains(all, lang) {
			all = append(all, lang)
		}
	}
	return all
}

// wordsText writes the lists of a theme as they are edited.
func wordsText(t *feed.Theme) string {
	var b strings.Builder
	for _, lang := range wordLangs(t) {
		for i, name := range tierNames {
			fmt.Fprintf(&b, "[%s %s]\n", lang, name)
			if name == "not" {
				for _, s := range t.Not[lang] {
					b.WriteString(text.Line(s) + "\n")
				}
			} else {
				for _, w := range t.Words[lang] {
					if w.Tier == tiers[i] {
						b.WriteString(text.Line(w.Text) + "\n")
					}
				}
			}
			b.WriteString("\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// wordLists are those of a theme, by language.
type wordLists struct {
	words map[string][]feed.Word
	not   map[string][]string
}

// readWords reads what was edited, or tells the line that is wrong, from 1 on.
func readWords(s string) (out wordLists, wrong int) {
	out = wordLists{words: map[string][]feed.Word{}, not: map[string][]string{}}
	lang, tier := "", -1
	seen := map[string]bool{}
	for i, line := range strings.Split(s, "\n") {
		line = text.Line(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "["):
			if lang, tier = heading(line); tier < 0 {
				return out, i + 1
			}
		case tier < 0:
			return out, i + 1
		case seen[lang+"\n"+text.Fold(line)]: // the first, surest mention counts
		default:
			if tier < len(tiers) {
				seen[lang+"\n"+text.Fold(line)] = true
				out.words[lang] = append(out.words[lang], feed.Word{Text: line, Tier: tiers[tier]})
			} else {
				out.not[lang] = append(out.not[lang], line)
			}
		}
	}
	return out, 0
}

// heading reads "[fr sure]"; the tier is -1 when it is none.
func heading(line string) (lang string, tier int) {
	inner, ok := strings.CutSuffix(strings.TrimPrefix(line, "["), "]")
	parts := strings.Fields(strings.ToLower(inner))
	if !ok || len(parts) != 2 || len(parts[0]) > 8 || strings.Trim(parts[0], "abcdefghijklmnopqrstuvwxyz-") != "" {
		return "", -1
	}
	return parts[0], slices.Index(tierNames[:], parts[1])
}

func (b *wordsBox) press(m *model, k tea.KeyPressMsg) tea.Cmd {
	switch key := k.Keystroke(); key {
	case "esc":
		if b.Value() == wordsText(&b.was) {
			m.drop(b)
			return nil
		}
		m.open(&confirmBox{question: m.words.WordsLeave, note: m.words.WordsLeaveNote, do: func(m *model) tea.Cmd { m.drop(b); return nil }})
	case "ctrl+o":
		return b.keep(m)
	default:
		b.typed(k)
		b.fault, b.asked = "", false
	}
	return nil
}

func (b *wordsBox) paste(_ *model, s string) tea.Cmd {
	b.pasted(s)
	b.fault, b.asked = "", false
	return nil
}

// keep has the lists kept; what cannot be read is told by its line, and the cursor
// goes there.
func (b *wordsBox) keep(m *model) tea.Cmd {
	if b.asked && m.works.running != nil {
		return nil
	}
	lists, wrong := readWords(b.Value())
	if wrong > 0 {
		b.fault = m.words.WordsBad(wrong)
		b.MoveToBegin()
		for b.Line() < wrong-1 {
			before := b.Line()*1_000_000 + b.LineInfo().RowOffset
			b.CursorDown()
			if b.Line()*1_000_000+b.LineInfo().RowOffset == before {
				break
			}
		}
		return nil
	}
	b.asked = true
	return m.editTheme(b.was.ID, func(t *feed.Theme) {
		if sameWords(t, &lists) {
			return
		}
		t.Words, t.Not = lists.words, lists.not
		t.Version++
	})
}

// sameWords reports whether a theme has these lists, in whatever order.
func sameWords(t *feed.Theme, l *wordLists) bool {
	byText := func(a, b feed.Word) int { return cmp.Or(int(b.Tier)-int(a.Tier), cmp.Compare(a.Text, b.Text)) }
	words := func(m map[string][]feed.Word) map[string][]feed.Word {
		out := map[string][]feed.Word{}
		for lang, ws := range m {
			if len(ws) > 0 {
				out[lang] = slices.SortedFunc(slices.Values(ws), byText)
			}
		}
		return out
	}
	nots := func(m map[string][]string) map[string][]string {
		out := map[string][]string{}
		for lang, ss := range m {
			if len(ss) > 0 {
				out[lang] = slices.Sorted(slices.Values(ss))
			}
		}
		return out
	}
	return maps.EqualFunc(words(t.Words), words(l.words), slices.Equal) && maps.EqualFunc(nots(t.Not), nots(l.not), slices.Equal)
}

func (b *wordsBox) update(m *model, msg tea.Msg) tea.Cmd {
	if c, ok := msg.(changedMsg); ok && c.what == "theme" && b.asked {
		m.drop(b)
	}
	return nil
}

func (b *wordsBox) view(m *model, w, h int) []string {
	words, n := m.words, min(w, 78)-4
	foot := []string{""}
	for _, s := range []string{words.WordsTerms, words.WordsTiers, words.WordsNot} {
		foot = append(foot, m.st.muted.Of(fit(m.st.chrome(s), n, m.st.glyph.ellipsis)))
	}
	if b.fault != "" {
		foot = append([]string{""}, wrapped(m.st.glyph.warning+" "+m.st.chrome(b.fault), n, m.st.warning)...)
	}
	_, rows, foot := room(h, nil, max(fewRows, h-8), foot)
	lines := b.lines(n, rows, 0)
	for i := range lines {
		if strings.HasPrefix(ansi.Strip(lines[i]), "[") {
			lines[i] = m.st.bold.Of(ansi.Strip(lines[i]))
		}
	}
	return m.boxed(words.WordsTitle(theme.Label(b.was, words.Lang)), words.WordsFooter, n, append(lines, foot...))
}
