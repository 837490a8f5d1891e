package migrate

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Tables that programs write, known by their columns:
//
//	Pocket      title, url, time_added (seconds), tags (joined by |), status (unread, archive)
//	Raindrop    id, title, note, excerpt, url, folder ("A / B"), tags ("a, b"), created, cover, highlights, favorite
//	Instapaper  URL, Title, Selection, Folder (Unread, Archive, Starred or the user's own), Timestamp, Tags (JSON)

// columns are the places of columns by their names, in lower case.
type columns map[string]int

func columnsOf(row []string) columns {
	c := columns{}
	for i, name := range row {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if _, twice := c[name]; !twice {
			c[name] = i
		}
	}
	return c
}

func (c columns) has(names ...string) bool {
	for _, n := range names {
		if _, ok := c[n]; !ok {
			return false
		}
	}
	return true
}

func (c columns) form() Form {
	switch {
	case c.has("url", "title", "time_added", "status"):
		return Pocket
	case c.has("url", "title", "selection", "folder", "timestamp"):
		return Instapaper
	case c.has("url", "title", "folder", "created", "excerpt"):
		return Raindrop
	}
	return None
}

// row is one line of a table.
type row struct {
	c      columns
	fields []string
}

func (r row) get(name string) string {
	if i, ok := r.c[name]; ok && i < len(r.fields) {
		return strings.TrimSpace(r.fields[i])
	}
	return ""
}

// table reads CSV. A row of another length is read as far as it goes.
func (s *scan) table(in io.Reader) error {
	g := &gauge{r: in}
	g.next()
	r := csv.NewReader(g)
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	head, err := r.Read()
	if err != nil {
		return err
	}
	c := columnsOf(head)
	if !c.has("url") {
		return errors.New("its first line has no column called url")
	}
	for {
		g.next()
		fields, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errLarge):
			return err
		}
		s.n++
		if err != nil { // of this row alone
			if bad := (*csv.ParseError)(nil); !errors.As(err, &bad) {
				return err
			}
			err = s.refuse(Broken, "", err.Error())
		} else {
			err = s.take(s.fromRow(row{c, fields}))
		}
		if err != nil {
			return err
		}
	}
}

func (s *scan) fromRow(r row) *Entry {
	e := &Entry{}
	e.Item.URL, e.Item.Title = address(r.get("url")), r.get("title")
	e.Saved, _ = dated(firstOf(r.get("time_added"), r.get("timestamp"), r.get("created")))
	switch s.in.Form {
	case Instapaper:
		e.Tags = jsonTags(r.get("tags"))
		if q := r.get("selection"); q != "" {
			e.Quotes = []Quote{{Text: q}}
		}
		e.folder(r.get("folder"))
	case Raindrop:
		e.Tags = strings.Split(r.get("tags"), ",")
		e.Notes = []string{r.get("note")}
		e.Summary = r.get("excerpt")
		e.Starred = r.get("favorite") == "true"
		e.Quotes = raindropQuotes(r.get("highlights"))
		e.folder(r.get("folder"))
	default:
		e.Tags = strings.Split(r.get("tags"), "|")
		e.Read = strings.EqualFold(r.get("status"), "archive")
		e.Starred = r.get("favorite") == "1"
	}
	return e
}

// folder takes the folder that an entry lies in: some stand for a state, the
// user's own say what the entry is about.
func (e *Entry) folder(name string) {
	switch strings.ToLower(name) {
	case "", "unread", "unsorted", "unsorted bookmarks", "all bookmarks":
	case "archive", "read archive", "archived":
		e.Read = true
	case "starred", "liked":
		e.Starred = true
	case "trash":
		e.Trashed = true
	default:
		parts := strings.Split(name, " / ")
		e.Tags = append(e.Tags, parts[len(parts)-1])
	}
}

// address takes the wrapper off that Pocket puts round addresses.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() != "getpocket.com" || !strings.HasPrefix(u.Path, "/ext") && u.Path != "/redirect" {
		return s
	}
	if in := u.Query().Get("url"); in != "" {
		return in
	}
	return s
}

// jsonTags reads ["a","b"], or names with commas.
func jsonTags(s string) []string {
	var out []string
	if json.Unmarshal([]byte(s), &out) == nil {
		return out
	}
	return strings.Split(s, ",")
}

// raindropQuotes reads the lines Highlight:, Note: and Color: of Raindrop. A line
// without one of these goes on with the one before.
func raindropQuotes(s string) (out []Quote) {
	var into *string
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\r\n")
		name, rest, ok := strings.Cut(line, ":")
		switch {
		case ok && name == "Highlight":
			if len(out) > maxList {
				return out
			}
			out = append(out, Quote{Text: rest})
			into = &out[len(out)-1].Text
		case ok && name == "Note" && len(out) > 0:
			out[len(out)-1].Note = rest
			into = &out[len(out)-1].Note
		case ok && name == "Color":
			into = nil
		case into != nil && len(*into) <= utf8.UTFMax*maxPlain:
			*into += "\n" + line
		}
	}
	return out
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
