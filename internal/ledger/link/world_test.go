package link_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"hearsay/internal/fact"
	"hearsay/internal/incident/union"
)

// world invents a desk's news, day by day: 300 reports a day on incidents of 200 countries and 40,000 places, an incident told by one report or by a
// hundred over days and again months later, incidents that look alike on other
// days of the same place, names that go on to be new as those of news do. It is
// the same whenever it is made. All of it is invented; how many profiles, names,
// days and places a report has is as in news read by this program.
type world struct {
	rng     *rand.Rand
	perDay  int
	day     int
	stories int
	reports int              // since the desk began
	told    int              // since ever
	due     map[int][]*story // by day
	today   []*story         // whose report comes next, from the end
	recent  [2048]*story
	local   [countries][16]*story
	of      map[string]int // member: story
	members map[int][]string
	begun   map[int]bool // stories whose incident was entered as such
}

const (
	countries = 200
	firstDay  = 737000 // days of package union
	before    = 120    // days before the first report
)

// story is what happened, and what is said of it.
type story struct {
	no, day             int
	country, place      int
	lat, lon            float64
	kind                int
	killed, injured     int
	perpetrator, target string
	core                []string // names
}

var kinds = [][2]string{
	{"Explosions/Remote violence", "Air/drone strike"}, {"Explosions/Remote violence", "Shelling/artillery/missile attack"}, {"Explosions/Remote violence", "Remote explosive/landmine/IED"},
	{"Explosions/Remote violence", "Suicide bomb"}, {"Violence against civilians", "Attack"}, {"Battles", "Armed clash"}, {"Explosions/Remote violence", "Grenade"}, {"Protests", "Peaceful protest"},
	{"Riots", "Violent demonstration"}, {"Strategic developments", "Arrests"},
}

var syllables = []string{"ba", "ko", "ri", "ta", "mu", "se", "la", "ni", "do", "ver", "han", "pi", "zor", "el", "ga", "thu", "wen", "os", "ya", "fen"}

// word is the invented name of a number.
func word(n int) string {
	b := []byte{}
	for n += 20; n > 0; n /= 20 {
		b = append(b, syllables[n%20]...)
	}
	return string(b)
}

// zipf is a rank below n, each in inverse proportion to its place.
func (w *world) zipf(n int) int { return int(math.Pow(float64(n), w.rng.Float64())) - 1 }

func (w *world) chance(p float64) bool { return w.rng.Float64() < p }

func newWorld(seed uint64, perDay int) *world {
	w := &world{perDay: perDay, rng: rand.New(rand.NewPCG(seed, 4)), day: firstDay, due: map[int][]*story{}, of: map[string]int{}, members: map[int][]string{}, begun: map[int]bool{}}
	// The desk begins in the middle of things.
	for w.day < firstDay+before {
		w.next()
	}
	clear(w.of)
	clear(w.members)
	w.reports = 0
	return w
}

// person is a name: of those that a country's news are full of, or one among
// three millions.
func (w *world) person(country int) string {
	if w.chance(0.4) {
		return word(10_000_000 + country*5000 + w.zipf(2000))
	}
	return word(1000 + w.zipf(3_000_000))
}

// happen is a new story of a day.
func (w *world) happen() *story {
	s := &story{no: w.stories, day: w.day, kind: w.zipf(len(kinds)), perpetrator: word(900 + w.zipf(400)), target: word(400 + w.zipf(400))}
	old := w.recent[w.rng.IntN(len(w.recent))]
	if old != nil && old.day < s.day && w.chance(0.35) { // the front line is shelled again
		s.country, s.place, s.lat, s.lon, s.kind, s.perpetrator, s.target = old.country, old.place, old.lat, old.lon, old.kind, old.perpetrator, old.target
		for _, n := range old.core {
			if w.chance(0.4) {
				s.core = append(s.core, n)
			}
		}
	} else {
		s.country = w.zipf(countries)
		s.place = s.country*2000 + w.zipf(200+4*(countries-s.country))
		s.lat, s.lon = float64(s.country%17)*8-60+w.rng.Float64()*5, float64(s.country/17)*13-70+w.rng.Float64()*8
		s.core = append(s.core, word(20_000_000+s.place), word(30_000_000+s.place/40))
	}
	for len(s.core) < 12 {
		s.core = append(s.core, w.person(s.country))
	}
	s.killed = w.zipf(60)
	s.injured = w.zipf(120)
	w.recent[w.stories%len(w.recent)] = s
	w.local[s.country][w.stories%16] = s
	w.stories++
	return s
}

// plan lets stories happen until a day's worth of reports is due.
func (w *world) plan() {
	for n := 0; n < w.perDay; {
		s := w.happen()
		told := min(100, int(1/(1-w.rng.Float64()))) // one in two is told once, one in a hundred a hundred times
		n += told
		for i := range told {
			delay := int(w.rng.ExpFloat64() * 0.9)
			if i > 0 && w.chance(0.03) {
				delay = []int{7, 30, 100, 365}[w.rng.IntN(4)] // a follow-up
			}
			w.due[w.day+delay] = append(w.due[w.day+delay], s)
		}
	}
}

// next is the profiles of the next report.
func (w *world) next() []union.Profile {
	for len(w.today) == 0 {
		w.plan()
		w.today = w.due[w.day]
		delete(w.due, w.day)
		w.rng.Shuffle(len(w.today), func(i, j int) { w.today[i], w.today[j] = w.today[j], w.today[i] })
		w.day++
	}
	s := w.today[len(w.today)-1]
	w.today = w.today[:len(w.today)-1]
	report := fmt.Sprintf("%016x%048x", mix(uint64(w.told)), w.told)
	w.told++
	w.reports++
	out := []union.Profile{w.tell(s, report, 0)}
	for len(out) < 3 && w.chance(0.4) { // what happened there before
		if o := w.local[s.country][w.rng.IntN(16)]; o != nil && o != s && !slices.ContainsFunc(out, func(p union.Profile) bool { return w.of[memberOf(p)] == o.no }) {
			out = append(out, w.tell(o, report, len(out)))
		}
	}
	return out
}

func mix(x uint64) uint64 {
	x = (x ^ x>>30 + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func memberOf(p union.Profile) string { return p.Report[:12] + ".00000001" + p.ID[12:] }

// tell is what a report says of a story; of the first of its incidents it says
// the most.
func (w *world) tell(s *story, report string, no int) union.Profile {
	today := w.day - 1
	p := union.Profile{ID: fmt.Sprintf("%s.inc%d", report[:12], no+1), Report: report, No: no, Main: no == 0, Stage: fact.Accomplished, Mentions: []int{40 + 700*no, 220 + 700*no}}
	w.of[memberOf(p)] = s.no
	w.members[s.no] = append(w.members[s.no], memberOf(p))
	k := s.kind
	if w.chance(0.15) {
		k = []int{1, 0, 3, 2, 2, 4, 2, 8, 7, 9}[k] // another word for it
	}
	p.EventType, p.SubEventType = kinds[k][0], kinds[k][1]
	if w.chance(0.95) {
		p.Told = today
	}
	if w.chance(0.65) {
		p.Start = s.day
		switch {
		case w.chance(0.06):
			p.Start += 1 - 2*w.rng.IntN(2)
		case w.chance(0.02):
			p.Start -= 7
		}
		p.End = p.Start
		if w.chance(0.1) {
			p.End += w.rng.IntN(8)
		}
	} else if w.chance(0.5) {
		p.Weekday = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}[s.day%7]
	}
	if w.chance(0.95) {
		p.Country, p.Located = "country "+word(s.country), w.chance(0.6)
	}
	if w.chance(0.55) {
		p.Places = []string{word(20_000_000 + s.place)}
		if w.chance(0.3) {
			p.Places = append(p.Places, word(30_000_000+s.place/40))
		}
		lat, lon := s.lat, s.lon
		p.WherePrec, p.Latitude, p.Longitude = 2, &lat, &lon
	}
	if w.chance(0.5) {
		n := s.killed
		if today <= s.day && w.chance(0.4) {
			n -= w.rng.IntN(n/3 + 1)
		}
		p.Killed = []fact.Number{{Min: &n, Max: &n}}
	}
	if w.chance(0.3) {
		n := s.injured
		p.Injured = []fact.Number{{Min: &n, Max: &n}}
	}
	if w.chance(0.55) {
		p.Actors = []string{s.perpetrator}
	}
	if w.chance(0.4) {
		p.Targets = []string{s.target}
	}
	core, own := 0.6, 6+w.rng.IntN(12)
	if !p.Main {
		core, own = 0.3, w.rng.IntN(3)
	}
	for _, n := range s.core {
		if w.chance(core) {
			p.Names = append(p.Names, n)
		}
	}
	for range own {
		p.Names = append(p.Names, w.person(s.country))
	}
	slices.Sort(p.Names)
	p.Names = slices.Compact(p.Names)
	return p
}
