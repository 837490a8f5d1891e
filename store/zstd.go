package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"veille/feed"
)

// maxValue bounds what one frame may hold unpacked: a damaged or made-up frame
// cannot ask for more memory.
const maxValue = 64 << 20

// codec packs and unpacks, for one goroutine at a time.
type codec struct {
	enc    *zstd.Encoder
	dec    *zstd.Decoder
	editor editor
	plain  []byte // room to put together what is packed
	packed []byte // and what comes of it
}

// maxRoom bounds the room that a codec keeps.
const maxRoom = 1 << 20

// codecs lends one codec to each goroutine that works on frames: two of them
// work on two cores, and an idle store keeps few.
type codecs struct {
	mu   sync.Mutex
	free []*codec
}

const keptCodecs = 4

func (c *codecs) take() (*codec, error) {
	c.mu.Lock()
	if n := len(c.free); n > 0 {
		got := c.free[n-1]
		c.free = c.free[:n-1]
		c.mu.Unlock()
		return got, nil
	}
	c.mu.Unlock()
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true),
		zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(maxValue))
	if err != nil {
		return nil, err
	}
	return &codec{enc: enc, dec: dec}, nil
}

func (c *codecs) give(got *codec) {
	if cap(got.plain) > maxRoom || cap(got.packed) > maxRoom {
		got.plain, got.packed = nil, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.free) < keptCodecs {
		c.free = append(c.free, got)
	}
}

func (c *codecs) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.free = nil
}

// pack compresses src into a frame of its own with a checksum. There is room
// behind it for a seal.
func (c *codec) pack(src []byte) ([]byte, error) {
	frame, err := c.squeeze(src)
	if err != nil {
		return nil, err
	}
	return append(make([]byte, 0, len(frame)+sealSize), frame...), nil
}

// squeeze is pack for a frame that is used before the codec is again.
func (c *codec) squeeze(src []byte) ([]byte, error) {
	if len(src) > maxValue {
		return nil, fmt.Errorf("%d bytes: %w", len(src), feed.ErrTooLarge)
	}
	c.packed = c.enc.EncodeAll(src, c.packed[:0])
	return c.packed, nil
}

// edits returns edits that make src of base, to be used before the codec is
// again, false when they take more than limit bytes, or src is longer than what is
// unpacked.
func (c *codec) edits(src, base []byte, limit int) (edits []byte, ok bool) {
	if len(src) > maxValue {
		return nil, false
	}
	c.packed, ok = c.editor.appendEdits(c.packed[:0], src, base, limit)
	return c.packed, ok
}

// body packs the body of an article; plain is what it was before, to be used
// before the codec is again given a body.
func (c *codec) body(a *feed.Article) (packed, plain []byte, err error) {
	c.plain = appendBody(c.plain[:0], a)
	packed, err = c.pack(c.plain)
	return packed, c.plain, err
}

// unpack appends the content of a frame to dst.
func (c *codec) unpack(dst, frame []byte) ([]byte, error) {
	out, err := c.dec.DecodeAll(frame, dst)
	if err != nil {
		return nil, damaged("unpack: %v", err)
	}
	return out, nil
}
