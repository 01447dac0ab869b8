package reading

import (
	"cmp"
	"errors"
	"slices"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/incident"
	"hearsay/internal/incident/union"
	"hearsay/internal/origin"
)

// Join puts readings side by side and joins the incidents they share. Readings
// are ordered by day, then by where they came from, so that the order in which
// they were read does not show; of two readings of the same bytes one stays.
func (r *Reader) Join(readings []*Reading, failures []Failure) *Document {
	readings = slices.Clone(readings)
	slices.SortFunc(readings, func(a, b *Reading) int {
		return cmp.Or(cmp.Compare(a.Report.SourceDate, b.Report.SourceDate), cmp.Compare(a.Report.URI, b.Report.URI), cmp.Compare(a.Report.ID, b.Report.ID))
	})
	seen := map[string]bool{}
	readings = slices.DeleteFunc(readings, func(rd *Reading) bool {
		twice := seen[rd.Report.ID]
		seen[rd.Report.ID] = true
		return twice
	})
	failures = append([]Failure{}, failures...)
	slices.SortFunc(failures, func(a, b Failure) int { return cmp.Compare(a.URI, b.URI) })
	doc := &Document{Format: Format, Reader: r.identity, Readings: append([]*Reading{}, readings...), Failures: failures}
	reports := make([]incident.Report, len(readings))
	for i, rd := range readings {
		reports[i] = rd.rooms
	}
	doc.Incidents, doc.Facts = union.Join(reports)
	origin.Weigh(reports, doc.Facts)
	return doc
}

// Fail is the failure that an error of capture or of Read stands for.
func Fail(uri string, err error) Failure {
	var taking *capture.Error
	if errors.As(err, &taking) {
		return Failure{URI: uri, Stage: "capture", Reason: taking.Reason, Advice: taking.Advice}
	}
	var refused *document.Error
	if errors.As(err, &refused) {
		return Failure{URI: uri, Stage: "document", Reason: refused.Reason, Advice: refused.Advice}
	}
	return Failure{URI: uri, Stage: "document", Reason: err.Error(), Advice: "report this as a mistake of the program"}
}
