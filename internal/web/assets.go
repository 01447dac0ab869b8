package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"

	"hearsay/internal/page"
)

//go:embed asset
var files embed.FS

// assets are the files of the pages. Their names carry their hash, so that a
// browser may keep them for good.
type assets struct {
	name map[string]string // "desk.css": "desk.1f2e3d4c.css"
	body map[string][]byte // by name with hash
}

func bundle() assets {
	a := assets{name: map[string]string{}, body: map[string][]byte{}}
	add := func(name string, body []byte) {
		sum := sha256.Sum256(body)
		ext := path.Ext(name)
		a.name[name] = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
		a.body[a.name[name]] = body
	}
	entries, err := files.ReadDir("asset")
	if err != nil {
		panic(err) // the files are in the program
	}
	for _, e := range entries {
		b, err := files.ReadFile("asset/" + e.Name())
		if err != nil {
			panic(err)
		}
		add(e.Name(), b)
	}
	add("record.css", []byte(page.Style()))
	add("record.js", []byte(page.Script()))
	return a
}

// path is where a file is served.
func (a *assets) path(name string) string { return "/assets/" + a.name[name] }

var mimes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json"}

func (a *assets) serve(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	body, ok := a.body[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mimes[path.Ext(name)])
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(body)
}
