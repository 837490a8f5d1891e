package page_test

import "testing"

// TestSourceEnds holds that a source ends the article, and only where no text
// follows.
func TestSourceEnds(t *testing.T) {
	head, title := "title: Chợ nổi họp lại sau ba mùa nước\n", "Chợ nổi họp lại sau ba mùa nước\n\n"
	for end, want := range map[string]string{
		"Theo Báo Tin sông\n":                          "byline: Báo Tin sông\n",
		"Theo Báo Kim Sơn\n":                           "byline: Báo Kim Sơn\n",
		"(Nguồn: Báo Tin sông)\n":                      "byline: Báo Tin sông\n",
		"Tin sông/KTX\n":                               "byline: Tin sông/KTX\n",
		"Theo Báo Tin sông\n\nTin khác\nKè cao thêm\n": "byline: Báo Tin sông\nteaser: Kè cao thêm / \n",
		"Theo Ban quản lý\n\n" + khoi + " Ai cũng mừng.\n\n" + cho + " Ai cũng vui.\n": "body: Theo Ban quản lý\nbody: " + khoi + " Ai cũng mừng.\nbody: " + cho + " Ai cũng vui.\n",
	} {
		a := readText(t, title+khoi+"\n\n"+cho+"\n\n"+end)
		a.Agency, a.Authors = "", nil
		if got := outline(&a); got != head+"body: "+khoi+"\nbody: "+cho+"\n"+want {
			t.Errorf("%q: got\n%s\nwant end\n%s", end, got, want)
		}
	}
}
