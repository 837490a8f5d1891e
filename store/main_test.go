package store

import (
	"os"
	"testing"
)

// cleanups run after all tests and benchmarks.
var cleanups []func()

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVar); role != "" {
		os.Exit(child(role))
	}
	code := m.Run()
	for _, f := range cleanups {
		f()
	}
	os.Exit(code)
}
