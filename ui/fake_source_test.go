package ui

import (
	"context"

	"veille/feed"
)

func (f *fake) Polls(context.Context) (map[feed.ID]feed.Poll, error) { return nil, f.called("Polls") }

func (f *fake) EditSources(context.Context, []feed.ID, feed.SourceEdit) (feed.Change, error) {
	return feed.Change{}, f.called("EditSources")
}

func (f *fake) Leaving(context.Context, []feed.ID) (gone, stay int, err error) {
	return 0, 0, f.called("Leaving")
}

func (f *fake) Unfollow(context.Context, []feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("Unfollow")
}

func (f *fake) Versions(context.Context, feed.ID) ([]feed.Version, error) {
	return nil, f.called("Versions")
}

func (f *fake) Elsewhere(context.Context, feed.ID) ([]feed.Head, error) {
	return nil, f.called("Elsewhere")
}
