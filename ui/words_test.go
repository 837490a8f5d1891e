package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"veille/feed"
)

// said calls visit with every message of a language; functions are called with
// sample values.
func said(t *testing.T, w *Words, visit func(name, s string)) {
	t.Helper()
	v := reflect.ValueOf(*w)
	for i := range v.NumField() {
		sayField(t, v.Type().Field(i).Name, v.Field(i), visit)
	}
}

func sayField(t *testing.T, name string, v reflect.Value, visit func(name, s string)) {
	switch v.Kind() {
	case reflect.String:
		visit(name, v.String())
	case reflect.Array:
		for i := range v.Len() {
			sayField(t, fmt.Sprintf("%s[%d]", name, i), v.Index(i), visit)
		}
	case reflect.Map:
		if v.Len() == 0 {
			visit(name, "")
		}
		for _, k := range v.MapKeys() {
			visit(fmt.Sprintf("%s[%v]", name, k), v.MapIndex(k).String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			sayField(t, v.Type().Field(i).Name, v.Field(i), visit)
		}
	case reflect.Func:
		if v.IsNil() {
			visit(name, "")
			return
		}
		for _, n := range []int{0, 1, 2, 4812} {
			var in []reflect.Value
			for i := range v.Type().NumIn() {
				switch v.Type().In(i).Kind() {
				case reflect.String:
					in = append(in, reflect.ValueOf("xyz"))
				default:
					in = append(in, reflect.ValueOf(n).Convert(v.Type().In(i)))
				}
			}
			visit(name, v.Call(in)[0].String())
		}
	default:
		t.Fatalf("%s is a %s: teach the test to read it", name, v.Kind())
	}
}

// mayBeBare are the messages that are nothing but what they are given.
var mayBeBare = regexp.MustCompile(`^(RawKind|MeansWords|FoundCount|Number)$`)

func TestNoWordIsMissing(t *testing.T) {
	for _, lang := range Languages {
		w := wordsFor(lang)
		if w.Lang != lang {
			t.Fatalf("words of %s are those of %s", lang, w.Lang)
		}
		said(t, w, func(name, s string) {
			if strings.TrimSpace(s) == "" && !mayBeBare.MatchString(name) {
				t.Errorf("%s: %s is missing", lang, name)
			}
			if s != ansi.Strip(s) || strings.ContainsAny(s, "\n\t") || strings.Contains(s, "%!") {
				t.Errorf("%s: %s is %q", lang, name, s)
			}
			if strings.Contains(s, "  ") && !strings.HasPrefix(name, "Tag") {
				t.Errorf("%s: %s has two blanks: %q", lang, name, s)
			}
		})
	}
}

// TestMapsHaveTheSameKeys: formats, colours and the like are named in every
// language.
func TestMapsHaveTheSameKeys(t *testing.T) {
	base := reflect.ValueOf(english)
	for _, w := range []Words{french, vietnamese} {
		v := reflect.ValueOf(w)
		for _, f := range reflect.VisibleFields(v.Type()) {
			if f.Type.Kind() != reflect.Map {
				continue
			}
			here, there := v.FieldByIndex(f.Index), base.FieldByIndex(f.Index)
			for _, k := range there.MapKeys() {
				if !here.MapIndex(k).IsValid() {
					t.Errorf("%s: %s has no %v", w.Lang, f.Name, k)
				}
			}
			if here.Len() != there.Len() {
				t.Errorf("%s: %s has %d words, English %d", w.Lang, f.Name, here.Len(), there.Len())
			}
		}
	}
}

// hint is what stands between two middle dots: a key and what it does.
var badFrench = regexp.MustCompile(`[^ ·\x{a0}\x{202f}] [:;?!]( |$)|« | »|'[a-zéèàê]`)

func TestFrenchTypography(t *testing.T) {
	said(t, &french, func(name, s string) {
		if m := badFrench.FindString(s); m != "" && !strings.HasPrefix(name, "WelcomeAzerty") && !strings.Contains(name, "Footer") {
			t.Errorf("%s: %q in %q needs a no-break blank or a curly apostrophe", name, m, s)
		}
	})
}

// TestWordsFit: what stands on one line of an 80-column window fits it.
func TestWordsFit(t *testing.T) {
	const inBox = 70
	for _, lang := range Languages {
		w := wordsFor(lang)
		said(t, w, func(name, s string) {
			limit := 76
			switch {
			case strings.HasPrefix(name, "Remedies["):
				limit = 130 // broken over lines
			case name == "PassageFooter", name == "HighlightFooter":
				limit = 110 // fitted to the window, see fitHint
			case strings.HasSuffix(name, "Footer"):
				limit = 58
			case strings.HasPrefix(name, "Short["):
				limit = 12
			case strings.HasPrefix(name, "Actions["):
				limit = 25 // a column of help, two of which fit 80 cells
			case strings.HasPrefix(name, "Help"), strings.HasPrefix(name, "Palette"), strings.HasPrefix(name, "Import"),
				strings.HasPrefix(name, "Export"):
				limit = inBox
			case strings.HasPrefix(name, "Tag") && name != "TagsChanged":
				limit = 60
			case strings.HasPrefix(name, "Field"):
				limit = 60
			}
			if n := ansi.StringWidth(s); n > limit {
				t.Errorf("%s: %s takes %d cells, has %d: %s", lang, name, n, limit, s)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		w    *Words
		n    int
		want string
	}{
		{&english, 4812, "4,812"}, {&french, 4812, "4\u202f812"}, {&vietnamese, 4812, "4.812"}, {&english, 999, "999"},
		{&english, 1000000, "1,000,000"}, {&english, -1234, "-1,234"}, {&french, 0, "0"},
	} {
		if got := c.w.Number(c.n); got != c.want {
			t.Errorf("%s: %d is %q, want %q", c.w.Lang, c.n, got, c.want)
		}
	}
	for n, want := range map[int][3]string{
		0: {"0 articles", "0 article", "0 bài"}, 1: {"1 article", "1 article", "1 bài"}, 2: {"2 articles", "2 articles", "2 bài"},
		1000000: {"1,000,000 articles", "1\u202f000\u202f000 articles", "1.000.000 bài"},
	} {
		for i, w := range []*Words{&english, &french, &vietnamese} {
			if got := w.Articles(n); got != want[i] {
				t.Errorf("%s: %q, want %q", w.Lang, got, want[i])
			}
		}
	}
}

func TestDates(t *testing.T) {
	at := time.Date(2020, 7, 3, 8, 14, 0, 0, time.UTC)
	first := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at   time.Time
		p    feed.Precision
		time bool
		want [3]string
	}{
		{at, feed.Day, true, [3]string{"Fri 3 Jul 2020", "ven. 3 juil. 2020", "T6 3/7/2020"}},
		{at, feed.Minute, true, [3]string{"Fri 3 Jul 2020 08:14", "ven. 3 juil. 2020 08:14", "T6 3/7/2020 08:14"}},
		{at, feed.Minute, false, [3]string{"Fri 3 Jul 2020", "ven. 3 juil. 2020", "T6 3/7/2020"}},
		{at, feed.Month, true, [3]string{"Jul 2020", "juil. 2020", "tháng 7/2020"}},
		{at, feed.Year, true, [3]string{"2020", "2020", "2020"}},
		{at, feed.NoDate, true, [3]string{"", "", ""}},
		{time.Time{}, feed.Day, true, [3]string{"", "", ""}},
		{first, feed.Day, false, [3]string{"Fri 1 Jan 2021", "ven. 1er janv. 2021", "T6 1/1/2021"}},
	} {
		for i, w := range []*Words{&english, &french, &vietnamese} {
			if got := w.date(c.at, c.p, c.time); got != c.want[i] {
				t.Errorf("%s: %q, want %q", w.Lang, got, c.want[i])
			}
		}
	}
	if got := english.when(at, at.Add(time.Hour)); got != "08:14" {
		t.Errorf("earlier today is %q", got)
	}
	if got := english.when(at, at.AddDate(1, 0, 0)); got != "Fri 3 Jul 2020 08:14" {
		t.Errorf("a year ago is %q", got)
	}
}

func TestChangesAreSaid(t *testing.T) {
	for _, c := range []struct {
		c    feed.Change
		want [3]string
	}{
		{feed.Change{Verb: feed.DidTag, Count: 3, Added: []string{"delta"}},
			[3]string{"Tagged 3 articles delta", "3 articles\u00a0: thème delta ajouté", "Đã gắn delta cho 3 bài"}},
		{feed.Change{Verb: feed.DidTag, Count: 1, Removed: []string{"delta"}},
			[3]string{"Took delta off 1 article", "1 article\u00a0: thème delta retiré", "Đã gỡ delta khỏi 1 bài"}},
		{feed.Change{Verb: feed.DidTag, Count: 2, Added: []string{"a", "b"}, Removed: []string{"c"}},
			[3]string{"2 articles: tagged a, b, took off c", "2 articles\u00a0: ajouté a, b, retiré c", "2 bài: gắn a, b, gỡ c"}},
		{feed.Change{Verb: feed.DidFlag, Flag: feed.FlagTrashed, On: true, Count: 2},
			[3]string{"2 articles moved to the trash", "2 articles mis à la corbeille", "Đã bỏ 2 bài vào thùng rác"}},
		{feed.Change{Verb: feed.DidFlag, Flag: feed.FlagStarred, Count: 1},
			[3]string{"1 star taken away", "1 favori retiré", "Đã bỏ sao 1 bài"}},
		{feed.Change{Verb: feed.DidFlag}, [3]string{"Nothing had to change", "Rien à changer", "Không có gì phải thay đổi"}},
		{feed.Change{Verb: feed.DidCorrect, Count: 1}, [3]string{"Article corrected", "Article corrigé", "Đã sửa bài"}},
		{feed.Change{Verb: feed.DidMerge, Added: []string{"b"}, Removed: []string{"a"}},
			[3]string{"Theme a merged into b", "Thème a fusionné avec b", "Đã gộp chủ đề a vào b"}},
		{feed.Change{Verb: feed.DidDropTheme, Removed: []string{"a"}},
			[3]string{"Theme a deleted", "Thème a supprimé", "Đã xóa chủ đề a"}},
		{feed.Change{Verb: feed.DidTheme, Added: []string{"a"}}, [3]string{"Theme a kept", "Thème a enregistré", "Đã lưu chủ đề a"}},
	} {
		for i, w := range []*Words{&english, &french, &vietnamese} {
			if got := w.change(c.c); got != c.want[i] {
				t.Errorf("%s: %q, want %q", w.Lang, got, c.want[i])
			}
		}
	}
}

// TestErrorsHaveACure: every cause that callers act on is told in words of the
// language, with what to do.
func TestErrorsHaveACure(t *testing.T) {
	causes := []error{feed.ErrNoArticle, feed.ErrNotFound, feed.ErrAmbiguous, feed.ErrExists, feed.ErrBusy, feed.ErrDamaged,
		feed.ErrForeign, feed.ErrNewer, feed.ErrReadOnly, feed.ErrTooLarge, feed.ErrUnreadable, fs.ErrNotExist, fs.ErrPermission,
		syscall.ENOSPC, context.DeadlineExceeded, feed.ErrInvalid, errors.New("odd")}
	for _, lang := range Languages {
		w := wordsFor(lang)
		seen := map[string]error{}
		for _, err := range causes {
			s := w.cause(fmt.Errorf("do something: %w", err))
			if !strings.Contains(s, " — ") {
				t.Errorf("%s: no cure for %v: %s", lang, err, s)
			}
			if other := seen[s]; other != nil {
				t.Errorf("%s: %v and %v are told alike", lang, err, other)
			}
			seen[s] = err
		}
		for doing := range w.Doing {
			if s := w.failed(doing, feed.ErrBusy); !strings.Contains(s, w.Doing[doing]) {
				t.Errorf("%s: %s is not in %q", lang, doing, s)
			}
		}
	}
	err := fmt.Errorf("write: %w", &fs.PathError{Op: "open", Path: "/a\x1b[2J/b", Err: fs.ErrPermission})
	if s := english.cause(err); !strings.HasPrefix(s, "/a/b: no permission") {
		t.Errorf("a file with a control character in its name is told as %q", s)
	}
}

func TestGuess(t *testing.T) {
	for locale, want := range map[string][2]string{
		"": {"en", "qwerty"}, "C": {"en", "qwerty"}, "fr_FR.UTF-8": {"fr", "azerty"}, "fr_CH": {"fr", "qwerty"},
		"vi": {"vi", "qwerty"}, "vi-VN": {"vi", "qwerty"}, "fr_BE@euro": {"fr", "azerty"}, "de_DE:fr_FR:en": {"fr", "qwerty"},
		"french": {"en", "qwerty"}, "EN_gb.utf8": {"en", "qwerty"},
	} {
		if l, k := GuessLang(locale), GuessKeyboard(locale); l != want[0] || k != want[1] {
			t.Errorf("%q: %s, %s; want %v", locale, l, k, want)
		}
	}
	if wordsFor("xx") != &english {
		t.Error("an unknown language is not English")
	}
}

// TestNoWordIsIdle: a message that nothing shows is not translated for nothing.
func TestNoWordIsIdle(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var src strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || regexp.MustCompile(`^words(_follow)?(_en|_fr|_vi)?\.go$`).MatchString(f) {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		src.Write(b)
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Words]()) {
		if name := f.Name; !f.Anonymous && !regexp.MustCompile(`\.`+name+`\b`).MatchString(src.String()) {
			t.Errorf("nothing says %s", name)
		}
	}
}
