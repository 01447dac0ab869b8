package wire

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// The items are invented.
func TestJSON(t *testing.T) {
	for _, c := range []struct {
		name, in                     string
		columns                      map[string]string
		text, outlet, by, day, field string
	}{
		{"ninjs 1", `{"uri":"tag:wire.example,2025:1","headline":"Dock Hit","byline":"By Ana Vale","versioncreated":"2025-03-10T08:00:00Z","infosources":[{"name":"Meridian Press"}],"body_xhtml":"<p>The dock was hit.</p><p>Two <b>died</b>.<script>x</script></p>"}`, nil,
			"Dock Hit\n\nThe dock was hit.\n\nTwo died.", "Meridian Press", "Ana Vale", "2025-03-10", "body_xhtml"},
		{"ninjs 2", `{"uri":"u","headlines":[{"role":"main","value":"Dock Hit"}],"bodies":[{"contenttype":"text/html","value":"<p>no</p>"},{"contenttype":"text/plain","value":"The dock was hit."}],"by":"Ana Vale","firstCreated":"2025-03-10T08:00:00+01:00"}`, nil,
			"Dock Hit\n\nThe dock was hit.", "", "Ana Vale", "2025-03-10", "bodies"},
		{"News API", `{"source":{"id":null,"name":"Harbour Lantern"},"author":"Ana Vale","title":"Dock Hit","url":"https://lantern.example/1","publishedAt":"2025-03-10T08:00:00Z","content":"The dock was hit.\nTwo died."}`, nil,
			"Dock Hit\n\nThe dock was hit.\n\nTwo died.", "Harbour Lantern", "Ana Vale", "2025-03-10", "content"},
		{"a time with Z behind a blank", `{"title":"Dock Hit","author":"Ana Vale","published_date":"2025-03-10 08:00:00Z","link":"https://lantern.example/1","clean_url":"lantern.example","summary":"The dock was hit."}`, nil,
			"Dock Hit\n\nThe dock was hit.", "lantern.example", "Ana Vale", "2025-03-10", "summary"},
		{"NewsCatcher", `{"title":"Dock Hit","author":"Ana Vale","published_date":"2025-03-10 08:00:00","link":"https://lantern.example/1","clean_url":"lantern.example","summary":"The dock was hit."}`, nil,
			"Dock Hit\n\nThe dock was hit.", "lantern.example", "Ana Vale", "2025-03-10", "summary"},
		{"Media Cloud", `{"media_name":"Harbour Lantern","title":"Dock Hit","publish_date":"2025-03-10","story_text":"The dock was hit."}`, nil,
			"Dock Hit\n\nThe dock was hit.", "Harbour Lantern", "", "2025-03-10", "story_text"},
		{"named columns", `{"Titel":"Dock Hit","Inhalt":"The dock was hit.","Tag":"20250310"}`, map[string]string{"headline": "Titel", "body": "Inhalt", "date": "Tag"},
			"Dock Hit\n\nThe dock was hit.", "", "", "2025-03-10", "Inhalt"},
	} {
		d, err := JSON([]byte(c.in), c.columns)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		by := ""
		if len(d.By) > 0 {
			by = d.By[0].Text
		}
		if d.Text != c.text || d.Outlet.Text != c.outlet || by != c.by || d.Published.Time.Format(time.DateOnly) != c.day {
			t.Errorf("%s: %q, outlet %q, by %q, %v", c.name, d.Text, d.Outlet.Text, by, d.Published.Time)
		}
		if h := d.Headline; h.Text != "Dock Hit" || d.Text[h.Span.Start:h.Span.End] != "Dock Hit" {
			t.Errorf("%s: headline %+v", c.name, h)
		}
	}
	if _, err := JSON([]byte(`{"title":"Dock Hit","url":"https://lantern.example/1","seendate":"20250310T080000Z"}`), nil); !errors.Is(err, ErrNoText) {
		t.Errorf("a GDELT line without text: %v", err)
	}
	for _, bad := range []string{"", "[]", "12", `{"title":`, `"x"`} {
		if _, err := JSON([]byte(bad), nil); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

const nitf = `<?xml version="1.0"?><nitf><head><title>x</title><pubdata type="print" name="Harbour Lantern" date.publication="20250310T080000Z"/></head>
<body><body.head><hedline><hl1>Dock Hit</hl1></hedline><byline>By <person>Ana Vale</person></byline><dateline><location>LANBY</location></dateline></body.head>
<body.content><block><p>The dock was <em>hit</em>.</p><media><media-caption>The dock.</media-caption></media><p>“Two died,” she said.</p></block></body.content></body></nitf>`

const newsml = `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="3"><itemMeta><provider literal="MP"><name>Meridian Press</name></provider><versionCreated>2025-03-10T09:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2025-03-10T08:00:00Z</contentCreated><located><name>Lanby</name></located><by>Ana Vale</by><headline>Dock Hit</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>The dock was <em>hit</em>.</p><p>“Two died,” she said.</p></body></html></inlineXML></contentSet></newsItem>`

func TestXML(t *testing.T) {
	for name, in := range map[string]string{"NITF": nitf, "NewsML-G2": newsml} {
		d, err := XML([]byte(in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Text != "Dock Hit\n\nThe dock was hit.\n\n“Two died,” she said." || d.By[0].Text != "Ana Vale" || !strings.EqualFold(d.Located.Text, "Lanby") || d.Published.Time.Format(time.DateOnly) != "2025-03-10" || d.Outlet.Text == "" {
			t.Errorf("%s: %q, %+v", name, d.Text, d)
		}
	}
}

func TestBadXML(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><nitf><body><body.content><p>&c;&c;&c;</p></body.content></body></nitf>`
	if d, err := XML([]byte(bomb)); err == nil && len(d.Text) > 100 {
		t.Errorf("entities were followed: %d bytes", len(d.Text))
	}
	for _, bad := range []string{"", "<rss/>", strings.Repeat("<p>", 100_000), "<nitf><body/></nitf>", "<nitf"} {
		if _, err := XML([]byte(bad)); err == nil {
			t.Errorf("%.20q is read", bad)
		}
	}
}
