package attribution

import "testing"

// The texts are invented for this test.
func TestTolls(t *testing.T) {
	for _, tc := range []struct{ text, source, content string }{
		{"It put the number of wounded at eight.", "It", "the number of wounded at eight"},
		{"The ministry of ports has put the toll at more than 40 dead.", "The ministry of ports", "the toll at more than 40 dead"},
		{"Officials in Kuma raised the death toll to more than 60 from the blasts.", "Officials in Kuma", "the death toll to more than 60"},
		{"The second blast raised the death toll to nine.", "", ""},
		{"They put the boxes at the door.", "", ""},
		{"The toll was put at nine.", "", ""},
		{"He put the total on the bill.", "", ""},
	} {
		doc, syn := parse(t, tc.text)
		h := &hush{syn: syn, tok: syn.Tokens}
		got := h.tolls(nil)
		if tc.source == "" {
			if len(got) > 0 {
				t.Errorf("%s: %v", tc.text, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Source[0] != find(doc, tc.source) || got[0].Content[0] != find(doc, tc.content) {
			t.Errorf("%s: %v", tc.text, got)
		}
	}
}
