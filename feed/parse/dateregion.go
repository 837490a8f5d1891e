package parse

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// regions are the first parts of the names of zones in the IANA list.
var regions = setOf("africa america antarctica arctic asia atlantic australia brazil canada chile etc europe indian mexico pacific us")

// zonesRead remembers what names of zones were asked for and the zones they
// name, nil for none. There are 600; names are made up by whoever writes a feed,
// and each costs looking through files: beyond maxZones none is looked for.
var (
	zonesRead  sync.Map
	zonesCount atomic.Int32
)

const maxZones = 4000

// zoneNamed returns the zone of the IANA list with a name, nil if there is none.
func zoneNamed(name string) *time.Location {
	if loc, known := zonesRead.Load(name); known {
		return loc.(*time.Location)
	}
	if zonesCount.Load() >= maxZones {
		return nil
	}
	zonesCount.Add(1)
	loc, err := time.LoadLocation(name)
	if err != nil {
		loc = nil
	}
	zonesRead.Store(strings.Clone(name), loc)
	return loc
}

// regionAt reads a zone of the IANA list, Europe/Brussels, from token i on.
func (d *dateReader) regionAt(i int) bool {
	if !regions[d.tokens[i].s] {
		return false
	}
	start := indexFold(d.raw, d.tokens[i].s+"/")
	if start < 0 {
		return false
	}
	end := start
	for end < len(d.raw) && (isAlnum(d.raw[end]) || strings.IndexByte("/_-+", d.raw[end]) >= 0) {
		end++
	}
	loc := zoneNamed(d.raw[start:end])
	if loc == nil {
		return false
	}
	d.zone, d.zoned = loc, true
	for k := i; k < len(d.tokens) && (k == i || !d.tokens[k].blank); k++ {
		d.tokens[k].kind = used
	}
	return true
}
