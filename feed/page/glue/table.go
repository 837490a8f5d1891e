package glue

import (
	_ "embed"
	"strings"
	"sync"
)

// Weights of words whose frequency is not known from the page or the store. A
// cut is judged by the logarithms, so that only orders of magnitude count.
const (
	functionWeight = 20000 // of the commonest function word; the n-th has 1/n of it
	commonWeight   = 300
	listWeight     = 3
	pageWeight     = 100 // for each time a word stands on the page by itself
	storeWeight    = 20  // for each time it stands in kept articles
	storeEnough    = 2   // times: once may be a slip of the pen
	storeMost      = 200
)

// listText holds the small word lists: [name], then words; # begins a comment.
//
//go:embed lists.txt
var listText string

// wordTable is a set of words that remembers their order, from 1.
type wordTable map[string]int

// tables are the word lists; lists.txt says what each is for.
type tables struct {
	function, short, common                           wordTable
	elision, wholeElision, contraction                wordTable
	prefix, freePrefix, suffix                        wordTable
	left, right, number, ordinal, newWord, said, tail wordTable

	elisions []string // longest first
}

// wordTables reads the lists when a page first needs them.
var wordTables = sync.OnceValue(func() *tables {
	lists := readLists(listText)
	return &tables{
		function: set(lists["function"]), short: set(lists["short"]), common: set(lists["common"]),
		elision: set(lists["elision"]), wholeElision: set(lists["whole-elision"]), contraction: set(lists["contraction"]),
		prefix: set(lists["prefix"]), freePrefix: set(lists["free-prefix"]), suffix: set(lists["suffix"]),
		left: set(lists["pair-left"]), right: set(lists["pair-right"]),
		number: set(lists["number"]), ordinal: set(lists["ordinal"]),
		newWord: set(lists["new"]), said: set(lists["said"]), tail: set(lists["tail"]),
		elisions: lists["elision"],
	}
})

func readLists(s string) map[string][]string {
	lists := map[string][]string{}
	name := ""
	for line := range strings.Lines(s) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			name = strings.Trim(line, "[]")
		default:
			lists[name] = append(lists[name], strings.Fields(line)...)
		}
	}
	return lists
}

func set(words []string) wordTable {
	m := make(wordTable, len(words))
	for _, w := range words {
		if m[w] == 0 {
			m[w] = len(m) + 1
		}
	}
	return m
}
