package notice

import (
	"regexp"
	"strings"
)

// outletName is the name of an outlet, up to where the sentence goes on.
const outletName = `((?:[Tt]he )?[\p{Lu}\d][\p{L}\p{N}&.’'/-]*(?: (?:of|for|the|&|and|\p{Lu}[\p{L}\p{N}&.’'/-]*)){0,6})`

var (
	origin = regexp.MustCompile(`^\W{0,3}(?:(?i:this|the above|the following) (?i:article|story|report|piece|post|essay|interview|analysis|commentary|dispatch|investigation|text|content|column|news item)\b[^.!?]{0,60}?|(?i:\(?c\)?|©)[^.!?]{0,60}\. (?:Visit [^ ]+ )?)?` +
		`(?i:(?:originally|first|also) (?:published|appeared|ran|posted)(?: online)? (?:by|in|on|at)|(?:is |was |has been )?(?:republished|re-published|reprinted|reproduced|reposted|syndicated)(?: here)?(?:,? with (?:the )?permission)?,? (?:from|by permission of|courtesy of|with (?:the )?permission (?:of|from))|(?:is |was )?(?:distributed|syndicated|supplied|provided) by)\s+` + outletName)
	copyrighted = regexp.MustCompile(`^\W{0,3}(?i:\(c\)|©|copyright)(?: ?(?:©|\(c\)))?,?(?: ?\d{4}(?: ?[-–] ?\d{4})?)?,?(?: by| of)? ?` + outletName)
)

// Origin is where in s, a paragraph, the outlet stands that the report was
// published by first or is distributed by: "This story was originally published
// by The Lantern." Bytes; equal where s says no such thing. The name may have
// words at its end that are not of it: a day, an "and".
func Origin(s string) (from, to int) {
	for _, w := range [...]string{"ublished", "ppeared", "eprinted", "eproduced", "eposted", "yndicated", "istributed", "upplied", "rovided", " ran ", " posted "} {
		if strings.Contains(s, w) {
			return name(origin, s)
		}
	}
	return 0, 0
}

// Copyright is where in s the holder of a copyright stands, as Origin.
func Copyright(s string) (from, to int) {
	if !righted(s) {
		return 0, 0
	}
	return name(copyrighted, s)
}

// righted reports whether s begins as a line of copyright does.
func righted(s string) bool {
	s = s[:min(len(s), 16)]
	return strings.Contains(s, "©") || strings.Contains(s, "opyright") || strings.Contains(s, "OPYRIGHT") || strings.Contains(s, "(c)") || strings.Contains(s, "(C)")
}

func name(re *regexp.Regexp, s string) (from, to int) {
	if len(s) > longest {
		return 0, 0
	}
	if m := re.FindStringSubmatchIndex(s); m != nil {
		return m[2], m[3]
	}
	return 0, 0
}
