package story

import (
	"strings"
	"sync"
)

// How telling a name is, in the two lowest bits of its hash: what two articles in
// different languages share is weighed by it.
const (
	calendar = iota // a day or a month: capitalised in English
	worldly         // a country, a capital, an organisation that the whole press names
	short           // four letters or fewer
	telling
)

// commonNames are written otherwise in other languages: one line each. Two words are
// both capitalised and next to one another. It is for linking articles across French,
// English and Vietnamese; other languages profit by the names that are the same.
const commonNames = `vietnam/viet nam
usa/etats unis/united states/hoa ky/us/my
china/chine/trung quoc
japan/japon/nhat ban
korea/coree/han quoc
france/phap
germany/allemagne
britain/grande bretagne/royaume uni/united kingdom/uk
russia/russie/nga/lien bang
india/inde/an do
thailand/thailande/thai lan
cambodia/cambodge/campuchia
laos/lao
indonesia/indonesie
malaysia/malaisie
singapore/singapour
philippines
myanmar/birmanie
australia/australie
timor
brunei
asia/asie
africa/afrique/chau phi
europe/chau au
spain/espagne/tay ban
italy/italie
netherlands/pays bas/ha lan
switzerland/suisse/thuy si
sweden/suede/thuy dien
turkey/turquie/tho nhi
egypt/egypte/ai cap
syria/syrie
iraq/irak
iran
israel
palestine
ukraine
lebanon/liban
saudi
brazil/bresil
mexico/mexique
canada
cuba
un/onu/united nations/nations unies/lhq/lien hop
eu/ue/union europeenne/european union
asean
nato/otan
who/oms
imf/fmi
world bank/banque mondiale/wb/bm
wto/omc
hanoi/ha noi
beijing/pekin/bac kinh
moscow/moscou
london/londres
geneva/geneve
brussels/bruxelles
washington
paris
tokyo
mekong/cuu long
covid`

const calendarNames = `january february march april may june july august september october november december
 monday tuesday wednesday thursday friday saturday sunday`

// knownNames holds the hashes of those that are known, by the beginnings of their words.
var knownNames = sync.OnceValue(func() map[string]uint64 {
	m := map[string]uint64{}
	for line := range strings.SplitSeq(commonNames, "\n") {
		all := strings.Split(line, "/")
		h := hashWord(beginnings(all[0]))&^3 | worldly
		for _, w := range all {
			m[beginnings(w)] = h
		}
	}
	for w := range strings.FieldsSeq(calendarNames) { // calendar is no bits
		m[beginning(w)] = hashWord(beginning(w)) &^ 3
	}
	return m
})

// beginnings returns the beginnings of one or two words.
func beginnings(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = beginning(w)
	}
	return strings.Join(words, " ")
}

// nameHash hashes the folded beginning of a name.
func nameHash(name string) uint64 {
	if h, ok := knownNames()[name]; ok {
		return h
	}
	h := hashWord(name) &^ 3
	if len(name) <= 4 {
		return h | short
	}
	return h | telling
}

// pairHash is nameHash of two names next to one another; it is false if they are not
// known as one.
func pairHash(first, second string) (uint64, bool) {
	h, ok := knownNames()[first+" "+second]
	return h, ok
}
