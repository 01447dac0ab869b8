// Package wall recognises pages, and ends of pages, that keep the article from
// their reader: consent walls, paywalls, checks for robots, error pages.
//
//	wall.Of(text) // Consent, "we value your privacy"
//
// It looks at words that such pages say to a person; whether a page holds an
// article all the same is package web's to tell, which asks only where the
// article found is short.
package wall

import "regexp"

// Kind is what stands between a reader and the article.
type Kind string

// The kinds of wall.
const (
	None    Kind = ""
	Consent Kind = "consent_wall"
	Paid    Kind = "paywall"
	Login   Kind = "login_wall"
	Robot   Kind = "robot_check"
	Gone    Kind = "error_page"
	Script  Kind = "script_only"
)

var walls = []struct {
	kind Kind
	says *regexp.Regexp
}{
	{Robot, regexp.MustCompile(`(?i)checking (?:your browser|if the site connection is secure)|enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|unusual (?:traffic|activity) from your|complete the (?:security check|captcha)|access (?:to this page has been |)denied|you have been blocked|please stand by, while we are checking|press (?:&|and) hold to confirm`)},
	{Paid, regexp.MustCompile(`(?i)subscribe (?:now )?to (?:continue|keep) reading|to (?:continue|keep) reading (?:this (?:article|story)|the full (?:article|story)|,? (?:please )?(?:subscribe|sign))|to read (?:the (?:full|rest of (?:the|this))|this) (?:article|story|content)|already a subscriber\?|this (?:article|story|content) is (?:(?:for|only available to|available exclusively to|reserved for|exclusive to|available to) (?:our |paying |registered )*(?:subscribers|members)|(?:premium|subscriber[- ]only))|(?:article|story|content) (?:is )?for subscribers only|subscribers?[- ]only (?:article|story|content)|(?:you have|you’ve|you've) (?:\d+|no|one|reached (?:your|the) (?:limit|maximum)|used|read)[^.]{0,40}(?:free|complimentary) (?:articles?|stories|limit)|unlock this (?:article|story)|subscribe to (?:unlock|read)|become a (?:subscriber|member) to (?:read|continue)|this is a premium article|continue reading (?:with|by) (?:a )?(?:subscri|sign)`)},
	{Login, regexp.MustCompile(`(?i)(?:please )?(?:log in|sign in|register|create (?:a free|an) account)(?: (?:now|for free))? to (?:continue|keep|read|view|access)`)},
	{Consent, regexp.MustCompile(`(?i)we (?:and our (?:\d+ )?(?:partners|vendors) )?(?:value|respect|care about) your privacy|before you continue|(?:we and our|with our) (?:\d+ |[a-z ]{0,20})?(?:partners|vendors|advertising partners)[^.]{0,80}(?:store|process|use|access)|accept all(?: cookies)?|reject all|manage (?:your )?(?:cookie|privacy|consent) (?:settings|preferences|choices)|your (?:privacy|consent) choices|consent to (?:the use of )?cookies|cookie (?:consent|wall)|legitimate interest`)},
	{Gone, regexp.MustCompile(`(?i)(?:page|article|story) (?:you (?:are looking|were looking|requested|'re looking)[^.]{0,60}|can(?:not|'t|’t) be found|not found|has been (?:removed|deleted)|no longer (?:exists|available))|\b404\b[^.]{0,30}(?:error|not found)|error 404|sorry, we (?:can't|couldn't|could not) find|internal server error|bad gateway|service (?:temporarily )?unavailable`)},
	{Script, regexp.MustCompile(`(?i)(?:you need to |please )?enable javascript|javascript (?:is (?:required|disabled)|must be enabled)|requires javascript|turn on javascript`)},
}

// Of names the wall that a text speaks of, with the words that show it.
func Of(text string) (Kind, string) {
	for _, w := range walls {
		if m := w.says.FindString(text); m != "" {
			return w.kind, m
		}
	}
	return None, ""
}

// Paywall finds the words of a paywall alone.
func Paywall(text string) string { return walls[1].says.FindString(text) }
