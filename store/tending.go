package store

import "context"

// tending tends the index while batches are being written: what is to be merged is
// merged beside the next batches and put in place between two of them. What it leaves
// undone, damage too, the next time or a check comes upon.
type tending struct {
	store *Store
	ctx   context.Context //nolint:containedctx // lives as long as the call that writes the batches
	under chan *remade    // what is being made; nil when nothing is
}

// step follows each batch: it puts in place what is ready and looks for more to do,
// unless something is being made still.
func (y *tending) step() {
	if y.under != nil {
		select {
		case m := <-y.under:
			y.put(m)
		default:
			return
		}
	}
	p, found, err := y.store.nextPart(y.ctx)
	if err != nil || !found {
		return
	}
	y.under = make(chan *remade, 1)
	go func(out chan<- *remade) {
		var m *remade
		defer func() {
			if recover() != nil { // nobody else could catch it, and it is no fault of the articles
				m = nil
			}
			out <- m
		}()
		m, _ = y.store.remade(y.ctx, p)
	}(y.under)
}

// end follows the last batch.
func (y *tending) end() {
	if y.under == nil {
		return
	}
	y.put(<-y.under)
	_, _ = y.store.tend(y.ctx, 1)
}

func (y *tending) put(m *remade) {
	y.under = nil
	if m != nil {
		_, _ = y.store.putRemade(y.ctx, m)
	}
}
