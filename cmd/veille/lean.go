package main

import (
	"os"
	"runtime/debug"
)

// leanMemory is what a verb that reads feeds may hold, garbage too, before that is
// looked for harder. One feed of the longest that are read takes half of it.
const leanMemory = 180 << 20

// lean keeps a verb that reads feeds small, unless the user has said how much
// memory it may take.
func lean() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(leanMemory)
	}
}
