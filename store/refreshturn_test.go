package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
)

func init() { roles["turn"] = childTurn }

// childTurn holds the turn to refresh until it is killed.
func childTurn(ctx context.Context, s *Store, _, _ int) error {
	release, ok, err := s.RefreshTurn(ctx, false)
	if !ok || err != nil {
		return fmt.Errorf("no turn: %w", err)
	}
	defer release() // keeps the file that is locked
	fmt.Println("ACK", 1)
	select {}
}

// TestRefreshTurn holds that one has the turn to refresh at a time, in this
// process or another, and that one who waits gets it when it is given back.
func TestRefreshTurn(t *testing.T) {
	s := newStore(t)
	release, ok, err := s.RefreshTurn(t.Context(), false)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	other := openAt(t, s.path)
	for _, of := range []*Store{s, other} {
		if _, ok, err := of.RefreshTurn(t.Context(), false); ok || err != nil {
			t.Errorf("two have the turn: %v, %v", ok, err)
		}
	}
	addSamples(t, other, 0, 2) // it is in nobody's way
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, ok, err := other.RefreshTurn(ctx, true); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("a wait that is given up: %v, %v", ok, err)
	}
	got := make(chan error, 1)
	go func() {
		release, ok, err := other.RefreshTurn(t.Context(), true)
		if release(); !ok {
			err = errors.Join(err, errors.New("no turn"))
		}
		got <- err
	}()
	release()
	if err := <-got; err != nil {
		t.Error(err)
	}
	if release, ok, err = s.RefreshTurn(t.Context(), false); !ok || err != nil {
		t.Errorf("after all: %v, %v", ok, err)
	}
	release()
}

// TestRefreshTurnOfTheDead holds that a process that is killed gives its turn back.
func TestRefreshTurnOfTheDead(t *testing.T) {
	s := newStore(t)
	p := start(t, "turn", s.path, 0, 0)
	p.read(t, 1)
	if _, ok, err := s.RefreshTurn(t.Context(), false); ok || err != nil {
		t.Fatalf("two processes have the turn: %v, %v", ok, err)
	}
	p.kill(t)
	release, ok, err := s.RefreshTurn(t.Context(), true)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	release()
}

// TestRefreshTurnWithoutLock holds that a refresh needs no lock where there can
// be none.
func TestRefreshTurnWithoutLock(t *testing.T) {
	s := newStore(t)
	if err := os.Mkdir(s.path+refreshSuffix, 0o700); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, ok, err := s.RefreshTurn(t.Context(), true); !ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
	}
}
