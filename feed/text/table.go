package text

import "hash/maphash"

// table numbers strings, from 0 on. Most of the time is lost waiting for memory,
// so slots are small, and all else about strings lies in the order of their
// numbers: those that are met most often come first, and next to each other.
type table struct {
	slots []slot   // a power of two of them, at most three quarters in use
	names []byte   // the strings end to end
	ends  []uint32 // where each ends
}

type slot struct {
	hash  uint32
	order uint32 // the number plus one; 0: a free slot
}

const fewestSlots = 1 << 10

// hashSeed makes sure that nobody can choose words that share slots.
var hashSeed = maphash.MakeSeed()

// find returns the number of a string, or else the free slot to add it to.
func (t *table) find(s string) (n int, free *slot) {
	if len(t.ends) >= len(t.slots)/4*3 {
		t.grow()
	}
	hash := uint32(maphash.String(hashSeed, s))
	last := uint32(len(t.slots) - 1)
	i := hash & last
	for ; t.slots[i].order != 0; i = (i + 1) & last {
		if n := int(t.slots[i].order) - 1; t.slots[i].hash == hash && string(t.name(n)) == s {
			return n, nil
		}
	}
	t.slots[i].hash = hash
	return 0, &t.slots[i]
}

// add adds a string that was just looked for and not found.
func (t *table) add(free *slot, s string) (n int) {
	t.names = append(t.names, s...)
	t.ends = append(t.ends, uint32(len(t.names)))
	free.order = uint32(len(t.ends))
	return len(t.ends) - 1
}

func (t *table) name(n int) []byte {
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.names[start:t.ends[n]]
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(fewestSlots, 2*len(old)))
	last := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.order == 0 {
			continue
		}
		i := s.hash & last
		for t.slots[i].order != 0 {
			i = (i + 1) & last
		}
		t.slots[i] = s
	}
}

func (t *table) reset() {
	clear(t.slots)
	t.names, t.ends = t.names[:0], t.ends[:0]
}
