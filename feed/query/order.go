package query

// sortNames holds every accepted value of sort: by the one kept.
var sortNames = newTable([]spelled{
	{"date-", []string{"date-", "-date", "newest", "latest", "récent", "récents", "plus récents", "mới nhất", "mới"}},
	{"date+", []string{"date+", "+date", "oldest", "ancien", "anciens", "plus anciens", "chronologique", "cũ nhất", "cũ"}},
	{"source", []string{"source", "sources", "feed", "nguồn"}},
	{"score", []string{"score", "relevance", "best", "pertinence", "phù hợp", "liên quan"}},
	{"words", []string{"words", "longest", "length", "mots", "plus longs", "longueur", "dài nhất", "số từ", "độ dài"}},
})

// sorts holds the values of sort: in the order of Sort.
var sorts = [...]string{Newest: "date-", Oldest: "date+", BySource: "source", ByScore: "score", ByWords: "words"}

// Sorts returns the values of sort:, in English.
func Sorts() []string { return append([]string(nil), sorts[:]...) }

// String is the value of sort: that gives the order.
func (s Sort) String() string { return sorts[min(int(s), len(sorts)-1)] }

// SortOf returns the order that a value of sort: names in English, French or
// Vietnamese.
func SortOf(name string) (Sort, bool) {
	v := sortNames.value(name)
	for i, s := range sorts {
		if s == v {
			return Sort(i), true
		}
	}
	return Newest, false
}
