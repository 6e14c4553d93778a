# Yikou 一口. `make help` says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BIN     := bin/yikou
WEB     := $(shell find web/src web/public web/scripts web/*.html web/vite.config.ts web/package.json web/tsconfig.json -type f 2>/dev/null)
NPM     := npm --prefix web --no-fund --no-audit --no-update-notifier --loglevel=error
LINT    := .cache/golangci-lint-$(shell sed -n 's/^.*golangci-lint\/v2 v\([0-9.]*\).*/\1/p' tools/go.mod | head -1)

.PHONY: help run build test test-go test-web e2e lint verify soak bench demo api fmt clean screens

help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / { printf "  \033[1m%-10s\033[0m %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build and serve on http://localhost:8080, with a demo city in ./data if there is none
	@$(BIN) serve --demo

build: screens ## Build the one binary, screens included, into bin/yikou
	@CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o $(BIN) ./cmd/yikou

screens: web/dist/index.html

web/node_modules/.installed: web/package-lock.json
	@$(NPM) ci
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB) api/openapi.yaml
	@$(NPM) run --silent build

test: test-go test-web e2e ## Everything: Go on SQLite and PostgreSQL, web units, journeys in Chromium

test-go: screens ## Go tests, each on SQLite and on a throwaway PostgreSQL
	@scripts/need.sh cc postgres
	@scripts/in-memory.sh scripts/with-postgres.sh scripts/test-go.sh
	@cd bench && go vet ./...

test-web: web/node_modules/.installed ## Types and unit tests of the screens
	@$(NPM) run --silent types
	@$(NPM) run --silent test

e2e: build ## Journeys in a real Chromium, at 360 and 1366 pixels
	@scripts/need.sh chromium
	@scripts/in-memory.sh $(NPM) run --silent e2e

lint: $(LINT) web/node_modules/.installed ## Linters for Go and the screens
	@$(LINT) run ./...
	@$(NPM) run --silent lint

$(LINT): tools/go.mod tools/go.sum
	@echo "Building the linter once"
	@mkdir -p $(@D) && cd tools && go build -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

api: web/node_modules/.installed ## Write api/openapi.yaml and the types of the screens from the code
	@CGO_ENABLED=0 go run -trimpath ./cmd/yikou openapi > api/openapi.yaml.new && mv api/openapi.yaml.new api/openapi.yaml
	@$(NPM) run --silent api

verify: lint ## What has to hold before a commit: linters, generated files, all tests
	@$(MAKE) --no-print-directory api
	@git diff --exit-code --stat -- api web/src/api || { echo "Generated files are out of date: commit what make api wrote"; exit 1; }
	@$(MAKE) --no-print-directory test

soak: screens ## Long forms of the proofs: every name, 1,000 + 1,000 requests per operation, hours of faults; races everywhere
	@scripts/need.sh cc postgres
	@scripts/with-postgres.sh env CGO_ENABLED=1 go test -race -count=1 -timeout 12h ./...
	@scripts/with-postgres.sh env CGO_ENABLED=0 YIKOU_SOAK=1 go test -count=1 -timeout 12h ./internal/app
	@YIKOU_SOAK=1 npm --prefix web run --silent test

bench: build ## Measure against the peers in one run and write docs/benchmarks.md
	@scripts/need.sh cc postgres
	@scripts/with-postgres.sh scripts/bench.sh

demo: build ## Throw ./data away and make a fresh demo city
	@rm -rf data
	@$(BIN) demo

fmt: ## Format the code
	@gofmt -w cmd internal migrations web/*.go bench
	@$(NPM) run --silent format

clean: ## Remove what was built; ./data stays
	@rm -rf bin .cache web/dist/* web/node_modules
