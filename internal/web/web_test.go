package web

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
)

var reader = sync.OnceValues(reading.Load)

func serve(t *testing.T, opt Options) *Server {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	opt.Reader = r
	return New(opt)
}

// form is the read form with the given fields, and a file where body is given.
func form(fields map[string]string, file, body string) *http.Request {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		_ = w.WriteField(k, v)
	}
	if body != "" {
		f, _ := w.CreateFormFile("file", file)
		_, _ = f.Write([]byte(body))
	}
	_ = w.Close()
	r := httptest.NewRequest("POST", "/read", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func answerTo(s *Server, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// The report is invented.
const dock = "Two guards were killed when a drone struck the dock of Lanby on Monday, the harbour master, Ines Dahl, said.\n\nThe navy denied that it had struck the dock.\n"

func TestRead(t *testing.T) {
	s := serve(t, Options{})
	for _, r := range []*http.Request{form(map[string]string{"text": dock, "date": "2025-03-05"}, "", ""), form(nil, "dock.txt", dock)} {
		w := answerTo(s, r)
		if w.Code != 200 {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
		for _, want := range []string{"Ines Dahl", "denies", "/assets/record."} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("the page lacks %q", want)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	s := serve(t, Options{MaxBytes: 4 << 10, Local: true})
	cross := form(map[string]string{"text": dock}, "", "")
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	cross.Host = "localhost"
	other := httptest.NewRequest("GET", "/read", nil) // names example.com
	here := func(r *http.Request) *http.Request { r.Host = "localhost:8080"; return r }
	for _, c := range []struct {
		name string
		r    *http.Request
		code int
		says string
	}{
		{"nothing", here(form(nil, "", "")), 400, "There is no report yet"},
		{"no day", here(form(map[string]string{"text": dock, "date": "Monday"}, "", "")), 400, "is no day"},
		{"too long", here(form(nil, "long.txt", strings.Repeat("x", 80<<10))), 413, "more than"},
		{"a little too long", here(form(nil, "long.txt", strings.Repeat("word ", 1<<10))), 400, "larger"},
		{"binary", here(form(nil, "a.bin", "\x00\x01\x02\x03\x7fELF\x00")), 422, ""},
		{"another language", here(form(map[string]string{"text": strings.Repeat("Die Behörden haben am Montag mitgeteilt, dass der Hafen getroffen wurde. ", 9)}, "", "")), 422, "German"},
		{"another site", cross, 403, "another site"},
		{"another host", other, 421, "this machine only"},
		{"no page", here(httptest.NewRequest("GET", "/nowhere", nil)), 404, "no such page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := answerTo(s, c.r)
			if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
				t.Errorf("%d, want %d and %q: %s", w.Code, c.code, c.says, w.Body)
			}
		})
	}
}

// A report's words are never markup: no tag of the text reaches the page, and no
// mark that turns the direction of writing.
func TestHostile(t *testing.T) {
	s := serve(t, Options{})
	text := "The clinic was hit on Monday. <script>alert(1)</script> “<img src=x onerror=alert(1)>” said \u202eAna Bekele</textarea>, a “doctor&quot;.\n\n" + strings.Repeat("The harbour was quiet and the guards were at their posts. ", 1<<14)
	w := answerTo(s, form(map[string]string{"text": text, "outlet": `"><script>`}, "", ""))
	page := w.Body.String()
	if w.Code != 200 {
		t.Fatalf("%d: %.1500s", w.Code, page)
	}
	for _, never := range []string{"<script>alert", "<img", "\u202e", `"><script>`} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %q", never)
		}
	}
}

func TestAssets(t *testing.T) {
	s := serve(t, Options{})
	for _, name := range []string{"desk.css", "ledger.css", "member.css", "desk.js", "record.css", "record.js", "mark.svg"} {
		w := answerTo(s, httptest.NewRequest("GET", s.assets.path(name), nil))
		if w.Code != 200 || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %q", name, w.Code, w.Header())
		}
	}
}

// TestReadAddress: an address alone is fetched where that is allowed, and only
// there; what the form says goes before what the page says.
func TestReadAddress(t *testing.T) {
	asked := ""
	s := serve(t, Options{Fetch: func(_ context.Context, address string) (capture.Capture, error) {
		if asked = address; strings.Contains(address, "closed") {
			return capture.Capture{}, errors.New("the server says <b>403</b>")
		}
		return capture.Of([]byte(dock), address, capture.Stated{URL: address}), nil
	}})
	w := answerTo(s, form(map[string]string{"url": "https://lantern.example/1", "date": "2025-03-05"}, "", ""))
	if w.Code != 200 || asked != "https://lantern.example/1" || !strings.Contains(w.Body.String(), "3 March 2025") {
		t.Errorf("%d, asked %q: %.300s", w.Code, asked, w.Body)
	}
	w = answerTo(s, form(map[string]string{"url": "https://closed.example/1"}, "", ""))
	if w.Code != 400 || !strings.Contains(w.Body.String(), "could not be fetched: the server says &lt;b&gt;403") {
		t.Errorf("%d: %.300s", w.Code, w.Body)
	}
	asked = ""
	if w = answerTo(s, form(map[string]string{"url": "https://lantern.example/1", "text": dock}, "", "")); w.Code != 200 || asked != "" {
		t.Errorf("%d, asked %q beside a text", w.Code, asked)
	}
	if w = answerTo(serve(t, Options{}), form(map[string]string{"url": "https://lantern.example/1"}, "", "")); w.Code != 400 {
		t.Errorf("%d where nothing is fetched", w.Code)
	}
}
