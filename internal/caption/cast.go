package caption

import (
	"fmt"

	"hearsay/internal/source"
)

// Member is one who speaks in a document, over all reports that name it alike.
type Member struct {
	Source     *source.Source // of the report that says most of it
	Name       string
	Outlets    []string // the reports that name it, each once
	Statements []string // ids, in order
}

// Cast lists who speaks, in the order of their first mention. The named and
// institutions are one member over all reports; anybody else is one for each
// report, since two unnamed sources cannot be held for one.
func (x *Index) Cast() []Member {
	var out []Member
	at := map[string]int{}
	for i, rd := range x.Doc.Readings {
		said := map[string][]string{}
		for k := range rd.Statements {
			if st := &rd.Statements[k]; st.Source != nil {
				said[*st.Source] = append(said[*st.Source], st.ID)
			}
		}
		for k := range rd.Sources {
			src := &rd.Sources[k]
			key := fmt.Sprint(i, "|", src.ID)
			if src.Identification == source.Named || src.Identification == source.Institution {
				key = string(src.Identification) + "|" + x.Name(src)
			}
			n, known := at[key]
			if !known {
				n = len(out)
				at[key] = n
				out = append(out, Member{Source: src, Name: x.Name(src)})
			}
			m := &out[n]
			if len(Standpoint(src)) > len(Standpoint(m.Source)) {
				m.Source = src
			}
			m.Statements = append(m.Statements, said[src.ID]...)
			m.outlet(Named(rd.Report))
		}
	}
	return out
}

func (m *Member) outlet(name string) {
	for _, o := range m.Outlets {
		if o == name {
			return
		}
	}
	m.Outlets = append(m.Outlets, name)
}
