//go:build !unix

package main

const noModes = true

func writable(string) bool { return true }

func diskFree(string) (int64, bool) { return 0, false }
