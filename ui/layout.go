package ui

import "image"

// The smallest window the reader works in.
const (
	minWidth  = 40
	minHeight = 8
)

// arrangement is how the panes share the window; see newLayout.
type arrangement uint8

const (
	tooSmall   arrangement = iota
	onePane                // list or reader or sidebar
	stacked                // list above reader
	beside                 // list left of reader
	threePanes             // sidebar, list, reader
)

// frame is what the layout depends on besides the window.
type frame struct {
	focus   pane
	zoomed  bool // the reader alone
	sidebar bool // pinned by the user, below 150 columns
	hidden  bool // taken away by the user, from 150 columns on
	rows    int  // of the list, if it is short; 0: it fills any window
}

// layout is where each part stands. An empty rectangle is not shown. It is
// computed from the window and the frame alone, so that View and the mouse
// agree.
type layout struct {
	w, h   int
	kind   arrangement
	bar    image.Rectangle // top line
	list   image.Rectangle
	rule   image.Rectangle // between list and reader when stacked
	reader image.Rectangle
	side   image.Rectangle
	drawer bool  // the sidebar lies over the panes
	edges  []int // columns of the lines between panes
	foot   image.Rectangle
	lines  int // of one row of the list: 1 or 2
	wide   bool
}

const (
	sideWidth   = 26
	pinnedWidth = 24
	drawerWidth = 30
	listWidth   = 62 // of 150 columns and more
	columnWidth = 44 // of a list beside the reader
	leastRows   = 3  // of a short list above the reader
)

// newLayout arranges a window of w×h:
//
//	under 40 columns or 8 rows  nothing but a line that says so
//	40 to 59     one pane, rows of two lines; the sidebar fills it
//	60 to 99     list above reader, rows of one line; the focused part has two
//	             thirds of the rows, the list no more than it has articles; the
//	             sidebar is a drawer
//	100 to 149   list of 44 beside the reader, rows of two lines; the sidebar is
//	             a drawer over the list; pinned it has 24 and the list moves
//	             above the reader
//	150 and more sidebar of 26, list of 62, reader
func newLayout(w, h int, f frame) layout {
	l := layout{w: w, h: h, lines: 2, wide: w >= 150}
	if w < minWidth || h < minHeight {
		return l
	}
	l.bar = image.Rect(0, 0, w, 1)
	l.foot = image.Rect(0, h-1, w, h)
	body := image.Rect(0, 1, w, h-1)
	switch {
	case w < 60:
		l.onePane(body, f)
	case f.zoomed:
		l.kind, l.reader = onePane, body
		l.openDrawer(body, f)
	case w < 100:
		l.stack(body, f)
		l.openDrawer(body, f)
	case w < 150 && f.sidebar:
		l.side = image.Rect(0, 1, pinnedWidth, body.Max.Y)
		l.edges = []int{pinnedWidth}
		l.stack(image.Rect(pinnedWidth+1, 1, w, body.Max.Y), f)
	case w < 150, f.hidden:
		l.kind = beside
		n := columnWidth
		if l.wide {
			n = listWidth
		}
		l.list = image.Rect(0, 1, n, body.Max.Y)
		l.reader = image.Rect(n+1, 1, w, body.Max.Y)
		l.edges = []int{n}
		l.openDrawer(body, f)
	default:
		l.kind = threePanes
		l.side = image.Rect(0, 1, sideWidth, body.Max.Y)
		l.list = image.Rect(sideWidth+1, 1, sideWidth+1+listWidth, body.Max.Y)
		l.reader = image.Rect(l.list.Max.X+1, 1, w, body.Max.Y)
		l.edges = []int{sideWidth, l.list.Max.X}
	}
	return l
}

func (l *layout) onePane(body image.Rectangle, f frame) {
	l.kind = onePane
	switch {
	case f.focus == paneSidebar:
		l.side = body
	case f.focus == paneReader || f.zoomed:
		l.reader = body
	default:
		l.list = body
	}
}

// stack puts the list above the reader in r. Rows are of one line there: the
// list is wide and has few lines.
func (l *layout) stack(r image.Rectangle, f frame) {
	l.kind, l.lines = stacked, 1
	rows := r.Dy() - 1
	n := rows * 2 / 3
	if f.focus == paneReader {
		n = rows - n
	}
	if f.rows > 0 {
		n = min(n, max(leastRows, f.rows))
	}
	n = max(2, min(n, rows-2))
	l.list = image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+n)
	l.rule = image.Rect(r.Min.X, l.list.Max.Y, r.Max.X, l.list.Max.Y+1)
	l.reader = image.Rect(r.Min.X, l.rule.Max.Y, r.Max.X, r.Max.Y)
}

func (l *layout) openDrawer(body image.Rectangle, f frame) {
	if f.focus != paneSidebar {
		return
	}
	l.drawer = true
	n := drawerWidth
	if l.kind == beside { // else it would leave a strip of the list, with the tails of titles
		n = l.list.Max.X
	}
	l.side = image.Rect(0, body.Min.Y, n, body.Max.Y)
}

// listRows is how many articles the list shows.
func (l *layout) listRows() int {
	h := l.list.Dy()
	if l.listFoot() {
		h--
	}
	return max(0, h/l.lines)
}

// listFoot reports whether the list's last line tells the position; elsewhere
// the rule or the top line does.
func (l *layout) listFoot() bool {
	return !l.list.Empty() && (l.kind == beside || l.kind == threePanes)
}

// readerFoot reports whether the reader's last line tells how far it is read.
func (l *layout) readerFoot() bool { return !l.reader.Empty() && l.kind != onePane }

// textWidth is the width of the text column: at most 72 cells, 76 from 150
// columns on, or what the user set.
func (l *layout) textWidth(own int) int {
	limit := 72
	if l.wide {
		limit = 76
	}
	if own > 0 {
		limit = own
	}
	margin := 4
	if l.reader.Dx() < 60 {
		margin = 2
	}
	return max(1, min(limit, l.reader.Dx()-margin))
}
