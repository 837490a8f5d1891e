package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"veille/feed"
)

func TestIsPrivate(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1": true, "127.255.255.254": true, "0.0.0.0": true, "0.1.2.3": true,
		"10.0.0.1": true, "10.255.255.255": true, "9.255.255.255": false, "11.0.0.0": false,
		"172.15.255.255": false, "172.16.0.0": true, "172.31.255.255": true, "172.32.0.0": false,
		"192.168.0.1": true, "192.167.255.255": false, "192.169.0.0": false,
		"169.254.169.254": true, "169.253.255.255": false,
		"100.63.255.255": false, "100.64.0.0": true, "100.127.255.255": true, "100.128.0.0": false,
		"192.0.0.1": true, "192.0.1.1": false, "198.17.255.255": false, "198.18.0.0": true, "198.19.255.255": true, "198.20.0.0": false,
		"224.0.0.1": true, "239.255.255.255": true, "240.0.0.1": true, "255.255.255.255": true, "223.255.255.255": false,
		"8.8.8.8": false, "1.1.1.1": false,
		"::": true, "::1": true, "::7f00:1": true, "::8.8.8.8": true,
		"::ffff:127.0.0.1": true, "::ffff:10.1.2.3": true, "::ffff:8.8.8.8": false,
		"64:ff9b::7f00:1": true, "64:ff9b::10.0.0.1": true, "64:ff9b::8.8.8.8": false, "64:ff9b:1::1": true,
		"2002:7f00:1::": true, "2002:a00:1::1": true, "2002:808:808::1": false,
		"2001:0:53aa:64c:0:fbff:80ff:fffe": true, "2001:db8::1": true, "2001:4860:4860::8888": false,
		"fc00::1": true, "fd12:3456::1": true, "fe80::1": true, "fe80::1%eth0": true, "febf::1": true, "fec0::1": true, "ff02::1": true,
		"100::1": true, "3fff::1": true, "2606:4700::1111": false, "4000::1": true,
	} {
		if got := isPrivate(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: private %v, want %v", addr, got, want)
		}
	}
}

func TestCheckHost(t *testing.T) {
	for host, want := range map[string][2]bool{ // private, odd
		"quai.example": {false, false}, "8.8.8.8": {false, false}, "127.0.0.1": {true, false}, "127.0.0.1.": {true, false},
		"localhost": {true, false}, "LOCALHOST.": {true, false}, "a.localhost": {true, false}, "localhost.example": {false, false},
		"::1": {true, false}, "::ffff:127.0.0.1": {true, false},
		"2130706433": {true, true}, "0177.0.0.1": {true, true}, "0x7f.1": {true, true}, "0x7f000001": {true, true}, "127.1": {true, true},
		"0": {true, true}, "017700000001": {true, true}, "10.1": {true, true}, "0xa9fea9fe": {true, true}, "169.254.43518": {true, true},
		"134744072": {false, true}, "8.8.2056": {false, true}, "1.2.3.4.5": {false, true}, "256.1.1.1": {false, true}, "99999999999": {false, true},
		"1.example": {false, false}, "0x.example": {false, false}, "dead.beef": {false, false}, "0xzz": {false, false},
	} {
		if p, odd := (networks)(nil).checkHost(host); p != want[0] || odd != want[1] {
			t.Errorf("%s: private %v, odd %v; want %v", host, p, odd, want)
		}
	}
}

// local starts a server on this computer that fails the test when it is asked.
func local(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("a private host was asked for %s", r.URL)
	}))
	t.Cleanup(s.Close)
	return s
}

// direct is a client of the real network without a proxy.
func direct(t *testing.T, o Options) *Client {
	t.Helper()
	o.HostGap = -1
	o.Proxy = func(*url.URL) (*url.URL, error) { return nil, nil }
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	s := local(t)
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	c := direct(t, Options{})
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0177.0.0.1", "0x7f.1", "0.0.0.0", "0", "127.1", "[::]"} {
		_, err := c.Get(context.Background(), Request{URL: "http://" + host + ":" + port + "/"})
		checkTrouble(t, host, err, feed.TroublePrivate)
	}
	for _, host := range []string{"2130706433", "0177.0.0.1", "127.1"} {
		_, err := c.Get(context.Background(), Request{URL: "http://" + host + ":" + port + "/", Private: true})
		checkTrouble(t, host, err, feed.TroublePrivate)
	}
}

// Names are judged by what they lead to when the connection is made.
func TestDialRefusesWhatANameLeadsTo(t *testing.T) {
	s := local(t)
	c := direct(t, Options{})
	addr := s.Listener.Addr().String()
	for _, anywhere := range []bool{false, true} {
		conn, err := c.wires.connect(context.Background(), "tcp", addr, anywhere)
		var p *privateError
		if errors.As(err, &p) == anywhere || (conn != nil) != anywhere {
			t.Errorf("anywhere %v: connection %v, error %v", anywhere, conn, err)
		}
		if conn != nil {
			_ = conn.Close()
		}
	}
	// The name passes as a name, and is refused by its address.
	c.wires.dial = func(ctx context.Context, network, _ string, anywhere bool) (net.Conn, error) {
		return c.wires.connect(ctx, network, addr, anywhere)
	}
	_, err := c.Get(context.Background(), Request{URL: "http://quai.example/"})
	checkTrouble(t, "name of a private address", err, feed.TroublePrivate)
}

func TestPrivateHostOfTheUser(t *testing.T) {
	secret := local(t)
	_, port, _ := net.SplitHostPort(secret.Listener.Addr().String())
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a":
			status(301, "Location", "/b?x=1")(w, r)
		case "/b":
			says(sample)(w, r)
		default:
			status(302, "Location", "http://"+r.URL.Path[1:]+"/")(w, r)
		}
	}))
	t.Cleanup(s.Close)
	c := direct(t, Options{})
	res, err := c.Get(context.Background(), Request{URL: s.URL + "/a", Private: true})
	if err != nil || res.Moved != s.URL+"/b?x=1" {
		t.Fatalf("host the user wrote: moved %q, error %v", res.Moved, err)
	}
	// Its connection stays open now, and is no way in for others.
	for _, u := range []string{s.URL + "/b", s.URL + "/a"} {
		_, err := c.Get(context.Background(), Request{URL: u})
		checkTrouble(t, u, err, feed.TroublePrivate)
	}
	for _, host := range []string{"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port, "2130706433:" + port, "169.254.169.254"} {
		_, err := c.Get(context.Background(), Request{URL: s.URL + "/" + host, Private: true})
		e := checkTrouble(t, "redirect to "+host, err, feed.TroublePrivate)
		if strings.Contains(e.URL, "%") {
			t.Errorf("URL %q", e.URL)
		}
	}
}

func TestPrivateNetworkOpened(t *testing.T) {
	s := httptest.NewServer(says(sample))
	t.Cleanup(s.Close)
	c := direct(t, Options{Private: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	for _, u := range []string{s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)} {
		if _, err := c.Get(context.Background(), Request{URL: u}); err != nil {
			t.Errorf("%s: %v", u, err)
		}
	}
	_, err := c.Get(context.Background(), Request{URL: "http://10.0.0.1/"})
	checkTrouble(t, "other network", err, feed.TroublePrivate)
}

func TestPublicRedirectIntoPrivate(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://quai.example": func(rw http.ResponseWriter, r *http.Request) {
			status(301, "Location", "http://"+r.URL.Query().Get("to")+"/")(rw, r)
		},
		"http://192.168.1.5": says(sample),
	})
	for _, private := range []bool{false, true} {
		for _, to := range []string{"192.168.1.5", "169.254.169.254", "localhost", "[::ffff:10.0.0.1]", "3232235781"} {
			e := w.bad(Request{URL: "http://quai.example/?to=" + to, Private: private}, feed.TroublePrivate)
			if !strings.HasPrefix(e.URL, "http://") || strings.Contains(e.URL, "quai") {
				t.Errorf("%s: URL %q", to, e.URL)
			}
		}
	}
	for _, d := range w.dials {
		if d != "quai.example:80" {
			t.Errorf("dialled %s", d)
		}
	}
}

// A connection to a private host that is open for who may use it is no way in for
// another request.
func TestOpenConnectionsAreNoWayIn(t *testing.T) {
	w := open(t, Options{}, map[string]http.HandlerFunc{
		"http://nas.example":  says(sample),
		"http://quai.example": status(302, "Location", "http://nas.example/"),
	})
	w.inner = map[string]bool{"nas.example:80": true}
	for range 2 {
		w.good(Request{URL: "http://nas.example/", Private: true})
	}
	if len(w.dials) != 1 {
		t.Fatalf("dials %q: no connection was kept open", w.dials)
	}
	w.bad(Request{URL: "http://nas.example/"}, feed.TroublePrivate)
	w.bad(Request{URL: "http://nas.example:80/"}, feed.TroublePrivate)
	w.bad(Request{URL: "http://quai.example/", Private: true}, feed.TroublePrivate)
	w.good(Request{URL: "http://nas.example/", Private: true})
}

func TestManyPrivateHosts(t *testing.T) {
	w := open(t, Options{}, nil)
	w.inner = map[string]bool{}
	for i := range maxPrivate + 5 {
		host := fmt.Sprintf("nas%d.example", i)
		w.inner[host+":80"] = true
		w.serve("http://"+host, says(sample))
		w.good(Request{URL: "http://" + host + "/", Private: true})
	}
	if n := len(w.c.wires.private); n > maxPrivate {
		t.Errorf("%d hosts with connections, want %d at most", n, maxPrivate)
	}
}
