// Package notice recognises lines that say something of the report they stand
// in: corrections, and credits to those who made it.
//
//	notice.Correction("This story was updated at 14:05 GMT.") // true
//	notice.Credit("Reporting by Ana Ruiz; Editing by Tom Hale") // true
package notice

import "regexp"

var (
	correction = regexp.MustCompile(`^(?i:\(?(?:correction|corrections|clarification|editor[’']s note|update)\s*[:—–-]|(?:this|an earlier version of this) (?:story|article|report|version|headline)[^.]{0,60} (?:has been|was|were|is) (?:updated|corrected|amended|revised|changed)|an earlier version of this|this (?:story|article|report) (?:corrects|was corrected|has been corrected))`)

	credit = regexp.MustCompile(`(?:contributed to (?:this|the) (?:report|story|article)|contributed reporting|^\(?(?:(?:Additional reporting|Reporting|Writing|Editing|With reporting|Compiled) (?:by|from|and)\b|Contributing: )|^(?:Sources?:? |[—–-] ?|\(|[Ww]ith )(?:(?:the )?(?:AP|AFP|Reuters|UPI|dpa|Xinhua|Associated Press|Agence France-Presse|BBC|CNN|agencies|[Nn]ews agencies|PTI|ANI|IANS|EFE|ANSA|TASS|Anadolu|WAFA|PA Media|PA)(?:[,/ ]+(?:and )?|\)|\.|$)){1,5}\)?\.?$|^(?:AP|AFP|Reuters)(?:/(?:AP|AFP|Reuters))*$)`)
	// agencyRight is the copyright line of an agency; an outlet's own is of its
	// page, not of the report.
	agencyRight = regexp.MustCompile(`^\W{0,3}(?i:\(c\)|©|copyright)[ ©,()c0-9-]{0,20}(?:by )?(?:(?:The )?(?:AP|AFP|Reuters|Thomson Reuters|UPI|United Press International|dpa|Xinhua|Associated Press|Agence France-Presse|PTI|Press Trust of India|EFE|ANSA|TASS|Anadolu|PA Media|Kyodo|Yonhap|Bloomberg|CNN)\b)`)
)

// Correction reports whether s, a paragraph, corrects the report or says that
// it was changed.
func Correction(s string) bool { return correction.MatchString(s) && !asks.MatchString(s) }

// asks is a standing request to readers to send corrections.
var asks = regexp.MustCompile(`(?i)\bif you (?:are|have|find|see|spot|notice|believe|would)\b|\bto report (?:a|an) (?:correction|error)|\bplease (?:contact|email|e-mail|write|send|let us know)`)

// Credit reports whether s, a paragraph, says who made the report.
func Credit(s string) bool {
	if len(s) > longest {
		return false
	}
	if credit.MatchString(s) || righted(s) && agencyRight.MatchString(s) {
		return true
	}
	from, to := Origin(s)
	return from < to
}

// longest is how many bytes such a paragraph has.
const longest = 400
