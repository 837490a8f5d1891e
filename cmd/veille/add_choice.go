package main

import (
	"bufio"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"

	"veille/feed"
	"veille/feed/refresh"
	"veille/feed/text"
)

// choice follows those feeds of a site that are chosen, and asks them.
func (ad *adding) choice(ctx context.Context, address string, of refresh.Offer) error {
	a := ad.app
	chosen, err := ad.chosen(address, of)
	if err != nil {
		return err
	}
	if ad.flags.dryRun && len(chosen) == 0 {
		return nil
	}
	if len(chosen) > 1 && ad.flags.name != "" {
		return usagef("--name is for one source")("choose one feed, or rename them later: veille source rename")
	}
	if ad.flags.dryRun { // what one of them would bring is seen by asking it
		for _, i := range chosen {
			of, err := refresh.Look(ctx, ad.keep, ad.ask.client, of.Sources[i].Feed, ad.ask.options)
			if err != nil {
				return ad.lookFailed(ctx, address, err)
			}
			ad.name(&of)
			if of.Kind == refresh.OfferFeed {
				ad.preview(of)
			}
		}
		return nil
	}
	if name := text.Limit(text.Line(ad.flags.name), maxRowText); name != "" {
		of.Sources[chosen[0]].Name, of.Sources[chosen[0]].Named = name, true
	}
	var ids []feed.ID
	for _, i := range chosen {
		if of.Known[i] {
			ad.say(addedOf("known", &of.Sources[i]))
			a.sayf("%s is followed already", shownName(&of.Sources[i]))
			continue
		}
		ids = append(ids, of.Sources[i].ID)
	}
	if len(ids) == 0 {
		return nil
	}
	sources, _, err := refresh.Accept(ctx, ad.keep, of, ids)
	if err != nil {
		return err
	}
	return ad.askNow(ctx, sources)
}

// askNow asks sources that are followed from now on for the first time, and tells
// what they brought when each has the name of its feed.
func (ad *adding) askNow(ctx context.Context, sources []feed.Source) error {
	o := ad.ask.options
	o.AtOnce = true
	var ended []refresh.Event
	_, err := refresh.Run(ctx, ad.keep, ad.ask.client, idsOf(sources), o, func(e refresh.Event) {
		if e.Phase == refresh.Finished {
			ended = append(ended, e)
		}
	})
	if err != nil {
		return err
	}
	now, err := ad.keep.Sources(ctx)
	if err != nil {
		return err
	}
	failed := 0
	for _, e := range ended {
		if i := slices.IndexFunc(now, func(s feed.Source) bool { return s.ID == e.Source.ID }); i >= 0 {
			e.Source = now[i]
		}
		if e.Err == nil {
			if err := ad.followed(ctx, &e.Source, e.Kept); err != nil {
				return err
			}
			continue
		}
		failed++
		obj := addedOf("followed", &e.Source)
		obj.Trouble, obj.Error = troubleName(e.Poll.Trouble), text.Line(e.Err.Error())
		ad.say(obj)
		ad.app.warnf("followed: %s, which could not be read: %s", shownName(&e.Source), troubleOf(&e, ad.ask.passwords, ad.app.now()))
	}
	if failed > 0 {
		return exit(exitPartly)
	}
	return nil
}

// chosen settles which of several feeds are meant, by their places: --choose
// says it, or whoever sits at the terminal.
func (ad *adding) chosen(address string, of refresh.Offer) ([]int, error) {
	a, n := ad.app, len(of.Sources)
	if ad.flags.choose != "" {
		return readChoice(ad.flags.choose, n)
	}
	asks := !a.blind && !a.json && !ad.flags.dryRun && term.IsTerminal(a.in.Fd())
	for i := range of.Sources {
		s := &of.Sources[i]
		known := ""
		if of.Known[i] {
			known = "followed already"
		}
		switch {
		case a.json:
			o := addedOf("offered", s)
			o.Number = i + 1
			a.out.object(o)
		case asks:
			a.warnf("%3d  %s  %s  %s", i+1, shownName(s), text.Line(s.Feed), known)
		default:
			a.out.printf("%d\t%s\t%s\t%s\n", i+1, shownName(s), text.Line(s.Feed), known)
		}
	}
	if !asks {
		if ad.flags.dryRun {
			a.sayf("choose with --choose 1, --choose 1,2 or --choose all")
			return nil, nil
		}
		return nil, usagef("%s offers %s", text.Line(address), many(n, "feed", "feeds"))("choose with --choose 1, --choose 1,2 or --choose all, or add one of these addresses")
	}
	a.warnf("which? [1-%d, as 1,3, or all]", n)
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if strings.TrimSpace(line) == "" {
		a.sayf("nothing is followed")
		return nil, exit(exitFailed)
	}
	if err != nil && line == "" {
		return nil, exit(exitFailed)
	}
	return readChoice(line, n)
}

// readChoice reads numbers from 1 to n, or "all"; the places count from 0.
func readChoice(s string, n int) (out []int, err error) {
	if strings.EqualFold(strings.TrimSpace(s), "all") {
		for i := range n {
			out = append(out, i)
		}
		return out, nil
	}
	seen := map[int]bool{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) }) {
		i, err := strconv.Atoi(w)
		if err != nil || i < 1 || i > n {
			return nil, usagef("--choose is %q", text.Line(s))("give numbers from 1 to " + strconv.Itoa(n) + ", or all")
		}
		if !seen[i] {
			seen[i] = true
			out = append(out, i-1)
		}
	}
	if len(out) == 0 {
		return nil, usagef("--choose is %q", text.Line(s))("give numbers from 1 to " + strconv.Itoa(n) + ", or all")
	}
	return out, nil
}
