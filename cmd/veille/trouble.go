package main

import (
	"cmp"
	"fmt"
	"net/url"
	"time"

	"veille/feed"
	"veille/feed/text"
)

// troubleNames are the words that --json has for feed.Trouble, in its order.
var troubleNames = []string{
	"", "offline", "host", "connect", "timeout", "tls", "gone", "missing", "denied", "busy", "server",
	"redirect", "private", "too-large", "not-feed", "unreadable", "keep",
}

func troubleName(t feed.Trouble) string {
	if int(t) < len(troubleNames) {
		return troubleNames[t]
	}
	return "unknown"
}

// troubleCause says in plain words why a source could not be read and what its
// reader can do about it. Name is what names the source on a command line.
func troubleCause(p *feed.Poll, address, name string) (why, cure string) {
	host := hostOf(address)
	edit := "veille source edit " + name + " --feed ADDRESS"
	switch p.Trouble {
	case feed.NoTrouble:
		return "", ""
	case feed.TroubleOffline:
		return said(p, "this computer has no network"), "look at its network, and at the proxy if one is set, and try again"
	case feed.TroubleHost:
		return "there is no host " + host, "see whether the address is right, or whether the site has ended: " + edit
	case feed.TroubleConnect:
		return said(p, host+" does not answer"), "it will be asked again by itself"
	case feed.TroubleTimeout:
		return host + " answers too slowly", "it will be asked again by itself; to wait longer: veille fetch --timeout 2m " + name
	case feed.TroubleTLS:
		return said(p, "the certificate of "+host+" cannot be trusted"), "look at the site in a browser; an authority of your own is named in the settings: [fetch] ca"
	case feed.TroubleGone:
		return host + " says that the feed is over" + status(p), "it is not asked any more; find another: veille add --dry-run " + siteOf(address) + ", or stop following: veille source remove " + name
	case feed.TroubleMissing:
		return "there is nothing at its address" + status(p) + ": it has probably moved", "see which feeds the site has: veille add --dry-run " + siteOf(address) + "; then: " + edit
	case feed.TroubleDenied:
		return host + " lets nobody in without a password, or no readers of feeds" + status(p), "name user and password_command under [auth.\"" + host + "\"] in the settings: veille help sources"
	case feed.TroubleBusy:
		return host + " asks to be left alone for a while" + status(p), "it will be asked again when it allows it"
	case feed.TroubleServer:
		return host + " has a fault of its own" + status(p), "it will be asked again by itself"
	case feed.TroubleRedirect:
		return said(p, "its address leads in a circle, or where it must not lead"), "find the right one in a browser; then: " + edit
	case feed.TroublePrivate:
		return "its address is one of a private network", "if that is meant: veille source edit " + name + " --private"
	case feed.TroubleTooLarge:
		return said(p, "the feed is larger than any is read"), "look for a shorter one on the site: veille add --dry-run " + siteOf(address)
	case feed.TroubleNotFeed:
		return "what came is no feed: a page, perhaps that of the network you are in", "open the address in a browser; if the feed has moved: " + edit
	case feed.TroubleUnreadable:
		return "the feed is so broken that no article was found in it", "it will be asked again by itself; tell its owner"
	case feed.TroubleKeep:
		return "what it brought could not be kept", "veille doctor looks at the file of articles"
	}
	return "it could not be read", "it will be asked again by itself"
}

// said is what is known of a trouble whose forms differ, in the words of whoever
// met it.
func said(p *feed.Poll, otherwise string) string {
	return cmp.Or(text.Line(p.Message), otherwise)
}

// status tells an HTTP status in brackets.
func status(p *feed.Poll) string {
	if p.Status == 0 {
		return ""
	}
	return fmt.Sprintf(" (status %d)", p.Status)
}

// hostOf is the host of an address, or the address when it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return text.Line(address)
	}
	return text.Line(u.Host)
}

// siteOf is the address of the site that an address belongs to.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "ADDRESS"
	}
	return shellWord(text.Line(u.Scheme + "://" + u.Host + "/"))
}

// troubleLine tells what is wrong with a source in one line: why, for how long,
// and in the server's or the network's own words what is not said by that.
func troubleLine(p *feed.Poll, address, name string, now time.Time) string {
	why, _ := troubleCause(p, address, name)
	if since := sinceFor(p, now); since != "" {
		why += ", " + since
	}
	return why + inFull(p)
}

// inFull is what a server or the network said, where why alone does not tell it:
// a status does, as do the troubles that have but one form.
func inFull(p *feed.Poll) string {
	m := text.Line(p.Message)
	switch p.Trouble {
	case feed.TroubleOffline, feed.TroubleHost, feed.TroubleTimeout, feed.TroublePrivate:
		return ""
	case feed.TroubleConnect, feed.TroubleTLS, feed.TroubleRedirect, feed.TroubleTooLarge: // why is as said
		return ""
	}
	if m == "" || p.Status != 0 && p.Status != 200 {
		return ""
	}
	return ": " + m
}

// sinceFor tells for how long a source has failed, "" when it was the first
// time.
func sinceFor(p *feed.Poll, now time.Time) string {
	if p.Failures < 2 || p.Since.IsZero() {
		return ""
	}
	return "since " + p.Since.Local().Format("2006-01-02 15:04") + " (" + many(p.Failures, "time", "times") + ")"
}
