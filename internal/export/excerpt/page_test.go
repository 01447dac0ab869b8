package excerpt

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/source"
	"hearsay/internal/span"
)

// invented is a page of a story that never was, as the ledger would keep it.
const invented = `{"incident":{"id":"inc-0a","main":true,"event_type":"Battles","sub_event_type":"Armed clash","stage_of_execution":"accomplished","date_start":"2025-03-10","date_end":"2025-03-11","date_prec":2,
"where_description":"near the \"Old\" mill \u003c\u00e9\ud83d\ude00\ud83d \u2028","place":"Aden","country":"Yemen","iso":"YE","adm_1":"Adan","latitude":12.779,"longitude":-4.5e1,"where_prec":1,
"belligerents":[{"name":"navy","role":"perpetrator","type":"known","position":"denied","facts":["f1"]}],"targets":[{"name":"dock","type":"structure","effect":"","facts":[]}],"casualties":[{"category":"civilian","killed_min":1,"killed_max":null,"injured_min":null,"injured_max":null,"facts":["f"]}],
"facts":["f1"],"mentions":[{"report":"r","start":1,"end":2,"text":"x"}],"members":["m"],"possible_duplicates":[]},
"facts":[{"id":"f1","incident":"inc-0a","slot":"killed","value":"at least four","norm":{"name":"n","category":"civilian","number":{"min":4,"max":null,"word":"w"},"date":null,"place":{"name":"x"}},
"spans":[{"report":"r","start":10,"end":14,"text":"four\\"}],"own_voice":[{"report":"r","start":3,"end":9,"text":"it \/ was\b\f\r\n\t"}],"asserted_by":[{"statement":"r.st1","in_part":true,"certainty":"probable"}],"denied_by":null,"uncommitted":[],"standing":"contested","origins_min":1,"origins_max":2,
"origin_groups":[{"statements":["r.st1"],"reason":"alone","span":null}],"rule":"a rule","decided":"confirmed","corrected":"five","rejected":true,"accepted":false}],
"passages":[{"id":"r.st1","source":"s1","source_span":null,"cue":null,"content":[],"quotation":"direct","act":"deny","certainty":"certain","negated":false,"chain":[],"within":null,"repeats":null,"confidence":0.9642887115478516,"report":"r",
"speaker":{"id":"s1","name":"","kind":"person","identification":"unnamed","count":2,"described_as":{"start":5,"end":8,"text":"two men"},"role":null,"affiliation":null,"relation":"witness","terms":{"kind":"not_stated","span":null},"mentions":[],"members":[]},"source_key":"k","others":[],"words":{"start":1,"end":9,"text":"no, they said"}},
{"id":"r.st2","act":"state","confidence":1,"speaker":null,"words":{"start":0,"end":0,"text":""}}],
"reports":[{"id":"r","uri":"u","url":"https://a.example","outlet":"Courier","headline":"A \"Headline\"","date":"2025-03-11","reading":"rd","reader":"d","row":2}],"lineage":[],"decisions":[],"near":[],"redirects":[],"row":41, "later":{"a":[1,-2.5e3,true,null,"}"]}}`

// trimmed is what a page has of what an excerpt takes.
func trimmed(p *projection.Page) *projection.Page {
	in := &p.Incident
	in.Main, in.Casualties, in.Facts, in.Mentions, in.Members, in.PossibleDuplicates = false, nil, nil, nil, nil, nil
	for i := range in.Belligerents {
		in.Belligerents[i].Type, in.Belligerents[i].Facts = "", nil
	}
	for i := range in.Targets {
		in.Targets[i] = incident.Target{Name: in.Targets[i].Name}
	}
	some := func(list []incident.Position) []incident.Position {
		if len(list) == 0 {
			return nil
		}
		return list
	}
	for i := range p.Facts {
		f := &p.Facts[i]
		f.Incident, f.Rule, f.Accepted, f.OriginGroups, f.Norm.Date, f.Norm.Place = "", "", false, nil, nil, nil
		f.AssertedBy, f.DeniedBy, f.Uncommitted = some(f.AssertedBy), some(f.DeniedBy), some(f.Uncommitted)
		if f.Norm.Number != nil {
			f.Norm.Number.Word = ""
		}
		for k := range f.Spans {
			f.Spans[k].Text = ""
		}
	}
	for i := range p.Passages {
		ps := &p.Passages[i]
		st := ps.Statement
		ps.Statement, ps.Others = projection.Passage{}.Statement, nil
		ps.ID, ps.Act, ps.Certainty, ps.Confidence = st.ID, st.Act, st.Certainty, st.Confidence
		if s := ps.Speaker; s != nil {
			ps.Speaker = &source.Source{Name: s.Name, Identification: s.Identification, Relation: s.Relation}
			if d := s.DescribedAs; d != nil {
				ps.Speaker.DescribedAs = &span.Quote{Span: d.Span, Text: d.Text}
			}
		}
	}
	for i := range p.Reports {
		h := p.Reports[i]
		p.Reports[i] = projection.Head{ID: h.ID, URL: h.URL, Outlet: h.Outlet, Headline: h.Headline, Date: h.Date}
	}
	p.Lineage, p.Decisions, p.Near, p.Redirects = nil, nil, nil, nil
	return p
}

func TestPage(t *testing.T) {
	want := &projection.Page{}
	if err := json.Unmarshal([]byte(invented), want); err != nil {
		t.Fatal(err)
	}
	got, err := Page([]byte(invented))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(trimmed(want), got); d != "" {
		t.Error(d)
	}
}

func TestNoPage(t *testing.T) {
	for _, s := range []string{"", "x", "[]", `{"row":}`, `{"row":1`, `{"row":1,`, `{"row" 1}`, `{"row":"1"}`, `{"row":1}x`, `{"facts":{}}`, `{"facts":[{"value":"\x"}]}`, `{"facts":[{"value":"\u12"}]}`, `{"incident":{"id":"a`, `{"later":[}`, `{"later":}}`,
		`{"later":` + strings.Repeat("[", 1000) + `}`, `{"facts":[{"rejected":maybe}]}`, `{"passages":[{"confidence":high}]}`} {
		if _, err := Page([]byte(s)); err == nil || !strings.Contains(err.Error(), "hearsay rebuild") {
			t.Errorf("%.40s: %v", s, err)
		}
	}
}

// FuzzPage: whatever comes is a page or an error.
func FuzzPage(f *testing.F) {
	f.Add(invented)
	f.Add(`{"row":1,"facts":null}`)
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := Page([]byte(s)); (p == nil) == (err == nil) {
			t.Errorf("%v and %v", p, err)
		}
	})
}

// BenchmarkPage holds it against encoding/json.
func BenchmarkPage(b *testing.B) {
	b.Run("excerpt", func(b *testing.B) {
		b.SetBytes(int64(len(invented)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Page([]byte(invented)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json", func(b *testing.B) {
		b.SetBytes(int64(len(invented)))
		b.ReportAllocs()
		for b.Loop() {
			var p projection.Page
			if err := json.Unmarshal([]byte(invented), &p); err != nil {
				b.Fatal(err)
			}
		}
	})
}
