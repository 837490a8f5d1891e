package query

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
)

var updateGolden = flag.Bool("update-golden", false, "write the golden files anew")

// TestExplainGolden holds what is said of every line of testdata/explain.txt
// that begins with a sign: the three lines behind it.
func TestExplainGolden(t *testing.T) {
	const file = "testdata/explain.txt"
	was, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	label := func(name, value string) string {
		return map[string]string{"tag:asean": "ASEAN", "children:asean": "summit", "sug:onu": "ONU", "saved:m": "Morning brief", "source:qn": "Quay News"}[name+":"+value]
	}
	var out bytes.Buffer
	for l := range strings.Lines(string(was)) {
		line, ok := strings.CutPrefix(strings.TrimSuffix(l, "\n"), "> ")
		if !ok {
			continue
		}
		q, err := Parse(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		out.WriteString("> " + line + "\n")
		for _, lang := range []string{"en", "fr", "vi"} {
			out.WriteString(lang + " " + Explain(q, lang, label) + "\n")
		}
	}
	if *updateGolden {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if out.String() != string(was) {
		t.Errorf("%s is now\n%s", file, out.String())
	}
}
