package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"veille/feed"
)

// Roles make the test program a child process of its own. A child prints
// "ACK n" when its n-th piece of work is on disk.
const (
	roleVar  = "VEILLE_STORE_ROLE"
	pathVar  = "VEILLE_STORE_PATH"
	fromVar  = "VEILLE_STORE_FROM"
	countVar = "VEILLE_STORE_COUNT"
)

var roles = map[string]func(ctx context.Context, s *Store, from, count int) error{
	"check": childCheck, "import": childImport, "flood": childFlood, "tag": childTag, "read": childRead, "empty": childEmpty,
	"same": childSame, "press": childPress, "look": childLook, "mark": childMark,
}

func child(role string) int {
	from, _ := strconv.Atoi(os.Getenv(fromVar))
	count, _ := strconv.Atoi(os.Getenv(countVar))
	ctx := context.Background()
	if f, ok := systemRoles[role]; ok {
		return tell(f(ctx, os.Getenv(pathVar)))
	}
	s, err := Open(ctx, os.Getenv(pathVar), testOptions())
	if err == nil {
		err = roles[role](ctx, s, from, count)
	}
	return tell(err)
}

func tell(err error) int {
	if err != nil {
		fmt.Println("FAIL", err)
		return 1
	}
	return 0
}

// childImport adds count articles in small and large batches.
func childImport(ctx context.Context, s *Store, from, count int) error {
	for done := 0; done < count; {
		n := min([]int{1, 7, 120}[done%3], count-done)
		if _, err := s.Add(ctx, samples(from+done, n), nil); err != nil {
			return err
		}
		done += n
		fmt.Println("ACK", from+done)
	}
	return nil
}

// childFlood adds articles in one call, as an import does.
func childFlood(ctx context.Context, s *Store, from, count int) error {
	done := from
	_, err := s.Add(ctx, samples(from, count), func(a Added) {
		done += a.New
		fmt.Println("ACK", done)
	})
	return err
}

// childCheck holds that the file is sound and has the articles from from to
// count: what power cuts and failing calls are tried against, with the number
// that was acknowledged.
func childCheck(ctx context.Context, s *Store, from, count int) error {
	r, err := s.Check(ctx, true)
	if err != nil || !r.OK() {
		return fmt.Errorf("%v %w", r.Faults, err)
	}
	for i := from; i < count; i++ {
		if _, err := s.Article(ctx, sample(i).Article.ID); err != nil {
			return err
		}
	}
	return nil
}

// childTag tags articles by turns, from the first.
func childTag(ctx context.Context, s *Store, from, count int) error {
	for i := from; i < from+count; i++ {
		c, err := s.Tag(ctx, one(sample(i).Article.ID), feed.Tagging{Add: []feed.ID{feed.ThemeID("gardens")}})
		if err != nil || c.Count != 1 {
			return fmt.Errorf("tag article %d: %+v, %w", i, c, err)
		}
		fmt.Println("ACK", i+1)
	}
	return nil
}

// childRead looks at the list over and over: it must never see half a change.
func childRead(ctx context.Context, s *Store, _, count int) error {
	last := 0
	for range count {
		h, err := s.Find(ctx, everything)
		if err != nil {
			return err
		}
		if h.Len() < last {
			return fmt.Errorf("list shrank from %d to %d", last, h.Len())
		}
		last = h.Len()
		heads, err := h.Heads(ctx, 0, 60)
		if err != nil {
			return err
		}
		for _, hd := range heads {
			if _, err := s.Article(ctx, hd.ID); err != nil {
				return err
			}
		}
		c, err := s.Counts(ctx)
		if err != nil {
			return err
		}
		if c.All < last {
			return fmt.Errorf("%d counted after %d were listed", c.All, last)
		}
	}
	return nil
}

// childEmpty moves articles to the trash and destroys them.
func childEmpty(ctx context.Context, s *Store, from, count int) error {
	for i := from; i < from+count; i++ {
		if _, err := s.SetFlag(ctx, one(sample(i).Article.ID), feed.FlagTrashed, true); err != nil {
			return err
		}
		if _, err := s.EmptyTrash(ctx); err != nil {
			return err
		}
		fmt.Println("ACK", i+1)
	}
	return nil
}

// process is a child under way.
type process struct {
	cmd *exec.Cmd
	out *bufio.Reader
	ack int
}

func start(t testing.TB, role, path string, from, count int) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), roleVar+"="+role, pathVar+"="+path,
		fromVar+"="+strconv.Itoa(from), countVar+"="+strconv.Itoa(count))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd, out: bufio.NewReader(out), ack: from}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return p
}

// read takes the child's lines until it has told of n more pieces of work, or
// until its end.
func (p *process) read(t testing.TB, n int) {
	t.Helper()
	for ; n > 0; n-- {
		line, err := p.out.ReadString('\n')
		if errors.Is(err, io.EOF) {
			return
		}
		if ack, ok := strings.CutPrefix(strings.TrimSpace(line), "ACK "); ok {
			p.ack, _ = strconv.Atoi(ack)
		} else {
			t.Fatalf("child: %s", line)
		}
	}
}

func (p *process) kill(t testing.TB) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.read(t, 1<<30)
	_ = p.cmd.Wait()
}

func (p *process) end(t testing.TB) {
	t.Helper()
	p.read(t, 1<<30)
	if err := p.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestProcessesShareTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "shared.db")
	s := openAt(t, path)
	addSamples(t, s, 0, 200)
	wires := fewer(1500, 300) // the detector sees one process at a time
	all := []*process{
		start(t, "import", path, 1000, wires), start(t, "import", path, 5000, wires),
		start(t, "tag", path, 0, 100), start(t, "tag", path, 100, 100),
		start(t, "read", path, 0, 40), start(t, "read", path, 0, 40),
	}
	for _, p := range all {
		p.end(t)
	}
	if n := find(t, s, nil).Len(); n != 200+2*wires {
		t.Errorf("%d articles, want %d", n, 200+2*wires)
	}
	if n := find(t, s, tagged("gardens")).Len(); n != 200 {
		t.Errorf("%d tagged, want 200", n)
	}
	sound(t, s)
}

func TestCreatedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "new.db")
	var all []*process
	for i := range 6 {
		all = append(all, start(t, "import", path, 100*i, 10))
	}
	for _, p := range all {
		p.end(t)
	}
	s := openAt(t, path)
	if n := find(t, s, nil).Len(); n != 60 {
		t.Errorf("%d articles, want 60", n)
	}
	sound(t, s)
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// kills is how many times TestKill kills, or what VEILLE_KILLS says.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("VEILLE_KILLS")); err == nil {
		return n
	}
	return fewer(12, 2) // the dead race with nobody
}

func TestKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "killed.db")
	s := openAt(t, path)
	const base = 100_000
	addSamples(t, s, 0, 400)
	r := rand.New(rand.NewPCG(9, 9))
	added, taggedTo, emptied := base, 0, 300
	for i := range kills() {
		a := start(t, "import", path, added, 1_000_000)
		b := start(t, "tag", path, taggedTo%300, 300-taggedTo%300)
		all := []*process{a, b}
		var c *process
		if emptied < 400 {
			c = start(t, "empty", path, emptied, 400-emptied)
			all = append(all, c)
		}
		all[r.IntN(2)].read(t, r.IntN(12))
		<-time.After(time.Duration(r.IntN(8_000)) * time.Microsecond) // anywhere in a transaction
		for _, p := range all {
			p.kill(t)
		}
		if c != nil {
			emptied = checkEmptied(t, s, c.ack)
		}
		checkTagged(t, s, taggedTo%300, b.ack)
		added = checkAdded(t, s, added, a.ack)
		taggedTo = clearTags(t, s)
		sound(t, s)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
	}
	checkAdded(t, s, base, added)
}

// checkAdded holds that all acknowledged are there and that nothing is there
// in part; it returns the next free number.
func checkAdded(t *testing.T, s *Store, base, ack int) int {
	t.Helper()
	next := base
	for ; ; next++ {
		a, err := s.Article(t.Context(), sample(next).Article.ID)
		if errors.Is(err, feed.ErrNotFound) {
			break
		}
		if err != nil || !strings.HasSuffix(a.Text(), fmt.Sprintf("needle%d", next)) {
			t.Fatalf("article %d: %v", next, err)
		}
	}
	if next < ack {
		t.Fatalf("articles up to %d were acknowledged, %d is missing", ack, next)
	}
	return next
}

func checkTagged(t *testing.T, s *Store, from, ack int) {
	t.Helper()
	for i := from; i < ack; i++ {
		a, err := s.Article(t.Context(), sample(i).Article.ID)
		if err != nil || len(a.Themes) != 1 {
			t.Fatalf("article %d was tagged: %v %v", i, a.Themes, err)
		}
	}
}

// clearTags takes all tags off and back on and off again, so that the journal
// is used between kills.
func clearTags(t *testing.T, s *Store) int {
	t.Helper()
	h := find(t, s, tagged("gardens"))
	if _, err := s.Tag(t.Context(), feed.Targets{Hits: h}, feed.Tagging{Remove: []feed.ID{feed.ThemeID("gardens")}}); err != nil {
		t.Fatal(err)
	}
	if h.Len() > 0 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return 0
}

func checkEmptied(t *testing.T, s *Store, ack int) int {
	t.Helper()
	for i := 300; i < ack; i++ {
		if _, err := s.Article(t.Context(), sample(i).Article.ID); !errors.Is(err, feed.ErrNotFound) {
			t.Fatalf("article %d was destroyed: %v", i, err)
		}
	}
	for ack < 400 {
		if _, err := s.Article(t.Context(), sample(ack).Article.ID); err == nil {
			break
		}
		ack++
	}
	return ack
}
