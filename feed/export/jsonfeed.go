package export

import (
	"bytes"
	"encoding/json"
	"fmt"

	"veille/feed"
)

// jsonFeedWriter writes JSON Feed 1.1, an item to a line. Tags are slugs; the
// object _veille of an item is feed.Extension, which import reads back.
type jsonFeedWriter struct{ feeds }

func newJSONFeed(d *dossier) writer { return &jsonFeedWriter{feeds{dossier: d}} }

type jsonFeedHead struct {
	Version     string           `json:"version"`
	Title       string           `json:"title"`
	HomePage    string           `json:"home_page_url,omitempty"`
	FeedURL     string           `json:"feed_url,omitempty"`
	Description string           `json:"description,omitempty"`
	Comment     string           `json:"user_comment,omitempty"`
	Authors     []jsonFeedAuthor `json:"authors"`
	Language    string           `json:"language"`
}

type jsonFeedAuthor struct {
	Name string `json:"name"`
}

type jsonFeedItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url,omitempty"`
	Title       string           `json:"title,omitempty"`
	ContentHTML *string          `json:"content_html,omitempty"`
	ContentText *string          `json:"content_text,omitempty"`
	Summary     string           `json:"summary,omitempty"`
	Published   string           `json:"date_published,omitempty"`
	Modified    string           `json:"date_modified,omitempty"`
	Language    string           `json:"language,omitempty"`
	Authors     []jsonFeedAuthor `json:"authors,omitempty"`
	Tags        []string         `json:"tags,omitempty"`
	Veille      feed.Extension   `json:"_veille"`
}

func (w *jsonFeedWriter) begin(b *bytes.Buffer) {
	head := jsonFeedHead{
		Version: "https://jsonfeed.org/version/1.1", Title: oneLine(w.Title), Description: w.terms(), Language: w.words.lang,
		Authors: []jsonFeedAuthor{{"veille"}},
	}
	if s := w.found(); s != "" {
		head.Description = s + ". " + head.Description
	}
	if g := oneLine(w.Generator); g != "" {
		head.Comment = "Exported by " + g
	}
	if feed.Linkable(w.Self) {
		head.FeedURL = cleanURL(w.Self)
	}
	if feed.Linkable(w.Home) {
		head.HomePage = cleanURL(w.Home)
	}
	if err := encode(b, head); err != nil {
		panic(err) // texts alone
	}
	b.Truncate(bytes.LastIndexByte(b.Bytes(), '}'))
	b.WriteString(",\"items\":[\n")
}

func (w *jsonFeedWriter) between(b *bytes.Buffer) { b.WriteString(",\n") }

func (w *jsonFeedWriter) end(b *bytes.Buffer) { b.WriteString("\n]}\n") }

func (w *jsonFeedWriter) article(b *bytes.Buffer, a *feed.Article) error {
	it := w.item(a)
	out := jsonFeedItem{
		ID: a.ID.String(), URL: it.url, Title: it.title, Summary: it.lead, Published: it.published, Veille: it.rec.Extend(w.Themes, w.label),
	}
	out.Veille.URL, out.Veille.Lang = it.rec.URL, it.rec.Lang
	if it.title != a.Title {
		out.Veille.ListTitle = a.Title
	}
	if it.lang != noLang {
		out.Language = it.lang
	}
	if s := rfc3339(a.Updated); s != it.published {
		out.Modified = s
	}
	for _, s := range it.authors {
		out.Authors = append(out.Authors, jsonFeedAuthor{s})
	}
	out.Tags = w.slugs(a.Themes)
	if it.html != "" {
		out.ContentHTML = &it.html
	} else {
		out.ContentText = &it.headline // an item must have a content
	}
	if err := encode(b, out); err != nil {
		return fmt.Errorf("export article %s: %w", a.ID, err)
	}
	b.Truncate(b.Len() - 1) // the newline
	return nil
}

// encode appends a value as JSON with a newline.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
