# make check is what CI runs; see CONTRIBUTING.md.
GO ?= go
export CGO_ENABLED ?= 0
# Property tests draw the same values each time; RAPID_SEED=0 draws new ones.
export RAPID_SEED ?= 1
FUZZTIME ?= 60s

.PHONY: check lint test race policy script docs pages fuzz bench

check: lint test policy script race

lint:
	@test -z "$$(gofmt -l .)" || { echo "gofmt:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) mod tidy -diff

test:
	$(GO) test ./...

# The race detector needs a C compiler, and reads slowly: it runs where
# goroutines meet.
RACED = ./internal/span ./internal/capture ./internal/weights ./internal/lexicon ./internal/reading ./internal/cli ./internal/gate ./internal/account ./internal/hook ./internal/cli/serve
race:
	@if command -v cc >/dev/null; then CGO_ENABLED=1 $(GO) test -race -short $(RACED); \
	else echo "race: no C compiler, left out"; fi

policy:
	$(GO) test -count=1 -run Policy .

script:
	$(GO) test -count=1 -run Script ./internal/cli

docs:
	$(GO) generate ./...

# The Go code of the pages, from their components; it is committed.
TEMPL = $(GO) run github.com/a-h/templ/cmd/templ@v0.3.977
pages:
	$(TEMPL) generate

# Every fuzz target for FUZZTIME, one after the other; what it finds stays in
# testdata/fuzz and belongs into the next commit.
fuzz:
	@$(GO) list ./... | while read -r pkg; do \
		$(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' | while read -r name; do \
			echo "$$pkg $$name"; \
			$(GO) test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s $$pkg || exit 1; \
		done || exit 1; \
	done

bench:
	$(GO) test -run '^$$' -bench . ./...
