package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"hearsay/internal/cli/console"
)

// Public reports whether others than this machine can ask.
func (c *Serve) public() bool {
	host, _, _ := net.SplitHostPort(c.Listen)
	return !loopback(host) || len(c.TrustedProxy) > 0
}

// loopback reports whether a host names this machine and no other can reach it.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// check says what is wrong with where and to whom it is served, before anything
// is.
func (c *Serve) check(ctx context.Context, h *house) error {
	host, _, err := net.SplitHostPort(c.Listen)
	switch {
	case err != nil:
		return fmt.Errorf("--listen %s: not HOST:PORT, as localhost:8080", console.Shown(c.Listen))
	case (c.TLSCert == "") != (c.TLSKey == ""):
		return errors.New("--tls-cert and --tls-key go together: give both")
	case !c.public():
		return nil
	}
	h.must = true
	if _, err := h.Book(ctx); err != nil {
		return fmt.Errorf("others can ask at %s, and %w: add one with hearsay user add NAME --role admin, or listen on localhost", console.Shown(c.Listen), err)
	}
	if !loopback(host) && c.TLSCert == "" && len(c.TrustedProxy) == 0 && !c.Plain {
		return fmt.Errorf("at %s passwords would be sent in the clear: give --tls-cert and --tls-key, or --trusted-proxy where a proxy does TLS, or --plain where nobody listens in", console.Shown(c.Listen))
	}
	return nil
}

// pair is a certificate and its key in files, which are read again once they
// change.
type pair struct {
	cert, key string

	mu   sync.Mutex
	made time.Time // of the newer file
	next time.Time // when the files are looked at again
	held *tls.Certificate
}

// renewed is how often the files of a certificate are looked at.
const renewed = time.Minute

// config is how TLS is spoken: 1.2 or newer.
func (p *pair) config() (*tls.Config, error) {
	if _, err := p.get(nil); err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.get}, nil
}

func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.held != nil && now.Before(p.next) {
		return p.held, nil
	}
	p.next = now.Add(renewed)
	made, err := newer(p.cert, p.key)
	if err == nil && p.held != nil && made.Equal(p.made) {
		return p.held, nil
	}
	var c tls.Certificate
	if err == nil {
		c, err = tls.LoadX509KeyPair(p.cert, p.key)
	}
	if err != nil {
		if p.held != nil {
			return p.held, nil // half written: the one before holds until it is whole
		}
		return nil, fmt.Errorf("the certificate cannot be used: %w; check --tls-cert and --tls-key", err)
	}
	p.held, p.made = &c, made
	return p.held, nil
}

func newer(paths ...string) (time.Time, error) {
	var out time.Time
	for _, path := range paths {
		s, err := os.Stat(path)
		if err != nil {
			return out, err
		}
		if s.ModTime().After(out) {
			out = s.ModTime()
		}
	}
	return out, nil
}
