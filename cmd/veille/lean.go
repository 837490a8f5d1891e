package main

import (
	"os"
	"runtime/debug"
)

// What may be held, garbage too, before that is looked for harder. One feed of the
// longest that are read takes half of leanMemory. A first refresh holds some 95 MiB at
// once: with 168 MiB it looks for garbage twice as often as with 196, for 4 s more.
const (
	leanMemory   = 184 << 20 // by a verb that reads feeds; the pages of the library in memory come on top
	readerMemory = 250 << 20 // by the reader once it reads feeds: what it shows comes on top
)

// lean keeps what reads feeds small, unless the user has said how much memory it
// may take.
func lean(most int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(most)
	}
}
