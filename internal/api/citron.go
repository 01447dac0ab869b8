package api

import (
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"hearsay/internal/capture"
	"hearsay/internal/reading"
	"hearsay/internal/source"
	"hearsay/internal/span"
	"hearsay/internal/statement"
)

// CitronPath answers as Citron's server answers under its /quotes; CitronPath
// with /quotes after it does, too.
const CitronPath = "/citron"

// quote is a quote as Citron prints it.
type quote struct {
	Sources      []citronSpan `json:"sources"`
	Coreferences []citronSpan `json:"coreferences"`
	Cue          citronSpan   `json:"cue"`
	Contents     []citronSpan `json:"contents"`
	Confidence   string       `json:"confidence"` // four decimals
}

// citronSpan is a span in code points of the text that was sent.
type citronSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type quotes struct {
	Quotes []quote `json:"quotes"`
	// Source is what read; the colon in a key is Citron's.
	Source struct {
		Application string `json:"application"`
		Model       string `json:"model:"`
	} `json:"source"`
}

func (s *Server) citron(mux *http.ServeMux) {
	for _, path := range []string{CitronPath, CitronPath + "/{$}", CitronPath + "/quotes", CitronPath + "/quotes/{$}"} {
		mux.HandleFunc("GET "+path, s.quotes)
		mux.HandleFunc("POST "+path, s.quotes)
	}
}

// quotes answers one request of a client of Citron.
func (s *Server) quotes(w http.ResponseWriter, r *http.Request) {
	refuse := func(code int, why string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_ = encoder(w).Encode(map[string]string{"error": why})
	}
	// A form takes up to three bytes for one of the text.
	r.Body = http.MaxBytesReader(w, r.Body, 3*s.opt.MaxBytes+64<<10)
	if err := r.ParseMultipartForm(4 << 20); err != nil && err != http.ErrNotMultipart {
		refuse(http.StatusBadRequest, "The form could not be read.")
		return
	}
	if !r.Form.Has("text") {
		refuse(http.StatusBadRequest, "A text parameter must be provided.")
		return
	}
	sent := strings.ToValidUTF8(r.Form.Get("text"), "\uFFFD")
	if int64(len(sent)) > s.opt.MaxBytes {
		refuse(http.StatusRequestEntityTooLarge, fmt.Sprintf("The text has more than %d bytes.", s.opt.MaxBytes))
		return
	}
	out := quotes{Quotes: []quote{}}
	out.Source.Application, out.Source.Model = "hearsay", s.opt.Reader.Identity().Digest()
	if strings.TrimSpace(sent) != "" {
		rd, err := s.read(r.Context(), capture.Of([]byte(sent), posted, capture.Stated{}))
		if err != nil {
			p := taken(err)
			refuse(http.StatusBadRequest, strings.TrimSuffix(p.Detail+"; "+p.Advice, "; "))
			return
		}
		out.Quotes = quotesOf(rd, sent)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = encoder(w).Encode(out)
}

// quotesOf are the statements of a reading that Citron's format can hold: those
// with a source, a cue and contents that all stand in the text that was sent.
func quotesOf(rd *reading.Reading, sent string) []quote {
	out := []quote{}
	place := align(rd.Report.Text, sent)
	bySource := map[string]*source.Source{}
	for i := range rd.Sources {
		bySource[rd.Sources[i].ID] = &rd.Sources[i]
	}
	for i := range rd.Statements {
		st := &rd.Statements[i]
		if st.Cue == nil || st.SourceSpan == nil || len(st.Content) == 0 {
			continue
		}
		q := quote{Sources: []citronSpan{}, Coreferences: []citronSpan{}, Contents: []citronSpan{}, Confidence: fmt.Sprintf("%.4f", st.Confidence)}
		whole := true
		put := func(to *[]citronSpan, at span.Quote) {
			sp, ok := place(at)
			whole = whole && ok
			*to = append(*to, sp)
		}
		if full := primary(st, bySource); full != nil {
			put(&q.Sources, *full)
			put(&q.Coreferences, *st.SourceSpan)
		} else {
			put(&q.Sources, *st.SourceSpan)
		}
		for _, c := range st.Content {
			put(&q.Contents, c)
		}
		var ok bool
		if q.Cue, ok = place(*st.Cue); ok && whole {
			out = append(out, q)
		}
	}
	return out
}

// primary is the mention that gives a source its full name, where the statement's
// own words for it (a pronoun, a surname) do not; nil where they do.
func primary(st *statement.Statement, bySource map[string]*source.Source) *span.Quote {
	if st.Source == nil || bySource[*st.Source] == nil {
		return nil
	}
	src := bySource[*st.Source]
	if src.Name == "" || strings.Contains(st.SourceSpan.Text, src.Name) {
		return nil
	}
	for i := range src.Mentions {
		m := &src.Mentions[i]
		if strings.Contains(m.Text, src.Name) && m.Span != st.SourceSpan.Span {
			return m
		}
	}
	return nil
}

// gap is how many characters of what was sent may be missing from the text in
// one place: markup, marks that cannot be seen.
const gap = 200

// align leads spans of a report's text back into the text that was sent, where
// the two differ in white space and in what was left out. A span whose words do
// not stand there as they are is not led anywhere.
func align(text, sent string) func(span.Quote) (citronSpan, bool) {
	a, b := []rune(text), []rune(sent)
	at := make([]int, len(a)) // of each character of a in b; -1 for none
	j := 0
	for i, c := range a {
		at[i] = -1
		for k := j; k < min(len(b), j+gap); k++ {
			if b[k] == c || unicode.IsSpace(c) && unicode.IsSpace(b[k]) {
				at[i], j = k, k+1
				break
			}
			if unicode.IsSpace(c) && !unicode.IsSpace(b[k]) {
				break // white space that was put in
			}
		}
	}
	return func(q span.Quote) (citronSpan, bool) {
		if q.Start < 0 || q.End <= q.Start || q.End > len(at) || at[q.Start] < 0 || at[q.End-1] < 0 {
			return citronSpan{}, false
		}
		out := citronSpan{Start: at[q.Start], End: at[q.End-1] + 1}
		out.Text = string(b[out.Start:out.End])
		return out, tight(out.Text) == tight(q.Text)
	}
}

// tight is a text without what cannot be seen.
func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s)
}
