package parse

import (
	_ "embed"
	"fmt"
	"strings"

	"veille/feed"
)

//go:embed starters.txt
var starterList string

// Starter is a source to begin with. Nobody has asked its address yet.
type Starter struct {
	Region string
	Source feed.Source
	Seen   string // what public material confirms the address
}

// Starters returns sources to offer, by region and then in the order of use.
func Starters() []Starter {
	list, err := readStarters(starterList)
	if err != nil {
		panic(err) // the list is part of the program
	}
	return list
}

// readStarters reads the form that starters.txt describes.
func readStarters(s string) ([]Starter, error) {
	var out []Starter
	region := ""
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			region = strings.Trim(line, "[]")
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 5 || region == "" {
			return nil, fmt.Errorf("read starter list: line %d: want a region before it and five parts in it", n)
		}
		src, err := NewSource(f[2])
		if err != nil {
			return nil, fmt.Errorf("read starter list: line %d: %w", n, err)
		}
		src.Lang, src.Name, src.Named, src.URL = f[0], f[1], true, f[3]
		out = append(out, Starter{region, src, f[4]})
	}
	return out, nil
}
