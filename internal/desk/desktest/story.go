package desktest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// towns are where the invented reports play.
var towns = strings.Split("Aden, Yemen|Taiz, Yemen|Mocha, Yemen|Hodeidah, Yemen|Marib, Yemen|Mukalla, Yemen|Zinjibar, Yemen|Sadah, Yemen|Mogadishu, Somalia|Kismayo, Somalia|Baidoa, Somalia|Beledweyne, Somalia|"+
	"Kassala, Sudan|Nyala, Sudan|El Fasher, Sudan|Port Sudan, Sudan|El Obeid, Sudan|Geneina, Sudan|Malakal, South Sudan|Bor, South Sudan|Wau, South Sudan|Aleppo, Syria|Idlib, Syria|Homs, Syria|Raqqa, Syria|Daraa, Syria|"+
	"Mosul, Iraq|Kirkuk, Iraq|Ramadi, Iraq|Tikrit, Iraq|Basra, Iraq|Kandahar, Afghanistan|Ghazni, Afghanistan|Kunduz, Afghanistan|Jalalabad, Afghanistan|Herat, Afghanistan|Quetta, Pakistan|Peshawar, Pakistan|Karachi, Pakistan|"+
	"Maiduguri, Nigeria|Damaturu, Nigeria|Jos, Nigeria|Kaduna, Nigeria|Sokoto, Nigeria|Diffa, Niger|Tillaberi, Niger|Gao, Mali|Mopti, Mali|Timbuktu, Mali|Kidal, Mali|Djibo, Burkina Faso|Dori, Burkina Faso|Bambari, Central African Republic|"+
	"Bangassou, Central African Republic|Goma, Democratic Republic of the Congo|Bukavu, Democratic Republic of the Congo|Beni, Democratic Republic of the Congo|Bunia, Democratic Republic of the Congo|Pemba, Mozambique|Palma, Mozambique|"+
	"Mekele, Ethiopia|Gondar, Ethiopia|Kharkiv, Ukraine|Kherson, Ukraine|Zaporizhzhia, Ukraine|Odesa, Ukraine|Dnipro, Ukraine|Sumy, Ukraine|Mykolaiv, Ukraine|Tripoli, Libya|Benghazi, Libya|Sirte, Libya|Misrata, Libya|"+
	"Sittwe, Myanmar|Lashio, Myanmar|Myitkyina, Myanmar|Loikaw, Myanmar|Marawi, Philippines|Cotabato, Philippines|Jolo, Philippines|Cali, Colombia|Buenaventura, Colombia|Tumaco, Colombia|Culiacan, Mexico|Morelia, Mexico|Port-au-Prince, Haiti|"+
	"Cap-Haitien, Haiti|Tyre, Lebanon|Nabatieh, Lebanon|Rafah, Gaza Strip|Khan Younis, Gaza Strip|Jenin, West Bank|Nablus, West Bank|Stepanakert, Azerbaijan|Ndjamena, Chad|Bamenda, Cameroon|Kumba, Cameroon|Bujumbura, Burundi|Lima, Peru|Dhaka, Bangladesh", "|")

var (
	firsts  = strings.Fields("Ines Salim Ada Omar Lena Karim Noor Petra Tomas Yara Idris Mira Anton Leila Musa Greta Hassan Vera Daniel Amina Pavel Rosa Yusuf Clara Samir Nadia Ivan Lucia Ali Hana Peter Fatima")
	begins  = strings.Fields("Bar Dal Kor Mez Sol Tar Ven Zar Hal Ner Gor Lam Pel Rus Sal Tev Ul Wan Yar Ash Bel Cor Dur Fen Gal Har Jor Kas Lor Mar")
	middles = strings.Fields("a e i o u an en in on un ar er ir or ur al el il ol ak ek am em ab ad at")
	ends    = strings.Fields("bek dan dov far gan hari kov lin man mir nadi ova rath san shi tan ten vic wal yev zade zai beri dou kuna lade moto")
	outlets = strings.Split("Meridian Press|Harbour Lantern|Andes Wire|Delta Courier|Plateau Herald|Lakeside Post|Northern Dispatch|Salt Coast Times|Ridge Observer|Ferry News|Capital Ledger|Orchard Daily|Quarry Gazette|Estuary Mail|Signal Tribune|Lowland Record|Beacon Weekly|Canal Street Journal|Inland Reporter|Granite News", "|")
	targets = strings.Split("depot|market|clinic|police station|school|bridge|fuel store|convoy|checkpoint|hotel|guesthouse|mosque|power station|bus|bakery|water plant|camp|warehouse|church|airfield|radio mast|farm|ferry landing|grain silo", "|")
	deeds   = strings.Split("A drone strike on|Shelling of|A suicide bombing at|An armed attack on|An air strike on|A rocket attack on|A car bombing at|A missile strike on", "|")
	trades  = strings.Split("a driver|a teacher|a nurse|a shopkeeper|a farmer|a student|an engineer|a baker|a mechanic|a porter|a fisherman|a tailor|a guard|a carpenter", "|")
	bodies  = strings.Split("the interior ministry|the defence ministry|the Red Crescent|the United Nations mission|the provincial council|the civil defence|the coalition|the opposition council|the border guard|the port authority", "|")
	things  = strings.Split("trucks|cars|houses|shops|tents|stalls|tankers|boats|sheds|generators", "|")
)

// Surname is the i-th of a line of names that invented people have.
func Surname(i int) string { return surname(rand.New(rand.NewPCG(uint64(i), 11))) }

// Tellings is how many reports tell story n: most stories are told by one, few by
// very many.
func Tellings(n int) int {
	switch {
	case n%1997 == 5:
		return 90
	case n%101 == 7:
		return 24
	case n%11 == 3:
		return 7
	case n%4 == 1:
		return 3
	}
	return 1
}

// story is what all tellings of a story share.
type story struct {
	n                             int
	rnd                           *rand.Rand
	place, country, village       string
	day                           time.Time
	target, deed, group, governor string
	killed, hurt                  int
}

func tell(n int) story {
	rnd := rand.New(rand.NewPCG(uint64(n), 7))
	s := story{n: n, rnd: rnd}
	s.place, s.country, _ = strings.Cut(towns[rnd.IntN(len(towns))], ", ")
	s.village = surname(rnd) + " " + pick(rnd, strings.Fields("Hill Bridge Ford Gate Well"))
	s.day = time.Date(2019, 1, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rnd.IntN(2500))
	s.target, s.deed = pick(rnd, targets), pick(rnd, deeds)
	s.group, s.governor = surname(rnd)+" Front", person(rnd)
	s.killed, s.hurt = 1+int(rnd.ExpFloat64()*8), 1+int(rnd.ExpFloat64()*14)
	return s
}

func pick(rnd *rand.Rand, list []string) string { return list[rnd.IntN(len(list))] }

// surname is a made name; a few are common, most are rare.
func surname(rnd *rand.Rand) string {
	if rnd.IntN(3) == 0 {
		rnd = rand.New(rand.NewPCG(uint64(rnd.ExpFloat64()*40), 3))
	}
	name := pick(rnd, begins)
	if rnd.IntN(2) == 0 {
		name += pick(rnd, middles)
	}
	return name + pick(rnd, ends)
}

func person(rnd *rand.Rand) string { return pick(rnd, firsts) + " " + surname(rnd) }

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// Report is telling k of story n, invented: tellings differ in outlet, day,
// figures and speakers, and every fifth is the one before it under another head.
func Report(n, k int) string {
	s := tell(n)
	own := rand.New(rand.NewPCG(uint64(n), uint64(k)+100))
	body := k
	if k%5 == 4 {
		body = k - 1
	}
	told := s.day.AddDate(0, 0, 1+k%6)
	var b strings.Builder
	fmt.Fprintf(&b, "%s Hit in %s, Report %d of Case %d\n\nBy %s\n%s | %s\n\n", strings.ToUpper(s.target[:1])+s.target[1:], s.place, k+1, n, person(own), pick(own, outlets), told.Format("January 2, 2006"))
	s.body(&b, body)
	return b.String()
}

// body is what a report says below its head.
func (s story) body(b *strings.Builder, k int) {
	rnd := rand.New(rand.NewPCG(uint64(s.n), uint64(k)+1_000_000))
	killed := s.killed + k/2%5
	fmt.Fprintf(b, "%s %s in %s, near %s, %s, on %s, %s, killed %d people and wounded %d, the governor, %s, said.", s.deed, article(s.target), s.village, s.place, s.country, s.day.Weekday(), s.day.Format("January 2"), killed, s.hurt+k%3, s.governor)
	if s.n%3 != 2 {
		b.WriteString(" The coalition denied that it was behind it.")
	}
	b.WriteString("\n\n")
	for _, i := range rnd.Perm(len(paragraphs))[:5+rnd.IntN(3)] {
		b.WriteString(paragraphs[i](&s, rnd, killed))
		b.WriteString("\n\n")
	}
}

// paragraphs are what a report may have, each with two or three statements.
var paragraphs = []func(s *story, rnd *rand.Rand, killed int) string{
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("“We heard two blasts and then the roof came down,” said %s, %s who lives nearby. %s, another resident, said that %d %s had burned.", person(rnd), pick(rnd, trades), person(rnd), 1+rnd.IntN(30), pick(rnd, things))
	},
	func(s *story, _ *rand.Rand, _ int) string {
		return fmt.Sprintf("Two security officials said that the attackers had come from the north. A spokesman for the coalition declined to say whether its forces had been near %s that day.", s.village)
	},
	func(s *story, rnd *rand.Rand, killed int) string {
		return fmt.Sprintf("Dr. %s, who runs the hospital of %s, said that %d bodies had been brought in. “There were children among them,” said %s, %s.", person(rnd), s.place, killed, person(rnd), pick(rnd, trades))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("The %s said in a statement that it had fired on soldiers, not on the %s. %s said that its claim could not be confirmed.", s.group, s.target, upper(pick(rnd, bodies)))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		name := person(rnd)
		return fmt.Sprintf("%s, a spokesman for %s, told %s that an inquiry had begun. He said that the road to %s would stay closed until %s.", name, pick(rnd, bodies), pick(rnd, outlets), s.village, pick(rnd, strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")))
	},
	func(s *story, rnd *rand.Rand, killed int) string {
		return fmt.Sprintf("%s put the number of dead at %d. According to %s, a lawyer who counts the victims of the war, %d others are missing.", upper(pick(rnd, bodies)), killed+rnd.IntN(4), person(rnd), 1+rnd.IntN(9))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("A person close to the %s said that the %s had been watched for %s. The person spoke on condition of anonymity.", s.group, s.target, pick(rnd, strings.Split("days|weeks|two months|a year", "|")))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("President %s called the attack “a crime against %s”. His adviser, %s, said that those behind it would be found.", surname(rnd), s.country, person(rnd))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("General %s said that his men had taken %s last month and had lost it since. The %s denies that it ever held the place.", person(rnd), s.village, s.group)
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("%s wrote on Telegram that %d %s had been destroyed. The claim was repeated by %s, which cited a local council member.", person(rnd), 1+rnd.IntN(40), pick(rnd, things), pick(rnd, outlets))
	},
	func(s *story, rnd *rand.Rand, _ int) string {
		return fmt.Sprintf("A diplomat who was briefed on the attack said that the weapon was made in %s. “We do not know who fired it,” the diplomat said. The foreign ministry did not respond to a request for comment.", pick(rnd, strings.Split("Iran|Russia|China|Turkey|Serbia|Belgium", "|")))
	},
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
