// Package theme knows themes by name: the starter themes, how a slug is made
// of a label, and which theme a word in any language means.
package theme

import "veille/feed"

// Starters returns the themes a new library begins with.
func Starters() []feed.Theme { return nil }

// Slug makes a slug of a label: folded, other characters as "-", segments
// kept apart by "/". The error wraps feed.ErrInvalid when nothing is left or
// only digits are.
func Slug(label string) (string, error) { return label, nil }

// Find returns the theme that name means: its slug, else a label or alias in
// any language, compared folded.
func Find(themes []feed.Theme, name string) (feed.Theme, bool) { return feed.Theme{}, false }
