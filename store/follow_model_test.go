package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"veille/feed"
)

// pressRoom is what following takes, over again on plain maps: sources by field,
// articles by guid, and the steps of undo as lists of edits.
type pressRoom struct {
	t       *testing.T
	r       *rand.Rand
	s       *Store
	now     time.Time
	sources map[feed.ID]map[string]string // followed ones have a "feed"
	polled  map[feed.ID]string            // entity tag of the last poll
	arts    map[feed.ID]*pressArt
	gone    map[feed.ID]bool
	steps   []*pressStep
	done    int
	serial  int
}

type pressArt struct {
	source                  feed.ID
	text                    int // its number
	versions                int
	tagged, starred, trashd bool
}

type pressStep struct {
	verb  feed.Verb
	edits []*pressEdit
}

// pressEdit changes a field of a source, makes a source, or sets a flag of an
// article.
type pressEdit struct {
	source   feed.ID
	field    string
	from, to string
	made     map[string]string // a source made
	art      feed.ID
	flag     string
	on       bool
}

func (p *pressRoom) flag(a *pressArt, name string) *bool {
	return map[string]*bool{"tag": &a.tagged, "star": &a.starred, "trash": &a.trashd}[name]
}

func (p *pressRoom) apply(e *pressEdit, forward bool) {
	switch {
	case e.flag != "":
		if a := p.arts[e.art]; a != nil {
			*p.flag(a, e.flag) = e.on == forward
		}
	case e.made != nil && forward:
		p.forgetTag(e.source, e.made["feed"])
		p.sources[e.source] = maps.Clone(e.made)
	case e.made != nil:
		if !p.used(e.source) {
			delete(p.sources, e.source)
			delete(p.polled, e.source)
			return
		}
		for f := range e.made { // only the name stays
			if f != "name" && (f != "named" || e.made[f] != "") {
				p.sources[e.source][f] = ""
			}
		}
		p.forgetTag(e.source, "")
	default:
		to := e.to
		if !forward {
			to = e.from
		}
		if e.field == "feed" {
			p.forgetTag(e.source, to)
		}
		p.sources[e.source][e.field] = to
	}
}

// forgetTag: what was learnt at an address does not hold at another.
func (p *pressRoom) forgetTag(source feed.ID, address string) {
	if src := p.sources[source]; src != nil && src["feed"] != address && p.polled[source] != "" {
		p.polled[source] = ""
	}
}

func (p *pressRoom) used(source feed.ID) bool {
	for _, a := range p.arts {
		if a.source == source {
			return true
		}
	}
	return false
}

func (p *pressRoom) commit(verb feed.Verb, edits []*pressEdit) {
	if len(edits) == 0 {
		return
	}
	for _, e := range edits {
		p.apply(e, true)
	}
	p.steps = append(p.steps[:p.done:p.done], &pressStep{verb, edits})
	p.done++
}

func (p *pressRoom) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// any returns some source that is known.
func (p *pressRoom) any() (feed.ID, bool) {
	ids := slices.SortedFunc(maps.Keys(p.sources), func(a, b feed.ID) int { return slices.Compare(a[:], b[:]) })
	if len(ids) == 0 {
		return feed.ID{}, false
	}
	return ids[p.r.IntN(len(ids))], true
}

func (p *pressRoom) follow() {
	src := gazette(p.r.IntN(5))
	if p.r.IntN(3) == 0 {
		src.Name = ""
	}
	if p.r.IntN(3) == 0 {
		src.Folder = "Coast"
	}
	if p.r.IntN(3) == 0 {
		src.URL, src.Lang = "https://site.example/", "en"
	}
	id := feed.FeedID(src.Feed)
	var edits []*pressEdit
	want := map[string]string{"feed": src.Feed, "folder": src.Folder, "name": src.Name, "paused": "false"}
	if src.URL != "" {
		want["url"], want["lang"] = src.URL, src.Lang
	}
	if want["name"] == "" {
		want["name"] = hostOf(src.Feed)
	}
	moved := false // an edit gave it another address: then the old one is its ID still
	if old := p.sources[id]; old != nil {
		moved = old["feed"] != "" && old["feed"] != src.Feed
		set := func(field, to string) {
			if old[field] != to {
				edits = append(edits, &pressEdit{source: id, field: field, from: old[field], to: to})
			}
		}
		if old["feed"] == "" {
			set("feed", src.Feed)
			set("paused", "false")
			if src.Name != "" && old["named"] == "" {
				set("name", src.Name)
			}
			if old["added"] == "" {
				set("added", p.now.String())
			}
		}
		for field, to := range map[string]string{"folder": src.Folder, "url": src.URL, "lang": src.Lang} {
			if old[field] == "" {
				set(field, to)
			}
		}
	} else if other := p.at(src.Feed); !other.IsZero() {
		return // another source has moved there: for a test of its own
	} else {
		want["added"] = p.now.String()
		edits = append(edits, &pressEdit{source: id, made: want})
	}
	if !moved && !p.at(src.Feed).IsZero() && p.at(src.Feed) != id {
		return
	}
	out, c, err := p.s.Follow(p.t.Context(), []feed.Source{src})
	p.must(err)
	if out[0].ID != id || (c.Count > 0) != (len(edits) > 0) {
		p.t.Fatalf("followed %+v, %+v; want %d edits", out, c, len(edits))
	}
	p.commit(feed.DidFollow, edits)
}

// at is the source followed at an address.
func (p *pressRoom) at(address string) feed.ID {
	for id, src := range p.sources {
		if src["feed"] == address {
			return id
		}
	}
	return feed.ID{}
}

func (p *pressRoom) edit() {
	id, ok := p.any()
	if !ok || p.sources[id]["feed"] == "" {
		return
	}
	src, e := p.sources[id], feed.SourceEdit{}
	var edits []*pressEdit
	set := func(field, to string) {
		if src[field] != to {
			edits = append(edits, &pressEdit{source: id, field: field, from: src[field], to: to})
		}
	}
	switch p.r.IntN(4) {
	case 0:
		v := p.r.IntN(2) == 0
		e.Paused = &v
		set("paused", fmt.Sprint(v))
	case 1:
		v := []string{"Coast", "Inland/North", ""}[p.r.IntN(3)]
		e.Folder = &v
		set("folder", v)
	case 2:
		v := fmt.Sprintf("Named %d", p.r.IntN(3))
		e.Name = &v
		set("name", v)
		set("named", "true")
	case 3:
		v := fmt.Sprintf("https://moved%d.example/feed", p.r.IntN(3))
		e.Feed = &v
		if other := p.at(v); !other.IsZero() && other != id {
			if _, err := p.s.EditSources(p.t.Context(), []feed.ID{id}, e); !errors.Is(err, feed.ErrExists) {
				p.t.Fatalf("moved to the address of another: %v", err)
			}
			return
		}
		set("feed", v)
	}
	c, err := p.s.EditSources(p.t.Context(), []feed.ID{id}, e)
	p.must(err)
	if (c.Count > 0) != (len(edits) > 0) {
		p.t.Fatalf("edited %+v; want %d edits", c, len(edits))
	}
	p.commit(feed.DidSource, edits)
}

func (p *pressRoom) unfollow() {
	id, ok := p.any()
	if !ok || p.r.IntN(2) == 0 {
		return
	}
	var edits []*pressEdit
	stay := 0
	for aid, a := range p.arts {
		switch {
		case a.source != id || a.trashd:
		case a.tagged || a.starred:
			stay++
		default:
			edits = append(edits, &pressEdit{art: aid, flag: "trash", on: true})
		}
	}
	gone, stays, err := p.s.Leaving(p.t.Context(), []feed.ID{id})
	p.must(err)
	if gone != len(edits) || stays != stay {
		p.t.Fatalf("%d leave, %d stay; want %d, %d", gone, stays, len(edits), stay)
	}
	if p.sources[id]["feed"] == "" {
		edits = nil
	} else {
		edits = append(edits, &pressEdit{source: id, field: "feed", from: p.sources[id]["feed"]})
		if p.sources[id]["paused"] == "true" {
			edits = append(edits, &pressEdit{source: id, field: "paused", from: "true", to: "false"})
		}
	}
	c, err := p.s.Unfollow(p.t.Context(), []feed.ID{id})
	p.must(err)
	if (c.Count > 0) != (len(edits) > 0) {
		p.t.Fatalf("unfollowed %+v; want %d edits", c, len(edits))
	}
	p.commit(feed.DidUnfollow, edits)
}

func (p *pressRoom) arrival(source feed.ID, guid, text int) feed.Arrival {
	url := fmt.Sprintf("https://press.example/%s/%d", source, guid)
	a := dispatch(source, fmt.Sprint(guid), url, fmt.Sprintf("Note %d", guid), longText(fmt.Sprintf("lock%d", guid))+fmt.Sprintf(" State %d.", text))
	a.Article.Fetched = p.now
	return a
}

func (p *pressRoom) keep() {
	id, ok := p.any()
	if !ok {
		return
	}
	p.serial++
	in := feed.Polled{Source: id, Poll: feed.Poll{Tried: p.now, ETag: fmt.Sprint(p.serial)}}
	if p.r.IntN(3) == 0 {
		in.Name = fmt.Sprintf("Called %d", p.r.IntN(3))
	}
	if p.r.IntN(3) == 0 {
		in.URL, in.Lang = fmt.Sprintf("https://site%d.example/", p.r.IntN(3)), []string{"fr", "vi"}[p.r.IntN(2)]
	}
	followed := p.sources[id]["feed"] != ""
	var want feed.Kept
	met := map[int]bool{}
	for range p.r.IntN(8) {
		guid, text := p.r.IntN(15), p.r.IntN(3)
		if met[guid] {
			continue
		}
		met[guid] = true
		arr := p.arrival(id, guid, text)
		in.In = append(in.In, arr)
		a := p.arts[arr.Sent.ID]
		switch {
		case !followed:
		case a == nil && p.gone[arr.Sent.ID]:
			want.Same++
		case a == nil:
			p.arts[arr.Sent.ID] = &pressArt{source: id, text: text}
			want.New++
		case a.text == text:
			want.Same++
		default:
			a.text, a.versions = text, min(a.versions+1, maxVersions)
			want.Updated++
		}
	}
	if followed {
		p.polled[id] = fmt.Sprint(p.serial)
		if in.Name != "" && p.sources[id]["named"] == "" {
			p.sources[id]["name"] = in.Name
		}
		if in.URL != "" {
			p.sources[id]["url"], p.sources[id]["lang"] = in.URL, in.Lang
		}
	}
	if got := keep(p.t, p.s, in)[0]; counts(got) != counts(want) {
		p.t.Fatalf("kept %+v, want %v", got, counts(want))
	}
}

func (p *pressRoom) mark() {
	ids := slices.SortedFunc(maps.Keys(p.arts), func(a, b feed.ID) int { return slices.Compare(a[:], b[:]) })
	if len(ids) == 0 {
		return
	}
	id := ids[p.r.IntN(len(ids))]
	a, on := p.arts[id], p.r.IntN(3) > 0
	name := []string{"tag", "star", "trash", "trash"}[p.r.IntN(4)]
	verb := feed.DidFlag
	var err error
	switch name {
	case "tag":
		verb = feed.DidTag
		tg := feed.Tagging{Add: []feed.ID{feed.ThemeID("weather")}}
		if !on {
			tg = feed.Tagging{Remove: tg.Add}
		}
		_, err = p.s.Tag(p.t.Context(), one(id), tg)
	case "star":
		_, err = p.s.SetFlag(p.t.Context(), one(id), feed.FlagStarred, on)
	case "trash":
		_, err = p.s.SetFlag(p.t.Context(), one(id), feed.FlagTrashed, on)
	}
	p.must(err)
	if *p.flag(a, name) != on {
		p.commit(verb, []*pressEdit{{art: id, flag: name, on: on}})
	}
}

func (p *pressRoom) empty() {
	n, err := p.s.EmptyTrash(p.t.Context())
	p.must(err)
	for id, a := range p.arts {
		if !a.trashd {
			continue
		}
		n--
		if p.sources[a.source]["feed"] != "" {
			p.gone[id] = true
		}
		delete(p.arts, id)
	}
	if n != 0 {
		p.t.Fatalf("%d more destroyed", n)
	}
	for i := 0; i < len(p.steps); i++ { // steps of nothing but destroyed articles are gone
		st := p.steps[i]
		st.edits = slices.DeleteFunc(st.edits, func(e *pressEdit) bool { return e.flag != "" && p.arts[e.art] == nil })
		if len(st.edits) == 0 {
			p.steps = slices.Delete(p.steps, i, i+1)
			if i < p.done {
				p.done--
			}
			i--
		}
	}
}

func (p *pressRoom) travel(forward bool) {
	do, at := p.s.Undo, p.done-1
	if forward {
		do, at = p.s.Redo, p.done
	}
	c, err := do(p.t.Context())
	if at < 0 || at >= len(p.steps) {
		if !errors.Is(err, feed.ErrNothing) {
			p.t.Fatalf("travelled %+v, %v", c, err)
		}
		return
	}
	p.must(err)
	st := p.steps[at]
	if c.Verb != st.verb {
		p.t.Fatalf("travelled %+v, want %d", c, st.verb)
	}
	for i := range st.edits {
		if forward {
			p.apply(st.edits[i], true)
		} else {
			p.apply(st.edits[len(st.edits)-1-i], false)
		}
	}
	p.done = at
	if forward {
		p.done++
	}
}

func (p *pressRoom) compare() {
	list, err := p.s.Sources(p.t.Context())
	p.must(err)
	polls, err := p.s.Polls(p.t.Context())
	p.must(err)
	if len(list) != len(p.sources) {
		p.t.Fatalf("%d sources, want %d", len(list), len(p.sources))
	}
	for _, src := range list {
		want := p.sources[src.ID]
		if want == nil || src.Feed != want["feed"] || src.Name != want["name"] || src.Folder != want["folder"] || src.URL != want["url"] || src.Lang != want["lang"] || fmt.Sprint(src.Paused) != cmpOr(want["paused"], "false") {
			p.t.Fatalf("source %+v, want %v", src, want)
		}
		poll, followed := polls[src.ID]
		if followed != (src.Feed != "") || followed && poll.ETag != p.polled[src.ID] {
			p.t.Fatalf("poll %+v of %+v, want %q", poll, src, p.polled[src.ID])
		}
	}
	for id, want := range p.arts {
		a, err := p.s.Article(p.t.Context(), id)
		p.must(err)
		versions, err := p.s.Versions(p.t.Context(), id)
		p.must(err)
		if a.SourceID != want.source || a.Trashed != want.trashd || a.Starred != want.starred || len(a.Themes) > 0 != want.tagged || len(versions) != want.versions {
			p.t.Fatalf("article %+v with %d versions, want %+v", a.Head, len(versions), want)
		}
	}
	if n := find(p.t, p.s, nil).Len() + find(p.t, p.s, is("trashed")).Len(); n != len(p.arts) {
		p.t.Fatalf("%d articles, want %d", n, len(p.arts))
	}
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// TestFollowModel follows, edits, keeps and destroys at random, and compares with
// the model.
func TestFollowModel(t *testing.T) {
	for seed := range modelSeeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := &pressRoom{t: t, r: rand.New(rand.NewPCG(seed, 11)), s: newStore(t), now: testNow,
				sources: map[feed.ID]map[string]string{}, polled: map[feed.ID]string{},
				arts: map[feed.ID]*pressArt{}, gone: map[feed.ID]bool{}}
			p.s.now = func() time.Time { return p.now }
			ops := []struct {
				name  string
				do    func()
				often int
			}{
				{"follow", p.follow, 4}, {"edit", p.edit, 4}, {"unfollow", p.unfollow, 2}, {"keep", p.keep, 8}, {"mark", p.mark, 6},
				{"empty", p.empty, 1}, {"undo", func() { p.travel(false) }, 5}, {"redo", func() { p.travel(true) }, 3},
			}
			var did []string
			defer func() {
				if t.Failed() {
					t.Logf("after %q", did)
				}
			}()
			for i := range 200 {
				n := p.r.IntN(33)
				for _, op := range ops {
					if n -= op.often; n < 0 {
						did = append(did, op.name)
						op.do()
						break
					}
				}
				p.now = p.now.Add(time.Minute)
				if i%fewer(4, 20) == 0 {
					p.compare()
				}
				if i%fewer(50, 100) == 0 {
					sound(t, p.s)
				}
			}
			p.compare()
			sound(t, p.s)
		})
	}
}
