// Package wiretest is a wire to a PostgreSQL server that is cut: it passes the
// messages of a client on, counts them, and breaks off at one of them.
//
//	w, _ := wiretest.Listen(address)
//	postgres.Open(ctx, w.Address(), …)
//	w.Arm(7, wiretest.After)   the seventh message reaches the server, which
//	                           does what it says; its answer is lost
//
// For tests alone.
package wiretest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/url"
	"sync"
	"time"
)

// How is a way to break off.
type How string

// The ways.
const (
	Before How = "before" // the message does not reach the server
	Half   How = "half"   // half of it does
	After  How = "after"  // it does, and is carried out, but not its answer
	Stall  How = "stall"  // all waits for a while, then goes on
)

// pause is how long a Stall lasts, and how long After waits for what the server
// does not answer at once.
const (
	pause   = 150 * time.Millisecond
	answers = 5 * time.Millisecond
)

// Wire leads to one server.
type Wire struct {
	address *url.URL
	server  string
	l       net.Listener

	mu    sync.Mutex
	left  int
	how   How
	word  string // of the messages that count; "" is any
	fired byte
	ends  map[net.Conn]bool
}

// Listen makes a wire to the server of an address, which must not be encrypted.
func Listen(address string) (*Wire, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &Wire{address: u, server: u.Host, l: l, ends: map[net.Conn]bool{}}
	go w.accept()
	return w, nil
}

// Address is the server's, through the wire.
func (w *Wire) Address() string {
	u := *w.address
	u.Host = w.l.Addr().String()
	return u.String()
}

// Arm breaks off at the nth message of a client from now on, counted from 1.
func (w *Wire) Arm(n int, how How) { w.ArmAt("", n, how) }

// ArmAt counts only messages that hold a word, as "commit".
func (w *Wire) ArmAt(word string, n int, how How) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.how, w.word, w.fired = n, how, word, 0
}

// Fired lets all pass from now on. It says at which kind of message the wire
// was cut, by the protocol's letters, '^' for the first of a connection; "" where
// it was not.
func (w *Wire) Fired() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = 0
	if w.fired == 0 {
		return ""
	}
	return string(w.fired)
}

// Close cuts all, for good.
func (w *Wire) Close() error {
	err := w.l.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.ends {
		_ = c.Close()
	}
	return err
}

func (w *Wire) accept() {
	for {
		c, err := w.l.Accept()
		if err != nil {
			return
		}
		go w.lead(c)
	}
}

func (w *Wire) keep(c net.Conn, open bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if open {
		w.ends[c] = true
	} else {
		delete(w.ends, c)
		_ = c.Close()
	}
}

// due counts a message and says how it is broken off; "" where it is not.
func (w *Wire) due(kind byte, message []byte) How {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left == 0 || w.word != "" && !bytes.Contains(message, []byte(w.word)) {
		return ""
	}
	if w.left--; w.left > 0 {
		return ""
	}
	w.fired = kind
	return w.how
}

// lead passes on what one client and the server say.
func (w *Wire) lead(client net.Conn) {
	w.keep(client, true)
	defer w.keep(client, false)
	server, err := net.Dial("tcp", w.server)
	if err != nil {
		return
	}
	w.keep(server, true)
	defer w.keep(server, false)
	back := &answer{ready: make(chan struct{}, 1)}
	go func() {
		defer client.Close()
		defer server.Close()
		back.pass(server, client)
	}()
	for first := true; ; first = false {
		kind, message, err := next(client, first)
		if err != nil {
			return
		}
		switch w.due(kind, message) {
		case Before:
			return
		case Half:
			_, _ = server.Write(message[:(len(message)+1)/2])
			return
		case After:
			back.lose()
			if _, err := server.Write(message); err != nil {
				return
			}
			wait := answers
			if kind == 'S' || kind == 'Q' {
				wait = 5 * time.Second
			}
			select {
			case <-back.ready:
			case <-time.After(wait):
			}
			return
		case Stall:
			time.Sleep(pause)
		}
		if _, err := server.Write(message); err != nil {
			return
		}
	}
}

// next is a client's next message; the first of a connection has no kind.
func next(from io.Reader, first bool) (kind byte, message []byte, err error) {
	head := make([]byte, 5)
	if first {
		head, kind = head[:4], '^'
	}
	if _, err := io.ReadFull(from, head); err != nil {
		return 0, nil, err
	}
	if !first {
		kind = head[0]
	}
	n := int64(binary.BigEndian.Uint32(head[len(head)-4:])) - 4
	if n < 0 || n > 1<<30 {
		return 0, nil, fmt.Errorf("a message of %d bytes", n)
	}
	message = append(head, make([]byte, n)...)
	_, err = io.ReadFull(from, message[len(head):])
	return kind, message, err
}

// answer is what a server says to one client.
type answer struct {
	mu    sync.Mutex
	lost  bool
	ready chan struct{} // a lost answer was complete
}

// lose lets nothing through any more.
func (a *answer) lose() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lost = true
}

func (a *answer) pass(from, to net.Conn) {
	for {
		kind, message, err := next(from, false)
		if err != nil {
			return
		}
		a.mu.Lock()
		lost := a.lost
		a.mu.Unlock()
		if !lost {
			if _, err := to.Write(message); err != nil {
				return
			}
			continue
		}
		if kind == 'Z' {
			select {
			case a.ready <- struct{}{}:
			default:
			}
		}
	}
}
