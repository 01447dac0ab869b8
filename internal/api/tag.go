package api

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strings"

	"hearsay/internal/desk"
	"hearsay/internal/gate/trace"
)

// tagged gives what is asked of the ledger an ETag, made of the ledger's last
// rows, the reader and the question, and answers 304 to who has it. The tag is
// taken before the answer is made: an answer that is newer than its tag is asked
// for once more, and one that is older than its tag cannot be.
func (s *Server) tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.opt.Desk == nil || r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, Prefix+"/") || slices.Contains(untagged, strings.TrimPrefix(r.URL.Path, Prefix)) {
			next.ServeHTTP(w, r)
			return
		}
		f, err := s.fresh(r.Context())
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		h := fnv.New64a()
		fmt.Fprintf(h, "%s?%s %s %s", r.URL.Path, r.URL.Query().Encode(), f.Head.Hash, s.opt.Reader.Identity().Digest())
		tag := fmt.Sprintf(`"%d-%016x"`, f.Row, h.Sum64())
		for _, have := range strings.Split(r.Header.Get("If-None-Match"), ",") {
			if strings.TrimPrefix(strings.TrimSpace(have), "W/") == tag {
				w.Header().Set("ETag", tag)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		next.ServeHTTP(&tagging{ResponseWriter: w, tag: tag}, r)
	})
}

// untagged are answers that change otherwise than with the ledger's rows, or have
// no end.
var untagged = []string{"/openapi.json", "/changes/stream", "/users", "/audit"}

// fresh says how far answers go, after bringing them up to what others appended;
// where another request does just that, this one shows the ledger as it stands.
func (s *Server) fresh(ctx context.Context) (desk.Freshness, error) {
	f, err := s.opt.Desk.Fresh(ctx)
	if err != nil || f.Row >= f.Head.Seq || !s.catching.TryLock() {
		return f, err
	}
	defer s.catching.Unlock()
	ctx, done := trace.Step(ctx, "catch up")
	defer done()
	if err := s.opt.Desk.Refresh(ctx, nil); err != nil {
		return f, err
	}
	return s.opt.Desk.Fresh(ctx)
}

// tagging sets the tag of an answer that is one.
type tagging struct {
	http.ResponseWriter
	tag string
}

func (t *tagging) WriteHeader(code int) {
	if code == http.StatusOK {
		t.Header().Set("ETag", t.tag)
		t.Header().Set("Cache-Control", "private, no-cache")
	}
	t.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach the connection.
func (t *tagging) Unwrap() http.ResponseWriter { return t.ResponseWriter }
