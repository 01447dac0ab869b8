package api

import (
	"net/http"
)

// CitronPath answers as Citron's server does.
const CitronPath = "/citron"

func (s *Server) citron(mux *http.ServeMux) {}
