package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"veille/feed"
	"veille/feed/query"
	"veille/feed/text"
	"veille/store"
)

func (a *app) ruleCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "rule",
		Short: "Tag, mark, star or hide what a query finds, as it comes",
		Args:  subVerb,
		RunE:  unknownSub,
	}
	c.AddCommand(a.ruleAddCmd(), a.ruleListCmd(), a.ruleShowCmd(), a.ruleTestCmd(), a.ruleApplyCmd(),
		a.rulePauseCmd("pause", true), a.rulePauseCmd("resume", false), a.ruleRemoveCmd())
	return c
}

// ruleFlags say what a rule does.
type ruleFlags struct {
	tags             []string
	read, star, hide bool
	dryRun, apply    bool
	examples         int
}

func (f *ruleFlags) declare(c *cobra.Command, a *app) {
	c.Flags().StringArrayVar(&f.tags, "tag", nil, "put this `theme` on them; may be repeated")
	c.Flags().BoolVar(&f.read, "read", false, "mark them as read")
	c.Flags().BoolVar(&f.star, "star", false, "star them")
	c.Flags().BoolVar(&f.hide, "hide", false, "keep them out of lists but for is:hidden; nothing is deleted")
	cobra.CheckErr(c.RegisterFlagCompletionFunc("tag", a.completeTheme))
}

func (a *app) ruleAddCmd() *cobra.Command {
	var f ruleFlags
	c := &cobra.Command{
		Use:   "add NAME QUERY",
		Short: "Add a rule, or replace the one of that name",
		Long: "Adds a rule: what it says is done to every article that the query finds, from now on as it comes. First it is told how many articles that are here it would change, with examples. " +
			"What you do to an article later, a tag, a star or a note, does not ask it again: rule apply does. " +
			"--dry-run stops there; --apply applies it to them as well, which veille undo takes back as one step.",
		Example: "  veille rule add --tag covid-19 --dry-run bulletin 'source:daily title:(covid OR coronavirus)'\n" +
			"  veille rule add --hide --read exchange 'title:\"exchange rate\"'\n  veille rule add --tag asean --apply summit 'title:(asean summit)'",
		Args: words(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := everything("rule add "+shellWord(args[0]), args[1:]); err != nil {
				return err
			}
			return a.addRule(cmd.Context(), args[0], args[1:], &f)
		},
	}
	f.declare(c, a)
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "tell what it would do, keep nothing")
	c.Flags().BoolVar(&f.apply, "apply", false, "apply it to the articles that are here too")
	c.Flags().IntVar(&f.examples, "examples", 5, "how many `articles` to show that it would change")
	return c
}

// rule makes the rule that the flags describe.
func (f *ruleFlags) rule(name string, q query.Query, themes []feed.Theme) (feed.SavedRule, error) {
	name, err := savedName(name)
	r := feed.SavedRule{ID: feed.RuleID(name), Name: name, Query: q.String(), Read: f.read, Star: f.star, Hide: f.hide}
	if err != nil {
		return r, err
	}
	if len(f.tags) == 0 && !f.read && !f.star && !f.hide {
		return r, usagef("the rule %s does nothing", text.Line(name))("say what it does: --tag THEME, --read, --star or --hide")
	}
	for _, tag := range f.tags {
		t, err := themeNamed(themes, tag)
		if err != nil {
			return r, err
		}
		r.Tags = append(r.Tags, t.ID)
	}
	return r, nil
}

func (a *app) addRule(ctx context.Context, name string, line []string, f *ruleFlags) error {
	q, err := parseQuery(line)
	if err != nil {
		return err
	}
	want := toCreate
	if f.dryRun {
		want = toRead
	}
	return a.with(ctx, want, func(s *store.Store) error {
		themes, err := s.Themes(ctx)
		if err != nil {
			return err
		}
		r, err := a.ruleOf(ctx, s, name, q, f, themes)
		if err != nil {
			return err
		}
		waiting, err := a.tryRule(ctx, s, r, f.examples, themes)
		if err != nil || f.dryRun {
			return err
		}
		r, change, err := s.SaveRule(ctx, r)
		if err != nil {
			return fmt.Errorf("save rule %s: %w", text.Line(name), err)
		}
		if err := a.changed(change); err != nil {
			return err
		}
		if f.apply {
			return a.applyRule(ctx, s, r)
		}
		if waiting > 0 {
			a.sayf("hint: it works on what comes from now on; on what is here: %s", a.command("rule apply "+shellWord(r.Name)))
		}
		return nil
	})
}

// ruleOf makes the rule that the flags describe, as an edit of the one of that name.
func (a *app) ruleOf(ctx context.Context, s *store.Store, name string, q query.Query, f *ruleFlags, themes []feed.Theme) (feed.SavedRule, error) {
	if _, err := a.knowSaved(ctx, s, q); err != nil {
		return feed.SavedRule{}, err
	}
	r, err := f.rule(name, q, themes)
	if err != nil {
		return r, err
	}
	rules, err := s.Rules(ctx)
	if have, ok := ruleNamed(rules, name); ok {
		r.ID, r.Name, r.Version = have.ID, have.Name, have.Version
	}
	return r, err
}

// tryRule tells what a rule would do to what is here, and returns how many articles
// it would change.
func (a *app) tryRule(ctx context.Context, s *store.Store, r feed.SavedRule, examples int, themes []feed.Theme) (int, error) {
	if examples < 0 {
		return 0, usagef("--examples is %d", examples)("give how many articles to show")
	}
	t, err := s.TryRule(ctx, r, examples)
	if err != nil {
		return 0, fmt.Errorf("try rule %s: %w", text.Line(r.Name), err)
	}
	if a.json {
		o := trialObject{newRuleObject(r, slugsOf(themes)), t.Found, t.Changed, []string{}}
		for i := range t.Examples {
			o.Examples = append(o.Examples, t.Examples[i].ID.String())
		}
		a.out.object(o)
		return t.Changed, nil
	}
	a.sayf("the rule %s finds %s and would change %d of them", text.Line(r.Name), many(t.Found, "article", "articles"), t.Changed)
	rows := a.rows(themes)
	for i := range t.Examples {
		a.out.printf("%s\n", rows.line(t.Examples[i]))
	}
	return t.Changed, nil
}

// ruleObject is a rule as --json prints it.
type ruleObject struct {
	Name    string   `json:"name"`
	ID      string   `json:"id"`
	Query   string   `json:"query"`
	Tags    []string `json:"tags"`
	Read    bool     `json:"read"`
	Star    bool     `json:"star"`
	Hide    bool     `json:"hide"`
	Paused  bool     `json:"paused"`
	Version int      `json:"version"`
	Broken  string   `json:"broken"` // why it cannot do all that it says
}

// trialObject is what rule test --json prints.
type trialObject struct {
	Rule     ruleObject `json:"rule"`
	Found    int        `json:"found"`
	Changed  int        `json:"changed"`
	Examples []string   `json:"examples"` // ids
}

func newRuleObject(r feed.SavedRule, slugs map[feed.ID]string) ruleObject {
	o := ruleObject{r.Name, r.ID.String(), r.Query, []string{}, r.Read, r.Star, r.Hide, r.Paused, r.Version, text.Line(r.Broken)}
	for _, t := range r.Tags {
		o.Tags = append(o.Tags, slugs[t])
	}
	return o
}

// does says what a rule does in words: "+asean, read".
func (o ruleObject) does() string {
	var out []string
	for _, t := range o.Tags {
		out = append(out, "+"+t)
	}
	for _, d := range []struct {
		on   bool
		says string
	}{{o.Read, "read"}, {o.Star, "star"}, {o.Hide, "hide"}, {o.Paused, "paused"}} {
		if d.on {
			out = append(out, d.says)
		}
	}
	return strings.Join(out, ", ")
}

func (a *app) ruleListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the rules: name, what each does, query", Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, toRead, func(s *store.Store) error {
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				themes, err := s.Themes(ctx)
				if err != nil {
					return err
				}
				for i := range rules {
					a.ruleRow(newRuleObject(rules[i], slugsOf(themes)))
				}
				if len(rules) == 0 {
					a.sayf("there is no rule; add one with: veille rule add --tag THEME NAME QUERY")
				}
				return nil
			})
		},
	}
}

// ruleFault tells on the side of words why a rule cannot do all that it says.
func (a *app) ruleFault(o ruleObject) {
	if o.Broken != "" {
		a.warnf("the rule %s does not work as it says: %s", text.Line(o.Name), o.Broken)
	}
}

// ruleFaults tells of all rules that have looked at articles in vain.
func (a *app) ruleFaults(ctx context.Context, s *store.Store) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return // the verb itself tells what is wrong with the file
	}
	for i := range rules {
		if !rules[i].Paused {
			a.ruleFault(newRuleObject(rules[i], nil))
		}
	}
}

func (a *app) ruleRow(o ruleObject) {
	defer a.ruleFault(o)
	name, line := text.Line(o.Name), text.Line(o.Query)
	switch {
	case a.json:
		a.out.object(o)
	case a.out.tty:
		a.out.printf("%s  %s  %s\n", pad(name, 24), pad(o.does(), 24), line)
	default:
		a.out.printf("%s\t%s\t%s\n", name, o.does(), line)
	}
}
