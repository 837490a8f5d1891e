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

// codec is an encoder and a decoder for one goroutine at a time.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

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
	return &codec{enc, dec}, nil
}

func (c *codecs) give(got *codec) {
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

// pack compresses src into a frame of its own with a checksum.
func (c *codec) pack(src []byte) ([]byte, error) {
	if len(src) > maxValue {
		return nil, fmt.Errorf("%d bytes: %w", len(src), feed.ErrTooLarge)
	}
	return c.enc.EncodeAll(src, make([]byte, 0, len(src)/2+64)), nil
}

// unpack appends the content of a frame to dst.
func (c *codec) unpack(dst, frame []byte) ([]byte, error) {
	out, err := c.dec.DecodeAll(frame, dst)
	if err != nil {
		return nil, damaged("unpack: %v", err)
	}
	return out, nil
}
