package migrate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// array reads a list of objects in JSON one at a time; key is the member of the
// outermost object that holds it, "" where the list is outermost. One that is not
// of the form that T has is refused, the rest goes on.
func array[T any](s *scan, in io.Reader, key string, each func(*T) error) error {
	g := &gauge{r: in}
	g.next()
	d := json.NewDecoder(g)
	if err := toArray(d, g, key); err != nil {
		return err
	}
	for d.More() {
		g.next()
		var v T
		err := d.Decode(&v)
		if bad := (*json.UnmarshalTypeError)(nil); errors.As(err, &bad) {
			s.n++
			if err := s.refuse(Broken, "", fmt.Sprintf("%s is a %s", bad.Field, bad.Value)); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return jsonFault(err)
		}
		s.n++
		if err := each(&v); err != nil {
			return err
		}
	}
	_, err := d.Token() // the end of the list, where the file has one
	return jsonFault(err)
}

// jsonFault puts into words how a list ends early.
func jsonFault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it breaks off")
	}
	return err
}

// toArray goes to the beginning of the list.
func toArray(d *json.Decoder, g *gauge, key string) error {
	t, err := d.Token()
	if err != nil {
		return jsonFault(err)
	}
	if t == json.Delim('[') {
		return nil
	}
	if t != json.Delim('{') || key == "" {
		return errors.New("it is no list")
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return jsonFault(err)
		}
		if name == key {
			if t, err = d.Token(); err == nil && t != json.Delim('[') {
				err = fmt.Errorf("its %s is no list", key)
			}
			return jsonFault(err)
		}
		g.next()
		var other json.RawMessage
		if err := d.Decode(&other); err != nil {
			return jsonFault(err)
		}
	}
	return fmt.Errorf("it has no %s", key)
}

// loose is a text, or a number or truth as text; whatever else stands there is "".
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	*l = ""
	switch {
	case len(b) == 0 || b[0] == '{' || b[0] == '[' || b[0] == 'n':
		return nil
	case b[0] == '"':
		var s string
		err := json.Unmarshal(b, &s)
		*l = loose(s)
		return err
	}
	*l = loose(b)
	return nil
}

// bookmark is an entry of Pinboard. Extended is what the user wrote of it, tags
// are parted by blanks.
type bookmark struct {
	Href        loose `json:"href"`
	Description loose `json:"description"`
	Extended    loose `json:"extended"`
	Time        loose `json:"time"`
	ToRead      loose `json:"toread"`
	Tags        loose `json:"tags"`
}

func (s *scan) pinboard(in io.Reader) error {
	return array(s, in, "", func(b *bookmark) error {
		e := &Entry{Tags: strings.Fields(string(b.Tags)), Notes: []string{string(b.Extended)}, Read: b.ToRead == "no"}
		e.Item.URL, e.Item.Title = string(b.Href), string(b.Description)
		e.Saved, _ = dated(string(b.Time))
		return s.take(e)
	})
}
