package capture

import (
	"strings"
	"testing"
)

// TestKind names formats by their bytes; every text is invented.
func TestKind(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Kind
	}{
		{"", Text},
		{"The dock was hit.", Text},
		{"#hashtag and **stars** alone", Text},
		{"From: the harbour\n\nThe dock was hit.", Text},
		{"<!DOCTYPE html><html>", HTML},
		{"\xEF\xBB\xBF\r\n<HTML lang=en>", HTML},
		{"\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", HTML},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html>", HTML},
		{"<!-- page 7 -->\n<div><p>The dock was hit.</p></div>", HTML},
		{"<p>The dock was hit.</p>", HTML},
		{"<?xml version=\"1.0\"?><rss>", XML},
		{"<nitf><body/></nitf>", XML},
		{"<?xml version=\"1.0\"?><!-- a --><newsItem xmlns=\"x\"><html>", XML},
		{"<<They left>> she said.", Text},
		{"<!-- " + strings.Repeat("a", 5000), HTML},
		{"{\"headline\": \"Dock hit\"}", JSON},
		{"[{\"headline\": \"Dock hit\"}]", JSON},
		{"%PDF-1.7", PDF},
		{"%PDF-1.4\n%\xE2\xE3\n1 0 obj\n<< /Type /Catalog >>", PDF},
		{"\r\n%PDF-1.4\n1 0 obj", PDF},
		{"PK\x03\x04....word/document.xml", DOCX},
		{"PK\x03\x04....xl/workbook.xml", Zip},
		{"\x1F\x8B\x08", Gzip},
		{"WARC/1.0\r\n", WARC},
		{"Received: by mx.example; Mon, 3 Mar 2025\r\n\tfor <a@example>\r\nFrom: Desk <desk@example>\r\nSubject: Dock\r\nMIME-Version: 1.0\r\n\r\nThe dock was hit.", Mail},
		{"# Dock hit\n\nTwo people **died**, [officials](https://courier.example/) said.", Markdown},
		{"---\ntitle: Dock hit\ndate: 2025-03-04\n---\nTwo people died.", Markdown},
	} {
		if got := KindOf([]byte(c.in)); got != c.want {
			t.Errorf("KindOf(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}
