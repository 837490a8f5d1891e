package parse

import "strings"

// maxAttrs is how many attributes of one element are looked at.
const maxAttrs = 64

// attr is an attribute: its name as written and its value with entities.
type attr struct{ name, value string }

// attributes reads those of a start tag into buf.
func attributes(s string, buf []attr) []attr {
	buf = buf[:0]
	for i := 0; i < len(s) && len(buf) < maxAttrs; {
		if isBlank(s[i]) || s[i] == '/' || s[i] == '"' || s[i] == '\'' || s[i] == '=' {
			i++
			continue
		}
		j := i
		for j < len(s) && !isBlank(s[j]) && s[j] != '=' {
			j++
		}
		a := attr{name: s[i:j]}
		for j < len(s) && isBlank(s[j]) {
			j++
		}
		if j < len(s) && s[j] == '=' {
			a.value, j = attrValue(s, j+1)
		}
		buf = append(buf, a)
		i = j
	}
	return buf
}

// attrValue reads the value that begins at or after i and returns where it ends.
func attrValue(s string, i int) (string, int) {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	if i >= len(s) {
		return "", i
	}
	if q := s[i]; q == '"' || q == '\'' {
		if k := strings.IndexByte(s[i+1:], q); k >= 0 {
			return s[i+1 : i+1+k], i + k + 2
		}
		return s[i+1:], len(s)
	}
	j := i
	for j < len(s) && !isBlank(s[j]) {
		j++
	}
	return s[i:j], j
}

// get returns the decoded value of an attribute, whose name is compared without
// letter case.
func get(attrs []attr, name string) string {
	v, _ := lookup(attrs, name)
	return v
}

func lookup(attrs []attr, name string) (string, bool) {
	for i := range attrs {
		if len(attrs[i].name) == len(name) && strings.EqualFold(attrs[i].name, name) {
			return unescape(attrs[i].value), true
		}
	}
	return "", false
}
