package page

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// TestRoomKeepsNothing reads items of many shapes one after the other and side by
// side: each article is what it was when its item was read first, and stays so
// while others are read.
func TestRoomKeepsNothing(t *testing.T) {
	bodies := []string{
		"", "one line", "<p>One.</p>", "<b>never <i>closed", "<p>a<table><tr><td>cell</td></tr></table>", "<pre>code\n code</pre><p>after</p>",
		`<figure><img src="/a.jpg"><figcaption>A boat. Photo: XYZ</figcaption></figure><p>The boat left the harbour on Monday, and it came back with the tide.</p>`,
		strings.Repeat(`<p>The council <em>voted</em> to open the <a href="https://example.org/road">road</a> again.</p>`, 300),
		strings.Repeat("<ul><li>first</li><li>second<ol><li>inner</li></ol></li></ul><hr>", 10),
		"<p>" + strings.Repeat("word ", 20_000) + "</p>",
	}
	read := func(i int) string {
		return fmt.Sprintf("%+v", ReadItem(Item{HTML: bodies[i], Summary: bodies[(i+3)%len(bodies)], Title: "The road", URL: "https://example.org/a"}))
	}
	want := make([]string, len(bodies))
	for i := range bodies {
		want[i] = read(i)
	}
	kept := ReadItem(Item{HTML: bodies[7]})
	before := fmt.Sprintf("%+v", kept)
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for k := range 3 * len(bodies) {
				if i := (k*7 + n) % len(bodies); read(i) != want[i] {
					t.Errorf("item %d is read otherwise after others", i)
				}
			}
		})
	}
	wg.Wait()
	if fmt.Sprintf("%+v", kept) != before {
		t.Error("an article changed while others were read")
	}
}
