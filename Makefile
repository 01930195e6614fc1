# Everything there is to do here; `make help` lists it.

BINARY := .build/debug/conformance
SOURCES := Package.swift Sources Tests
PACKAGES := libcurl4-openssl-dev libjq-dev
VENV := .build/venv
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
INSTALL := $(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
ENGINE := docker

.DEFAULT_GOAL := help
.PHONY: help dependencies build demo test check lint format catalogue catalogue-is-current golden client-tools clients image

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /:/' | awk -F: '{printf "  %-14s %s\n", $$1, $$2}'

dependencies: ## Install the libraries that are missing (Debian and its kin)
	@dpkg -s $(PACKAGES) >/dev/null 2>&1 || { $(INSTALL) $(PACKAGES); }

build: dependencies ## Build everything, warnings being errors
	swift build --build-tests

demo: build ## Validate the built-in reference server
	@env -u OPENAI_BASE_URL -u OPENAI_API_KEY -u CONFORMANCE_ENDPOINT $(BINARY)

test: build ## Run every test
	swift test --skip-build

lint: ## Hold the sources against the house format
	swift format lint --strict --parallel -r $(SOURCES)

format: ## Bring the sources into the house format
	swift format -i --parallel -r $(SOURCES)

catalogue: build ## Write suites/CATALOGUE.md
	@$(BINARY) list --markdown > .build/CATALOGUE.md && cp .build/CATALOGUE.md suites/CATALOGUE.md

catalogue-is-current: build
	@$(BINARY) list --markdown | diff -u suites/CATALOGUE.md - \
		|| { echo "suites/CATALOGUE.md is out of date: make catalogue"; exit 1; }

golden: build ## Rewrite the reviewed reports; look at the diff
	GOLDEN=write swift test --skip-build --filter GoldenTextTests

client-tools:
	@command -v jq >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null \
		&& [ -d /usr/share/json-schema-test-suite/tests ] || { $(INSTALL) jq python3-venv json-schema-test-suite; }

$(VENV)/ready: Tests/Clients/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

clients: build client-tools $(VENV)/ready ## Let programs that nobody here wrote use the server and read the records
	Tests/Clients/run $(BINARY) $(VENV)/bin/python

image: ## Build the container image; needs an engine (ENGINE=docker, podman …)
	$(ENGINE) build -t conformance .

check: lint test catalogue-is-current clients ## All of the above that can fail; what CI runs
