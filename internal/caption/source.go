package caption

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/source"
	"hearsay/internal/statement"
)

// Speaker names who makes st and, where the text gives no name, how it is
// identified and through whom its words came: "Elena Marsh", "two officials
// (unnamed, via Meridian Press)". Where several reports are shown, an unnamed
// source carries its outlet, since no two of them can be held for one.
func (x *Index) Speaker(st *statement.Statement) string {
	src := x.By(st)
	if src == nil {
		return "no source given"
	}
	var notes []string
	name := x.Name(src)
	if note := withoutName(src); note != "" && !strings.Contains(strings.ToLower(name), note) {
		notes = append(notes, note)
	}
	via := x.Chain(st)
	if len(via) > 0 {
		notes = append(notes, "via "+strings.Join(via, ", via "))
	}
	if src.Identification == source.Unnamed && len(x.Doc.Readings) > 1 {
		if outlet := x.Outlet(src.ID); !slices.Contains(via, outlet) {
			notes = append(notes, "in "+outlet)
		}
	}
	if len(notes) == 0 {
		return name
	}
	return name + " (" + strings.Join(notes, ", ") + ")"
}

// By is the source of st, or nil where none is given.
func (x *Index) By(st *statement.Statement) *source.Source {
	if st.Source == nil {
		return nil
	}
	return x.sources[*st.Source]
}

// Chain names the sources through whom st came, nearest the speaker first.
func (x *Index) Chain(st *statement.Statement) []string {
	var via []string
	for _, id := range st.Chain {
		if src := x.sources[id]; src != nil && (st.Source == nil || id != *st.Source) {
			via = append(via, x.Name(src))
		}
	}
	return via
}

// Name is what a source is called.
func (x *Index) Name(src *source.Source) string {
	switch {
	case src.Name != "":
		return src.Name
	case src.Identification == source.OwnObservation:
		return "the reporter"
	case src.DescribedAs != nil:
		return strings.Join(strings.Fields(src.DescribedAs.Text), " ")
	case len(src.Members) > 0:
		var names []string
		for _, id := range src.Members {
			if m := x.sources[id]; m != nil {
				names = append(names, x.Name(m))
			}
		}
		return strings.Join(names, " and ")
	}
	return "no source given"
}

func withoutName(src *source.Source) string {
	if len(src.Members) > 0 {
		return "" // each of them is identified by itself
	}
	switch src.Identification {
	case source.Unnamed:
		return "unnamed"
	case source.Unattributed:
		if src.Name != "" {
			return "unattributed"
		}
	case source.OwnObservation:
		return "saw it"
	}
	return ""
}

// Identified says how the text identifies a source: "named", "2 unnamed",
// "several unnamed", "by office", "institution".
func Identified(src *source.Source) string {
	if n := len(src.Members); n > 0 {
		return strconv.Itoa(n) + " sources together"
	}
	switch src.Identification {
	case source.Unnamed:
		switch c := src.Count; {
		case c == nil:
			return "unnamed"
		case c.Several:
			return "several unnamed"
		default:
			return strconv.Itoa(c.N) + " unnamed"
		}
	case source.NamedOffice:
		return "by office, no name"
	case source.OwnObservation:
		return "saw it"
	case source.Institution:
		if src.Kind == source.Outlet {
			return "outlet"
		}
		return "institution"
	}
	return words(string(src.Identification))
}

// Office is a source's role and body as the text gives them, apart from what
// its name says already.
func Office(src *source.Source) []string {
	var parts []string
	name := strings.ToLower(src.Name)
	if src.Role != nil && !strings.Contains(name, strings.ToLower(plain(src.Role.Text))) {
		parts = append(parts, plain(src.Role.Text))
	}
	if a := src.Affiliation; a != nil && !strings.Contains(name, strings.ToLower(a.Name)) {
		parts = append(parts, plain(a.Name))
	}
	return parts
}

// Standpoint says what a source is: role, body, relation to the event, terms.
// It is empty where the text says none of these.
func Standpoint(src *source.Source) []string {
	parts := Office(src)
	if src.Relation != source.Unknown && src.Relation != "" {
		parts = append(parts, relations[src.Relation])
	}
	switch src.Terms.Kind {
	case source.NotStated, "":
	default:
		parts = append(parts, words(string(src.Terms.Kind)))
	}
	return parts
}

var relations = map[source.Relation]string{
	source.PartyAccused: "party accused", source.PartyAffected: "party affected", source.OtherOfficial: "other official",
	source.Witness: "witness", source.MedicalOrRescue: "medical or rescue", source.MonitorNGO: "monitor or NGO",
	source.Expert: "expert", source.Media: "media",
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// words is a term of the vocabulary as people write it.
func words(term string) string { return strings.ReplaceAll(term, "_", " ") }
