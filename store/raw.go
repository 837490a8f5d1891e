package store

import "veille/feed"

// Bucket raw: 1 name  2 media type  3 zstd frame of the bytes  4 their number
func encodeRaw(c *codec, raw *feed.Raw) ([]byte, error) {
	frame, err := c.pack(raw.Bytes)
	if err != nil {
		return nil, err
	}
	b := addString(make([]byte, 0, len(frame)+len(raw.Name)+len(raw.Type)+32), 1, raw.Name)
	b = addString(b, 2, raw.Type)
	b = addBytes(b, 3, frame)
	return addUint(b, 4, uint64(len(raw.Bytes))), nil
}

func decodeRaw(c *codec, b []byte) (raw feed.Raw, err error) {
	var frame []byte
	var size uint64
	r := record{b: b}
	for n := r.next(); n != 0; n = r.next() {
		switch n {
		case 1:
			raw.Name = r.string()
		case 2:
			raw.Type = r.string()
		case 3:
			frame = r.bytes()
		case 4:
			size = r.uint()
		default:
			r.skip()
		}
	}
	if r.err != nil {
		return raw, r.err
	}
	raw.Bytes, err = c.unpack(make([]byte, 0, min(size, maxValue)), frame)
	return raw, err
}
