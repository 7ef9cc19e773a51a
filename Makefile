# Two commands do everything: `make run` and `make test`.
.PHONY: help run test build dev bench bench-decompose setup setup-test screenshot clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## Set up, build and serve on http://127.0.0.1:4600
	@./target/release/isobar serve

test: setup-test ## Set up and run everything CI checks
	@./tools/test.sh

build: setup ## Build target/release/isobar, which carries the site
	@echo "==> Building the site (two WebAssembly modules, styles, fonts)"
	@cargo xtask build --release
	@echo "==> Building target/release/isobar"
	@cargo build --release -p server

dev: setup ## Serve, and build again and reload whenever a source changes
	@cargo xtask dev

bench: build ## Measure; the figures of docs/performance.md
	@./tools/bench.sh

bench-decompose: build ## Compare community detection with igraph's, and time proposals
	@./tools/bench-decompose.sh

setup: ## Install what building needs and is missing
	@./tools/setup.sh build

setup-test: ## Install what the tests need and is missing
	@./tools/setup.sh test

clean: ## Remove what was built, not the data
	rm -rf target end2end/out end2end/node_modules end2end/*/node_modules
