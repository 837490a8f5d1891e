package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"veille/feed"
	"veille/store"
)

// resolve finds the article that the beginning of an id means.
func (a *app) resolve(ctx context.Context, s *store.Store, prefix string) (feed.ID, error) {
	if len(prefix) < feed.MinPrefix {
		return feed.ID{}, usagef("%q is too short for an id", prefix)(fmt.Sprintf("give at least %d characters of it; veille list shows ids", feed.MinPrefix))
	}
	id, err := s.Resolve(ctx, prefix)
	switch {
	case errors.Is(err, feed.ErrNotFound):
		return id, &cured{fmt.Errorf("there is no article %s", prefix), "veille list shows the ids"}
	case errors.Is(err, feed.ErrAmbiguous):
		return id, &cured{fmt.Errorf("more than one article begins with %s", prefix), "give more of the id"}
	case errors.Is(err, feed.ErrInvalid):
		return id, usagef("%q is no id of an article", prefix)("an id has letters a-z and digits 2-7; veille list shows them")
	}
	return id, err
}

// themeError gives words to what the store refuses about themes.
func themeError(err error, slug string) error {
	switch {
	case errors.Is(err, feed.ErrExists):
		return usagef("there is a theme %s already", slug)("veille theme show " + slug)
	case errors.Is(err, feed.ErrInvalid):
		return usagef("the theme %s cannot be made so: %v", slug, err)("veille help themes")
	}
	return err
}

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// langOf is the language asked for by environment or settings, "" when none.
func langOf(s settings) string {
	v := os.Getenv("VEILLE_LANG")
	for _, l := range langNames {
		if v == l {
			return v
		}
	}
	return s.UI.Lang
}
