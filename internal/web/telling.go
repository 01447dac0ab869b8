package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/caption"
	"hearsay/internal/ledger/projection"
	"hearsay/internal/web/picture"
)

// telling is a report with what is said in it.
type telling struct {
	projection.Head
	Said []said
	More int // statements that are not among these
}

type said struct {
	Name, Act, Words, Path, Shade, SourcePath string
}

// made says from what a report was made.
type made struct{ From, FromPath, To, ToPath, Kind, Reason string }

// mostTold is how many reports, and statements of each, one page shows.
const mostTold, mostSaid = 12, 6

// tellings are a part of the reports, by day, with what is said in them.
func (v *incidentView) tellings(x *indexed) {
	heads := slices.Clone(v.Page.Reports)
	slices.SortStableFunc(heads, func(a, b projection.Head) int { return strings.Compare(a.Date, b.Date) })
	for _, h := range heads[v.From:min(len(heads), v.From+mostTold)] {
		t := telling{Head: h}
		for i := range v.Page.Passages {
			p := &v.Page.Passages[i]
			if p.Report != h.ID {
				continue
			}
			if len(t.Said) == mostSaid {
				t.More++
				continue
			}
			a := said{Name: "no source given", Act: caption.Act(&p.Statement), Words: one(p.Words.Text, 260), Path: passagePath(p.ID), Shade: picture.Stance(p)}
			if st := x.Statement(p.ID); st != nil {
				a.Name = caption.Tame(x.Speaker(st))
			}
			if p.SourceKey != "" {
				a.SourcePath = sourcePath(p.SourceKey)
			}
			t.Said = append(t.Said, a)
		}
		v.Reports = append(v.Reports, t)
	}
}

// mostMade is how many of the reports that were made from others one page lists.
const mostMade = 12

func (v *incidentView) lineage() (list []made) {
	heads := map[string]*projection.Head{}
	for i := range v.Page.Reports {
		heads[v.Page.Reports[i].ID] = &v.Page.Reports[i]
	}
	named := func(id string) string {
		if h := heads[id]; h != nil {
			return reportName(h)
		}
		return "report " + id[:min(12, len(id))]
	}
	for _, m := range v.Page.Lineage[:min(len(v.Page.Lineage), mostMade)] {
		from, path := m.Name, "" // whose report is not in the ledger
		if m.From != "" {
			from, path = named(m.From), reportPath(m.From)
		}
		list = append(list, made{From: from, FromPath: path, To: named(m.To), ToPath: reportPath(m.To), Kind: madeWord(m.Kind), Reason: caption.Tame(m.Reason)})
	}
	return list
}

// fromPath is the page with another part of its reports.
func (v *incidentView) fromPath(n int) string {
	q := url.Values{}
	if v.AsOf {
		q.Set("row", strconv.FormatInt(v.Page.Row, 10))
	}
	if n > 0 {
		q.Set("from", strconv.Itoa(n))
	}
	return strings.TrimSuffix(incidentPath(v.Page.Incident.ID)+"?"+q.Encode(), "?") + "#reports"
}

// headline is what a report is called.
func headline(t *telling) string {
	if t.Headline != "" {
		return t.Headline
	}
	return reportName(&t.Head)
}
