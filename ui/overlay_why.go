package ui

// why returns the reason for which an action does nothing now, "" when it does
// something or that cannot be known without asking the file.
func (m *model) why(a Action) string {
	w := m.words
	head, any := m.current()
	if !any && forArticle(a) {
		return w.WhyNoArticle
	}
	switch a {
	case actBrowse, actCopyURL:
		if head.URL == "" {
			return w.WhyNoAddress
		}
	case actLinks:
		if m.reader.shown == head.ID && len(m.reader.page.Links) == 0 {
			return w.WhyNoLinks
		}
	case actRepeatTag:
		if len(m.last) == 0 {
			return w.WhyNoRepeat
		}
	case actExportAgain:
		if m.session.Export == nil {
			return w.WhyNoExport
		}
	case actNextMatch, actPrevMatch:
		if len(m.reader.find.hits) == 0 {
			return w.WhyNoFind
		}
	case actGoNew:
		if m.list.fresh == 0 {
			return w.NothingNew
		}
	case actEmptyTrash:
		if m.facts.known && m.facts.counts.Trashed == 0 {
			return w.TrashIsEmpty
		}
	}
	if pin := a.pin(); pin > 0 {
		if _, ok := m.facts.pinned(pin); !ok {
			return w.WhyNoPin
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
		case groupRead, groupTag, groupSelect:
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
