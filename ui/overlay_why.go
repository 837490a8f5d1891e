package ui

import "slices"

// why returns the reason for which an action does nothing now, "" when it does
// something or that cannot be known without asking the file.
func (m *model) why(a Action) string {
	w := m.words
	head, any := m.current()
	if why := m.whyNotSource(a); why != "" {
		return why
	}
	if why := m.whyNotCare(a); why != "" {
		return why
	}
	if !any && forArticle(a) && (a != actSelect || !m.onSource()) {
		return w.WhyNoArticle
	}
	if pin := a.pin(); pin > 0 {
		if _, ok := m.facts.pinned(pin); !ok {
			return w.WhyNoPin
		}
	}
	if why := m.whyNoAnswer(a, &head); why != "" {
		return why
	}
	for _, r := range []struct {
		now  bool
		of   []Action
		says string
	}{
		{head.URL == "", []Action{actBrowse, actCopyURL}, w.WhyNoAddress},
		{m.reader.shown == head.ID && len(m.reader.page.Links) == 0, []Action{actLinks}, w.WhyNoLinks},
		{len(m.last) == 0, []Action{actRepeatTag}, w.WhyNoRepeat},
		{m.session.Export == nil, []Action{actExportAgain}, w.WhyNoExport},
		{m.reader.spots().count() == 0, []Action{actNextMatch, actPrevMatch}, w.WhyNoFind},
		{m.list.fresh == 0, []Action{actGoNew}, w.NothingNew},
		{m.facts.known && len(m.facts.queries) == 0 && !m.onSource(), []Action{actGoQuery, actEditQuery, actDeleteQuery}, w.NoQueries},
		{m.facts.known && m.facts.counts.Trashed == 0, []Action{actEmptyTrash}, w.TrashIsEmpty},
	} {
		if r.now && slices.Contains(r.of, a) {
			return r.says
		}
	}
	return ""
}

// forArticle holds for actions that need an article under the cursor.
func forArticle(a Action) bool {
	for _, b := range bindings {
		if b.action != a {
			continue
		}
		switch b.group {
		case groupTag:
			return a != actCode && a != actTrust && a != actProgress
		case groupRead, groupSelect:
			return true
		case groupState:
			return a != actEmptyTrash
		case groupTake:
			return a != actImport
		case groupGo:
			return a == actLinks || a == actRaw
		case groupFind:
			return a == actFind
		}
	}
	return false
}

// whyNotSource is why an action on sources does nothing now.
func (m *model) whyNotSource(a Action) string {
	w := m.words
	switch a {
	case actErrors:
		if len(m.facts.failing) == 0 {
			return w.AllAnswer
		}
	case actRefreshBox:
		if m.refresh.run == nil && m.refresh.total() == 0 {
			return w.NothingRunning
		}
	case actStarters:
		if len(m.o.Starters) == 0 {
			return w.NoStarters
		}
	case actRefresh, actHealth, actPauseSource, actMoveSource, actSourceAddress, actFullText, actRemoveSource:
		if len(followed(m.meant())) == 0 {
			return w.WhyNoSource
		}
	case actRenameSource:
		if len(m.meant()) == 0 {
			return w.WhyNoSource
		}
	}
	return ""
}
