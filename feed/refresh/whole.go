package refresh

import (
	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/page"
	"veille/feed/text"
)

// whole reads the page of an article; false when it is not the article's, or has
// no more of it than the feed.
func (r *run) whole(p *pages, in *feed.Arrival, res *fetch.Response) (art feed.Article, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			ok = false
		}
	}()
	rule := r.o.Rules.Of(in.Article.URL)
	got, err := page.Read(page.Input{
		Name: res.URL, Type: res.Type, Bytes: res.Body, URL: in.Article.URL,
		Source: p.src.Name, Fetched: in.Article.Fetched,
		Select: rule.Select, Strip: rule.Strip, Known: r.o.Known, Markers: r.o.Markers,
	})
	if err != nil || !isWhole(&in.Article, &got) {
		return feed.Article{}, false
	}
	return withFeed(got, &in.Article), true
}

// isWhole reports whether a page has more of an article than its feed: more
// words, and those of the feed's text among them, or those of the title when the
// feed has next to no text. A wall that asks for consent or money has them not.
func isWhole(in, got *feed.Article) bool {
	body := got.Text()
	from := in.Text()
	have := countWords(from, 1<<20)
	if countWords(body, 1<<20) <= have {
		return false
	}
	if have < fewWords {
		from = in.Title
		body = got.Title + "\n" + body
	}
	return shares(from, body)
}

// shares reports whether most words of the beginning of a text stand in another.
func shares(from, in string) bool {
	const enough = 100
	there := map[string]bool{}
	for t := range text.Tokens(in) {
		there[t.Fold] = true
	}
	all, hits := 0, 0
	for t := range text.Tokens(from) {
		if len(t.Fold) < 3 {
			continue
		}
		if all++; there[t.Fold] {
			hits++
		}
		if all == enough {
			break
		}
	}
	return all > 0 && hits*10 >= all*6
}

// withFeed gives an article of a page what its feed said of it.
func withFeed(got feed.Article, in *feed.Article) feed.Article {
	got.ID, got.SourceID, got.Source, got.URL = in.ID, in.SourceID, in.Source, in.URL
	got.Fetched = in.Fetched
	if in.Title != "" && in.TitleFrom <= feed.TitleFromMetadata {
		got.Title, got.TitleFrom = in.Title, in.TitleFrom
	}
	if !in.Published.IsZero() {
		got.Published, got.Precision = in.Published, in.Precision
	}
	if !in.Updated.IsZero() {
		got.Updated = in.Updated
	}
	if len(in.Authors) > 0 {
		got.Authors = in.Authors
	}
	if len(in.Categories) > 0 {
		got.Categories = in.Categories
	}
	if in.Summary != "" {
		got.Summary = in.Summary
	}
	for _, e := range in.Enclosures {
		if len(got.Enclosures) < maxEnclosures {
			got.Enclosures = append(got.Enclosures, e)
		}
	}
	addCaptions(&got, in.Captions)
	return got
}
