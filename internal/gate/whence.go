package gate

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"hearsay/internal/account"
)

// far is whence a request came.
type far struct {
	address string // of whoever asks: no port
	secure  bool   // over TLS to the browser
	id      string // of the request as a trusted proxy numbered it
	through bool   // a header says that it came through a proxy
}

type farKey struct{}

// From is whence a request came that passed a gate.
func From(r *http.Request) account.From {
	f, _ := r.Context().Value(farKey{}).(far)
	return account.From{Address: f.address, Agent: r.UserAgent()}
}

// secure reports whether the browser asked over TLS.
func secure(r *http.Request) bool {
	f, _ := r.Context().Value(farKey{}).(far)
	return f.secure
}

// whence looks at the connection and, where a trusted proxy is at its end, at
// what that says. Of a chain of proxies the last that is not trusted counts: what
// stands before it may be anybody's invention.
func (g *Gate) whence(r *http.Request) far {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	f := far{address: host, secure: g.opt.Secure || r.TLS != nil}
	for _, h := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via"} {
		f.through = f.through || r.Header.Get(h) != ""
	}
	if !g.trusted(host) {
		return f
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		a, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		f.address = a.Unmap().String()
		if !g.trusted(f.address) {
			break
		}
	}
	if strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		f.secure = true
	}
	if id := r.Header.Get("X-Request-Id"); len(id) <= 64 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == "" {
		f.id = id
	}
	return f
}

func (g *Gate) trusted(address string) bool {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	a = a.Unmap().WithZone("")
	for _, p := range g.opt.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// local reports whether a Host header names this machine.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
