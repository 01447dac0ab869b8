package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/fact"
	"hearsay/internal/incident"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/reading"
)

// parties are the names of belligerents in a role, the first first.
func parties(p *projection.Page, role string) []string {
	var out []string
	for _, b := range p.Incident.Belligerents {
		if b.Role == role && !slices.Contains(out, b.Name) {
			out = append(out, b.Name)
		}
	}
	return out
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// toll is the least and the most of the figures for some categories, of those
// facts that nobody rejected or discounted; ok is false where there is none.
func toll(p *projection.Page, slot fact.Slot, of ...fact.Category) (low, high *int, ok bool) {
	for i := range p.Facts {
		f := &p.Facts[i]
		if f.Slot != slot || f.Number() == nil || len(f.Spans) == 0 || f.Rejected || f.Stands() == incident.Discounted || len(of) > 0 && !slices.Contains(of, f.Norm.Category) {
			continue
		}
		ok = true
		if n := f.Number().Min; n != nil && (low == nil || *n < *low) {
			low = n
		}
		n := f.Number().Max
		if n == nil {
			n = f.Number().Min // "at least 12" is no bound above; UCDP's high is then the highest figure given
		}
		if n != nil && (high == nil || *n > *high) {
			high = n
		}
	}
	return low, high, ok
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func coordinate(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func year(p *projection.Page) string {
	y, _, _ := strings.Cut(p.Incident.DateStart, "-")
	return y
}

// heads are something of every report, with semicolons between.
func heads(p *projection.Page, of func(h *projection.Head) string) string {
	var out []string
	for i := range p.Reports {
		if v := of(&p.Reports[i]); v != "" {
			out = append(out, strings.ReplaceAll(v, ";", ","))
		}
	}
	return strings.Join(out, "; ")
}

func article(p *projection.Page) string {
	return heads(p, func(h *projection.Head) string {
		var out []string
		for _, v := range []string{h.Outlet, h.Date, h.Headline} {
			if v != "" {
				out = append(out, v)
			}
		}
		return strings.Join(out, ", ")
	})
}

// speakers are who take a stand, in the words of their reports.
func speakers(p *projection.Page) string {
	var out []string
	for i := range p.Passages {
		s := p.Passages[i].Speaker
		if s == nil {
			continue
		}
		name := s.Name
		if name == "" && s.DescribedAs != nil {
			name = s.DescribedAs.Text
		}
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, "; ")
}

func targets(p *projection.Page) string {
	var out []string
	for _, t := range p.Incident.Targets {
		out = append(out, t.Name)
	}
	return strings.Join(out, "; ")
}

// values are those of a slot with their standing.
func values(p *projection.Page, slot fact.Slot) string {
	var out []string
	for i := range p.Facts {
		if f := &p.Facts[i]; f.Slot == slot && len(f.Spans) > 0 && !f.Rejected {
			v := f.Value
			if f.Corrected != "" {
				v = f.Corrected
			}
			out = append(out, fmt.Sprintf("%s (%s)", v, f.Stands()))
		}
	}
	return strings.Join(out, "; ")
}

// version is that of the program that wrote a file.
var version = reading.Version
