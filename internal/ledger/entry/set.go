package entry

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/incident"
)

// The fields of an incident that people correct.
const (
	Date  = "date"
	Place = "place"
	Type  = "type"
)

// Set are values that a person gave: those of the corrected field.
type Set struct {
	DateStart    string   `json:"date_start,omitempty"` // ISO days
	DateEnd      string   `json:"date_end,omitempty"`
	DatePrec     int      `json:"date_prec,omitempty"` // UCDP's
	Place        string   `json:"place,omitempty"`
	Country      string   `json:"country,omitempty"`
	ISO          string   `json:"iso,omitempty"`
	Adm1         string   `json:"adm_1,omitempty"`
	Latitude     *float64 `json:"latitude,omitempty"`
	Longitude    *float64 `json:"longitude,omitempty"`
	WherePrec    int      `json:"where_prec,omitempty"` // UCDP's
	EventType    string   `json:"event_type,omitempty"` // ACLED's
	SubEventType string   `json:"sub_event_type,omitempty"`
	// Low and High are a corrected figure's; nil where it sets no such bound.
	Low  *int `json:"low,omitempty"`
	High *int `json:"high,omitempty"`
}

// Lay puts the values of a field in place of an incident's.
func (s *Set) Lay(field string, in *incident.Incident) {
	switch field {
	case Date:
		in.DateStart, in.DateEnd, in.DatePrec = s.DateStart, s.DateEnd, s.DatePrec
	case Place:
		in.WhereDescription, in.Place, in.Country, in.ISO, in.Adm1 = cmp.Or(s.Place, s.Country), s.Place, s.Country, s.ISO, s.Adm1
		in.Latitude, in.Longitude, in.WherePrec = s.Latitude, s.Longitude, s.WherePrec
	case Type:
		in.EventType, in.SubEventType = s.EventType, s.SubEventType
	}
}

// Value is a field of an incident in words: "2025-03-10", "Aden, Yemen"; "" where
// nothing is known.
func Value(in *incident.Incident, field string) string {
	var parts []string
	join := ", "
	switch field {
	case Date:
		parts, join = []string{in.DateStart, in.DateEnd}, " to "
	case Place:
		parts = []string{cmp.Or(in.Place, in.WhereDescription), in.Country}
	case Type:
		parts = []string{in.SubEventType, in.EventType}
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(slices.Compact(parts), join)
}
