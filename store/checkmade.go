package store

import "veille/feed"

// madeFault notes what making it anew would cure.
func (r *Report) madeFault(format string, args ...any) {
	r.IndexFaults++
	r.fault(format, args...)
}

// faultIn notes a fault of a bucket.
func (k *checker) faultIn(b bucket, format string, args ...any) {
	if isMade(b) {
		k.r.madeFault(format, args...)
	} else {
		k.r.fault(format, args...)
	}
}

// faultOf notes a fault of a set.
func (k *checker) faultOf(name, format string, args ...any) {
	if isMadeSet(name) {
		k.r.madeFault(format, args...)
	} else {
		k.r.fault(format, args...)
	}
}

// ruled checks the rules and what was learned.
func (k *checker) ruled() {
	k.all(inRule, 16, func(key, p []byte) {
		if r, err := decodeRule(feed.ID(key), p); err != nil || r.Name == "" {
			k.r.fault("rule: record %x cannot be read", key)
		}
	})
	k.all(inLearn, 16, func(key, p []byte) {
		if _, err := decodeSample(p); err != nil {
			k.r.madeFault("learn: record %x cannot be read", key)
		}
	})
}

// suggested checks what is suggested for the documents looked at, and what of it was
// dismissed.
func (k *checker) suggested() {
	k.each(inSug, 4, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.madeFault("sug: record %x belongs to no article", key)
			return
		}
		list, err := decodeSuggestions(p)
		if err != nil || len(list) == 0 {
			k.r.madeFault("sug: record %x cannot be read", key)
		}
		for i := range list {
			k.wanted(setSug(list[i].Theme), doc)
		}
	})
	k.each(inDrop, 20, func(doc uint32, key, p []byte) {
		if !k.kept(doc) {
			k.r.fault("drop: record %x belongs to no article", key)
			return
		}
		d, err := decodeDismissal(p)
		if err != nil {
			k.r.fault("drop: record %x cannot be read", key)
			return
		}
		k.wanted(setDrop(feed.ID(key[4:]), d.list), doc)
	})
}

// sealFault notes a record that is not what was written under its key.
func (k *checker) sealFault(b bucket, key []byte) {
	if name, _, ok := splitSetKey(key); b == inSet && ok {
		k.faultOf(string(name), "set: record %x fails its checksum", key)
		return
	}
	k.faultIn(b, "%s: record %x fails its checksum", bucketNames[b], key)
}
