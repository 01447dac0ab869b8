package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Entry is a place as the compiler takes it.
type Entry struct {
	Place
	Code  string   // "SY.09" of a division, "SY.09.169" of a district, that which holds a town otherwise
	Names []string // other names
	Short []string // names that hold only with a word for their kind beside them, or where nothing else has them
}

// magic begins a table; the digit is the format's number.
const magic = "hearsay gazetteer 1\n"

// most bounds the places of one name that are kept, by population.
const most = 250

// Compile writes entries as a table that Load reads. Entries that share all
// but their names stay apart. The same entries give the same bytes.
func Compile(w io.Writer, entries []Entry) error {
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(tier(a.Kind), tier(b.Kind)), cmp.Compare(Fold(a.Name), Fold(b.Name)), cmp.Compare(b.Population, a.Population), cmp.Compare(a.Code, b.Code))
	})
	if len(entries) >= 1<<shortBit {
		return fmt.Errorf("%d places are more than a table can hold, leave small ones out", len(entries))
	}
	var sections [sectionCount][]byte
	codes := map[string]int{}
	var countries []string
	for i := range entries {
		e := &entries[i]
		if e.Kind == Division || e.Kind == District {
			codes[e.Code] = i
		}
		if !slices.Contains(countries, e.ISO) {
			countries = append(countries, e.ISO)
		}
	}
	if len(countries) > 255 {
		return fmt.Errorf("%d country codes are more than a table can hold", len(countries))
	}
	for i := range entries {
		if err := place(&sections, &entries[i], codes, countries); err != nil {
			return err
		}
	}
	for _, iso := range countries {
		sections[countrySection] = append(sections[countrySection], (iso + "  ")[:2]...)
	}
	index(&sections, entries)

	var raw bytes.Buffer
	raw.WriteString(magic)
	binary.Write(&raw, binary.LittleEndian, uint32(len(entries)))
	for _, s := range sections {
		binary.Write(&raw, binary.LittleEndian, uint32(len(s)))
	}
	for _, s := range sections {
		raw.Write(s)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(8<<20))
	if err != nil {
		return err
	}
	_, err = w.Write(enc.EncodeAll(raw.Bytes(), nil))
	return err
}

// tier puts towns first, then divisions, then districts, so that what holds a
// town has a number that fits two bytes.
func tier(k Kind) int {
	switch k {
	case Division:
		return 1
	case District:
		return 2
	}
	return 0
}

// place appends the columns of one entry.
func place(sections *[sectionCount][]byte, e *Entry, codes map[string]int, countries []string) error {
	name := e.Name
	if len(name) > 255 {
		return fmt.Errorf("place name %q is too long", name)
	}
	put := func(s int, b ...byte) { sections[s] = append(sections[s], b...) }
	put(nameLengthSection, byte(len(name)))
	sections[nameSection] = append(sections[nameSection], name...)
	lat, lon := uint32(math.Round((e.Latitude+90)*grain)), uint32(math.Round((e.Longitude+180)*grain))
	for b := range 3 {
		put(latSection+b, byte(lat>>(8*b)))
		put(lonSection+b, byte(lon>>(8*b)))
		put(idSection+b, byte(e.GeoNames>>(8*b)))
	}
	pop := packCount(e.Population)
	put(popSection, byte(pop))
	put(popSection+1, byte(pop>>8))
	put(isoSection, byte(slices.Index(countries, e.ISO)))
	put(kindSection, byte(e.Kind))
	adm1, adm2 := within(e, codes)
	for b := range 3 {
		put(adm1Section+b, byte(adm1>>(8*b)))
		put(adm2Section+b, byte(adm2>>(8*b)))
	}
	sections[codeSection] = append(sections[codeSection], divisionCode(e)...)
	return nil
}

// divisionCode is the code of a division with a line's end, "" for others.
func divisionCode(e *Entry) string {
	if e.Kind == Division {
		return e.Code + "\n"
	}
	return ""
}

// within is the division and the district that hold a place; none is nowhere.
func within(e *Entry, codes map[string]int) (adm1, adm2 int) {
	adm1, adm2 = nowhere, nowhere
	dots := 0
	for i := 0; i <= len(e.Code); i++ {
		if i < len(e.Code) && e.Code[i] != '.' {
			continue
		}
		if dots++; dots == 2 {
			if k, ok := codes[e.Code[:i]]; ok {
				adm1 = k
			}
		}
	}
	if dots > 2 {
		if k, ok := codes[e.Code]; ok {
			adm2 = k
		}
	}
	return adm1, adm2
}

// index appends the sorted names and, for each, its places by population.
func index(sections *[sectionCount][]byte, entries []Entry) {
	type post struct {
		key  string
		at   uint32
		rank int
	}
	var posts []post
	for i := range entries {
		e := &entries[i]
		seen := map[string]bool{}
		add := func(name string, bits uint32) {
			key := Fold(name)
			if len(key) < 2 || seen[key] {
				return
			}
			seen[key] = true
			posts = append(posts, post{key, uint32(i) | bits, e.Population})
		}
		add(e.Name, 0)
		for _, n := range e.Names {
			add(n, 1<<otherBit)
		}
		for _, n := range e.Short {
			add(n, 1<<shortBit)
		}
		if arabic[e.ISO] && e.Kind != District {
			for _, n := range append([]string{e.Name}, e.Names...) {
				if s := skeleton(Fold(n)); s != "" {
					add(s, 1<<otherBit|1<<shortBit)
				}
			}
		}
	}
	slices.SortStableFunc(posts, func(a, b post) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.rank, a.rank), cmp.Compare(a.at, b.at))
	})
	put := func(s int, b ...byte) { sections[s] = append(sections[s], b...) }
	for i := 0; i < len(posts); {
		j := i
		for j < len(posts) && posts[j].key == posts[i].key {
			j++
		}
		n := min(j-i, most)
		put(keyLengthSection, byte(len(posts[i].key)))
		sections[keySection] = append(sections[keySection], posts[i].key...)
		put(countSection, byte(n))
		for _, p := range posts[i : i+n] {
			for b := range 3 {
				put(postSection+b, byte(p.at>>(8*b)))
			}
		}
		i = j
	}
}

// packCount keeps a number to one part in two thousand: twelve bits of it and
// four of how far they are shifted.
func packCount(n int) uint16 {
	shift := 0
	for n > 0xfff {
		n >>= 1
		shift++
	}
	if shift > 15 {
		return 0xffff
	}
	return uint16(n<<4 | shift)
}

func unpackCount(p uint16) int { return int(p>>4) << (p & 15) }
