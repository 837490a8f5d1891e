package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
)

// model is the root and the only tea.Model. It dispatches; the panes are plain
// structs it calls by name. After every update it asks for what the screen
// lacks (wants), so no handler has to remember to. Update and View do no I/O.
type model struct {
	ctx   context.Context // of all commands; ends with the program
	lib   Library
	o     Options
	words *Words
	keys  keymap
	st    styles

	w, h   int
	lay    layout
	focus  pane
	zoomed bool
	pinned bool // sidebar, below 150 columns
	hidden bool // sidebar, from 150 columns on
	mouse  bool
	away   bool // the terminal has not the focus
	dark   bool
	known  bool // the terminal told dark

	list     list
	reader   reader
	side     sidebar
	toast    toast
	overlays []overlay
	pending  string // key that began a sequence
	which    bool   // the box of what may follow is shown
	works    works

	exporting *exportRun // nil: none is under way

	facts     facts
	saved     saved
	facets    faceting
	trends    trends
	waiting   holding
	comparing comparing
	refresh   refreshing
	version   uint64
	session   Session
	saver     saver
	last      []string // slugs of the last tagging, "-" before those taken off
	unread    seeking
	widening  widening
	catching  catching
	coding    coding
	made      []feed.Theme       // of this run, for their names before they are read back
	giveUp    context.CancelFunc // of the search for the view
	ended     bool               // no unread was found: the next "n" goes to another view
	keyGen    int                // counts keys, so that a late timer knows it is late
	hurried   time.Time          // the last move of the list's cursor
	resting   bool               // the timer that waits for its rest is set

	after     func(time.Duration, tea.Msg) tea.Cmd // tea.Tick, but for tests
	clock     func() time.Time                     // how fast keys come; not the time of articles
	since     func(time.Time) time.Duration        // how long a search took
	unwatched bool                                 // in tests nobody else changes the file
	watching  bool
	cache     screen
}

// facts are what the sidebar and the names in rows are made of.
type facts struct {
	counts  feed.Counts
	themes  []feed.Theme
	sources []feed.Source
	polls   map[feed.ID]feed.Poll
	follows bool          // a source is followed
	failing []feed.Source // those that could not be read
	queries []feed.SavedQuery
	kept    map[string]query.Query // what they ask for, by folded name
	broken  map[feed.ID]bool       // those that cannot be answered
	theme   map[feed.ID]feed.Theme
	source  map[feed.ID]feed.Source
	known   bool
	stale   bool
	loading bool
	edition int // counts the times they were learnt
}

// New makes the reader's model: for tests, and for who runs the program alone.
// The error is about the key bindings and wraps feed.ErrInvalid.
func New(ctx context.Context, lib Library, o Options) (tea.Model, error) {
	return newModel(ctx, lib, o)
}

func newModel(ctx context.Context, lib Library, o Options) (*model, error) {
	keys, err := newKeymap(o.Keys, o.Keyboard)
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := o.Session.safe()
	m := &model{
		ctx: ctx, lib: lib, o: o, keys: keys, session: s, saver: saver{save: o.Save}, last: s.LastTags,
		zoomed: s.Zoomed, pinned: s.Sidebar, mouse: o.Mouse, dark: true, clock: time.Now, since: time.Since,
		after: func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		},
	}
	if s.Known {
		m.dark = s.Dark
	}
	if s.Colours != "" && (o.Colours == "" || o.Colours == "auto") {
		m.o.Colours = s.Colours
	}
	lang := o.Lang
	if lang == "" {
		lang = s.Lang
	}
	m.words = wordsFor(lang)
	m.keys.words = m.words
	m.restyle()
	m.list.text, m.list.id = s.Query, s.Article
	if o.Query != "" {
		m.list.text, m.list.id = text.Line(o.Query), feed.ID{}
	}
	for _, path := range s.Folded {
		m.side.setFolded(path, true)
	}
	m.facts.stale = true
	var fault *query.Error
	if m.list.text, m.list.query, fault = inForce(m.list.text); fault != nil {
		m.toast.set(fault.In(m.words.Lang), false, true)
	}
	return m, nil
}

// Init reads the first screen and asks the terminal for its background.
func (m *model) Init() tea.Cmd {
	if m.o.FirstRun {
		m.openWelcome()
	}
	var said tea.Cmd
	if m.toast.text != "" {
		said = m.toastTimer()
	}
	return tea.Batch(m.first(), m.wants(), said, tea.RequestBackgroundColor)
}

// restyle makes the styles anew and drops all that was painted with the old.
func (m *model) restyle() {
	m.st = newStyles(m.o.Colours, m.dark, m.o.ASCII)
	m.cache = screen{}
	m.reader.drop()
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.handle(msg)
	m.arrange()
	m.side.current(m)
	return m, tea.Batch(cmd, m.wants())
}

// wants asks for what the screen lacks.
func (m *model) wants() tea.Cmd {
	return tea.Batch(m.load(), m.follow(), m.learn(), m.keepPlaces(), m.dwell(), m.rest(), m.work(),
		m.compare(), m.tallySaved(), m.countFacets(), m.countFilters(), m.widen(), m.everySoOften(), m.catchUp(), m.restand(), m.countTrends())
}

func (m *model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.pasted(msg.Content)
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
		return m.tellOverlays(msg)
	case tea.BackgroundColorMsg:
		return m.setDark(msg.IsDark())
	case tea.FocusMsg:
		m.away = false
	case tea.BlurMsg:
		m.away = true
	case tea.MouseClickMsg:
		return m.click(msg.Mouse())
	case wheelMsg:
		m.wheel(msg)
	case timer:
		return msg.ring(m)
	case answer:
		return msg.arrive(m)
	default:
		return m.tellOverlays(msg)
	}
	return nil
}

// answer is what a command brings back for the panes.
type answer interface {
	arrive(m *model) tea.Cmd
}

// timer is a message of m.after.
type timer interface {
	ring(m *model) tea.Cmd
}

func (m *model) tellOverlays(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, o := range slices.Clone(m.overlays) { // one may close itself
		cmds = append(cmds, o.update(m, msg))
	}
	return tea.Batch(cmds...)
}

// maxSide bounds a window: a terminal that claims more is mistaken, and a frame
// of that size would take all memory.
const maxSide = 4096

func (m *model) resize(w, h int) {
	if w < 0 || h < 0 || w > maxSide || h > maxSide || w*h > 1<<20 {
		return
	}
	m.w, m.h = w, h
}

// arrange computes the layout anew when what it depends on has changed.
func (m *model) arrange() {
	m.lay = newLayout(m.w, m.h, frame{focus: m.focus, zoomed: m.zoomed, sidebar: m.pinned, hidden: m.hidden, rows: m.list.n})
	lay := &m.lay
	if !lay.list.Empty() {
		m.list.setRows(lay.listRows())
	} else if m.list.rows == 0 && m.h > 2 {
		m.list.setRows((m.h - 2) / 2)
	}
	if !lay.reader.Empty() {
		h := lay.reader.Dy()
		if lay.readerFoot() {
			h--
		}
		m.reader.setSize(lay.reader.Dx(), h, lay.textWidth(m.o.Width))
	}
	if !lay.side.Empty() {
		m.side.setRows(m, lay.side.Dy())
	}
}

// setDark notes what the terminal's background is.
func (m *model) setDark(dark bool) tea.Cmd {
	if m.known && m.dark == dark {
		return nil
	}
	changed := m.dark != dark
	m.known, m.dark = true, dark
	if changed {
		m.restyle()
	}
	return m.saveSession()
}

// setLang changes the language of the interface.
func (m *model) setLang(lang string) tea.Cmd {
	m.words = wordsFor(lang)
	m.keys.words = m.words
	m.toast.set("", false, false) // it is in another language
	m.session.Lang = m.words.Lang
	m.restyle()
	m.side.build(m)
	return m.saveSession()
}
