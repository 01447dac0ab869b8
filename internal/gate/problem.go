package gate

import (
	"encoding/json"
	"net/http"
)

// Problem answers with a problem as RFC 9457 has it. advice, which may be "", is
// what to do.
func Problem(w http.ResponseWriter, code int, detail, advice string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
		Advice string `json:"advice,omitempty"`
	}{http.StatusText(code), code, detail, advice})
}
