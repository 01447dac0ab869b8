package web

import (
	"net/http"
	"strings"

	"hearsay/internal/account"
)

// need is what a request needs; "" lets anybody pass. What it does not know
// needs a coder to change something.
func need(r *http.Request) account.Need {
	path := r.URL.Path
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "login", "healthz", "readyz", "assets":
		return ""
	case "users", "audit":
		return account.ToManage
	case "account", "logout", "api": // each operation of the API says more
		if path == "/api/v1/openapi.json" {
			return ""
		}
		return account.ToEnter
	case "export":
		return account.ToExport
	case "read", "citron", "mcp", "metrics": // they keep nothing
		return account.ToRead
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return account.ToRead
	}
	return account.ToDecide
}

// program reports whether a path is asked by programs, who are told of a refusal
// in their own way.
func program(path string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first == "api" || first == "citron" || first == "mcp" || first == "metrics"
}
