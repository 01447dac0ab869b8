package web

import "hearsay/internal/web/wording"

// Short names for the templates.
var (
	one          = wording.One
	words        = wording.Words
	plural       = wording.Plural
	nouns        = wording.Nouns
	upper        = wording.Upper
	bounds       = wording.Bounds
	figure       = wording.Figure
	stamp        = wording.Stamp
	dash         = wording.Dash
	percent      = wording.Percent
	sentence     = wording.Sentence
	incidentPath = wording.Incident
	sourcePath   = wording.Source
	reportPath   = wording.Report
	passagePath  = wording.Passage
	asOfPath     = wording.AsOf
	reportName   = wording.ReportName
	madeWord     = wording.Made
)
