package feeds

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"hearsay/internal/capture/hook"
	"hearsay/internal/capture/watch"
	"hearsay/internal/desk"
	"hearsay/internal/desk/news"
)

// State is how a watch stands.
type State struct {
	Feeds   []watch.Feed
	Failed  []watch.Story  // that could not be captured
	Waiting []hook.Message // that webhooks are yet to be told
	Dead    []hook.Message // that they will not be told
	Now     time.Time
}

// Pages are the pages.
type Pages struct {
	// Watch is how the watch stands that runs beside the desk; nil where none does.
	Watch func(context.Context) (State, error)
	// Desk is the ledger whose changes are told; nil for none.
	Desk *desk.Desk
	// Show answers with a page.
	Show func(w http.ResponseWriter, r *http.Request, code int, title, part string, body templ.Component)
	Log  *slog.Logger

	mu   sync.Mutex // guards what follows: the entries as of row
	row  int64
	list []news.Entry
}

// Routes adds the pages.
func (p *Pages) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /feeds", p.health)
	if p.Desk != nil {
		mux.HandleFunc("GET /feeds/changes.xml", p.changes)
	}
}

// mostShown is how many failures of each kind are listed.
const mostShown = 200

func (p *Pages) health(w http.ResponseWriter, r *http.Request) {
	if p.Watch == nil {
		p.Show(w, r, http.StatusOK, "Feeds", "feeds", none(p.Desk != nil))
		return
	}
	s, err := p.Watch(r.Context())
	if err != nil {
		p.failed(w, r, err)
		return
	}
	p.Show(w, r, http.StatusOK, "Feeds", "feeds", healthPage(&s, p.Desk != nil))
}

func (p *Pages) failed(w http.ResponseWriter, r *http.Request, err error) {
	p.Log.Error("feeds", "path", r.URL.Path, "what", err.Error())
	http.Error(w, "this could not be read; the log says why", http.StatusInternalServerError)
}

const (
	// entries is how many are told, from so many rows at the ledger's end.
	entries, rows = 100, 3000
)

// changes answers with the Atom feed.
func (p *Pages) changes(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	fresh, err := p.Desk.Fresh(ctx)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	tag := `"` + strconv.FormatInt(fresh.Row, 10) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	list, err := p.entries(ctx, fresh.Row)
	if err != nil {
		p.failed(w, r, err)
		return
	}
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	var b bytes.Buffer
	if err := writeAtom(&b, scheme+"://"+r.Host, list); err != nil {
		p.failed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// entries are what is told as of a row; they are kept until there is another.
func (p *Pages) entries(ctx context.Context, row int64) ([]news.Entry, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.row == row && p.list != nil {
		return p.list, nil
	}
	list, upto, err := news.Since(ctx, p.Desk, max(0, row-rows), entries)
	if err != nil {
		return nil, err
	}
	p.row, p.list = upto, list
	return list, nil
}

// ago is a time as a person says it; "" where there is none.
func ago(now, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if d := now.Sub(t); d >= 0 {
		return span(d) + " ago"
	}
	return "in " + span(t.Sub(now))
}

func span(d time.Duration) string {
	for _, u := range []struct {
		d    time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / u.d); n == 1 {
			return "1 " + u.name
		} else if n > 1 {
			return fmt.Sprintf("%d %ss", n, u.name)
		}
	}
	return "seconds"
}

// stands says how a feed stands.
func stands(f *watch.Feed) string {
	switch {
	case f.Down:
		return "down"
	case f.Failures > 0:
		return "failing"
	case f.Checked.IsZero():
		return "not asked yet"
	}
	return "works"
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func name(f *watch.Feed) string {
	if f.Title != "" {
		return f.Title
	}
	return f.URL
}

func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// first are at most mostShown of a list.
func first[T any](list []T) []T { return list[:min(len(list), mostShown)] }

// bare is a problem without the address that it begins with.
func bare(problem, url string) string { return strings.TrimPrefix(problem, url+": ") }

func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return strconv.Itoa(n) + " stories"
}
