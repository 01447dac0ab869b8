package span

// Quote is a span as the record prints it: the range together with the words
// it covers. Text always equals the slice of report.text.
type Quote struct {
	Span
	Text string `json:"text"`
}

// Quote pairs s with its words.
func (t *Text) Quote(s Span) Quote { return Quote{Span: s, Text: t.Slice(s)} }

// Quotes pairs each span with its words; never nil, so that JSON has [].
func (t *Text) Quotes(spans []Span) []Quote {
	out := make([]Quote, len(spans))
	for i, s := range spans {
		out[i] = t.Quote(s)
	}
	return out
}
