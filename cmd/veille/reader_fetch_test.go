package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"veille/feed/refresh"
	"veille/store"
	"veille/ui"
)

// The reader looks at a list of subscriptions in a file and follows nothing;
// what is no list is left to an import.
func TestReaderLooksAtLists(t *testing.T) {
	folder := t.TempDir()
	s, err := store.Open(context.Background(), filepath.Join(folder, "v.db"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // of a test
	a := &app{now: time.Now}
	var o ui.Options
	a.following(s, &o)
	ctx := context.Background()
	const (
		opml = `<opml version="2.0"><body><outline text="Rive" xmlUrl="http://192.168.7.7/rss"/><outline text="x" xmlUrl="|collect"/></body></opml>`
		urls = "https://rive.example/rss water\n\"exec:collect\"\n"
	)
	for name, c := range map[string]struct {
		content string
		list    bool
	}{
		"subs.opml": {opml, true}, "urls": {urls, true}, "subs.txt": {urls, true}, "subs.html": {opml, false},
		"page.txt": {"A text.\n", false}, "feed.xml": {`<rss version="2.0"><channel><title>Rive</title></channel></rss>`, false}, "empty.opml": {"", false},
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		of, list, err := o.LookFile(ctx, path)
		if list != c.list || err != nil {
			t.Errorf("%s: a list: %v, %v", name, list, err)
			continue
		}
		if list && (of.Kind != refresh.OfferList || len(of.Sources) != 1 || len(of.Refused) != 1 || len(of.Known) != 1) {
			t.Errorf("%s: offers %+v", name, of)
		}
	}
	for _, path := range []string{folder, filepath.Join(folder, "none")} {
		if _, list, err := o.LookFile(ctx, path); list || err != nil {
			t.Errorf("%s: a list: %v, %v", path, list, err)
		}
	}
	of, err := o.LookText(ctx, urls)
	if err != nil || len(of.Sources) != 1 || len(of.Refused) != 1 {
		t.Errorf("a text offers %+v, %v", of, err)
	}
	if all, err := s.Sources(ctx); err != nil || len(all) != 0 {
		t.Errorf("looking kept %d sources, %v", len(all), err)
	}
}
