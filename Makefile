# Everything there is to do here; `make help` lists it.

BINARY := .build/debug/conformance
SOURCES := Package.swift Sources Tests
# The libraries, and what Swift itself wants of a Debian that has little: a linker, C and C++ to link
# with, and what its programs load.
PACKAGES := libcurl4-openssl-dev libjq-dev g++ libncurses6 libsqlite3-0 libxml2
PREFIX ?= $(HOME)/.local
VENV := .build/venv
GATEWAYS := .build/gateways
GATEWAY_VENVS := $(foreach name,litellm lm-proxy mlflow vllm-router,$(GATEWAYS)/$(name)/ready)
ENGINE := docker

ROOT := $(shell if [ "$$(id -u)" = 0 ]; then echo env; else command -v sudo; fi)

# Installs packages, or says which are missing where nobody may.
define install
	{ [ -n "$(ROOT)" ] || { echo "missing packages: have root install $(1)"; exit 1; }; \
	$(ROOT) apt-get update -qq && $(ROOT) env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -qq --no-install-recommends $(1); }
endef

.DEFAULT_GOAL := help
.PHONY: help dependencies build demo test install check lint format catalogue catalogue-is-current \
	coverage golden example client-tools clients browser readers kit-tools kits real gateway-tools \
	gateways release image

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /:/' | awk -F: '{printf "  %-14s %s\n", $$1, $$2}'

dependencies: ## Install the packages that are missing (Debian and its kin)
	@command -v swift >/dev/null || { echo "swift is not on PATH: unpack Swift 6.3" \
		"(https://www.swift.org/install/linux) and add its usr/bin to PATH"; exit 1; }
	@dpkg -s $(PACKAGES) >/dev/null 2>&1 || $(call install,$(PACKAGES))

build: dependencies ## Build everything, warnings being errors
	swift build --build-tests

demo: build ## Validate the built-in reference server
	@env -u OPENAI_BASE_URL -u OPENAI_API_KEY -u CONFORMANCE_ENDPOINT $(BINARY)

test: build ## Run every test
	swift test --skip-build

install: release ## Install the tool and its suites below PREFIX (~/.local)
	install -D -s "$$(swift build -c release --show-bin-path)/conformance" $(PREFIX)/bin/conformance
	rm -rf $(PREFIX)/share/conformance/suites && mkdir -p $(PREFIX)/share/conformance
	cp -R suites $(PREFIX)/share/conformance/suites

lint: ## Hold the sources against the house format
	swift format lint --strict --parallel -r $(SOURCES)

format: ## Bring the sources into the house format
	swift format -i --parallel -r $(SOURCES)

catalogue: build ## Write suites/CATALOGUE.md
	@$(BINARY) list --markdown > .build/CATALOGUE.md && cp .build/CATALOGUE.md suites/CATALOGUE.md

catalogue-is-current: build
	@$(BINARY) list --markdown | diff -u suites/CATALOGUE.md - \
		|| { echo "suites/CATALOGUE.md is out of date: make catalogue"; exit 1; }

coverage: build ## Write suites/COVERAGE.md from runs against every fault
	COVERAGE=write swift test --skip-build --filter CoverageTests

golden: build ## Rewrite the reviewed reports and README's from a run; look at the diff
	GOLDEN=write swift test --skip-build --filter SampleTests
	GOLDEN=write swift test --skip-build --filter GoldenTextTests

example: build ## Make reports/example anew, in every form; look at the diff
	Tests/Readers/example $(abspath $(BINARY))

client-tools:
	@command -v jq >/dev/null && command -v curl >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null \
		&& [ -d /usr/share/json-schema-test-suite/tests ] \
		|| $(call install,curl jq python3-venv json-schema-test-suite)

$(VENV)/ready: Tests/Clients/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

clients: build client-tools $(VENV)/ready ## Let programs that nobody here wrote use the server and read the records
	Tests/Clients/run $(BINARY) $(VENV)/bin/python

$(VENV)/readers: Tests/Readers/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

browser:
	@command -v chromium >/dev/null || $(call install,chromium fonts-dejavu)

readers: build client-tools browser $(VENV)/readers ## Let programs that nobody here wrote read the reports
	Tests/Readers/run $(BINARY) $(VENV)/bin/python

$(VENV)/kits: Tests/Kits/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

kit-tools:
	@command -v shellcheck >/dev/null && command -v systemd-analyze >/dev/null || $(call install,shellcheck systemd)

kits: build client-tools kit-tools $(VENV)/kits ## Run what the kits and README's pages for operators run
	Tests/Kits/run $(BINARY) $(VENV)/bin/python

$(VENV)/real: Tests/Real/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

real: build client-tools $(VENV)/real ## Run the usual profile against a real server
	Tests/Real/run $(BINARY) $(VENV)/bin/python

# Each has an environment of its own: what they depend on collides.
$(GATEWAYS)/%/ready: Tests/Gateways/requirements.txt | client-tools
	python3 -m venv $(@D) && grep '^$*' $< >$(@D)/requirements.txt && \
	$(@D)/bin/pip install -q -r $(@D)/requirements.txt && touch $@

gateway-tools:
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null && command -v haproxy >/dev/null \
		&& command -v caddy >/dev/null || $(call install,nginx-light haproxy caddy)

gateways: build client-tools gateway-tools $(GATEWAY_VENVS) ## Run the usual profile through known gateways; on demand
	GATEWAYS=$(GATEWAYS) Tests/Gateways/run $(BINARY) "$$(command -v python3)"

release: dependencies ## Build what people install
	swift build -c release --product conformance --static-swift-stdlib

image: ## Build the container image; needs an engine (ENGINE=docker, podman …)
	$(ENGINE) build -t conformance .

# What other programs say runs two at a time; what they need is installed before that, one after the other.
check: lint test catalogue-is-current client-tools browser kit-tools $(addprefix $(VENV)/,ready readers kits real) ## All of the above that can fail; what CI runs
	$(MAKE) -j2 --output-sync=target clients readers kits real
