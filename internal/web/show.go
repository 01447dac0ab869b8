package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"hearsay/internal/account"
	"hearsay/internal/gate"
)

// show answers with a page: part is the entry of the navigation it belongs to.
func (s *Server) show(w http.ResponseWriter, r *http.Request, code int, title, part string, body templ.Component) {
	var b bytes.Buffer
	if err := layout(s, title, part, body).Render(r.Context(), &b); err != nil {
		panic(err) // a component failed, a buffer does not
	}
	page := sealed(b.Bytes(), account.Asks(r.Context()))
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	h.Add("Vary", "Accept-Encoding")
	if len(page) > packFrom && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		w.WriteHeader(code)
		if r.Method != http.MethodHead {
			pack(w, page)
		}
		return
	}
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(page)
	}
}

// sealed puts the secret of the visitor's session into every form of a page that
// changes something. It is done here, so that no page can forget it; the words of
// reports are escaped and hold no form.
func sealed(page []byte, v *account.Visitor) []byte {
	if v == nil || v.Form == "" {
		return page
	}
	field := []byte(`<input type="hidden" name="` + gate.FormField + `" value="` + v.Seal() + `">`)
	var out []byte
	for {
		at := bytes.Index(page, []byte(`<form method="post"`))
		if at < 0 {
			return append(out, page...)
		}
		end := at + bytes.IndexByte(page[at:], '>') + 1
		out = append(append(out, page[:end]...), field...)
		page = page[end:]
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
