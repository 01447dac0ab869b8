package mcp_test

import "io"

type ends struct {
	r *io.PipeReader
	w *io.PipeWriter
}

func pipe() ends {
	r, w := io.Pipe()
	return ends{r, w}
}
