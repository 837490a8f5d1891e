package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"veille/feed"
	"veille/feed/fetch"
	"veille/feed/parse"
	"veille/feed/refresh"
	"veille/feed/text"
)

// addedObject is one line of add --json: a source, or one that could be chosen.
type addedObject struct {
	Kind     string `json:"kind"`
	Status   string `json:"status"` // followed, known, offered, found (with --dry-run), refused or failed
	Number   int    `json:"number"` // of one that is offered
	Source   string `json:"source"`
	ID       string `json:"id"`
	Feed     string `json:"feed"`
	Site     string `json:"site"`
	Lang     string `json:"lang"`
	Folder   string `json:"folder"`
	FullText string `json:"full_text"`
	New      int    `json:"new"`
	Trouble  string `json:"trouble"`
	Error    string `json:"error"`
}

func addedOf(status string, s *feed.Source) addedObject {
	return addedObject{
		Kind: "source", Status: status, Source: text.Line(s.Name), ID: s.ID.String(), Feed: text.Line(s.Feed), Site: text.Line(s.URL),
		Lang: text.Line(s.Lang), Folder: text.Line(s.Folder), FullText: fullTexts[s.FullText],
	}
}

func (ad *adding) say(o addedObject) {
	if ad.app.json {
		ad.app.out.object(o)
	}
}

// foundObject is an article of a preview, or a page that was kept.
type foundObject struct {
	Kind      string `json:"kind"`
	Status    string `json:"status"` // found, added or known
	ID        string `json:"id"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Published string `json:"published"`
}

func foundOf(status string, h *feed.Head) foundObject {
	published := ""
	if h.Precision != feed.NoDate {
		published = stamp(h.Published)
	}
	return foundObject{"article", status, h.ID.String(), text.Line(h.Title), text.Line(h.URL), published}
}

// maxPreview is how many articles a preview shows for people.
const maxPreview = 20

// preview shows what following a feed would bring.
func (ad *adding) preview(of refresh.Offer) {
	a, s := ad.app, &of.Sources[0]
	status := "found"
	if of.Known[0] {
		status = "known"
	}
	o := addedOf(status, s)
	o.New = len(of.Heads)
	ad.say(o)
	if a.json {
		for i := range of.Heads {
			a.out.object(foundOf("found", &of.Heads[i]))
		}
		return
	}
	var b strings.Builder
	field := fieldsOf(&b)
	(&watched{Source: *s}).what(field)
	field("articles", fmt.Sprint(len(of.Heads)))
	a.out.printf("%s", b.String())
	for i, h := range of.Heads {
		if i == maxPreview {
			a.out.printf("  and %d more\n", len(of.Heads)-maxPreview)
			break
		}
		a.out.printf("  %-10s  %s\n", day(h.Published, h.Precision), text.Line(shownTitle(&h)))
	}
	if of.Known[0] {
		a.sayf("%s is followed already", shownName(s))
	} else {
		a.sayf("nothing was kept: without --dry-run it is followed")
	}
}

// errNoFeed is of a page that could be kept as an article.
var errNoFeed = fmt.Errorf("the page offers no feed: %w", parse.ErrNotFeed)

// lookFailed says why an address could not be followed.
func (ad *adding) lookFailed(ctx context.Context, address string, err error) error {
	var fe *fetch.Error
	trouble := feed.TroubleNotFeed
	switch {
	case ctx.Err() != nil:
		return err
	case errors.As(err, &fe):
		trouble = fe.Trouble
	case errors.Is(err, feed.ErrInvalid), aboutFile(err):
		return err
	case !errors.Is(err, parse.ErrNotFeed):
		trouble = feed.TroubleUnreadable
	}
	ad.say(addedObject{Kind: "source", Status: "failed", Feed: text.Line(address), Trouble: troubleName(trouble), Error: text.Line(err.Error())})
	at := text.Line(address)
	switch {
	case errors.Is(err, errNoFeed):
		return &cured{fmt.Errorf("%s offers no feed", at), "to keep the page as an article: veille add --page " + shellWord(at)}
	case trouble == feed.TroubleUnreadable && fe == nil:
		return &cured{err, "try again later; look at it with: veille inspect " + shellWord(at)}
	case fe == nil:
		return &cured{fmt.Errorf("there is no feed at %s, and no article either", at), "look at it with: veille inspect " + shellWord(at)}
	}
	if why := ad.ask.passwords.failure(fe.URL); why != "" && fe.Trouble == feed.TroubleDenied {
		return &cured{fmt.Errorf("the password for %s could not be had: %s", hostOf(fe.URL), why), "veille help sources"}
	}
	return askError(fe, withWeb(address))
}

// askError gives words to an address that was asked once and gave nothing.
func askError(fe *fetch.Error, address string) error {
	p := feed.Poll{Trouble: fe.Trouble, Status: fe.Status, Message: fe.Error()}
	at := address
	if fe.URL != "" {
		at = fe.URL
	}
	why, _ := troubleCause(&p, at, "")
	cure := "try again later"
	switch fe.Trouble {
	case feed.TroubleOffline:
		_, cure = troubleCause(&p, at, "")
	case feed.TroubleHost, feed.TroubleMissing, feed.TroubleGone, feed.TroubleRedirect:
		cure = "look the address up in a browser"
		if fe.Trouble == feed.TroubleMissing {
			why = "there is nothing at " + text.Line(at) + status(&p)
		}
	case feed.TroubleUnreadable: // an empty answer
		why = "there is nothing at " + text.Line(at)
	case feed.TroubleTimeout:
		cure = "to wait longer: veille add --timeout 2m " + shellWord(text.Line(address))
	case feed.TroubleTLS:
		cure = "look at the site in a browser; an authority of your own is named with --ca"
	case feed.TroubleDenied:
		cure = `name user and password_command under [auth."` + hostOf(at) + `"] in the settings: veille help sources`
	case feed.TroublePrivate:
		cure = "the site leads there; if that is meant, add that address itself"
	case feed.TroubleTooLarge:
		cure = "look for a shorter feed on the site"
	default:
	}
	return &cured{fmt.Errorf("%s%s", why, inFull(&p)), cure}
}
