package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/attribution"
	"hearsay/internal/capture"
	"hearsay/internal/document"
	"hearsay/internal/marked"
	"hearsay/internal/source"
	"hearsay/internal/syntax"
)

// The texts are invented for these tests; so are their people and places.
var resolveCases = []struct {
	name, text string
	want       []string // of each attribution: name, identification, chain
}{
	{
		"pronoun and surname",
		"[s1 Ana Bekele, a doctor in Port Sudd,] [q1 said] [c1 the ward was full]. [s2 She] [q2 added] [c2 that two more had come]. [s3 Bekele] [q3 said] [c3 help was late].",
		[]string{"Ana Bekele, named", "Ana Bekele, named", "Ana Bekele, named"},
	},
	{
		"officials told an outlet, and again",
		"[s1 Two defense officials] [q1 told] Reuters [c1 that the pier was hit]. [s2 The officials,] speaking on condition of anonymity because they were not cleared to talk, [q2 said] [c2 no one was hurt].",
		[]string{"two defense officials, unnamed 2, via Reuters", "two defense officials, unnamed 2, via Reuters"},
	},
	{
		"unnamed groups stay apart",
		"[s1 Sources close to the talks] [q1 told] CNN [c1 a deal was near]. [s2 Two unnamed informants] [q2 said] [c2 it had failed]. [c3 The talks go on], [q3 according to] [s3 the sources].",
		[]string{"sources close to the talks, unnamed several, via CNN", "two unnamed informants, unnamed 2, via CNN", "sources close to the talks, unnamed several, via CNN"},
	},
	{
		"acronym of the text",
		"[s1 The National Pier Authority (NPA)] [q1 said] [c1 it was closed]. [s2 NPA] [q2 said] [c2 so again].",
		[]string{"National Pier Authority, institution", "National Pier Authority, institution"},
	},
	{
		"acronym of the tables, and the agency",
		"[s1 The CIA] [q1 said] [c1 it knew nothing]. [s2 The agency] [q2 declined] [c2 to comment].",
		[]string{"Central Intelligence Agency, institution", "Central Intelligence Agency, institution"},
	},
	{
		"office without a name",
		"[s1 An ICE spokesperson] [q1 said] [c1 the ship was empty]. [s2 A U.S. official] [q2 said] [c2 it was not].",
		[]string{"ICE spokesperson, named_office", "U.S. official, unnamed 1"},
	},
	{
		"president and surname",
		"[s1 President Ilo Maren] [q1 said] [c1 the port was open]. [s2 Maren] [q2 said] [c2 he would stay]. [s3 The president] [q3 said] [c3 more].",
		[]string{"Ilo Maren, named", "Ilo Maren, named", "Ilo Maren, named"},
	},
	{
		"capital for its government",
		"[s1 Kyiv] [q1 said] [c1 the bridge was hit].",
		[]string{"Ukraine government, institution"},
	},
	{
		"two members",
		"[s1 The Pentagon and the CIA] [q1 said] [c1 nothing was hit].",
		[]string{"Pentagon and Central Intelligence Agency, institution"},
	},
	{
		"one ministry with an and in its name",
		"[s1 The Ministry of Health and Population] [q1 said] [c1 ten were hurt].",
		[]string{"Ministry of Health and Population, institution"},
	},
	{
		"citing",
		"[s1 State television] [q1 reported] [c1 ten were hurt], citing the health ministry.",
		[]string{"health ministry, institution, via state television"},
	},
	{
		"group and its fighters",
		"[s1 Al-Shabab] [q1 claimed responsibility] [c1 for the blast]. [s2 The group] [q2 said] [c2 it killed nine].",
		[]string{"al-Shabab, institution", "al-Shabab, institution"},
	},
	{
		"witness named by the quote that follows",
		"[s1 An eyewitness] [q1 said] [c1 the roof fell in]. [c2 “The roof fell on us,”] [q2 said] [s2 Tomas Aruna, a resident who was there].",
		[]string{"Tomas Aruna, named", "Tomas Aruna, named"},
	},
	{
		"no source",
		"The dock is [q1 believed] [c1 to be used by smugglers].",
		[]string{"-"},
	},
	{
		"a subject shared with another verb",
		"[s1 Mayor Lia Fonte] [q1 denied] [c1 the report], [q2 saying] [c2 it was false].",
		[]string{"Lia Fonte, named", "Lia Fonte, named"},
	},
	{
		"witnesses at the head of a sentence are no name",
		"[s1 Eyewitnesses] [q1 said] [c1 the roof fell in]. Half an hour later it burnt, [s2 they] [q2 added] [c2 in tears].",
		[]string{"eyewitnesses, unnamed several", "eyewitnesses, unnamed several"},
	},
	{
		"one who leads several kinds",
		"[s1 Kenyan political and religious leaders] [q1 condemned] [c1 the raid].",
		[]string{"Kenyan political and religious leaders, unnamed several"},
	},
	{
		"the outlet at the end of a mention",
		"[c1 Sow met the chief envoy], the head of the port council and others, [s1 Reuters] [q1 said]. [c2 “We met,”] [s2 Ama Sow] [q2 said] in Oslo, Reuters reported.",
		[]string{"Reuters, institution", "Ama Sow, named, via Reuters"},
	},
	{
		"a name that is also a company's",
		"Ambassador Ruben Ford came to the quay. [s1 Ford] [q1 said] [c1 he had seen nothing].",
		[]string{"Ruben Ford, named"},
	},
	{
		"a news agency by its name",
		"[c1 The dock burnt], [q1 according to] [s1 the Lantern News Agency].",
		[]string{"Lantern News Agency, institution"},
	},
	{
		"an age is no count",
		"[s1 A 75-year-old man] [q1 said] [c1 the shed was empty].",
		[]string{"75-year-old man, unnamed 1"},
	},
	{
		"by saying",
		"[s1 Mayor Lia Fonte] ended the talks by [q1 saying] [c1 the port was closed].",
		[]string{"Lia Fonte, named"},
	},
	{
		"a chairman who is a woman",
		"[s1 Union chairman Jan Solberg] [q1 said] [c1 the quay was shut]. [c2 “It was shut,”] [s2 she] [q2 said].",
		[]string{"Jan Solberg, named", "Jan Solberg, named"},
	},
	{
		"an office in two words before a name",
		"[s1 Liberal home affairs spokesman Mark Tolley] [q1 said] [c1 no].",
		[]string{"Mark Tolley, named"},
	},
	{
		"a name behind brackets",
		"[s1 Director of the National Pier Authority (NPA) Paul Ndiaye] [q1 said] [c1 no]. [s2 Ndiaye] [q2 said] [c2 no more].",
		[]string{"Paul Ndiaye, named", "Paul Ndiaye, named"},
	},
	{
		"a title with of",
		"[s1 U.S. Secretary of State Anna Fonte] [q1 said] [c1 the port was open].",
		[]string{"Anna Fonte, named"},
	},
	{
		"no one speaks",
		"[s1 No group] [q1 has claimed] [c1 the blast]. [s2 The pilot,] [q2 accused of] [c2 spying], fled.",
		[]string{"-", "-"},
	},
	{
		"a family name at the head of a sentence that is a word",
		"[s1 Police spokesman Capt. Rod Beer] [q1 said] [c1 no]. [s2 Beer] [q2 said] [c2 yes].",
		[]string{"Rod Beer, named", "Rod Beer, named"},
	},
	{
		"a newspaper by what stands behind it",
		"[c1 The dock burnt], [q1 said] [s1 Kituo, a weekly newspaper in the north].",
		[]string{"Kituo, institution"},
	},
	{
		"an acronym of the text before one of the tables",
		"Only the Coastal People's Party (CPP) stayed away. [s1 The CPP] [q1 said] [c1 so].",
		[]string{"Coastal People's Party, institution"},
	},
	{
		"a possessive inside a name",
		"[s1 The Federal Public Prosecutor's Office] [q1 declined] [c1 to comment].",
		[]string{"Federal Public Prosecutor's Office, institution"},
	},
	{
		"a newcomer before a pronoun",
		"[s1 Ernesto Cruz] [q1 said] [c1 no]. The door was open. A young female rebel was caught on the stairs. [s2 She] [q2 said] [c2 yes].",
		[]string{"Ernesto Cruz, named", "young female rebel, unnamed 1"},
	},
	{
		"an acronym of another tongue",
		"[s1 The United Harbour Party (PPP)] [q1 said] [c1 no]. [s2 The PPP] [q2 said] [c2 yes].",
		[]string{"United Harbour Party, institution", "United Harbour Party, institution"},
	},
	{
		"who is criticised",
		"[s1 The mayor] has been widely [q1 criticised for] [c1 closing the port].",
		[]string{"-"},
	},
	{
		"two of one family name",
		"[s1 Ana Bekele, mother of the pilot Tomas Bekele,] [q1 rejected] [c1 the claim]. [s2 Bekele] [q2 said] [c2 no].",
		[]string{"Ana Bekele, named", "Ana Bekele, named"},
	},
	{
		"whom others accuse, with no verb of being",
		"[s1 The man] [q1 accused of] [c1 buying the guns] stays in jail.",
		[]string{"-"},
	},
	{
		"a president by his short title",
		"[s1 Pres. Ilo Maren] [q1 said] [c1 no]. [s2 The president] [q2 said] [c2 yes].",
		[]string{"Ilo Maren, named", "Ilo Maren, named"},
	},
	{
		"a moderator by name",
		"[s1 Moderator Bret Solberg] [q1 asked] [c1 why]. [s2 Solberg] [q2 said] [c2 no].",
		[]string{"Bret Solberg, named", "Bret Solberg, named"},
	},
	{
		"an official is not who is quoted next",
		"[c1 Six died], [s1 a local official] [q1 said]. [c2 “They came twice,”] [q2 said] [s2 Moussa Attar, who sells grain].",
		[]string{"local official, unnamed 1", "Moussa Attar, named"},
	},
	{
		"who declines is not quoted next",
		"[s1 A spokesperson for Kenya's Foreign Ministry] [q1 declined] [c1 to comment]. [c2 “It was a crime,”] [q2 said] [s2 Ilaria Rossi].",
		[]string{"spokesperson for Kenya's Foreign Ministry, named_office", "Ilaria Rossi, named"},
	},
	{
		"a small word is no source",
		"The statement gave no names, [s1 nor] [q1 said] [c1 who fired].",
		[]string{"-"},
	},
	{
		"a hyphen in a description",
		"[s1 A well-informed port official] [q1 said] [c1 no].",
		[]string{"well-informed port official, unnamed 1"},
	},
	{
		"two nations of one noun",
		"[s1 Kenyan and Somali officials] [q1 said] [c1 no].",
		[]string{"Kenyan and Somali officials, unnamed several"},
	},
	{
		"offices of two places",
		"[s1 Norfolk port chief Andy Hale] [q1 said] [c1 no]. [s2 The Suffolk port chief] [q2 said] [c2 yes].",
		[]string{"Andy Hale, named", "Suffolk port chief, named_office"},
	},
	{
		"a body that begins with its noun",
		"[s1 The Association of Chief Pilots] [q1 said] [c1 no].",
		[]string{"Association of Chief Pilots, institution"},
	},
	{
		"police, then they",
		"Police have held the driver. [s1 They] [q1 said] [c1 he was tired].",
		[]string{"police, institution"},
	},
	{
		"a man named",
		"[s1 A man named Tomas Aruna] [q1 said] [c1 no].",
		[]string{"Tomas Aruna, named"},
	},
	{
		"two fields of one group",
		"The crew was taken, [q1 according to] [s1 harbour and security officials]. [s2 The finance and trade ministry] [q2 said] [c2 no]. [s3 A court clerk] [q3 said] [c3 yes].",
		[]string{"harbour and security officials, unnamed several", "finance and trade ministry, institution", "court clerk, unnamed 1"},
	},
	{
		"an office in two fields is no second source",
		"[c1 The list was sent], [q1 said] [s1 Ana Bekele, director of the technical and materials department]. [c2 It was long], [q2 said] [s2 Ilo Maren, secretary of the Ministry of Ports, Trade and Supplies].",
		[]string{"Ana Bekele, named", "Ilo Maren, named"},
	},
	{
		"people before the place that a mention begins with",
		"Doctors in [s1 the capital's Masra hospital] [q1 said] [c1 six were hurt]. [s2 The Oslo, Norway-based Pier Board] [q2 said] [c2 no]. [c3 It shook], [q3 according to] [s3 state TV].",
		[]string{"doctors in the capital's Masra hospital, unnamed several", "Norway-based Pier Board, institution", "state TV, institution"},
	},
	{
		"a given name at the head of a sentence",
		"[s1 Bruno Yalanga, the ports minister,] [q1 said] [c1 no]. [s2 Yalanga] [q2 said] [c2 it again].",
		[]string{"Bruno Yalanga, named", "Bruno Yalanga, named"},
	},
	{
		"spellings of one name",
		"[s1 Mohamed Tarik, a farmer,] [q1 said] [c1 he saw smoke]. [s2 Muhammad Tarek] [q2 said] [c2 it was black].",
		[]string{"Mohamed Tarik, named", "Mohamed Tarik, named"},
	},
}

func TestResolve(t *testing.T) {
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range resolveCases {
		t.Run(tc.name, func(t *testing.T) {
			doc, atts, err := marked.Inline(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			sources, voices := source.Resolve(doc, syn.Parse(doc), atts)
			var got []string
			for _, v := range voices {
				got = append(got, describe(sources, v))
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func describe(sources []source.Source, v source.Voice) string {
	if v.Source < 0 {
		return "-"
	}
	s := sources[v.Source]
	out := s.Name + ", " + string(s.Identification)
	if s.Count != nil {
		b, _ := s.Count.MarshalJSON()
		out += " " + strings.Trim(string(b), `"`)
	}
	for _, c := range v.Chain {
		out += ", via " + sources[c].Name
	}
	return out
}

func TestTerms(t *testing.T) {
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	doc, atts, err := marked.Inline("[s1 A senior officer,] who spoke on condition of anonymity because he was on leave, [q1 said] [c1 the ship sank].")
	if err != nil {
		t.Fatal(err)
	}
	sources, _ := source.Resolve(doc, syn.Parse(doc), atts)
	if got := sources[0].Terms; got.Kind != source.ConditionOfAnonymity || got.Span == nil || got.Span.Text != "spoke on condition of anonymity because he was on leave" {
		t.Errorf("terms %+v", got)
	}
}

// TestInvariants reads the example reports end to end: mentions are slices of
// the text, indices point at sources, two readings are alike.
func TestInvariants(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/examples/seed/*.txt")
	if len(files) == 0 {
		t.Skip("no ../shared/examples beside the repository")
	}
	syn, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		check(t, syn, att, b)
	}
}

func check(t *testing.T, syn *syntax.Reader, att *attribution.Reader, b []byte) {
	doc, err := document.New(capture.Of(b, "-", capture.Stated{}))
	if err != nil {
		return
	}
	ana := syn.Parse(doc)
	atts := att.Find(doc, ana)
	sources, voices := source.Resolve(doc, ana, atts)
	if len(voices) != len(atts) {
		t.Fatalf("%d voices for %d attributions", len(voices), len(atts))
	}
	for _, s := range sources {
		for _, m := range s.Mentions {
			if doc.Text.Slice(m.Span) != m.Text {
				t.Errorf("mention %v of %s is not %q", m.Span, s.Name, m.Text)
			}
		}
	}
	for _, v := range voices {
		if v.Source < -1 || v.Source >= len(sources) {
			t.Errorf("voice of source %d of %d", v.Source, len(sources))
		}
		for _, c := range v.Chain {
			if c < 0 || c >= len(sources) || c == v.Source {
				t.Errorf("chain %v of source %d", v.Chain, v.Source)
			}
		}
	}
	again, _ := source.Resolve(doc, ana, atts)
	if d := cmp.Diff(sources, again); d != "" {
		t.Errorf("two readings differ: %s", d)
	}
}

func FuzzResolve(f *testing.F) {
	for _, tc := range resolveCases {
		f.Add(tc.text)
	}
	f.Add("“He, she and it,” said the. Nor did who, of the U.S. and")
	syn, err := syntax.Load()
	if err != nil {
		f.Fatal(err)
	}
	att, err := attribution.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, syn, att, []byte(text)) })
}

func BenchmarkResolve(b *testing.B) {
	text := strings.Repeat(resolveCases[0].text+" "+resolveCases[1].text+" The pier, built by hand in an age of sail, had stood through nine storms and one war before that night.\n\n", 1)
	syn, err := syntax.Load()
	if err != nil {
		b.Fatal(err)
	}
	doc, atts, err := marked.Inline(text)
	if err != nil {
		b.Fatal(err)
	}
	ana := syn.Parse(doc)
	for b.Loop() {
		source.Resolve(doc, ana, atts)
	}
	b.ReportMetric(float64(len(ana.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
