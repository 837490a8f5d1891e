package feed

import "slices"

// nameList gives the values of an enumeration, from zero, their names in
// records.
type nameList[T ~uint8] []string

func (l nameList[T]) name(v T) string {
	if int(v) < len(l) {
		return l[v]
	}
	return l[0]
}

// value returns what a name stands for, zero for an unknown one.
func (l nameList[T]) value(name string) T {
	return T(max(0, slices.Index(l, name)))
}

var (
	titleFromNames = nameList[TitleFrom]{"text", "metadata", "slug", "first-sentence", "user"}
	precisionNames = nameList[Precision]{"", "year", "month", "day", "minute", "second"}
	byNames        = nameList[By]{"user", "rule", "suggestion", "import", "sync"}
	fieldNames     = nameList[Field]{"body", "title", "standfirst"}
	blockNames     = nameList[BlockKind]{"paragraph", "heading", "list", "quote", "preformatted", "table", "figure", "rule"}
)

// styleNames are the styles of a span from the lowest bit.
var styleNames = []string{"strong", "emphasis", "code", "deleted", "sub", "sup"}

// String returns the name that records use.
func (t TitleFrom) String() string { return titleFromNames.name(t) }

// String returns the name that records use, "" for no date.
func (p Precision) String() string { return precisionNames.name(p) }

// String returns the name that records use.
func (b By) String() string { return byNames.name(b) }
