package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/lineage"
	"hearsay/internal/origin"
)

// Digest is the identity as the first twelve digits of a hash: two readers with
// one digest read the same bytes alike.
func (id Identity) Digest() string {
	b, err := json.Marshal(id)
	if err != nil {
		panic(err) // strings and lists of strings always encode
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// Live reports whether a reading has what the rooms made of its report, so
// that it can be joined with others: one that was only decoded has not.
func (rd *Reading) Live() bool { return rd.rooms.Document != nil }

// Profiles are what the incidents of a live reading are compared by, and then
// those of what it tells only to deny it.
func (rd *Reading) Profiles() []union.Profile { return union.Profiles(&rd.rooms) }

// Unite joins the incidents of tellings whose members are known, with their
// origins counted and standing computed over these. Where a group has one member,
// its incident is that of its reading under the group's id. Possible duplicates are
// left to the caller. known are edges between tellings that their texts alone may
// not show; those that the texts show are returned: From and To are places in
// tellings.
func Unite(tellings []*Telling, groups []union.Group, known ...lineage.Edge) ([]incident.Incident, []incident.Fact, []lineage.Edge) {
	told, heard := make([]*union.Report, len(tellings)), make([]*origin.Report, len(tellings))
	for i, t := range tellings {
		told[i], heard[i] = t.told, t.heard
	}
	incidents, facts := union.Unite(told, groups)
	return incidents, facts, origin.WeighReady(heard, facts, known...)
}

// Revive makes a decoded reading live again, from the bytes it was read in: the
// report's text is analysed anew, but its sources, statements, facts and
// incidents stay those of the reader that made it, also where this reader would
// read it otherwise. Two things are lost: denials of what the report does not
// tell itself, and the days of ranges that are no single day.
func (r *Reader) Revive(rd *Reading, c capture.Capture) (*Reading, error) {
	doc, err := document.New(c)
	if err != nil {
		return nil, err
	}
	live := rd.spoken()
	for i := range live.Facts {
		d := live.Facts[i].Norm.Date
		if d == nil || !d.Start.IsZero() {
			continue
		}
		if day, err := time.Parse(time.DateOnly, d.Value); err == nil {
			whole := *d
			whole.Start, whole.End = day, day
			live.Facts[i].Norm.Date = &whole
		}
	}
	live.rooms = incident.Report{
		Document: doc, Syntax: r.syn.Parse(doc), Sources: live.Sources, Statements: live.Statements, Incidents: live.Incidents, Facts: live.Facts,
	}
	return live, nil
}

// spoken is a copy of a decoded reading whose statements know their speakers and
// whose facts may be given days.
func (rd *Reading) spoken() *Reading {
	live := *rd
	live.Statements, live.Facts = slices.Clone(rd.Statements), slices.Clone(rd.Facts)
	at := map[string]int{}
	for i := range rd.Sources {
		at[rd.Sources[i].ID] = i
	}
	for i := range live.Statements {
		st := &live.Statements[i]
		st.Attribution, st.Speaker, st.Via = i, -1, nil
		if st.Source != nil {
			if s, ok := at[*st.Source]; ok {
				st.Speaker = s
			}
		}
		for _, id := range st.Chain {
			if s, ok := at[id]; ok {
				st.Via = append(st.Via, s)
			}
		}
	}
	return &live
}
