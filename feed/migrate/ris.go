package migrate

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"veille/feed"
)

// RIS: lines of a tag of two letters or digits, blanks, a dash and a value; TY
// begins a work and ER ends it. A line without a tag goes on with the one before.
// Dates are 2024/06/12/ with as much of it as is known.

var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$`)

// risLike are the tags that mean the same, the first that has a value counts.
var risLike = map[string][]string{
	"title": {"TI", "T1", "CT", "BT"}, "container": {"T2", "JF", "JO", "JA", "PB"}, "url": {"UR", "L2", "LK"},
	"date": {"DA", "Y1", "PY"}, "accessed": {"Y2"}, "lang": {"LA"}, "place": {"CY", "PP"},
	"summary": {"AB", "N2"},
}

// work is one of RIS: its values by tag.
type work map[string][]string

func (w work) first(of string) string {
	for _, tag := range risLike[of] {
		for _, v := range w[tag] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

func (w work) all(tags ...string) (out []string) {
	for _, t := range tags {
		out = append(out, w[t]...)
	}
	return out
}

func (s *scan) ris(in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	var w work
	last, size := "", 0
	for {
		line, err := risNext(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if size += len(line); size > maxEntry {
			return errLarge
		}
		m := risLine.FindStringSubmatch(strings.TrimRight(line, " \t\r\n"))
		switch {
		case m == nil && w != nil && last != "" && line != "":
			w.goOn(last, line)
		case m == nil:
		case m[1] == "TY" || m[1] == "ER":
			if err := s.work(w); err != nil {
				return err
			}
			w, last, size = nil, "", 0
			if m[1] == "TY" {
				w = work{}
			}
		case w != nil:
			last = m[1]
			w[last] = append(w[last], strings.TrimSpace(m[2]))
		}
		if err != nil {
			return s.work(w)
		}
	}
}

// goOn adds a line to the last value of a tag.
func (w work) goOn(tag, line string) {
	v := w[tag]
	v[len(v)-1] += "\n" + strings.TrimRight(line, "\r\n")
}

// risNext reads a line, of which no more is held than an entry may have.
func risNext(r *bufio.Reader) (string, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > maxEntry:
			return "", errLarge
		case !errors.Is(err, bufio.ErrBufferFull):
			return string(b), err
		}
	}
}

// work takes a work, nil for none.
func (s *scan) work(w work) error {
	if w == nil {
		return nil
	}
	s.n++
	e := &Entry{Summary: plain(w.first("summary")), Place: w.first("place")}
	it := &e.Item
	it.Title, it.URL, it.Lang = plain(w.first("title")), w.first("url"), w.first("lang")
	if it.URL == "" {
		it.URL = ofDOI(firstOf(append(w["DO"], "")...))
	}
	for _, a := range w.all("AU", "A1") {
		it.Authors = append(it.Authors, forenameFirst(a))
	}
	it.Published, it.Precision = risDate(w.first("date"))
	e.Saved, _ = risDate(w.first("accessed"))
	e.Source.Name = w.first("container")
	for _, k := range w["KW"] {
		e.Tags = append(e.Tags, strings.FieldsFunc(k, func(c rune) bool { return c == ';' || c == '\n' })...)
	}
	for _, n := range w["N1"] {
		e.Notes = append(e.Notes, plain(n))
	}
	if db := w["DB"]; len(db) > 0 && db[0] == "veille" && len(w["AN"]) > 0 {
		e.ID, _ = feed.ParseID(w["AN"][0])
	}
	e.remarks()
	return s.take(e)
}

// forenameFirst turns "Name, Forename" round.
func forenameFirst(s string) string {
	family, given, ok := strings.Cut(s, ",")
	if !ok || strings.Contains(given, ",") {
		return s
	}
	return strings.TrimSpace(strings.TrimSpace(given) + " " + strings.TrimSpace(family))
}

func risDate(s string) (time.Time, feed.Precision) {
	parts := strings.FieldsFunc(s, func(c rune) bool { return c == '/' || c == '-' })
	var n [3]int
	for i, p := range parts[:min(len(parts), 3)] {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil {
			break
		}
		n[i] = v
	}
	if n[0] >= 1000 {
		return calendar(n[0], n[1], n[2])
	}
	return dated(s)
}
