package web

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"hearsay/internal/desk"
	"hearsay/internal/ledger/entry"
)

// press types keys to whatever has the focus.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// until waits for an expression to hold on a page that is all there, with what its
// scripts do.
func (b *tab) until(expression string) {
	b.t.Helper()
	for range 600 {
		if ok, err := chromedp.Run(b, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("at %s it never held that %s", js[string](b, "location.href"), expression)
}

// as says who decides in this window.
func (b *tab) as(who string) {
	b.t.Helper()
	b.visit("/review")
	b.do(chromedp.SetValue(`.whoami input[name=who]`, who), chromedp.Submit(`.whoami`))
	b.until(`document.querySelector("[data-task] button")`)
}

// TestBrowserReview: from the queue to a decision and back, by keys alone.
func TestBrowserReview(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	b.as("M. Okoro")
	before := js[int](b, `document.querySelectorAll("[data-task]").length`)
	b.press("?")
	b.until(`document.getElementById("keys").open`)
	b.press(kb.Escape)
	b.until(`!document.getElementById("keys").open`)
	for range 2 {
		b.press("j")
		b.until(`document.querySelector("[data-task].at")`)
	}
	b.press("k")
	b.until(`document.querySelectorAll("[data-task]")[0].classList.contains("at") && document.activeElement.matches("[data-task]")`)
	b.press("a")
	b.until(`document.querySelector(".did")`)
	if n := js[int](b, `document.querySelectorAll("[data-task]").length`); n != before-1 {
		t.Errorf("%d tasks are left of %d", n, before)
	}
	b.press("u")
	b.until(fmt.Sprintf(`!document.querySelector(".did") && document.querySelectorAll("[data-task]").length === %d`, before))
	// Single keys can be turned off, and stay so.
	b.press("?")
	b.do(chromedp.Click("[data-single]"))
	b.press(kb.Escape)
	b.visit("/review")
	b.press("?j")
	if js[bool](b, `document.getElementById("keys").open || !!document.querySelector(".at")`) {
		t.Error("keys that are off act")
	}
	b.do(chromedp.Click("[data-keys]"), chromedp.Click("[data-single]"))
}

// TestBrowserPassage: a chip lands on its passage; a statement that is pinned
// lights its words, its source's other words, and the facts it carries.
func TestBrowserPassage(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	b.visit(s.incident)
	href := js[string](b, `document.querySelector("td.deny .to").getAttribute("href")`)
	b.do(chromedp.Click("td.deny .to"))
	_, id, _ := strings.Cut(href, "#")
	b.until(fmt.Sprintf(`location.hash === "#%s" && document.getElementById("%[1]s")`, id))
	if y := js[float64](b, fmt.Sprintf(`document.getElementById("%s").getBoundingClientRect().top`, id)); y < 0 || y > 900 {
		t.Errorf("the passage stands at %v, out of sight", y)
	}
	b.do(chromedp.Click("#" + id))
	b.until(`document.querySelector(".note.lit.pinned") && document.querySelector(".con.lit") && document.querySelector("tr.lit")`)
	b.press(kb.Escape)
	b.until(`!document.querySelector(".lit")`)
	b.press("j")
	b.until(`document.querySelector(".note.lit")`)
}

// TestBrowserAsOf: the slider draws the page as it stood.
func TestBrowserAsOf(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	b.visit(s.incident)
	b.do(chromedp.Focus(".asof input[type=range]"))
	b.press(kb.Home)
	b.until(`location.search.startsWith("?row=") && document.querySelector(".notice") && !document.querySelector(".redrawing")`)
	if n := js[string](b, `document.querySelector("#days svg").querySelectorAll(".m.report").length + " " + document.activeElement.type`); n != "1 range" {
		t.Errorf("the first state has %s; want one report, and the focus on the slider", n)
	}
	b.press(kb.End)
	b.until(`location.search === "" && document.querySelectorAll("#days .m.report").length > 1`)
}

// TestBrowserCorrect: words that are selected in the text correct a statement.
func TestBrowserCorrect(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	b.as("M. Okoro")
	list, err := s.desk.Search(context.Background(), desk.SearchFilter{Query: "four guards"})
	if err != nil || len(list.Items) == 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	st := list.Items[0]
	n := strings.SplitN(st.Statement, ".st", 2)[1]
	b.visit("/report/" + st.Report)
	b.do(chromedp.Click("#s1-" + n))
	b.until(`document.querySelector(".note.pinned")`)
	js[bool](b, `(() => {
		const walk = document.createTreeWalker(document.querySelector(".report"), NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) {
			const at = walk.currentNode.data.indexOf("killed four guards");
			if (at < 0) continue;
			getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 18);
			return true;
		}
		return false;
	})()`)
	b.until(`document.querySelector(".pick:not([hidden])")`)
	b.do(chromedp.Click(`.pick button`))
	b.until(`document.querySelector("[data-correct]").elements.quote.value === "killed four guards"`)
	b.press(kb.Enter)
	b.until(`document.querySelector(".did") && document.querySelector(".beside")`)
	p, err := s.desk.Report(context.Background(), st.Report, desk.When{})
	if err != nil || len(p.Decisions) != 1 || p.Decisions[0].What != entry.Correct || p.Decisions[0].Text != "killed four guards" || p.Decisions[0].Subject != st.Statement {
		t.Fatalf("%+v, %v", p.Decisions, err)
	}
	if r := []rune(p.Reading.Report.Text); string(r[p.Decisions[0].Start:p.Decisions[0].End]) != "killed four guards" {
		t.Error("the correction's offsets are not those of its words")
	}
}

// TestBrowserNarrow: a bar, a country and a disc narrow the list, and what narrows
// it can be taken away.
func TestBrowserNarrow(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	for _, c := range []struct{ click, key string }{{".bars a", "from="}, {".map.world a:has(path)", "country="}, {".map.world a:has(circle)", "box="}, {".by-land a", "country="}} {
		b.visit("/incidents")
		all := js[int](b, `document.querySelectorAll(".incidents > li").length`)
		js[bool](b, fmt.Sprintf(`(() => { location.href = document.querySelector(%q).getAttribute("href"); return true; })()`, c.click))
		b.until(fmt.Sprintf(`location.search.includes(%q) && document.querySelector(".held")`, c.key))
		if n := js[int](b, `document.querySelectorAll(".incidents > li").length`); n == 0 || n >= all {
			t.Errorf("%s leaves %d incidents of %d", c.click, n, all)
		}
		for js[bool](b, `!!document.querySelector(".held a")`) {
			b.do(chromedp.Click(".held a"))
			b.until(`document.readyState === "complete"`)
		}
		if n := js[int](b, `document.querySelectorAll(".incidents > li").length`); n != all {
			t.Errorf("%d incidents are back, of %d", n, all)
		}
	}
}

// TestBrowserMerge: two incidents are merged, and the merge is undone.
func TestBrowserMerge(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(1366, "light")
	b.as("M. Okoro")
	l, err := s.desk.Incidents(context.Background(), desk.IncidentFilter{Country: "Peru"})
	if err != nil || len(l.Items) != 1 {
		t.Fatalf("%+v, %v", l, err)
	}
	peru := l.Items[0].ID
	b.visit("/incident/" + peru)
	js[bool](b, fmt.Sprintf(`(() => { const f = document.querySelector("#decisions input[value=merge]").form; f.closest("details").open = true; f.elements.into.value = %q; f.requestSubmit(); return true; })()`, strings.TrimPrefix(s.incident, "/incident/")))
	b.until(fmt.Sprintf(`location.pathname === %q && document.querySelector(".did")`, s.incident))
	b.visit("/incident/" + peru)
	if !js[bool](b, `document.body.innerText.includes("is now part of this incident")`) {
		t.Error("the merged incident does not lead to the other")
	}
	b.visit(s.incident)
	b.do(chromedp.Click(`.decisions .undo button`))
	b.until(`!document.querySelector(".decisions")`)
	b.visit("/incident/" + peru)
	if js[bool](b, `document.body.innerText.includes("is now part of this incident")`) {
		t.Error("the merge is not undone")
	}
}

// TestBrowserClash: two coders decide on one fact; the second is shown the first's
// decision, loses nothing, and decides again.
func TestBrowserClash(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(390, "light")
	b.visit(s.incident)
	fact := js[string](b, `document.querySelector(".incident tbody tr").id`)
	if _, err := s.desk.Decide(context.Background(), entry.Decided{Who: "L. Adeyemi", What: entry.Accept, Subject: fact, Reason: "all say so"}); err != nil {
		t.Fatal(err)
	}
	form := fmt.Sprintf("document.getElementById(%q).querySelector('form.decide')", fact)
	js[bool](b, fmt.Sprintf(`(() => { const f = %s; f.closest("details").open = true; f.elements.who.value = "M. Okoro"; f.elements.what.value = "reject"; f.elements.reason.value = "it is misread"; f.requestSubmit(); return true; })()`, form))
	b.until(`document.querySelector("dl.both")`)
	if text := js[string](b, `document.getElementById("main").innerText`); !strings.Contains(text, "L. Adeyemi") || !strings.Contains(text, "all say so") || !strings.Contains(text, "it is misread") {
		t.Errorf("the clash shows %q", text)
	}
	b.do(chromedp.Click("main button[type=submit]"))
	b.until(`document.querySelector(".did")`)
	p, err := s.desk.Incident(context.Background(), strings.TrimPrefix(s.incident, "/incident/"), desk.When{})
	if err != nil || len(p.Decisions) != 2 || p.Decisions[1].Reason != "it is misread" {
		t.Errorf("%+v, %v", p.Decisions, err)
	}
}

// TestBrowserPlain: without JavaScript every page can be read, and what scripts
// fold is open.
func TestBrowserPlain(t *testing.T) {
	s := open(t)
	b := s.tab(t)
	b.look(390, "light")
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for path, wants := range map[string][]string{
		s.incident:            {"As of", "Redraw", "contested", "Who had it from whom"},
		"/incidents":          {"By country", "Djibouti"},
		"/search?q=warehouse": {"warehouse"},
		"/review":             {"tasks", "contested"},
		s.pages(t)[4]:         {"confidence", "states"},
	} {
		b.visit(path)
		text := js[string](b, `document.body.innerText`)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q without script", path, want)
			}
		}
	}
	b.visit(s.incident)
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#row").selectedIndex = 0`), chromedp.Click(".asof button"))
	b.until(`location.search.startsWith("?row=") && document.querySelector(".notice")`)
}

// TestBrowserHostile: a hostile report does nothing in a browser, and a line of a
// megabyte is shown.
func TestBrowserHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a megabyte")
	}
	long := "Siege of Wad Kamil\n\nEvil Press | March 14, 2025\n\nA strike on the clinic of Nyala in Sudan on Tuesday killed two people, Omar Tahir, a doctor, said. " + strings.Repeat("<img src=x onerror=alert(3)> & ", 33_000) + "\n"
	s := open(t, long)
	b := s.tab(t)
	b.look(1366, "light")
	reps, err := s.desk.Reports(context.Background(), "", "", desk.When{}, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reps.Items {
		b.visit("/report/" + r.ID)
		if js[int](b, `document.querySelectorAll("main script, main img, main iframe, main [onload], main [onerror]").length`) > 0 {
			t.Errorf("%s: words of the report are markup", r.URI)
		}
		if over := js[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
			t.Errorf("%s is %d pixels too wide", r.URI, over)
		}
	}
}

// TestScreens writes the pictures of docs/screens into the folder that
// HEARSAY_SCREENS names.
func TestScreens(t *testing.T) {
	dir := os.Getenv("HEARSAY_SCREENS")
	if dir == "" {
		t.Skip("HEARSAY_SCREENS names no folder")
	}
	s := open(t)
	b := s.tab(t)
	src, err := s.desk.Sources(context.Background(), "elena", desk.When{}, desk.Page{})
	if err != nil || len(src.Items) == 0 {
		t.Fatalf("no source, %v", err)
	}
	reps, err := s.desk.Reports(context.Background(), "", "Meridian Press", desk.When{}, desk.Page{})
	if err != nil || len(reps.Items) == 0 {
		t.Fatalf("no reports, %v", err)
	}
	most := slices.MaxFunc(reps.Items, func(a, b desk.ReportLine) int { return a.Statements - b.Statements })
	clean := regexp.MustCompile(`[^a-z-]`)
	for _, c := range []struct {
		name, path, scheme string
		width, height      int64
	}{
		{"incidents", "/incidents", "light", 1366, 900},
		{"incident", s.incident, "light", 1366, 1560},
		{"lineage", s.incident, "light", 1200, 900},
		{"incident-dark", s.incident, "dark", 1366, 900},
		{"incident-phone", s.incident, "light", 390, 1200},
		{"report", "/report/" + most.ID, "light", 1366, 1200},
		{"source", "/source?key=" + url.QueryEscape(src.Items[0].Key), "light", 1366, 800},
		{"review", "/review", "light", 1366, 900},
	} {
		b.look(c.width, c.scheme)
		call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: c.width, Height: c.height, DeviceScaleFactor: 1, Mobile: c.width < 600})
		b.visit(c.path)
		if c.name == "report" {
			b.do(chromedp.Click(".ref"))
		}
		shot := chromedp.CaptureScreenshot()
		if c.name == "lineage" {
			shot = chromedp.Screenshot("#lineage .scroll")
		}
		png, err := chromedp.Run(b, shot)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, clean.ReplaceAllString(c.name, "")+".png"), png, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
