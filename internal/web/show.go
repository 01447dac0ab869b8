package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

// show answers with a page: part is the entry of the navigation it belongs to.
func (s *Server) show(w http.ResponseWriter, r *http.Request, code int, title, part string, body templ.Component) {
	var b bytes.Buffer
	if err := layout(s, title, part, body).Render(r.Context(), &b); err != nil {
		panic(err) // a component failed, a buffer does not
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Add("Vary", "Accept-Encoding")
	if b.Len() > packFrom && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		w.WriteHeader(code)
		if r.Method != http.MethodHead {
			pack(w, b.Bytes())
		}
		return
	}
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.Bytes())
	}
}

// packFrom is from how many bytes on a page is worth packing.
const packFrom = 1400

var packers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is known
	}
	return z
}}

// pack writes a page packed. A visitor that has gone is no error.
func pack(w io.Writer, page []byte) {
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(w)
	_, _ = z.Write(page)
	_ = z.Close()
}

// fail answers with what went wrong and what to do.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, code int, problem, advice string) {
	s.show(w, r, code, problem, "", failPage(code, problem, advice))
}

func (s *Server) missing(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, http.StatusNotFound, "There is no such page.", "The links above lead to those there are.")
}

func (s *Server) about(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "About", "about", aboutPage(s.opt.Reader.Identity()))
}
