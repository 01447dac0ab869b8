package muc4

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/source"
	"hearsay/internal/statement"
	"hearsay/internal/syntax"
)

// record is one report with its templates.
type record struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Date      string `json:"date"` // "3 JAN 90"
	Templates []struct {
		Optional bool                `json:"optional"`
		Slots    map[string][]string `json:"slots"`
	} `json:"templates"`
}

// score counts what is right.
type score struct {
	docs, want, read, found int // incidents by kind
	relevant, spotted       int // reports with an incident, and those where one was read
	quiet, invented         int // reports without one, and those where one was read
	tollWant, tollFound     int // figures of dead and injured
	kinds                   map[string][2]int
}

// Run scores each of the corpus's portions that dir holds.
func Run(dir string, w, progress io.Writer) error {
	syn, err := syntax.Load()
	if err != nil {
		return err
	}
	att, err := attribution.Load()
	if err != nil {
		return err
	}
	for _, part := range []string{"dev", "tst1", "tst2"} {
		recs, err := read(filepath.Join(dir, part+".jsonl.gz"))
		if err != nil {
			return err
		}
		s := score{kinds: map[string][2]int{}}
		for i := range recs {
			incs, err := incidents(&recs[i], syn, att)
			if err != nil {
				return fmt.Errorf("%s: %w", recs[i].ID, err)
			}
			s.add(&recs[i], incs)
			if i%100 == 99 {
				fmt.Fprintf(progress, "%s: %d of %d\n", part, i+1, len(recs))
			}
		}
		s.print(w, part)
	}
	return nil
}

func read(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	dec := json.NewDecoder(bufio.NewReader(zr))
	var recs []record
	for dec.More() {
		var r record
		if err := dec.Decode(&r); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		recs = append(recs, r)
	}
	return recs, nil
}

// incidents reads one report.
func incidents(r *record, syn *syntax.Reader, att *attribution.Reader) ([]incident.Incident, error) {
	var st capture.Stated
	if day, err := time.Parse("2 Jan 06", r.Date); err == nil {
		st.Date = day
	}
	doc, err := document.New(capture.Of([]byte(sentenceCase(r.Text)), r.ID, st))
	if err != nil {
		return nil, err
	}
	rep := incident.Report{Document: doc, Syntax: syn.Parse(doc)}
	atts := attribution.Sure(doc, rep.Syntax, att.Find(doc, rep.Syntax))
	var voices []source.Voice
	rep.Sources, voices = source.Resolve(doc, rep.Syntax, atts)
	rep.Statements = statement.Judge(doc, rep.Syntax, atts, rep.Sources, voices)
	rep.Events, rep.Claims = fact.Draw(doc, rep.Syntax, rep.Sources, rep.Statements)
	incs, _ := incident.Group(rep)
	return incs, nil
}

// sentenceCase joins the old terminals' lines and takes the capitals back but
// at the start of sentences: no reader of the news was made for capitals.
func sentenceCase(text string) string {
	var b strings.Builder
	for par := range strings.SplitSeq(text, "\n\n") {
		up := true
		for _, r := range strings.ToLower(strings.Join(strings.Fields(par), " ")) {
			s := string(r)
			if up && r >= 'a' && r <= 'z' {
				s, up = strings.ToUpper(s), false
			}
			if r == '.' || r == ']' {
				up = true
			}
			b.WriteString(s)
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// kindOf is MUC-4's word for an incident's kind; "" for what it does not code.
func kindOf(inc *incident.Incident) string {
	switch inc.SubEventType {
	case "Attack", "Armed clash", "Sexual violence":
		return "ATTACK"
	case "Abduction/forced disappearance":
		return "KIDNAPPING"
	case "Looting/property destruction":
		return "ARSON"
	}
	if inc.EventType == "Explosions/Remote violence" {
		return "BOMBING"
	}
	return ""
}

func (s *score) add(r *record, incs []incident.Incident) {
	s.docs++
	var got []string
	for i := range incs {
		if k := kindOf(&incs[i]); k != "" {
			got = append(got, k)
		}
	}
	s.read += len(got)
	if len(r.Templates) == 0 {
		s.quiet++
		if len(got) > 0 {
			s.invented++
		}
		return
	}
	s.relevant++
	if len(got) > 0 {
		s.spotted++
	}
	for _, t := range r.Templates {
		want := ""
		if v := t.Slots["INCIDENT: TYPE"]; len(v) > 0 {
			want, _, _ = strings.Cut(v[0], " /")
		}
		hit := false
		for i, k := range got {
			if k == want {
				got[i], hit = "", true
				break
			}
		}
		if t.Optional && !hit {
			continue
		}
		s.want++
		n := s.kinds[want]
		n[1]++
		if hit {
			s.found++
			n[0]++
		}
		s.kinds[want] = n
		s.tolls(t.Slots, incs)
	}
}

// tolls compares the numbers of dead and injured with all figures read.
func (s *score) tolls(slots map[string][]string, incs []incident.Incident) {
	for _, e := range slots["HUM TGT: EFFECT OF INCIDENT"] {
		effect, who, ok := strings.Cut(e, ": ")
		dead := effect == "DEATH"
		if !ok || !dead && effect != "INJURY" {
			continue
		}
		for _, line := range slots["HUM TGT: NUMBER"] {
			num, of, _ := strings.Cut(line, ": ")
			n, err := strconv.Atoi(num)
			if err != nil || of != who || n < 2 {
				continue
			}
			s.tollWant++
			if holds(incs, dead, n) {
				s.tollFound++
			}
		}
	}
}

func holds(incs []incident.Incident, dead bool, n int) bool {
	for i := range incs {
		for _, c := range incs[i].Casualties {
			low, high := c.KilledMin, c.KilledMax
			if !dead {
				low, high = c.InjuredMin, c.InjuredMax
			}
			if low != nil && *low == n || high != nil && *high == n {
				return true
			}
		}
	}
	return false
}

func (s *score) print(w io.Writer, part string) {
	share := func(n, of int) string {
		return fmt.Sprintf("%5.1f %% (%d of %d)", 100*float64(n)/float64(max(of, 1)), n, of)
	}
	fmt.Fprintf(w, "%s: %d reports\n", part, s.docs)
	fmt.Fprintf(w, "  kind of incident: recall %s, precision %s\n", share(s.found, s.want), share(s.found, s.read))
	for _, k := range []string{"ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"} {
		fmt.Fprintf(w, "    %-11s %s\n", strings.ToLower(k), share(s.kinds[k][0], s.kinds[k][1]))
	}
	fmt.Fprintf(w, "  reports with an incident, one read:    %s\n", share(s.spotted, s.relevant))
	fmt.Fprintf(w, "  reports without an incident, one read: %s\n", share(s.invented, s.quiet))
	fmt.Fprintf(w, "  killed and injured, two and more: %s\n", share(s.tollFound, s.tollWant))
}
