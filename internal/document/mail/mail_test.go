package mail

import (
	"errors"
	"strings"
	"testing"
)

const head = "From: =?utf-8?q?Harbour_Courier?= <desk@courier.example>\r\nSubject: Fwd: =?iso-8859-1?Q?Two_Dead_in_Caf=E9_Blast?=\r\nDate: Tue, 4 Mar 2025 14:05:00 +0100 (CET)\r\nMIME-Version: 1.0\r\n"

// Texts are invented.
func TestOpen(t *testing.T) {
	const multi = head + "Content-Type: multipart/alternative;\r\n boundary=\"xx\"\r\n\r\nnot shown\r\n--xx\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nTwo people died at the caf=E9, officials=\r\n said.\r\n\r\n\x93No.\x94\r\n--xx\r\nContent-Type: text/html\r\n\r\n<p>Two people died.</p>\r\n--xx--\r\n"
	for _, c := range []struct{ name, in, text string }{
		{"parts", multi, "Two people died at the café, officials said.\n\n“No.”"},
		{"cut", multi[:len(multi)-60], "Two people died at the café, officials said.\n\n“No.”"},
		{"plain", head + "\r\nTwo people died.\r\n", "Two people died."},
		{"base64", head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nVHdvIHBlb3BsZSBk\r\naWVkLg==\r\n", "Two people died."},
		{"html", head + "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Two people died, officials said on Tuesday.</p></body></html>", "Two people died, officials said on Tuesday."},
	} {
		d, err := Open([]byte(c.in))
		if err != nil || d.Text != c.text {
			t.Errorf("%s: %q, %v; want %q", c.name, d.Text, err, c.text)
			continue
		}
		if d.Headline.Text != "Two Dead in Café Blast" || d.Outlet.Text != "Harbour Courier" || d.Published.Time.Hour() != 14 {
			t.Errorf("%s: %+v %+v %+v", c.name, d.Headline, d.Outlet, d.Published)
		}
	}
	nested := head + "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + strings.Repeat("--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n", 5000)
	if _, err := Open([]byte(nested)); !errors.Is(err, ErrEmpty) {
		t.Errorf("nested: %v", err)
	}
}
