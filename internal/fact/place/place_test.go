package place_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/fact/place"
	"hearsay/internal/syntax"
)

// TestIn reads the phrase that is marked by | in an invented sentence; the mark
// before it stands behind the preposition.
func TestIn(t *testing.T) {
	r, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"A drone struck a depot in |the town of Lyman in the Donetsk region|, officials said.", "Lyman UA Donetsk 1 true"},
		{"Three people died near |Khan Younis| on Monday.", "Khān Yūnis PS Gaza Strip 2 true"},
		{"Gunmen seized a ship off |the coast of Somalia| on Monday.", "Somalia SO  7 true"},
		{"The tanker burned in |the Gulf of Aden| for two days.", "Gulf of Aden   7 true"},
		{"Shells fell in |Idlib province| overnight.", "Idlib SY Idlib 4 true"},
		{"Two villages were raided in |northern Mali| on Friday.", "Mali ML  5 true"},
		{"Gunmen attacked |the border town of Lyman| on Friday in Ukraine.", "Lyman UA Donetsk 1 true"},
		{"A mine went off in |the village of Tamba-Koro| on Friday, police said.", "Tamba-Koro   1 false"},
		{"A mine went off in |Somalia| on Friday.", "Somalia SO  6 true"},
		{"The two met in |Qatar's capital| on Friday.", "Doha QA Baladiyat ad Dawhah 1 true"},
		{"Soldiers were killed near |the Cameroon border| on Friday.", "Cameroon border   5 false"},
		{"A mine went off in |the village of Ulmarra Dhob|, police said.", "Ulmarra Dhob   1 false"},
		{"A mine went off in |the Syrian city of Raqqa| on Friday.", "Ar Raqqah SY Raqqa 1 true"},
		{"They were held in |U.S. custody| for a week.", ""},
		{"He was told so at |the Pentagon| on Friday.", ""},
		{"It was hit in |May| and again later.", ""},
	} {
		parts := strings.Split(c.text, "|")
		doc, err := document.New(capture.Of([]byte(strings.Join(parts, "")), "test", capture.Stated{}))
		if err != nil {
			t.Fatal(err)
		}
		syn := r.Parse(doc)
		k, end := 0, 0
		for i := range syn.Tokens {
			if syn.Tokens[i].End <= len(parts[0]) {
				k = i
			}
			if syn.Tokens[i].End <= len(parts[0])+len(parts[1]) {
				end = i + 1
			}
		}
		got := ""
		if pl, ok := place.New(doc, syn, nil).In(k, end); ok {
			got = fmt.Sprint(pl.Name, " ", pl.ISO, " ", pl.Adm1, " ", pl.Prec, " ", pl.Latitude != nil)
		}
		if got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}
