package feed

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
)

// ID names an article, a source or a theme. It is a hash of what the thing is
// called outside veille, so it is the same on every machine.
type ID [16]byte

// idText is the printed form: 26 lower-case base32 characters, no padding.
var idText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// MinPrefix is the fewest characters of a printed ID that may stand for it.
const MinPrefix = 6

// NewID hashes the parts that identify a thing: for an article its source and
// the source's own identifier (for a page the key of its address, else its bytes),
// for a theme its first slug. Parts are length-prefixed, so ("a", "bc") and
// ("ab", "c") differ.
func NewID(parts ...string) ID {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":"))
		h.Write([]byte(p))
	}
	return ID(h.Sum(nil)[:16])
}

// String returns the 26 characters of the printed form.
func (id ID) String() string { return idText.EncodeToString(id[:]) }

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// ParseID reads a whole printed ID; letter case does not count.
func ParseID(s string) (ID, error) {
	b, err := idText.DecodeString(strings.ToLower(s))
	if err != nil || len(b) != len(ID{}) {
		return ID{}, fmt.Errorf("read article id %q: want 26 letters a-z and digits 2-7", s)
	}
	return ID(b), nil
}

// MarshalText and UnmarshalText let an ID stand in JSON as its printed form.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

func (id *ID) UnmarshalText(b []byte) error {
	v, err := ParseID(string(b))
	if err == nil {
		*id = v
	}
	return err
}

// SourceID names a source known by its name alone, as saved pages have it.
func SourceID(name string) ID {
	return NewID("source", strings.ToLower(strings.Join(strings.Fields(name), " ")))
}

// PageID names a page by the key of its address, which all addresses of one
// article have in common (text.AddressKey; Head.URL is the address that opens),
// without one by the bytes that came in.
func PageID(key string, raw []byte) ID {
	if key != "" {
		return NewID("page", key)
	}
	return NewID("bytes", string(raw))
}

// ThemeID names a theme by the slug it was first given.
func ThemeID(slug string) ID { return NewID("theme", slug) }
