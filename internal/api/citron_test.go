package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// citron is an answer as a client of Citron decodes it.
type citron struct {
	Quotes []struct {
		Sources, Coreferences, Contents []passage
		Cue                             passage
		Confidence                      string
	}
	Source map[string]string
	Error  string
}

type passage struct {
	Start, End int
	Text       string
}

func decoded(t *testing.T, res *http.Response, err error, want int) (out citron) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != want {
		t.Fatalf("%d, want %d: %.300s", res.StatusCode, want, b)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCitron(t *testing.T) {
	srv := server(t, false)
	// Line ends and marks that the reader takes out must not shift the spans.
	text := "\ufeffMayor Lena Okafor said the bridge was safe.\r\n\r\n\"We closed\u200b it on Friday,\" she told reporters.\r\n\r\nOkafor denied that anyone had been hurt.\r\n"
	sent := []rune(text)
	for _, path := range []string{"/citron", "/citron/", "/citron/quotes", "/citron/quotes/"} {
		res, err := http.PostForm(srv.URL+path, url.Values{"text": {text}})
		out := decoded(t, res, err, 200)
		if len(out.Quotes) < 3 || out.Source["application"] == "" || out.Source["model:"] == "" {
			t.Fatalf("%s: %+v", path, out)
		}
		resolved := false
		for _, q := range out.Quotes {
			all := append(append(append([]passage{q.Cue}, q.Sources...), q.Coreferences...), q.Contents...)
			for _, p := range all {
				if p.Start < 0 || p.End > len(sent) || p.Start >= p.End || string(sent[p.Start:p.End]) != p.Text {
					t.Errorf("%q does not stand at [%d,%d)", p.Text, p.Start, p.End)
				}
			}
			if len(q.Sources) == 0 || len(q.Contents) == 0 || len(q.Confidence) != 6 {
				t.Errorf("quote: %+v", q)
			}
			if len(q.Coreferences) == 1 && q.Coreferences[0].Text == "she" && strings.Contains(q.Sources[0].Text, "Lena Okafor") {
				resolved = true
			}
		}
		if !resolved {
			t.Errorf("she is nobody: %+v", out.Quotes)
		}
		res, err = http.Get(srv.URL + path + "?text=" + url.QueryEscape(text))
		if again := decoded(t, res, err, 200); len(again.Quotes) != len(out.Quotes) {
			t.Errorf("GET gives %d quotes, POST %d", len(again.Quotes), len(out.Quotes))
		}
	}
}

func TestCitronRefusals(t *testing.T) {
	srv := server(t, false)
	res, err := http.Get(srv.URL + "/citron")
	if out := decoded(t, res, err, 400); out.Error == "" {
		t.Error("no error where text is missing")
	}
	res, err = http.PostForm(srv.URL+"/citron", url.Values{"text": {""}})
	if out := decoded(t, res, err, 200); out.Quotes == nil || len(out.Quotes) != 0 {
		t.Errorf("an empty text: %+v", out)
	}
	res, err = http.PostForm(srv.URL+"/citron", url.Values{"text": {strings.Repeat("a ", 150_000)}})
	decoded(t, res, err, 413)
	for _, text := range []string{"<html><p>Bo Li said <b>no</b>.</p>", "# Title\n\nBo Li *said* it was over.", "\xff\xfesaid", strings.Repeat("said ", 1000), "%PDF-1.4"} {
		res, err := http.PostForm(srv.URL+"/citron", url.Values{"text": {text}})
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != 200 && res.StatusCode != 400 {
			t.Errorf("%.20q: %d", text, res.StatusCode)
		}
	}
}
