package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// body is two paragraphs that say nothing of their report.
const body = "Two people died when a blast tore through a dock in the harbour, a cook who lives on the hill above it said.\n\nNobody has said who was behind it. The town has had three blasts in a year, and none of them was explained."

// TestPress reads the lines around a body. The report's outline is headline /
// outlet / date / located / by / credits / roles; every text is invented.
func TestPress(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"body alone", body, " /  /  /  /  /  / 99"},
		{"headline", "Two Dead in Dock Blast\n\n" + body, "Two Dead in Dock Blast /  /  /  /  /  / 199"},
		{"headline with a stop, title case", "Two Dead in Second Dock Blast.\n\n" + body, "Two Dead in Second Dock Blast. /  /  /  /  /  / 199"},
		{"headline with a stop, no small word", "Dock blast kills two, minister quits.\n\n" + body, "Dock blast kills two, minister quits. /  /  /  /  /  / 199"},
		{"headline with a stop, before a dateline", "A blast at the dock kills two.\n\nBEIRUT (Reuters) - " + body, "A blast at the dock kills two. / Reuters /  / BEIRUT /  / Reuters / 1399"},
		{"headline and deck", "Dock blast kills two;\n\nMinister of ports quits within the hour.\n\n" + body, "Dock blast kills two; /  /  /  /  /  / 1199"},
		{"headline that asks", "Who Hit the Dock?\n\n" + body, "Who Hit the Dock? /  /  /  /  /  / 199"},
		{"short lead is no headline", "The dock has been hit again.\n\n" + body, " /  /  /  /  /  / 999"},
		{"lead without a stop is no headline", "A blast at a dock on Monday killed two people\n\n" + body, " /  /  /  /  /  / 999"},
		{"transcript is no headline", "VIDAL: We heard it\n\n" + body, " /  /  /  /  /  / 999"},
		{"bracket is no headline", "(after two days of rain)\n\n" + body, " /  /  /  /  /  / 999"},
		{"first half of a sentence is no headline", "The Harbour Workers' Union (HWU)\n\non Monday said so. " + body, " /  /  /  /  /  / 999"},
		{"headline of two sentences", "Two Dead in Dock Blast. Is It the Last?\n\n" + body, "Two Dead in Dock Blast. Is It the Last? /  /  /  /  /  / 199"},
		{"address", "https://courier.example/2025/dock\n\nTwo Dead in Dock Blast\n\n" + body, "Two Dead in Dock Blast /  /  /  /  /  / 2199"},

		{"dateline, capitals", "BEIRUT — " + body, " /  /  / BEIRUT /  /  / 399"},
		{"dateline, day and agency", "BEIRUT, March 4 (Reuters) - " + body, " / Reuters /  / BEIRUT /  / Reuters / 399"},
		{"dateline, full day", "BEIRUT, Lebanon, March 4, 2025 (AFP) — " + body, " / Agence France-Presse / 2025-03-04 / BEIRUT, Lebanon /  / Agence France-Presse / 399"},
		{"dateline, mixed case", "Mexico City (AFP) – " + body, " / Agence France-Presse /  / Mexico City /  / Agence France-Presse / 399"},
		{"dateline, mixed case and country", "Tyre, Lebanon – " + body, " /  /  / Tyre, Lebanon /  /  / 399"},
		{"dateline, capital city", "Nairobi — " + body, " /  /  / Nairobi /  /  / 399"},
		{"dateline, colon", "QUETTA: " + body, " /  /  / QUETTA /  /  / 399"},
		{"dateline after a caption", "A photograph shows smoke above the harbour. (Meridian Press)\n\nSEOUL, South Korea — " + body, " /  /  / SEOUL, South Korea /  /  / 9399"},
		{"dateline alone", "SEOUL, South Korea ―\n\n" + body, " /  /  / SEOUL, South Korea /  /  / 399"},
		{"name before a dash is no dateline", "Vidal — " + body, " /  /  /  /  /  / 99"},
		{"name and noun before a dash are no dateline", "Vidal, Cook — " + body, " /  /  /  /  /  / 99"},
		{"kind of report is no dateline", "EXCLUSIVE: " + body, " /  /  /  /  /  / 99"},
		{"speakers are no datelines", "VIDAL: " + body + "\n\nHALE: We have heard that too, and we will ask who was there.", " /  /  /  /  /  / 999"},

		{"date line", "Two Dead in Dock Blast\nMonday, March 3, 2025\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-03 /  /  /  / 1299"},
		{"date with a time", "Two Dead in Dock Blast\nMon 3 Mar 2025 14.05 GMT\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-03 /  /  /  / 1299"},
		{"date of a machine", "Two Dead in Dock Blast\nPublished: 2025-03-03T14:05:00Z\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-03 /  /  /  / 1299"},
		{"date in digits, year first", "Two Dead in Dock Blast\nPublished: 2025.03.04 09:01\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-04 /  /  /  / 1299"},
		{"date in digits", "Two Dead in Dock Blast\n23/03/2025\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-23 /  /  /  / 1299"},
		{"date in digits that may be two days", "Two Dead in Dock Blast\n04/03/2025\n\n" + body, "Two Dead in Dock Blast /  /  /  /  /  / 1999"},
		{"no such day", "Two Dead in Dock Blast\nFebruary 30, 2025\n\n" + body, "Two Dead in Dock Blast /  /  /  /  /  / 1999"},
		{"published after updated", "Two Dead in Dock Blast\nUpdated 5 March 2025\nPublished 4 March 2025\n\n" + body, "Two Dead in Dock Blast /  / 2025-03-04 /  /  /  / 12299"},
		{"day before run-together lines", "Thursday 6 March 2025 Dock blast kills two. " + body, " /  / 2025-03-06 /  /  /  / 99"},
		{"day and author before run-together lines", "Posted on March 6 2025 by Ana Ruiz " + body, " /  / 2025-03-06 /  /  /  / 99"},
		{"day that begins a sentence", "March 6, 2025, was the day the dock was hit. " + body, " /  /  /  /  /  / 99"},
		{"chronicle", "March 6, 2025 Dock hit. " + body + "\n\nMarch 9, 2025 Dock shut. The harbour stays open, its master says.", " /  /  /  /  /  / 999"},
		{"day without a year", "Two Dead in Dock Blast\nMarch 3\n\n" + body, "Two Dead in Dock Blast /  /  /  /  /  / 1999"},

		{"byline", "Two Dead in Dock Blast\nBy Ana Ruiz and Tom Hale\n\n" + body, "Two Dead in Dock Blast /  /  /  / Ana Ruiz, Tom Hale /  / 1299"},
		{"byline with a duty", "Two Dead in Dock Blast\nBy staff writer Ana Ruiz\n\n" + body, "Two Dead in Dock Blast /  /  /  / Ana Ruiz /  / 1299"},
		{"byline of an agency", "Two Dead in Dock Blast\nBy Reuters\n\n" + body, "Two Dead in Dock Blast / Reuters /  /  /  /  / 1299"},
		{"byline in words", "By noon the dock had burnt down.\n\n" + body, " /  /  /  /  /  / 999"},
		{"byline with a label", "Two Dead in Dock Blast\nBYLINE: Ana Ruiz\n\n" + body, "Two Dead in Dock Blast /  /  /  / Ana Ruiz /  / 1299"},
		{"masthead", "Two Dead in Dock Blast\nHarbour Courier | 3 March 2025\n\n" + body, "Two Dead in Dock Blast / Harbour Courier / 2025-03-03 /  /  /  / 1299"},

		{"credits", body + "\n\nReporting by Ana Ruiz; Editing by Tom Hale", " /  /  /  /  /  / 995"},
		{"contributed", body + "\n\nTom Hale contributed.", " /  /  /  /  /  / 995"},
		{"contributing", body + "\n\nContributing: Tom Hale, The Associated Press", " /  /  /  /  /  / 995"},
		{"agency at the end", body + "\n\n— Reuters", " /  /  /  /  / Reuters / 995"},
		{"agencies at the end", body + "\n\nSource: AFP, AP and agencies", " /  /  /  /  / Agence France-Presse, Associated Press / 995"},
		{"a source that is none", body + "\n\nSource: three men at the harbour", " /  /  /  /  /  / 999"},
		{"correction", body + "\n\nCorrection: An earlier version gave a wrong street.", " /  /  /  /  /  / 994"},
		{"furniture", body + "\n\nRead more: The port in pictures", " /  /  /  /  /  / 996 [boilerplate_suspected: Read more: The port in pictures]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := read([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			check(t, doc)
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDamage finds the places where a text is not what its author wrote.
func TestDamage(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"none", body, ""},
		{"cut in a sentence", body + " She said that two men had asked her not to", "truncated: to"},
		{"cut in a word", body + " She said that two men had asked her to leave the harb", "truncated: harb"},
		{"cut by a feed", body + " She said that two men… [+1482 chars]", "truncated: [+1482 chars]"},
		{"to be continued", body + "\n\n(more)", "truncated: (more)"},
		{"signed", body + " RUIZ/HALE", ""},
		{"credited", body + " Source Harbour Courier and agencies of the whole region", ""},
		{"menu", body + " Share Follow Watch Terms of Use Privacy Policy About the Harbour Courier Careers Press Contact Us", ""},
		{"name that lost its end", body + " The fleet has been seen in Lati further south.", "garbled: Lati"},
		{"adjective that lost its end", body + " The fleet was seen near Venezue waters.", "garbled: Venezue"},
		{"place of that name", body + " The fleet was seen in Lati further south. Lati has a dock.", ""},
		{"known name", body + " The fleet was seen in Oman further south, in Europe too.", ""},
		{"wrong encoding", body + " â€œNo,â€\u009d she said.", "garbled: â€œ | garbled: â€\uFFFD"},
		{"entity", body + " She said &quot;no.", "garbled: &quot;"},
		{"lost character", body + " She said \uFFFD\uFFFDno.", "garbled: \uFFFD\uFFFD"},
		{"ampersand", body + " Ruiz & Hale said so, as did R&D.", ""},
		{"pull quote", body + "\n\n“Nobody here has told us who was behind it,” she said.\n\n“Nobody here has told us who was behind it,” said Vidal.", "repeated_passage: Nobody here has told us who was behind it"},
		{"set phrase", body + " It is between the fish market and the old mill. The road between the fish market and the old mill was shut.", ""},
		{"paragraph twice", body + "\n\n" + body, "repeated_passage: Two people died when a blast tore through a dock in the harbour, a cook who lives on the hill above it said.\n\nNobody has said who was behind it. The town has had three blasts in a year, and none of them was explained"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := read([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			check(t, doc)
			var got []string
			for _, d := range doc.Damage {
				got = append(got, string(d.Kind)+": "+doc.Text.Slice(d.Span))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " | ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
