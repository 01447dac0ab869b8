# make check is what CI runs; see CONTRIBUTING.md.
GO ?= go
export CGO_ENABLED ?= 0

.PHONY: check lint test race policy script docs

check: lint race policy script

lint:
	@test -z "$$(gofmt -l .)" || { echo "gofmt:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

test:
	$(GO) test ./...

# The race detector needs a C compiler; without one the same tests run plainly.
race:
	@if command -v cc >/dev/null; then CGO_ENABLED=1 $(GO) test -race ./...; \
	else echo "no C compiler: tests run without the race detector"; $(GO) test ./...; fi

policy:
	$(GO) test -count=1 -run Policy .

script:
	$(GO) test -count=1 -run Script ./internal/cli

docs:
	$(GO) generate ./...
