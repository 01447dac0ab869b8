package document

import (
	"regexp"
	"strings"

	"hearsay/internal/document/draft"
	"hearsay/internal/document/notice"
)

// syndicated reads a line that says where the report was published first, who
// distributes it, or which agency holds its copyright.
func (p *press) syndicated(i int, s string) bool {
	if from, to := notice.Copyright(s); from < to {
		if at, ok := knownIn(s, from, to); ok {
			p.addCredit(i, at)
			return true
		}
	}
	from, to := notice.Origin(s)
	if from == to {
		return false
	}
	at, ok := knownIn(s, from, to)
	if !ok {
		at = named(s, from, to)
		if at.from == at.to {
			return false
		}
	}
	p.addCredit(i, at)
	return true
}

// knownIn is the longest name of a known outlet that s[from:to] begins with.
func knownIn(s string, from, to int) (line, bool) {
	for end := to; end > from; {
		if _, ok := outletOf(strings.TrimRight(s[from:end], ".,;:")); ok {
			return line{from, from + len(strings.TrimRight(s[from:end], ".,;:"))}, true
		}
		k := strings.LastIndexByte(s[from:end], ' ')
		if k < 0 {
			break
		}
		end = from + k
	}
	return line{}, false
}

// named is s[from:to] as a name: without the small words and the days at its
// end; empty where nothing is left that names.
func named(s string, from, to int) line {
	for from < to {
		k := strings.LastIndexByte(s[from:to], ' ') + 1
		last := strings.TrimRight(s[from+k:to], ".,;:’'")
		switch strings.ToLower(last) {
		case "of", "for", "the", "&", "and", "under", "a", "an", "":
		default:
			if calendarWord.MatchString(last) || strings.IndexFunc(last, notDigit) < 0 {
				break
			}
			return line{from, from + k + len(last)}
		}
		to = max(from, from+k-1)
	}
	return line{from, from}
}

// calendarWord is what a day or month is, where an outlet's name would stand.
var calendarWord = regexp.MustCompile(`^(?:` + months + `|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$`)

func notDigit(r rune) bool { return r < '0' || r > '9' }

// makerOf parts a byline's name from the agency it is given with: "Ana Ruiz,
// Associated Press", "Ana Ruiz (AP)", "Reuters Staff". who is s[:n].
func makerOf(s string) (n int, agency string) {
	if a, ok := outletOf(s); ok {
		return 0, a
	}
	bare := strings.TrimRight(s, " )")
	for _, tail := range []string{" Staff", " staff", " STAFF", " Newsroom", " Staff Writer", " Correspondent"} {
		if a, ok := outletOf(strings.TrimSuffix(bare, tail)); ok {
			return 0, a
		}
	}
	for k := len(bare) - 1; k > 0; k-- {
		if bare[k-1] != ' ' && bare[k-1] != '(' && bare[k-1] != '/' {
			continue
		}
		a, ok := outletOf(bare[k:])
		if !ok {
			continue
		}
		who := strings.TrimRight(bare[:k], " (/")
		parted := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(who, " of"), " for"), " ,|-–—")
		// "Michael Fox" is no one's maker: a name right behind another needs to be
		// an agency's.
		if parted == who && bare[k-1] == ' ' && !strings.Contains(bare[k:], " ") && !agencies[a] {
			continue
		}
		return len(parted), a
	}
	return len(s), ""
}

// agencies are the outlets whose texts others print.
var agencies = map[string]bool{
	"Associated Press": true, "Reuters": true, "Agence France-Presse": true, "Deutsche Presse-Agentur": true, "United Press International": true,
	"Xinhua": true, "TASS": true, "Interfax": true, "EFE": true, "ANSA": true, "Kyodo": true, "Yonhap": true, "Press Trust of India": true, "Bloomberg": true,
}

// stateCredit takes a credit that a format or the caller states: one name or
// several, with or without a copyright sign before and words behind.
func (p *press) stateCredit(f Field) {
	if a, ok := outletOf(f.Value); ok {
		f.Value = a
		p.credited(f)
		return
	}
	if f.From == "byttl" { // a title: "Meridian Press Writer"
		if at, ok := knownIn(f.Value, 0, len(f.Value)); ok {
			f.Value, _ = outletOf(f.Value[at.from:at.to])
			p.credited(f)
		}
		return
	}
	if strings.HasSuffix(f.From, "opyrightHolder") || strings.HasSuffix(f.From, "creditText") {
		return // a company's name, or a photographer's
	}
	parts := strings.FieldsFunc(f.Value, func(r rune) bool { return r == '/' || r == ',' || r == ';' })
	if len(parts) > 1 {
		known := make([]string, 0, len(parts))
		for _, part := range parts {
			if a, ok := outletOf(strings.TrimSpace(part)); ok {
				known = append(known, a)
			}
		}
		if len(known) == len(parts) {
			for _, a := range known {
				p.credited(Field{Value: a, Span: f.Span, Stated: f.Stated, From: f.From})
			}
			return
		}
	}
	if from, to := notice.Copyright(f.Value); from < to {
		at, ok := knownIn(f.Value, from, to)
		if !ok {
			at = named(f.Value, from, to)
		}
		f.Value = f.Value[at.from:at.to]
		if a, ok := outletOf(f.Value); ok {
			f.Value = a
		}
		if strings.EqualFold(f.Value, p.doc.Outlet.Value) {
			return
		}
	}
	if f.Value = strings.TrimSpace(f.Value); f.Value != "" && !strings.Contains(f.Value, "://") {
		p.credited(f)
	}
}

// publishedBy takes the report's outlet as something better than its words
// states it. A known agency that the words named in its place, in a byline, is
// whom the outlet has the text from.
func (p *press) publishedBy(f Field) {
	old := p.doc.Outlet
	p.doc.Outlet = f
	a, known := outletOf(old.Value)
	if !known || old.Span.Empty() {
		return
	}
	if b, _ := outletOf(f.Value); b != a && !strings.EqualFold(a, f.Value) {
		p.credited(Field{Value: a, Span: old.Span})
	}
}

// The kinds of notes that say where else a report's text belongs. The reason of
// the first is a host; of the second a host, and after a blank which field of
// the page names it, in brackets.
const (
	Canonical = "canonical_elsewhere"
	Syndicate = "syndication_source"
)

// elsewhere notes that the page says of itself that it belongs to another site
// than the one it was found at, and the sites that it says its text is from.
func (d *Document) elsewhere(found string, sources []draft.Value) {
	at := siteOf(found)
	if at == "" {
		at = siteOf(d.URL.Value)
	}
	if own := siteOf(d.URL.Value); own != "" && at != "" && own != at && !mirror(at) {
		d.Notes = append(d.Notes, draft.Note{Kind: Canonical, Reason: hostOf(d.URL.Value)})
	}
	seen := map[string]bool{}
	for _, v := range sources {
		if host := hostOf(v.Text); host != "" && at != "" && siteOf(v.Text) != at && !seen[host] {
			seen[host] = true
			d.Notes = append(d.Notes, draft.Note{Kind: Syndicate, Reason: host + " (" + v.From + ")"})
		}
	}
}

// hostOf is the host of a web address in lower case, without port and "www.".
func hostOf(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#:"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimPrefix(strings.ToLower(rest), "www.")
}

// siteOf is the part of a host that its owner registered, told by the length of
// its last labels: news.courier.co.uk is of courier.co.uk.
func siteOf(address string) string {
	labels := strings.Split(hostOf(address), ".")
	n := len(labels)
	if n > 2 && len(labels[n-1]) == 2 && len(labels[n-2]) <= 3 {
		return strings.Join(labels[n-3:], ".")
	}
	return strings.Join(labels[max(0, n-2):], ".")
}

// mirror reports whether a site shows pages of others as they are: their own
// addresses are elsewhere, and nobody republished anything.
func mirror(site string) bool {
	switch site {
	case "ampproject.org", "archive.org", "archive.ph", "archive.today", "archive.is", "googleusercontent.com", "translate.goog", "perma.cc", "webcitation.org":
		return true
	}
	return false
}
