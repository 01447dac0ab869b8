// Package made makes pages of invented articles, for the examination of pages
// where no folder of real ones is at hand, and for benchmarks.
//
//	for _, p := range made.Pages(64) { … p.HTML, p.Body … }
//
// An article is put together from sentences written for this project; a
// skeleton sets it as a newspaper, a wire, a blog or a page of scripts would,
// with what such pages set around it. The same number gives the same pages.
package made

import (
	"fmt"
	"strings"
)

// Page is a page and the article that it holds.
type Page struct {
	ID, Skeleton string
	HTML         string
	Body         string // the article's text, paragraphs parted by line feeds
	Article      Article
}

// Article is an invented report.
type Article struct {
	Headline, Author, Outlet, Place, Agency string
	Day                                     string // 2025-03-04
	Paragraphs                              []Paragraph
	Pull                                    string // words of one paragraph, set apart
	Caption                                 string
}

// Paragraph is one of an article's.
type Paragraph struct {
	Kind string // "p", "h2", "li", "quote", "correction", "credit"
	Text string
}

// Pages makes n pages, one skeleton after the other.
func Pages(n int) []Page {
	out := make([]Page, 0, n)
	for i := range n {
		a := article(uint64(i)*7919 + 17)
		s := skeletons[i%len(skeletons)]
		out = append(out, Page{
			ID: fmt.Sprintf("made-%03d-%s", i, s.name), Skeleton: s.name,
			HTML: s.set(a, newDice(uint64(i)*104729+3)), Body: a.text(), Article: a,
		})
	}
	return out
}

func (a Article) text() string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

// dice are numbers that only look like chance (a linear congruence, as in
// Knuth's MMIX), so that pages are the same each time.
type dice struct{ x uint64 }

func newDice(seed uint64) *dice {
	d := &dice{seed}
	for range 4 {
		d.n(2)
	}
	return d
}

func (d *dice) n(n int) int {
	d.x = d.x*6364136223846793005 + 1442695040888963407
	return int((d.x >> 33) % uint64(n))
}

func (d *dice) of(list []string) string { return list[d.n(len(list))] }

var (
	towns    = []string{"Port Sudd", "Lati", "Garrow Head", "Tall Amar", "Vesta", "Old Kirra", "San Odón", "Merrin Bay"}
	people   = []string{"Inés Vidal", "Omar Haddad", "Tove Lindqvist", "Piet Aldous", "Hana Okello", "Ruth Ben-Ami", "Yusuf Kaya", "Marta O’Dell"}
	trades   = []string{"a cook", "a crane driver", "the harbour master", "a surgeon at the port clinic", "a schoolteacher", "a fisherman", "the deputy mayor", "a lawyer for the families"}
	bodies   = []string{"the ministry of ports", "the joint maritime command", "the coast guard", "the dockers’ union", "the provincial police", "the rescue service"}
	writers  = []string{"Ana Ruiz", "Tom Hale", "Nadia Ferrant", "Jonas Weil", "Priya Anand"}
	outlets  = []string{"Harbour Courier", "Meridian Press", "Northern Lantern", "Red Sea Chronicle", "The Daily Quay"}
	agencies = []string{"AP", "Reuters", "AFP"}
	quotes   = []string{
		"We heard it from the hill above the harbour at dawn, and then the windows came in",
		"Nobody has told us who was behind it, and nobody here expects to be told",
		"I counted four of them on the pier before the lights went out",
		"There was no warning, none at all, and the second one came while we were carrying people out",
		"They asked us for the flight records and we gave them everything that we had",
		"It is not for me to say who did this, but the men who loaded that ship know",
		"We will not speak of numbers until every family has been reached",
		"My brother was in the warehouse, and he is not on any list that they have shown us",
	}
	// ends go on from a quotation, so that few are the same.
	ends = []string{
		"and that is all I can tell you", "and I would say so to a judge", "which is more than the capital knows", "whatever they print in the papers",
		"and my neighbours saw it too", "before anyone in uniform came", "and still nobody has called us", "in a town of four thousand people",
	}
	// facts hold a body that speaks, %s, or a number, #.
	facts = []string{
		"Two people died when a blast tore through a dock on Monday, %s said.",
		"At least # others were taken to the clinic with burns and broken bones, according to %s.",
		"The cause was not known by nightfall, and # piers were closed to everyone but divers.",
		"About # ships left the harbour the same night, two dockers said, and one has not been seen since.",
		"A spokesman for %s declined to comment on the cause of blast # or on who had been aboard.",
		"Warehouse # had been rented in January by a company that nobody in town had heard of, records show.",
		"Residents of # streets behind the market said they had smelled fuel for a week before the fire.",
		"It was blast number # in the harbour in ten years, and none of the others has been explained.",
		"Officials in the capital said that they had asked # neighbours for radar data from the night.",
		"By Tuesday the fire was out, but smoke still rose from # of the holds, and the road to the lighthouse stayed shut.",
		"The union called a strike of # days and asked that an inquiry be led by judges and not by %s.",
		"Aid groups said that fuel for the hospital’s generators would last for # days if no ship came in.",
	}
	headings = []string{"What is known", "A third blast", "‘No list’", "The company nobody knows", "What happens next"}
	verbs    = []string{"said", "told reporters", "said in an interview", "told this newspaper"}
)

// article puts one together.
func article(seed uint64) Article {
	d := newDice(seed)
	who := d.of(bodies)
	a := Article{
		Author: d.of(writers), Outlet: d.of(outlets), Place: d.of(towns), Agency: d.of(agencies),
		Day: fmt.Sprintf("2025-%02d-%02d", 1+d.n(12), 1+d.n(28)),
	}
	a.Headline = fmt.Sprintf("%s in %s Dock Blast as %s Opens Inquiry", []string{"Two Dead", "Dockers Killed", "Families Wait"}[d.n(3)], a.Place, strings.ToUpper(who[4:5])+who[5:])
	add := func(kind, format string, args ...any) {
		a.Paragraphs = append(a.Paragraphs, Paragraph{kind, fmt.Sprintf(format, args...)})
	}
	fact := func() string {
		return strings.NewReplacer("%s", who, "#", fmt.Sprint(3+d.n(900))).Replace(d.of(facts))
	}
	add("p", "%s (%s) — %s %s", strings.ToUpper(a.Place), a.Agency, fmt.Sprintf(facts[0], who), fact())
	n := 7 + d.n(14)
	for i := range n {
		quote := func() string { return d.of(quotes) + ", " + d.of(ends) }
		q := quote()
		name, trade := d.of(people), d.of(trades)
		switch d.n(7) {
		case 0:
			add("p", "“%s,” %s %s, %s. “%s.”", q, d.of(verbs), name, trade, quote())
		case 1:
			add("p", "%s, %s, %s that the town had been told nothing. “%s,” they added.", name, trade, d.of(verbs), q)
			a.Pull = "“" + q + "”"
		case 2:
			add("p", "“%s.", q)
			add("p", "“%s,” %s %s.", quote(), name, d.of(verbs))
		case 3:
			if i > 2 && i < n-2 {
				add("h2", "%s", d.of(headings))
			}
			add("p", "%s %s", fact(), fact())
		case 4:
			if i == 5 {
				for range 3 {
					add("li", "%s", fact())
				}
			}
			add("p", "%s", fact())
		default:
			add("p", "%s %s %s", fact(), fact(), fact())
		}
	}
	if d.n(2) == 0 {
		add("correction", "Correction: An earlier version of this story gave a wrong name for the pier.")
	}
	add("credit", "Reporting by %s in %s; Editing by %s", a.Author, a.Place, d.of(writers))
	a.Caption = fmt.Sprintf("Smoke over the harbour of %s on the morning after the blast.", a.Place)
	return a
}
