package fetch

import (
	"net/url"
	"slices"
	"strings"

	"github.com/PuerkitoBio/purell"
)

// tracking are the parameters by which sites count readers; they never choose a
// page. Those that begin with utm_ are the Urchin convention's.
var tracking = strings.Fields("fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid ref_src _ga _gl cmpid smid ocid at_medium at_campaign ns_campaign ns_mchannel ns_source")

// Canonical is the form of an address by which two are told to be one: scheme
// and host in lower case, no default port, fragment, dot segments or tracking
// parameters, the others sorted. It names a page; it is never fetched. An
// address that cannot be parsed is its own form.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	if u.RawQuery != "" {
		kept := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool {
			k, _, _ := strings.Cut(p, "=")
			k = strings.ToLower(k)
			return k == "" || strings.HasPrefix(k, "utm_") || slices.Contains(tracking, k)
		})
		u.RawQuery = strings.Join(kept, "&")
	}
	return purell.NormalizeURL(u, purell.FlagsSafe|purell.FlagRemoveDotSegments|purell.FlagRemoveFragment|purell.FlagSortQuery|purell.FlagRemoveEmptyQuerySeparator|purell.FlagRemoveTrailingSlash)
}
