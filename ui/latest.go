package ui

import "context"

// latest is what a box asks over and over, where only the last answer counts: a
// new question stops the one before it.
type latest struct {
	gen  int // of the last question
	stop context.CancelFunc
}

// begin stops what was asked before and returns the context of the new question,
// which whoever answers it must end, and its number.
func (l *latest) begin(ctx context.Context) (context.Context, context.CancelFunc, int) {
	l.end()
	l.gen++
	ctx, l.stop = context.WithCancel(ctx)
	return ctx, l.stop, l.gen
}

// end stops what is asked.
func (l *latest) end() {
	if l.stop != nil {
		l.stop()
	}
}
