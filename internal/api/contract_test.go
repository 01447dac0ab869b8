package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Keeps reports how an answer breaks what the description says of it.
func (s *Server) Keeps(method, target string, status int, kind string, body []byte) error {
	op := s.operation(method, target)
	if op == nil || status == http.StatusNotModified {
		return nil // no operation: a 404
	}
	res := op.Responses[strconv.Itoa(status)]
	if res == nil {
		return errors.New("it does not tell of this code")
	}
	media, _, err := mime.ParseMediaType(kind)
	if err != nil {
		return err
	}
	of := res.Content[media]
	if of == nil {
		return fmt.Errorf("it does not tell of %s", media)
	}
	if of.Schema == nil || !strings.HasSuffix(media, "json") {
		return nil // a file
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	var found huma.ValidateResult
	huma.Validate(s.huma.OpenAPI().Components.Schemas, of.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, &found)
	return errors.Join(found.Errors...)
}

// operation is what answers a request; nil for none.
func (s *Server) operation(method, target string) *huma.Operation {
	path, _, _ := strings.Cut(target, "?")
	have := strings.Split(path, "/")
	for at, item := range s.huma.OpenAPI().Paths {
		want := strings.Split(at, "/")
		if len(want) != len(have) {
			continue
		}
		fits := true
		for i := range want {
			fits = fits && (want[i] == have[i] || strings.HasPrefix(want[i], "{"))
		}
		if op := map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post}[method]; fits && op != nil {
			return op
		}
	}
	return nil
}
