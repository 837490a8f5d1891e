package charset

import "bytes"

// magics are the first bytes of files that are no text, with what to call
// them.
var magics = []struct{ head, name string }{
	{"%PDF", "a PDF"},
	{"PK\x03\x04", "a ZIP archive or office document"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\x89PNG", "a PNG picture"},
	{"GIF8", "a GIF picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"II*\x00", "a TIFF picture"},
	{"MM\x00*", "a TIFF picture"},
	{"\x1f\x8b", "gzip data"},
	{"BZh", "bzip2 data"},
	{"\xfd7zXZ", "xz data"},
	{"7z\xbc\xaf", "a 7-Zip archive"},
	{"Rar!", "a RAR archive"},
	{"\x28\xb5\x2f\xfd", "zstd data"},
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
	{"\xca\xfe\xba\xbe", "a program"},
	{"\xcf\xfa\xed\xfe", "a program"},
	{"\xd0\xcf\x11\xe0", "an old office document"},
	{"{\\rtf", "an RTF document"},
	{"SQLite format 3", "a database"},
	{"bplist", "a web archive of Safari"},
	{"ID3", "an MP3 sound"},
	{"OggS", "a sound or film"},
	{"fLaC", "a FLAC sound"},
	{"\x1aE\xdf\xa3", "a film"},
	{"wOFF", "a font"},
	{"wOF2", "a font"},
	{"%!PS", "a PostScript document"},
}

// Foreign tells what bytes that are no text look like, "" when they may be text.
func Foreign(b []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.head)) {
			return m.name
		}
	}
	switch {
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return "a WebP picture"
	case len(b) >= 12 && string(b[:4]) == "RIFF":
		return "a sound or film"
	case len(b) >= 12 && string(b[4:8]) == "ftyp":
		return "a film or picture"
	case len(b) >= 262 && string(b[257:262]) == "ustar":
		return "a tar archive"
	}
	return ""
}
