package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"hearsay/internal/capture"
	"hearsay/internal/desk"
	"hearsay/internal/exam/pages/made"
	"hearsay/internal/export"
	"hearsay/internal/ledger/keep"
	"hearsay/internal/ledger/memory"
	"hearsay/internal/reading"
)

// selector is a TextQuoteSelector.
type selector struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// place is where a quote was found.
type place struct {
	Places        int  `json:"places"`
	Settled, Same bool // at one place, or the words around tell which; the range has the words
}

// anchor finds the quotes of a page again as clients of Web Annotations do: in the
// text of its nodes, whatever the white space, of several places the one with the
// words around. It says of each whether it was found, at how many places, and
// whether the range in the page has its words.
const anchor = `(list => {
	const bare = s => s.replace(/\s+/gu, "");
	const nodes = [], at = [];
	let text = "";
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		if (n.parentElement.closest("script, style, noscript, template")) continue;
		for (let i = 0; i < n.data.length; i++) if (!/\s/u.test(n.data[i])) { text += n.data[i]; nodes.push(n); at.push(i); }
	}
	const common = (a, b) => { let n = 0; while (n < a.length && n < b.length && a[n] === b[n]) n++; return n; };
	const back = s => s.split("").reverse().join("");
	return list.map(q => {
		const exact = bare(q.exact), prefix = back(bare(q.prefix)), suffix = bare(q.suffix);
		let places = 0, best = -1, most = -1, second = -1;
		for (let i = text.indexOf(exact); i >= 0; i = text.indexOf(exact, i + 1)) {
			places++;
			const score = common(prefix, back(text.slice(Math.max(0, i - prefix.length), i))) + common(suffix, text.slice(i + exact.length));
			if (score > most) { second = most; most = score; best = i; } else if (score > second) second = score;
		}
		if (best < 0) return { places: 0 };
		const range = document.createRange(), last = best + exact.length - 1;
		range.setStart(nodes[best], at[best]);
		range.setEnd(nodes[last], at[last] + 1);
		return { places, settled: places === 1 || most > second, same: bare(range.toString()) === exact };
	});
})`

// TestBrowserAnchor finds the quotes of annotations again on the pages that were
// captured, in a browser: every statement of invented pages set in many skeletons.
func TestBrowserAnchor(t *testing.T) {
	path := os.Getenv("HEARSAY_CHROMIUM")
	if path == "" {
		t.Skip("HEARSAY_CHROMIUM names no browser: eval \"$(.ci/chromium)\" does")
	}
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	pages := made.Pages(42)
	by := map[string]string{}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'") // the pages' scripts are invented
		fmt.Fprint(w, by[q.URL.Path])
	}))
	defer site.Close()
	store := memory.New(time.Now)
	defer store.Close()
	k, d := keep.New(store), desk.Open(store, func() (*reading.Reader, error) { return r, nil })
	for i := range pages {
		p := &pages[i]
		by["/"+p.ID] = p.HTML
		it := keep.Item{Capture: capture.Of([]byte(p.HTML), p.ID+".html", capture.Stated{URL: site.URL + "/" + p.ID})}
		if it.Reading, err = r.Read(it.Capture); err != nil {
			t.Logf("%s: %v", p.ID, err)
			continue
		}
		if _, err := k.Keep(t.Context(), r.Identity(), []keep.Item{it}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := export.Write(t.Context(), &out, d, export.Annotation, desk.IncidentFilter{}, nil); err != nil {
		t.Fatal(err)
	}
	quotes := map[string][]selector{}
	for line := range strings.Lines(out.String()) {
		var a struct {
			Target struct {
				Source   string
				Selector []json.RawMessage
			}
		}
		var q selector
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(a.Target.Selector[0], &q); err != nil {
			t.Fatal(err)
		}
		quotes[a.Target.Source] = append(quotes[a.Target.Source], q)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(time.Minute))...)
	defer stop()
	ctx, end := chromedp.NewContext(ctx)
	defer end()
	all, found, settled := 0, 0, 0
	for source, list := range quotes {
		if strings.HasSuffix(source, "-state") || strings.HasSuffix(source, "-linked-only") {
			continue // their text stands in data for a script that these pages do not have
		}
		b, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(source)); err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[]place](anchor+"("+string(b)+")"))
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		for i, g := range got {
			all++
			switch {
			case g.Places == 0:
				t.Logf("%s: not found: %q", source, list[i].Exact)
			case !g.Same:
				t.Errorf("%s: the range has other words than %q", source, list[i].Exact)
			default:
				found++
				if g.Settled {
					settled++
				} else {
					t.Logf("%s: at %d places: %q", source, g.Places, list[i].Exact)
				}
			}
		}
	}
	t.Logf("%d quotes on %d pages: %d found again, %d of them at one place alone", all, len(quotes), found, settled)
	if all < 50 || 100*found < 98*all || 100*settled < 98*all {
		t.Errorf("%d of %d quotes are found again, %d at one place", found, all, settled)
	}
}
