package ui

import (
	"context"

	"veille/feed"
	"veille/feed/query"
)

func (f *fake) Suggestions(context.Context, feed.ID) ([]feed.Suggestion, error) {
	return nil, f.called("Suggestions")
}

func (f *fake) Why(_ context.Context, _, theme feed.ID) (feed.Why, error) {
	return feed.Why{Theme: theme}, f.called("Why")
}

func (f *fake) Answer(context.Context, feed.Targets, feed.Answer) (feed.Change, error) {
	return feed.Change{}, f.called("Answer")
}

func (f *fake) Answers(context.Context) (map[feed.ID]feed.Answers, error) {
	return nil, f.called("Answers")
}

func (f *fake) CatchUp(context.Context, int, func(done, left int)) (feed.Backlog, error) {
	return feed.Backlog{}, f.called("CatchUp")
}

func (f *fake) LearnedTerms(context.Context, feed.ID, int) ([]string, int, error) {
	return nil, 0, f.called("LearnedTerms")
}

func (f *fake) AddTheme(_ context.Context, t feed.Theme) (feed.Theme, feed.Change, error) {
	return t, feed.Change{}, f.called("AddTheme")
}

func (f *fake) EditTheme(context.Context, feed.Theme) (feed.Change, error) {
	return feed.Change{}, f.called("EditTheme")
}

func (f *fake) MergeThemes(context.Context, feed.ID, feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("MergeThemes")
}

func (f *fake) SplitTheme(_ context.Context, _ feed.ID, into feed.Theme, _ feed.Targets) (feed.Theme, feed.Change, error) {
	return into, feed.Change{}, f.called("SplitTheme")
}

func (f *fake) DropTheme(context.Context, feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("DropTheme")
}

func (f *fake) Rules(context.Context) ([]feed.SavedRule, error) { return nil, f.called("Rules") }

func (f *fake) SaveRule(_ context.Context, r feed.SavedRule) (feed.SavedRule, feed.Change, error) {
	return r, feed.Change{}, f.called("SaveRule")
}

func (f *fake) DropRule(context.Context, feed.ID, bool) (feed.Change, error) {
	return feed.Change{}, f.called("DropRule")
}

func (f *fake) TryRule(context.Context, feed.SavedRule, int) (feed.Trial, error) {
	return feed.Trial{}, f.called("TryRule")
}

func (f *fake) ApplyRule(context.Context, feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("ApplyRule")
}

func (f *fake) Story(context.Context, feed.ID) (feed.Story, error) {
	return feed.Story{}, f.called("Story")
}

func (f *fake) JoinStory(context.Context, []feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("JoinStory")
}

func (f *fake) LeaveStory(context.Context, []feed.ID) (feed.Change, error) {
	return feed.Change{}, f.called("LeaveStory")
}

func (f *fake) Report(context.Context, query.Query, int) (feed.Report, error) {
	return feed.Report{}, f.called("Report")
}
