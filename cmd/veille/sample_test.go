package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/page"
	"veille/feed/query"
	stories "veille/feed/story"
	"veille/feed/text"
	"veille/feed/theme"
)

// shown is what a newcomer must see of each sample.
var shown = map[string]struct {
	title, place, date, byline string
	captions, related, teasers int
}{
	"fr-01.txt": {"", "", "2025-03-21", "AEX/LCE", 1, 2, 0},
	"fr-02.txt": {"La coopération sanitaire se renforce en Asie du Sud-Est face au COVID-19", "Hanoï", "2021-10-12", "AEX", 1, 0, 2},
	"fr-03.txt": {"Mer de Chine méridionale : l'ASEAN veut accélérer le code de conduite", "Vientiane", "2025-06-12", "AEX", 1, 0, 0},
	"fr-04.txt": {"Code de conduite en mer de Chine méridionale : un an pour conclure", "VIENTIANE", "2025-06-13", "AEX/GEX", 0, 0, 0},
	"fr-15.txt": {"Code de conduite : trois groupes de travail et un an pour conclure", "VIENTIANE", "2025-06-12", "AEX", 0, 0, 0},
	"en-05.txt": {"South China Sea: one year to finish second reading of code of conduct", "VIENTIANE", "2025-06-12", "AEX", 1, 0, 0},
	"fr-06.txt": {"Delta du Mékong : les riziculteurs s'adaptent à l'avancée du sel", "Can Tho", "2024-05", "AEX", 1, 0, 0},
	"fr-07.txt": {"Laos et Cambodge ouvrent un guichet unique à leur frontière", "", "2025-02-17", "AEX/LCE", 1, 1, 0},
	"en-08.txt": {"Field hospital team completes a year with UN peacekeepers", "HANOI", "2023-09", "AEX", 1, 0, 2},
	"en-09.txt": {"Small towns get their first cyber incident desk", "", "2025-04-09", "AEX", 1, 0, 0},
	"en-10.txt": {"Exports of farm goods grow as new trade rules ease paperwork", "Ho Chi Minh City", "2025-07-08", "AEX", 1, 0, 1},
	"vi-11.txt": {"Ngành y tế ra quân phòng, chống sốt xuất huyết trước mùa mưa", "HÀ NỘI", "2025-05-05", "BVD", 1, 0, 0},
	"vi-12.txt": {"Đối thoại về quyền con người: chú trọng quyền của người khuyết tật và trẻ em", "GENEVA", "2025-05-15", "AEX", 1, 0, 0},
	"vi-13.txt": {"ASEAN bàn cách kết nối thanh toán số và chống lừa đảo trực tuyến", "", "2024-11", "BVD", 1, 0, 0},
	"vi-14.txt": {"Các tỉnh miền Trung khắc phục hậu quả mưa lũ, nối lại sản xuất", "ĐÀ NẴNG", "2024-10-29", "AEX", 1, 0, 1},
}

// furniture is what stands around the text of the pages and never in it.
var furniture = []string{"|", ">>", "ảnh 1", "date 20", "Voir plus", "Chia sẻ", "Font Size", "Read full", ".jpg", "-AEX", "— AEX", "./.", "Photo", "Ảnh:"}

func readSamples(t *testing.T) map[string]feed.Article {
	t.Helper()
	all, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]feed.Article{}
	for _, s := range all {
		in, err := s.incoming()
		if err != nil {
			t.Fatal(err)
		}
		out[s.File] = in.Article
	}
	return out
}

// TestSamplesReadWell holds that each of the fifteen comes out as it should:
// with its title, dateline and parts, nothing of what stood around it.
func TestSamplesReadWell(t *testing.T) {
	all := readSamples(t)
	langs := map[string]int{}
	for file, want := range shown {
		a, ok := all[file]
		if !ok {
			t.Errorf("%s is not in the manifest", file)
			continue
		}
		if want.title != "" && a.Title != want.title || want.title == "" && a.TitleFrom != feed.TitleFromFirstSentence {
			t.Errorf("%s: title %q from %s", file, a.Title, a.TitleFrom)
		}
		if a.Place != want.place || a.Byline != want.byline || day(a.Published, a.Precision) != want.date {
			t.Errorf("%s: place %q, byline %q, date %s", file, a.Place, a.Byline, day(a.Published, a.Precision))
		}
		if len(a.Captions) != want.captions || len(a.Related) != want.related || len(a.Teasers) != want.teasers {
			t.Errorf("%s: %d captions, %d related, %d teasers: %+v %+v %+v", file, len(a.Captions), len(a.Related), len(a.Teasers), a.Captions, a.Related, a.Teasers)
		}
		body := a.Text()
		for _, f := range furniture {
			if strings.Contains(body, f) || strings.Contains(a.Title, f) || strings.Contains(a.Standfirst, f) {
				t.Errorf("%s: %q stands in the text", file, f)
			}
		}
		for _, c := range a.Captions {
			if strings.Contains(body, c.Text) {
				t.Errorf("%s: the caption stands in the text too", file)
			}
		}
		for _, te := range a.Teasers {
			if strings.Contains(body, te.Title) {
				t.Errorf("%s: a teaser stands in the text", file)
			}
		}
		if a.Lang != file[:2] || a.Words < 120 || a.Words > 350 || a.Agency == "" || !a.Sample {
			t.Errorf("%s: language %s, %d words, agency %q, sample %v", file, a.Lang, a.Words, a.Agency, a.Sample)
		}
		langs[a.Lang]++
	}
	if len(all) != 15 || langs["fr"] != 7 || langs["en"] != 4 || langs["vi"] != 4 {
		t.Errorf("%d samples, %v", len(all), langs)
	}
}

// TestSampleGlue holds that the one page with glued words is repaired whole.
func TestSampleGlue(t *testing.T) {
	a := readSamples(t)["fr-02.txt"]
	body := a.Text()
	for _, glued := range []string{"convenusmardi", "unevidéoconférence", "dedépistage", "uncertificat", "lisiblesans", "unedémarche", "publicspublient", "santédans", "financéespar"} {
		if strings.Contains(body, glued) {
			t.Errorf("%q is still glued", glued)
		}
	}
	if len(a.Repairs) < 9 {
		t.Errorf("%d repairs", len(a.Repairs))
	}
	for file, other := range readSamples(t) {
		if file != "fr-02.txt" && len(other.Repairs) > 0 {
			t.Errorf("%s: %d repairs where nothing is glued", file, len(other.Repairs))
		}
	}
}

// TestSamplesCoverThemes holds that each starter theme has a sample that
// speaks of it, and that nothing real is named as a source.
func TestSamplesCoverThemes(t *testing.T) {
	all := readSamples(t)
	for _, th := range theme.Starters() {
		found := false
		for _, a := range all {
			words := " " + text.Fold(a.Title+" "+a.Text()) + " "
			for _, l := range langNames {
				for _, name := range append([]string{th.Labels[l]}, th.Aliases[l]...) {
					found = found || name != "" && a.Lang == l && strings.Contains(words, " "+text.Fold(name))
				}
			}
		}
		if !found {
			t.Errorf("no sample speaks of %s", th.Slug)
		}
	}
	for file, a := range all {
		if !strings.Contains(a.Source, "Exempl") && !strings.Contains(a.Source, "Sample") && !strings.Contains(a.Source, "Ví Dụ") {
			t.Errorf("%s: source %q does not say that it is made up", file, a.Source)
		}
		if a.URL != "" {
			t.Errorf("%s has an address: %s", file, a.URL)
		}
	}
}

// TestSampleVersions holds that the same dispatch is there three times in French and
// once in English.
func TestSampleVersions(t *testing.T) {
	all := readSamples(t)
	same := func(x, y string) (n int) {
		a, b := all[x], all[y]
		for _, p := range a.Paragraphs() {
			if strings.Contains(b.Text(), p) {
				n++
			}
		}
		return n
	}
	if n := same("fr-03.txt", "fr-04.txt"); n < 3 {
		t.Errorf("the French versions share %d paragraphs", n)
	}
	if n := same("fr-03.txt", "fr-15.txt"); n < 3 {
		t.Errorf("the first and third French versions share %d paragraphs", n)
	}
	en := all["en-05.txt"]
	sketch := func(a feed.Article) *stories.Sketch {
		s := stories.Of(&a)
		return &s
	}
	first := []stories.Tale{{Versions: []*stories.Sketch{sketch(all["fr-03.txt"])}}}
	for _, file := range []string{"fr-04.txt", "fr-15.txt"} {
		if stories.Join(sketch(all[file]), first) != 0 {
			t.Errorf("%s is told as another story", file)
		}
	}
	if n := stories.Linked(sketch(all["fr-03.txt"]), sketch(en)); n < stories.LinkedAt || stories.Join(sketch(en), first) == 0 {
		t.Errorf("the English version is linked by %v", n)
	}
	if !strings.Contains(en.Text(), "The 21 articles still in brackets") {
		t.Error("the English version is another story")
	}
}

// TestSamplesComeAndGo holds that the collection is put into a new library,
// can be found as such and leaves with one deletion.
func TestSamplesComeAndGo(t *testing.T) {
	a := testApp()
	a.now = func() time.Time { return time.Date(2026, 1, 31, 8, 0, 0, 0, time.UTC) }
	a.db = filepath.Join(t.TempDir(), "new", "veille.db")
	ctx := context.Background()
	s, err := a.open(ctx, toCreate)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Created() {
		t.Fatal("the file is not new")
	}
	if err := a.addSamples(ctx, s); err != nil {
		t.Fatal(err)
	}
	count := func(line string) int {
		q, err := query.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		hits, err := s.Find(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return hits.Len()
	}
	if n := count("is:sample"); n != 15 {
		t.Errorf("%d samples", n)
	}
	if n := count("has:suggestion"); n < 14 {
		t.Errorf("%d samples have suggestions", n)
	}
	q, err := query.Parse("is:sample")
	if err != nil {
		t.Fatal(err)
	}
	hits, err := s.Find(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFlag(ctx, feed.Targets{Hits: hits}, feed.FlagTrashed, true); err != nil {
		t.Fatal(err)
	}
	if n := count(""); n != 0 {
		t.Errorf("%d articles left", n)
	}
	raw, err := s.Raw(ctx, allSamples(t)[0])
	if err != nil || len(raw.Bytes) == 0 || len(raw.Bytes) > page.MaxBytes {
		t.Errorf("raw: %d bytes, %v", len(raw.Bytes), err)
	}
}

func allSamples(t *testing.T) (ids []feed.ID) {
	for _, a := range readSamples(t) {
		ids = append(ids, a.ID)
	}
	return ids
}
