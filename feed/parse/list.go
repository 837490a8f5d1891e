package parse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"veille/feed"
	"veille/feed/text"
)

// Limits of what one entry of a list may say, in runes, names and levels. Lists
// themselves are as long as they are.
const (
	listTitleRunes    = 1000
	listNameRunes     = 200 // of a folder or category
	listMaxCategories = 50
	listMaxFolders    = 50   // levels; what is deeper lies in the last
	listPathBytes     = 1000 // of the names of all levels together; the same
)

// MaxEntries is how many entries of a list are read: hundreds of times what
// anybody follows, and few enough for the memory of a hostile one.
const MaxEntries = 100_000

// List is a list of subscriptions: OPML, newsboat's urls or bare addresses.
type List struct {
	Title   string
	Entries []Entry // as the list has them: a feed named twice is there twice
	Missing int     // entries beyond MaxEntries
	// Cut tells that it breaks off, as one does that was not loaded to its end. Half
	// an address is left out.
	Cut bool
}

// Entry is one subscription of a list. One that hides a command, or has an
// address that is none of ours to ask, is Refused: shown, never run, never
// asked.
type Entry struct {
	Title      string
	Feed       string // its address as NewSource makes it; of a refused one, what stood there, clean
	Site       string
	Folders    []string // names from the outermost on
	Categories []string // as the list writes them: "/asia/vietnam" is a path, "asean" a tag
	Lang       string   // BCP 47, lower case; "" when not told
	Refused    string   // why; "" for one that can be followed
}

// Source makes a source of an entry; of a refused one the zero Source. The name
// that a list gives is the user's own, unless it is but the address. A slash
// inside the name of a folder becomes U+2215, which looks the same, for the
// slash parts the names of Source.Folder.
func (e *Entry) Source() feed.Source {
	if e.Refused != "" {
		return feed.Source{}
	}
	s, err := NewSource(e.Feed)
	if err != nil {
		return feed.Source{}
	}
	if e.Title != e.Feed && e.Title != e.Site {
		s.Name, s.Named = e.Title, e.Title != ""
	}
	s.URL, s.Lang, s.Folder = e.Site, e.Lang, folderOf(e.Folders)
	s.Categories = slices.Clone(e.Categories)
	return s
}

// folderOf joins the names of folders to a Source.Folder.
func folderOf(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ReplaceAll(n, "/", "∕")
	}
	return strings.Join(out, "/")
}

// Sources returns one source for each feed that can be followed, in the order of
// the list, and the entries that cannot. A feed named again adds what it does not
// say yet: its categories and, for a source lies in one folder only, each other
// folder as a category with slashes.
func (l *List) Sources() (follow []feed.Source, refused []Entry) {
	at := map[feed.ID]int{}
	for i := range l.Entries {
		s := l.Entries[i].Source()
		if s.ID.IsZero() {
			refused = append(refused, l.Entries[i])
			continue
		}
		j, again := at[s.ID]
		if !again {
			at[s.ID] = len(follow)
			follow = append(follow, s)
			continue
		}
		follow[j] = merged(follow[j], s)
	}
	return follow, refused
}

// merged adds to a source what another entry for it says besides.
func merged(a, b feed.Source) feed.Source {
	a.URL, a.Lang = cmp.Or(a.URL, b.URL), cmp.Or(a.Lang, b.Lang)
	if a.Name == "" {
		a.Name, a.Named = b.Name, b.Named
	}
	more := b.Categories
	switch {
	case a.Folder == "":
		a.Folder = b.Folder
	case b.Folder != "" && b.Folder != a.Folder:
		more = append([]string{"/" + b.Folder}, more...)
	}
	for _, c := range more {
		if len(a.Categories) < listMaxCategories && !slices.Contains(a.Categories, c) {
			a.Categories = append(a.Categories, c)
		}
	}
	return a
}

// ReadList reads a list of subscriptions: an outline document without feeds is
// an empty one. The error wraps ErrEmpty, or ErrNotFeed when the bytes are no
// such list; its message then tells what they are instead.
func ReadList(b []byte, o Options) (List, error) {
	s, err := decode(b, o.Type)
	if err != nil {
		return List{}, fmt.Errorf("read list: %w", err)
	}
	s = strings.TrimLeft(s, " \t\r\n\f\v\ufeff\x00")
	if s == "" {
		return List{}, fmt.Errorf("read list: %w", ErrEmpty)
	}
	switch kind, what := kindOf(s); {
	case kind == KindList && what == bareList:
		return readURLs(s), nil
	case kind == KindList:
		return readOPML(s), nil
	default:
		return List{}, fmt.Errorf("read list: %w of subscriptions: it is %s", errNotList, what)
	}
}

// errNotList is ErrNotFeed in the words for a list.
var errNotList error = notList{}

type notList struct{}

func (notList) Error() string        { return "not a list" }
func (notList) Is(target error) bool { return target == ErrNotFeed }

// add takes in an entry.
func (l *List) add(e Entry) {
	if len(l.Entries) >= MaxEntries {
		l.Missing++
		return
	}
	l.Entries = append(l.Entries, e)
}

// listLine cleans a name of a list to one line of at most n runes.
func listLine(s string, n int) string {
	return strings.TrimSpace(text.Limit(text.Line(s), n))
}

// listLang reads a language tag, "" for what is none.
func listLang(s string) string {
	s = strings.ToLower(strings.ReplaceAll(text.Line(s), "_", "-"))
	first, _, _ := strings.Cut(s, "-")
	if len(first) < 2 || len(first) > 3 || len(s) > 35 {
		return ""
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return ""
		}
	}
	return s
}
