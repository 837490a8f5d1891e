package ui

import (
	"context"

	"veille/feed"
	"veille/feed/query"
)

// Library is what the reader needs of the place where articles are kept. Every
// method may wait for the file and is called from a command, never from Update
// or View.
type Library interface {
	// Version changes whenever any process has changed the file. It is cheap
	// enough to ask every second.
	Version(ctx context.Context) (uint64, error)

	Find(ctx context.Context, q query.Query) (feed.Hits, error)
	// FindFirst is Find that, when the whole answer takes long, first gives the
	// first rows alone: first is called at most once, before it returns.
	FindFirst(ctx context.Context, q query.Query, rows int, first func(feed.Hits)) (feed.Hits, error)
	// Tally counts the answers of several queries. One that cannot be answered
	// counts nothing; the error about it comes beside the counts of the others.
	Tally(ctx context.Context, qs []query.Query) ([]feed.Count, error)
	Facets(ctx context.Context, h feed.Hits) (feed.Facets, error)
	Counts(ctx context.Context) (feed.Counts, error)
	Article(ctx context.Context, id feed.ID) (feed.Article, error)
	Raw(ctx context.Context, id feed.ID) (feed.Raw, error)
	Themes(ctx context.Context) ([]feed.Theme, error)
	Sources(ctx context.Context) ([]feed.Source, error)

	// Queries returns the saved queries by name; SaveQuery adds one, or replaces
	// the one of the same ID.
	Queries(ctx context.Context) ([]feed.SavedQuery, error)
	SaveQuery(ctx context.Context, q feed.SavedQuery) (feed.SavedQuery, feed.Change, error)
	DeleteQuery(ctx context.Context, id feed.ID) (feed.Change, error)

	// Polls returns what is known of asking each source that is followed.
	Polls(ctx context.Context) (map[feed.ID]feed.Poll, error)
	// EditSources changes sources as one step of undo.
	EditSources(ctx context.Context, ids []feed.ID, e feed.SourceEdit) (feed.Change, error)
	// Leaving counts the articles that Unfollow would move to the trash, and those
	// that would stay: tagged, starred or with a note.
	Leaving(ctx context.Context, ids []feed.ID) (gone, stay int, err error)
	// Unfollow stops following sources as one step of undo.
	Unfollow(ctx context.Context, ids []feed.ID) (feed.Change, error)
	// Versions returns the earlier versions of an article, newest first.
	Versions(ctx context.Context, id feed.ID) ([]feed.Version, error)
	// Elsewhere returns articles of other sources that have its address.
	Elsewhere(ctx context.Context, id feed.ID) ([]feed.Head, error)

	// Holder tells which process keeps the file from being used, zero when none
	// does. It does not wait.
	Holder() feed.Holder

	Tag(ctx context.Context, on feed.Targets, t feed.Tagging) (feed.Change, error)
	// Tagged counts, for each theme, how many of the articles carry it.
	Tagged(ctx context.Context, on feed.Targets) (map[feed.ID]int, error)
	SetFlag(ctx context.Context, on feed.Targets, f feed.Flag, to bool) (feed.Change, error)
	// Seen marks an article read because it was read: no step of undo.
	Seen(ctx context.Context, id feed.ID) error
	Correct(ctx context.Context, id feed.ID, c feed.Correction) (feed.Change, error)
	Undo(ctx context.Context) (feed.Change, error)
	Redo(ctx context.Context) (feed.Change, error)
	Log(ctx context.Context, n int) ([]feed.Change, error) // newest first

	// Place is where reading of an article stopped.
	Place(ctx context.Context, id feed.ID) (feed.Place, error)
	SetPlace(ctx context.Context, id feed.ID, p feed.Place) error

	// Suggestions returns the pending suggestions of an article, surest first; Why
	// how that of one theme comes about, suggested or not.
	Suggestions(ctx context.Context, id feed.ID) ([]feed.Suggestion, error)
	Why(ctx context.Context, id, theme feed.ID) (feed.Why, error)
	// Answer accepts or dismisses pending suggestions as one step of undo; Answers
	// counts by theme how they were answered.
	Answer(ctx context.Context, on feed.Targets, a feed.Answer) (feed.Change, error)
	Answers(ctx context.Context) (map[feed.ID]feed.Answers, error)
	// CatchUp works out suggestions, stories and rules for about limit articles, the
	// newest first, and returns what is left.
	CatchUp(ctx context.Context, limit int, told func(done, left int)) (feed.Backlog, error)
	LearnedTerms(ctx context.Context, theme feed.ID, n int) (terms []string, of int, err error)

	// What is done to a theme is one step of undo each.
	AddTheme(ctx context.Context, t feed.Theme) (feed.Theme, feed.Change, error)
	EditTheme(ctx context.Context, t feed.Theme) (feed.Change, error)
	SaveThemes(ctx context.Context, list []feed.Theme) ([]feed.Theme, feed.Change, error)
	MergeThemes(ctx context.Context, from, into feed.ID) (feed.Change, error)
	SplitTheme(ctx context.Context, from feed.ID, into feed.Theme, on feed.Targets) (feed.Theme, feed.Change, error)
	DropTheme(ctx context.Context, id feed.ID) (feed.Change, error)

	// Rules returns the rules by name. TryRule changes nothing.
	Rules(ctx context.Context) ([]feed.SavedRule, error)
	SaveRule(ctx context.Context, r feed.SavedRule) (feed.SavedRule, feed.Change, error)
	DropRule(ctx context.Context, id feed.ID, marks bool) (feed.Change, error)
	TryRule(ctx context.Context, r feed.SavedRule, n int) (feed.Trial, error)
	ApplyRule(ctx context.Context, id feed.ID) (feed.Change, error)

	// Story returns the versions of the story of an article; the error wraps
	// feed.ErrNotFound when it is in none.
	Story(ctx context.Context, id feed.ID) (feed.Story, error)
	JoinStory(ctx context.Context, ids []feed.ID) (feed.Change, error)
	LeaveStory(ctx context.Context, ids []feed.ID) (feed.Change, error)

	Report(ctx context.Context, q query.Query, weeks int) (feed.Report, error)

	// SetNote replaces all notes of an article by one as one step of undo; an empty
	// one takes them off.
	SetNote(ctx context.Context, id feed.ID, note string) (feed.Change, error)
	// Highlight keeps a passage, or changes the note and themes of the highlight of
	// the same ID; each is one step of undo. Article.Highlights has them.
	Highlight(ctx context.Context, article feed.ID, h feed.Highlight) (feed.Highlight, feed.Change, error)
	DropHighlight(ctx context.Context, article, highlight feed.ID) (feed.Change, error)

	// Review returns what is kept of a press review, nothing but its name when it was
	// never made. SetReview is no step of undo.
	Review(ctx context.Context, name string) (feed.Review, error)
	Reviews(ctx context.Context) ([]feed.Review, error)
	SetReview(ctx context.Context, r feed.Review) error

	// EmptyTrash destroys what is in the trash and returns how many articles.
	EmptyTrash(ctx context.Context) (int, error)
}
