package web

import (
	"fmt"
	"strings"
	"time"
)

// towns are where the made reports play.
var towns = strings.Split("Aden, Yemen|Taiz, Yemen|Mocha, Yemen|Hodeidah, Yemen|Marib, Yemen|Mukalla, Yemen|Zinjibar, Yemen|Sadah, Yemen|Mogadishu, Somalia|Kismayo, Somalia|Baidoa, Somalia|Beledweyne, Somalia|"+
	"Kassala, Sudan|Nyala, Sudan|El Fasher, Sudan|Port Sudan, Sudan|El Obeid, Sudan|Geneina, Sudan|Malakal, South Sudan|Bor, South Sudan|Wau, South Sudan|Aleppo, Syria|Idlib, Syria|Homs, Syria|Raqqa, Syria|Daraa, Syria|"+
	"Mosul, Iraq|Kirkuk, Iraq|Ramadi, Iraq|Tikrit, Iraq|Basra, Iraq|Kandahar, Afghanistan|Ghazni, Afghanistan|Kunduz, Afghanistan|Jalalabad, Afghanistan|Herat, Afghanistan|Quetta, Pakistan|Peshawar, Pakistan|Karachi, Pakistan|"+
	"Maiduguri, Nigeria|Damaturu, Nigeria|Jos, Nigeria|Kaduna, Nigeria|Sokoto, Nigeria|Diffa, Niger|Tillaberi, Niger|Gao, Mali|Mopti, Mali|Timbuktu, Mali|Kidal, Mali|Djibo, Burkina Faso|Dori, Burkina Faso|Bambari, Central African Republic|"+
	"Bangassou, Central African Republic|Goma, Democratic Republic of the Congo|Bukavu, Democratic Republic of the Congo|Beni, Democratic Republic of the Congo|Bunia, Democratic Republic of the Congo|Pemba, Mozambique|Palma, Mozambique|"+
	"Mekele, Ethiopia|Gondar, Ethiopia|Kharkiv, Ukraine|Kherson, Ukraine|Zaporizhzhia, Ukraine|Odesa, Ukraine|Dnipro, Ukraine|Sumy, Ukraine|Mykolaiv, Ukraine|Tripoli, Libya|Benghazi, Libya|Sirte, Libya|Misrata, Libya|"+
	"Sittwe, Myanmar|Lashio, Myanmar|Myitkyina, Myanmar|Loikaw, Myanmar|Marawi, Philippines|Cotabato, Philippines|Jolo, Philippines|Cali, Colombia|Buenaventura, Colombia|Tumaco, Colombia|Culiacan, Mexico|Morelia, Mexico|Port-au-Prince, Haiti|"+
	"Cap-Haitien, Haiti|Tyre, Lebanon|Nabatieh, Lebanon|Rafah, Gaza Strip|Khan Younis, Gaza Strip|Jenin, West Bank|Nablus, West Bank|Stepanakert, Azerbaijan|Ndjamena, Chad|Bamenda, Cameroon|Kumba, Cameroon|Bujumbura, Burundi|Lima, Peru|Dhaka, Bangladesh", "|")

var (
	firsts  = strings.Fields("Ines Salim Ada Omar Lena Karim Noor Petra Tomas Yara Idris Mira Anton Leila Musa Greta")
	lasts   = strings.Fields("Dahl Harb Quill Waberi Okoro Adeyemi Marsh Vidal Bekele Osman Farah Lind Sorel Tahir Brandt Keita Moreau Haddad Novak Ortega")
	outlets = strings.Split("Meridian Press|Harbour Lantern|Andes Wire|Delta Courier|Plateau Herald|Lakeside Post|Northern Dispatch|Salt Coast Times|Ridge Observer|Ferry News|Capital Ledger|Orchard Daily", "|")
	targets = strings.Split("a depot|a market|a clinic|a police station|a school|a bridge|a fuel store|a convoy|a checkpoint|a hotel|a guesthouse|a mosque|a power station|a bus", "|")
	kinds4  = strings.Split("A drone strike on|Shelling of|A suicide bombing at|An armed attack on", "|")
)

// story n is told by so many reports: most by one, few by very many.
func tellingsOf(n int) int {
	switch {
	case n%997 == 5:
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

// storyReport is telling k of story n, invented: stories differ in place, day,
// names and figures, tellings in outlet, day, figure and speakers.
func storyReport(n, k int) string {
	pick := func(list []string, i int) string { return list[i%len(list)] }
	town := pick(towns, n*37+n/len(towns))
	place, country, _ := strings.Cut(town, ", ")
	day := time.Date(2022, 1, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, (n*11)%1399)
	name := func(i int) string { return pick(firsts, i*5+i/16) + " " + pick(lasts, i*3+i/20) }
	governor, target := name(n), pick(targets, n*3+n/14)
	what := pick(kinds4, n/3) + " " + target
	told := day.AddDate(0, 0, 1+k%6)
	killed := 1 + (n*13)%19 + k/2%5
	var b strings.Builder
	fmt.Fprintf(&b, "%s Hit in %s, Report %d of Case %d\n\nBy %s\n%s | %s\n\n", strings.ToUpper(target[2:3])+target[3:], place, k+1, n, name(n+k*7+3), pick(outlets, n+k), told.Format("January 2, 2006"))
	fmt.Fprintf(&b, "%s in %s, %s, on %s, %s, killed %d people and wounded %d, the governor, %s, said.", what, place, country, day.Weekday(), day.Format("January 2"), killed, 2+(n*7)%23, governor)
	if n%3 != 2 {
		b.WriteString(" The coalition denied that it was behind it.")
	}
	b.WriteString("\n\n")
	if k%3 == 1 {
		fmt.Fprintf(&b, "%s first reported the attack, citing two unnamed officials.\n\n", pick(outlets, n))
	}
	fmt.Fprintf(&b, "“We heard two blasts and then the roof came down,” said %s, a driver who lives nearby. She said that %d cars had burned.\n\n", name(n*2+k*3), 1+(n+k)%9)
	if k%2 == 0 {
		fmt.Fprintf(&b, "Two security officials said that the attackers had come from the north. A spokesman for the coalition declined to say whether its forces had been near %s that day.\n", place)
	} else {
		fmt.Fprintf(&b, "A doctor at the hospital of %s said that %d bodies had been brought in. No group claimed responsibility.\n", place, killed)
	}
	return b.String()
}
