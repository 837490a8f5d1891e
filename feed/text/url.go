package text

import (
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// MaxURL is the length in bytes of the longest address kept.
const MaxURL = 2000

// SafeURL makes an address from outside safe to keep, show and open: absolute,
// http or https, the host in lower-case ASCII (names in other letters as
// punycode, so that look-alikes show), everything else percent-encoded ASCII,
// no user name or password, at most MaxURL bytes. False means it cannot be
// made so; the text is then "".
func SafeURL(s string) (string, bool) {
	u, ok := splitURL(s)
	if !ok {
		return "", false
	}
	out := u.write(s)
	if len(out) > MaxURL {
		return "", false
	}
	return out, true
}

// SafeLink is SafeURL that also lets mailto: pass.
func SafeLink(s string) (string, bool) {
	t := trimURL(s)
	if len(t) < 8 || !strings.EqualFold(t[:7], "mailto:") {
		return SafeURL(s)
	}
	out := "mailto:" + percentEncode(t[7:])
	if len(out) > MaxURL {
		return "", false
	}
	return out, true
}

// webURL is an address in its parts, each safe: percent-encoded, host checked.
type webURL struct {
	scheme, host, port string
	path               string // with its leading slash, or ""
	query, fragment    string // without ? and #
	hasQuery, hasFrag  bool
}

// parts are what the address is written as, end to end.
func (u *webURL) parts() [10]string {
	port, query, fragment := "", "", ""
	if u.port != "" {
		port = ":"
	}
	if u.hasQuery {
		query = "?"
	}
	if u.hasFrag {
		fragment = "#"
	}
	return [...]string{u.scheme, "://", u.host, port, u.port, u.path, query, u.query, fragment, u.fragment}
}

// write returns the address: s itself, which it was made of, where that is written
// so, as nearly all are.
func (u *webURL) write(s string) string {
	parts, at := u.parts(), 0
	for _, p := range parts {
		if !strings.HasPrefix(s[at:], p) {
			return strings.Join(parts[:], "")
		}
		at += len(p)
	}
	return s[:at]
}

// trimURL drops what browsers drop: blanks around, tabs and newlines inside,
// and every hidden character.
func trimURL(s string) string {
	if isPlainURL(s) {
		return s
	}
	s = strings.TrimSpace(Clean(s))
	if strings.ContainsAny(s, "\t\n") {
		s = strings.NewReplacer("\t", "", "\n", "").Replace(s)
	}
	return s
}

// splitURL takes an address apart and checks it.
func splitURL(s string) (webURL, bool) {
	if len(s) > 4*MaxURL {
		return webURL{}, false
	}
	s = trimURL(s)
	var u webURL
	colon := strings.Index(s, "://")
	if colon < 0 {
		return u, false
	}
	u.scheme = strings.ToLower(s[:colon])
	if u.scheme != "http" && u.scheme != "https" {
		return u, false
	}
	s = s[colon+3:]
	end := strings.IndexAny(s, `/?#\`)
	if end < 0 {
		end = len(s)
	}
	authority, rest := s[:end], s[end:]
	if strings.HasPrefix(rest, `\`) {
		return u, false // browsers read it as /, others as part of the host
	}
	if !u.setAuthority(authority) {
		return u, false
	}
	rest, u.fragment, u.hasFrag = strings.Cut(rest, "#")
	u.path, u.query, u.hasQuery = strings.Cut(rest, "?")
	u.path, u.query, u.fragment = percentEncode(u.path), percentEncode(u.query), percentEncode(u.fragment)
	return u, true
}

// setAuthority reads user@host:port and leaves the user out.
func (u *webURL) setAuthority(a string) bool {
	a = a[strings.LastIndexByte(a, '@')+1:]
	host := a
	if strings.HasPrefix(a, "[") {
		end := strings.IndexByte(a, ']')
		if end < 0 {
			return false
		}
		ip, err := netip.ParseAddr(a[1:end])
		if err != nil || ip.Zone() != "" || !ip.Is6() {
			return false
		}
		u.host, u.port = "["+ip.String()+"]", strings.TrimPrefix(a[end+1:], ":")
		return isPort(u.port) && (a[end+1:] == "" || a[end+1] == ':')
	}
	if i := strings.IndexByte(a, ':'); i >= 0 {
		host, u.port = a[:i], a[i+1:]
	}
	u.host = host
	if isPlainHost(host) {
		return isDotted(host) && isPort(u.port)
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil {
		ascii = strings.ToLower(host) // names with _ exist and work
	}
	u.host = ascii
	return isDotted(ascii) && strings.Trim(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-._") == "" && isPort(u.port)
}

// isPlainHost holds for a name that is its own form in ASCII: small letters, none
// of its labels encoded.
func isPlainHost(h string) bool {
	for i := range len(h) {
		if c := h[i]; isUpper(c) || !asciiWord[c] && c != '.' && c != '-' {
			return false
		}
	}
	return !strings.Contains(h, "xn--")
}

func isPort(p string) bool {
	return len(p) <= 5 && strings.Trim(p, "0123456789") == ""
}

// isDotted holds for what may be a host by its length and dots.
func isDotted(h string) bool {
	return h != "" && len(h) <= 253 && h[0] != '.' && !strings.Contains(h, "..")
}

const hexDigits = "0123456789ABCDEF"

// plainURL holds for the bytes that stand for themselves in an address.
var plainURL = func() (t [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?#[]") {
		t[c] = true
	}
	return t
}()

func isPlainURL(s string) bool {
	for i := range len(s) {
		if !plainURL[s[i]] {
			return false
		}
	}
	return true
}

// percentEncode encodes what may not stand in an address; escapes that are
// there stay, a % that begins none becomes %25.
func percentEncode(s string) string {
	i := 0
	for i < len(s) && plainURL[s[i]] {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case plainURL[c]:
			b.WriteByte(c)
		case c == '%' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0:
			b.WriteString(s[i : i+3])
			i += 2
		default:
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
	}
	return b.String()
}

func unhex(c byte) int { return strings.IndexByte(hexDigits, upperASCII(c)) }

func upperASCII(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// Canonical returns the address to keep, cite and open: that of SafeURL without
// default port, dot after the host, fragment and tracking parameters, with dot
// segments resolved and escapes in one spelling. "" when s is no web address.
// It always leads where s leads; to ask whether two addresses are the same
// article use AddressKey.
func Canonical(s string) string {
	u, ok := canonical(s)
	if !ok {
		return ""
	}
	out := u.write(s)
	if len(out) > MaxURL {
		return ""
	}
	return out
}

func canonical(s string) (webURL, bool) {
	u, ok := splitURL(s)
	if !ok {
		return u, false
	}
	u.host = strings.TrimSuffix(u.host, ".")
	if u.scheme == "http" && u.port == "80" || u.scheme == "https" && u.port == "443" {
		u.port = ""
	}
	u.path = resolveDots(normalEscapes(u.path))
	// Pages made by scripts keep the article in the fragment: #!/item/12.
	if !strings.HasPrefix(u.fragment, "!") && !strings.HasPrefix(u.fragment, "/") {
		u.fragment, u.hasFrag = "", false
	}
	u.query = dropParameters(normalEscapes(u.query), isTracking)
	u.hasQuery = u.query != ""
	return u, u.host != ""
}

// normalEscapes decodes escapes of letters, digits and -._~ and writes the
// others in capitals.
func normalEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+2 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		c := byte(unhex(s[i+1])<<4 | unhex(s[i+2]))
		if asciiWord[c] || c == '-' || c == '.' || c == '_' || c == '~' {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
		i += 2
	}
	return b.String()
}

// resolveDots removes . and .. segments and makes an empty path a slash.
func resolveDots(path string) string {
	if path == "" {
		return "/"
	}
	if !strings.Contains(path, "/.") {
		return path
	}
	var out []string
	parts := strings.Split(path[1:], "/")
	for i, p := range parts {
		last := i == len(parts)-1
		switch p {
		case ".", "..":
			if p == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, p)
		}
	}
	return "/" + strings.Join(out, "/")
}

// dropParameters removes the parameters for which drop holds.
func dropParameters(query string, drop func(name, value string) bool) string {
	if query == "" {
		return ""
	}
	parts := slices.DeleteFunc(strings.Split(query, "&"), func(p string) bool {
		name, value, _ := strings.Cut(p, "=")
		return p == "" || drop(strings.ToLower(name), value)
	})
	return strings.Join(parts, "&")
}

// tracking are parameters that say where a reader came from and never what is
// shown.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true,
	"yclid": true, "twclid": true, "ttclid": true, "igshid": true, "igsh": true, "li_fat_id": true, "mc_cid": true,
	"mc_eid": true, "_hsenc": true, "_hsmi": true, "mkt_tok": true, "oly_enc_id": true, "oly_anon_id": true,
	"vero_id": true, "wickedid": true, "s_cid": true, "xtor": true, "at_medium": true, "at_campaign": true,
	"at_creation": true, "at_custom1": true, "at_custom2": true, "at_custom3": true, "at_custom4": true,
	"at_format": true, "at_link_id": true, "at_link_origin": true, "at_link_type": true, "at_ptr_name": true,
	"at_bbc_team": true, "at_variant": true, "_ga": true, "_gl": true, "__twitter_impression": true, "zarsrc": true,
}

func isTracking(name, _ string) bool { return tracking[name] || strings.HasPrefix(name, "utm_") }
