package page

import "testing"

func TestSourceLine(t *testing.T) {
	m := defaultMarkers()
	for _, c := range []struct {
		line, name string
		ok         bool
	}{
		{"Theo Báo Tin sông", "Báo Tin sông", true},
		{"Theo báo Tin sông", "báo Tin sông", true},
		{"Theo Báo Kim Sơn", "Báo Kim Sơn", true},
		{"(Theo Sở Cảng vụ)", "Sở Cảng vụ", true},
		{"Nguồn: Báo Tin sông", "Báo Tin sông", true},
		{"[Nguồn: tạp chí Sông nước]", "tạp chí Sông nước", true},
		{"Tin sông/KTX", "Tin sông/KTX", true},
		{"(Báo Tin sông/KTX)", "Báo Tin sông/KTX", true},
		{"Source : Ports du large", "Ports du large", true},
		{"Theo Sở Cảng vụ, bão sẽ vào bờ", "", false},
		{"Theo Sở Cảng vụ.", "", false},
		{"Theo kế hoạch của cảng", "", false},
		{"Theo Ban quản lý cảng sông Lam Thủy tỉnh", "", false},
		{"Source of the river", "", false},
		{"Nguồn nước ngọt", "", false},
		{"Le port et la mer/la côte", "", false},
	} {
		name, ok := m.sourceLine(c.line)
		if ok != c.ok || ok && name != c.name {
			t.Errorf("%q: %q %v", c.line, name, ok)
		}
	}
}
