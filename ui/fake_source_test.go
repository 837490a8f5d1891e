package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"veille/feed"
	"veille/feed/refresh"
)

// press is what the fake knows of following sources.
type press struct {
	polls     map[feed.ID]feed.Poll
	versions  map[feed.ID][]feed.Version
	elsewhere map[feed.ID][]feed.Head
}

func (f *fake) Polls(context.Context) (map[feed.ID]feed.Poll, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[feed.ID]feed.Poll{}
	for id, p := range f.press.polls {
		out[id] = p
	}
	return out, f.called("polls")
}

// edited applies an edit to a source.
func edited(s feed.Source, e *feed.SourceEdit) feed.Source {
	if e.Name != nil {
		s.Name, s.Named = *e.Name, *e.Name != ""
	}
	if e.Feed != nil {
		s.Feed = *e.Feed
	}
	if e.Folder != nil {
		s.Folder = *e.Folder
	}
	if e.Paused != nil {
		s.Paused = *e.Paused
	}
	if e.Private != nil {
		s.Private = *e.Private
	}
	if e.FullText != nil {
		s.FullText = *e.FullText
	}
	return s
}

// changeSources replaces sources as one step of undo.
func (f *fake) changeSources(verb feed.Verb, ids []feed.ID, to func(feed.Source) feed.Source, also, back func(), did ...feed.Edited) feed.Change {
	before := slices.Clone(f.sources)
	after := slices.Clone(f.sources)
	c := feed.Change{Verb: verb, Edited: did}
	for i := range after {
		if slices.Contains(ids, after[i].ID) {
			after[i] = to(after[i])
			if after[i].Feed != before[i].Feed || after[i].Name != before[i].Name || after[i].Folder != before[i].Folder ||
				after[i].Paused != before[i].Paused || after[i].FullText != before[i].FullText {
				c.Count++
				c.Added = append(c.Added, after[i].Name)
				if after[i].Name != before[i].Name {
					c.Removed = append(c.Removed, before[i].Name)
				}
			}
		}
	}
	return f.step(c, func() { f.sources = after; also() }, func() { f.sources = before; back() })
}

func (f *fake) EditSources(_ context.Context, ids []feed.ID, e feed.SourceEdit) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("edit sources"); err != nil {
		return feed.Change{}, err
	}
	var did []feed.Edited
	if e.Name != nil {
		did = append(did, feed.Edited{Field: "Name", Value: *e.Name})
	}
	if e.Folder != nil {
		did = append(did, feed.Edited{Field: "Folder", Value: *e.Folder})
	}
	if e.Paused != nil {
		did = append(did, feed.Edited{Field: "Paused", Value: fmt.Sprint(*e.Paused)})
	}
	if e.FullText != nil {
		did = append(did, feed.Edited{Field: "FullText", Value: [...]string{"short", "never", "always"}[*e.FullText]})
	}
	if e.Feed != nil {
		did = append(did, feed.Edited{Field: "Feed"})
	}
	nothing := func() {}
	return f.changeSources(feed.DidSource, ids, func(s feed.Source) feed.Source { return edited(s, &e) }, nothing, nothing, did...), nil
}

// leaving are the articles that go with sources; stay counts those that do not.
func (f *fake) leaving(ids []feed.ID) (gone []*feed.Article, stay int) {
	for _, a := range f.order() {
		switch {
		case !slices.Contains(ids, a.SourceID) || a.Trashed:
		case len(a.Themes) > 0 || a.Starred:
			stay++
		default:
			gone = append(gone, a)
		}
	}
	return gone, stay
}

func (f *fake) Leaving(_ context.Context, ids []feed.ID) (gone, stay int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	leave, stay := f.leaving(ids)
	return len(leave), stay, f.called("leaving")
}

func (f *fake) Unfollow(_ context.Context, ids []feed.ID) (feed.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.called("unfollow"); err != nil {
		return feed.Change{}, err
	}
	gone, _ := f.leaving(ids)
	trash := func(on bool) func() {
		return func() {
			for _, a := range gone {
				a.Trashed = on
			}
		}
	}
	return f.changeSources(feed.DidUnfollow, ids, func(s feed.Source) feed.Source { s.Feed = ""; return s }, trash(true), trash(false)), nil
}

func (f *fake) Versions(_ context.Context, id feed.ID) ([]feed.Version, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.press.versions[id], f.called("versions")
}

func (f *fake) Elsewhere(_ context.Context, id feed.ID) ([]feed.Head, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.press.elsewhere[id], f.called("elsewhere")
}

// pressroom is a newsroom whose sources are followed: in folders, one of them
// paused, one that fails.
func pressroom() *fake {
	f := newsroom()
	day := 24 * time.Hour
	f.press.polls = map[feed.ID]feed.Poll{}
	follow := func(s *feed.Source, host, folder string, p feed.Poll) {
		s.URL, s.Feed, s.Folder = "https://"+host+"/", "https://"+host+"/feed.xml", folder
		f.press.polls[s.ID] = p
	}
	good := feed.Poll{Tried: f.now.Add(-time.Hour), Good: f.now.Add(-time.Hour), Due: f.now.Add(time.Hour), Status: 200}
	bad := feed.Poll{Tried: f.now.Add(-time.Hour), Good: f.now.Add(-2*day - time.Hour), Since: f.now.Add(-2 * day), Due: f.now.Add(3 * time.Hour),
		Failures: 5, Trouble: feed.TroubleMissing, Status: 404, Message: "404 Not Found"}
	follow(&f.sources[0], "agence.example", "Wires", good)
	follow(&f.sources[1], "gazette.example", "", bad)
	follow(&f.sources[2], "bao.example", "Wires/Việt Nam", good)
	for _, name := range []string{"Quiet Weekly", "Zebra Dispatch"} {
		f.sources = append(f.sources, feed.Source{ID: feed.SourceID(name), Name: name, Feed: "https://" + name[:5] + ".example/rss", Paused: name[0] == 'Z'})
	}
	return f
}

// servers answer what the reader asks of them, at once and always alike.
type servers struct {
	lib     *fake
	asked   [][]feed.ID
	offers  map[string]refresh.Offer
	looked  []string
	offline bool
	fail    error
	kept    []refresh.Offer
	chosen  [][]feed.ID
}

// news is what each source brings when it is asked, by name.
var news = map[string]int{"Agence Exemple": 6, "Báo Mẫu": 8}

func (s *servers) refresh(ctx context.Context, ids []feed.ID, atOnce bool, each func(refresh.Event)) (refresh.Summary, error) {
	s.asked = append(s.asked, ids)
	var sum refresh.Summary
	if s.fail != nil {
		return sum, s.fail
	}
	s.lib.mu.Lock()
	sources := slices.Clone(s.lib.sources)
	s.lib.mu.Unlock()
	for _, src := range sources {
		switch {
		case src.Feed == "" || ids != nil && !slices.Contains(ids, src.ID):
			continue
		case ctx.Err() != nil:
			return sum, ctx.Err()
		case src.Paused && !atOnce:
			sum.Skipped++
			each(refresh.Event{Source: src, Phase: refresh.Skipped})
			continue
		}
		for _, phase := range []refresh.Phase{refresh.Waiting, refresh.Asking, refresh.Reading} {
			each(refresh.Event{Source: src, Phase: phase})
		}
		each(s.answered(src, &sum))
	}
	sum.Offline = s.offline
	return sum, nil
}

// answered is the end of asking a source.
func (s *servers) answered(src feed.Source, sum *refresh.Summary) refresh.Event {
	s.lib.mu.Lock()
	defer s.lib.mu.Unlock()
	p := s.lib.press.polls[src.ID]
	e := refresh.Event{Source: src, Phase: refresh.Finished, Poll: p, Took: 800 * time.Millisecond}
	sum.Asked++
	switch {
	case s.offline:
		sum.Asked--
		e.Phase = refresh.Skipped
	case p.Failures > 0:
		sum.Failed++
		e.Err = fmt.Errorf("ask %s: not found", src.Name)
	case news[src.Name] == 0:
		sum.Unchanged++
		e.Unchanged = true
	default:
		for i := range news[src.Name] {
			a := feed.Article{Head: feed.Head{Title: fmt.Sprintf("%s brings %d", src.Name, i), Lang: "fr", Source: src.Name, SourceID: src.ID,
				Published: s.lib.now.Add(time.Minute), Fetched: s.lib.now, Precision: feed.Minute}}
			a.Body = []feed.Block{feed.Plain(feed.Paragraph, "Texte.")}
			s.lib.put(a)
		}
		e.Kept.New = news[src.Name]
		sum.New += e.Kept.New
	}
	return e
}

func (s *servers) look(_ context.Context, address string) (refresh.Offer, error) {
	s.looked = append(s.looked, address)
	o, ok := s.offers[address]
	if !ok {
		return o, s.fail
	}
	return o, nil
}

func (s *servers) accept(_ context.Context, of refresh.Offer, chosen []feed.ID) ([]feed.Source, feed.Kept, error) {
	s.kept, s.chosen = append(s.kept, of), append(s.chosen, chosen)
	s.lib.mu.Lock()
	defer s.lib.mu.Unlock()
	var out []feed.Source
	for _, src := range of.Sources {
		if chosen == nil || slices.Contains(chosen, src.ID) {
			out = append(out, src)
			s.lib.sources = append(s.lib.sources, src)
		}
	}
	s.lib.version++
	return out, feed.Kept{New: len(of.Heads)}, nil
}

// following starts a reader over a pressroom and its servers.
func following(tb testing.TB, s setup) (*bench, *servers) {
	tb.Helper()
	if s.lib == nil {
		s.lib = pressroom()
	}
	net := &servers{lib: s.lib}
	s.o.Refresh, s.o.Look, s.o.Accept = net.refresh, net.look, net.accept
	if s.w == 0 {
		s.w, s.h = 80, 24
	}
	return at(tb, s), net
}
