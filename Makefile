# All tasks of this repository; `make help` lists them.

BINARY := .build/debug/conformance
SOURCES := Package.swift Sources Tests
# The libraries, and what Swift itself needs on a minimal Debian: a linker, C and C++ to link with, and
# the libraries that its programs load.
PACKAGES := libcurl4-openssl-dev libjq-dev g++ libncurses6 libsqlite3-0 libxml2
PREFIX ?= $(HOME)/.local
VENV := .build/venv
# A build that valgrind can run.
STATIC := .build/static
GATEWAYS := .build/gateways
GATEWAY_VENVS := $(foreach name,litellm lm-proxy mlflow vllm-router,$(GATEWAYS)/$(name)/ready)
ENGINE := docker

ROOT := $(shell if [ "$$(id -u)" = 0 ]; then echo env; else command -v sudo; fi)

# Installs packages, or reports the missing ones if there is neither root nor sudo.
define install
	{ [ -n "$(ROOT)" ] || { echo "missing packages: have root install $(1)"; exit 1; }; \
	$(ROOT) apt-get update -qq && $(ROOT) env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -qq --no-install-recommends $(1); }
endef

.DEFAULT_GOAL := help
.PHONY: help dependencies product build demo test install check check-all lint format catalogue \
	catalogue-is-current coverage golden example client-tools clients browser readers kit-tools kits \
	real gateway-tools gateways instruction-tools instructions bench release image FORCE

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /:/' | awk -F: '{printf "  %-14s %s\n", $$1, $$2}'

dependencies: ## Install missing packages (Debian-based systems)
	@command -v swift >/dev/null || { echo "swift is not on PATH: unpack Swift 6.3" \
		"(https://www.swift.org/install/linux) and add its usr/bin to PATH"; exit 1; }
	@dpkg -s $(PACKAGES) >/dev/null 2>&1 || $(call install,$(PACKAGES))

product: dependencies ## Build the tool without its tests
	swift build --product conformance

build: dependencies ## Build everything; warnings are errors
	swift build --build-tests

demo: product ## Validate the built-in reference server
	@env -u OPENAI_BASE_URL -u OPENAI_API_KEY -u CONFORMANCE_ENDPOINT $(BINARY)

test: build ## Run every test
	swift test --skip-build

install: release ## Install the tool and its suites below PREFIX, by default ~/.local
	bin="$$(swift build -c release --show-bin-path)" && install -D -s "$$bin/conformance" $(PREFIX)/bin/conformance \
		&& install -D -s "$$bin/jq-worker" $(PREFIX)/libexec/conformance/jq-worker
	rm -rf $(PREFIX)/share/conformance/suites && mkdir -p $(PREFIX)/share/conformance
	cp -R suites $(PREFIX)/share/conformance/suites
	rm -rf $(PREFIX)/share/conformance/prepared && $(PREFIX)/bin/conformance prepare --installed

lint: ## Verify the format of the sources, and that lines of jq have at most 100 columns
	swift format lint --strict --parallel -r $(SOURCES)
	@! LC_ALL=C.UTF-8 grep -rnP '^.{101,}$$' suites --include=*.jq \
		| grep -vP '^[^:]+:\d+:\s*\{?(\w+: )?"(\\.|[^"\\])*"\S{0,3}$$' \
		|| { echo "lines of jq have at most 100 columns, except for one long text"; exit 1; }

format: ## Format the sources
	swift format -i --parallel -r $(SOURCES)

catalogue: build ## Write suites/CATALOGUE.md
	@$(BINARY) list --markdown > .build/CATALOGUE.md && cp .build/CATALOGUE.md suites/CATALOGUE.md

catalogue-is-current: build
	@$(BINARY) list --markdown | diff -u suites/CATALOGUE.md - \
		|| { echo "suites/CATALOGUE.md is out of date: make catalogue"; exit 1; }

coverage: build ## Write suites/COVERAGE.md from runs against every fault
	COVERAGE=write swift test --skip-build --filter CoverageTests

golden: build ## Regenerate the golden reports and README's sample; review the diff
	GOLDEN=write swift test --skip-build --filter SampleTests
	GOLDEN=write swift test --skip-build --filter GoldenTextTests

example: build ## Regenerate reports/example in every format; review the diff
	Tests/Readers/example $(abspath $(BINARY))

client-tools:
	@command -v jq >/dev/null && command -v curl >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null \
		&& [ -d /usr/share/json-schema-test-suite/tests ] \
		|| $(call install,curl jq python3-venv json-schema-test-suite)

$(VENV)/ready: Tests/Clients/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

clients: build client-tools $(VENV)/ready ## Test the server and the records with independent programs
	Tests/Clients/run $(BINARY) $(VENV)/bin/python

$(VENV)/readers: Tests/Readers/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

browser:
	@command -v chromium >/dev/null || $(call install,chromium fonts-dejavu)

readers: build client-tools browser $(VENV)/readers ## Read the reports with independent programs
	Tests/Readers/run $(BINARY) $(VENV)/bin/python

$(VENV)/kits: Tests/Kits/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

kit-tools:
	@command -v shellcheck >/dev/null && command -v systemd-analyze >/dev/null || $(call install,shellcheck systemd)

kits: build client-tools kit-tools $(VENV)/kits ## Run the commands of the kits and of README's pages for operators
	Tests/Kits/run $(BINARY) $(VENV)/bin/python

$(VENV)/real: Tests/Real/requirements.txt | client-tools
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

real: build client-tools $(VENV)/real ## Run the default profile against a real server
	Tests/Real/run $(BINARY) $(VENV)/bin/python

# Each gateway has its own environment, because their dependencies conflict.
$(GATEWAYS)/%/ready: Tests/Gateways/requirements.txt | client-tools
	python3 -m venv $(@D) && grep '^$*' $< >$(@D)/requirements.txt && \
	$(@D)/bin/pip install -q -r $(@D)/requirements.txt && touch $@

gateway-tools:
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null && command -v haproxy >/dev/null \
		&& command -v caddy >/dev/null || $(call install,nginx-light haproxy caddy)

gateways: build client-tools gateway-tools $(GATEWAY_VENVS) ## Run the default profile through known gateways; on demand
	GATEWAYS=$(GATEWAYS) Tests/Gateways/run $(BINARY) "$$(command -v python3)"

$(STATIC)/debug/conformance: dependencies FORCE
	swift build --product conformance --static-swift-stdlib --scratch-path $(STATIC)

instruction-tools:
	@command -v valgrind >/dev/null && command -v strip >/dev/null && command -v python3 >/dev/null \
		|| $(call install,valgrind binutils python3)

instructions: $(STATIC)/debug/conformance instruction-tools ## Count the instructions of fixed inputs; more than 10 % more are an error
	Tests/Bench/instructions.py $<

bench: release client-tools $(VENV)/ready $(VENV)/real ## Measure against other programs and write BENCHMARKS.md; 15 minutes on a calm machine
	Tests/Bench/bench.py "$$(swift build -c release --show-bin-path)/conformance" --httpx $(VENV)/bin/python \
		$(if $(BASELINE),--baseline $(BASELINE)) \
		--llama $(VENV)/bin/python Tests/Real/serve.py Tests/Real/tiny-weather.gguf --write BENCHMARKS.md

release: dependencies ## Build the release executable
	swift build -c release --product conformance --static-swift-stdlib

image: ## Build the container image; requires an engine (ENGINE=docker, podman …)
	$(ENGINE) build -t conformance .

# The tests with other programs run two at a time; their requirements are installed before that, one by one.
check: lint test catalogue-is-current client-tools browser kit-tools instruction-tools $(addprefix $(VENV)/,ready readers kits real) ## Run all of the tests above; CI runs this
	$(MAKE) -j2 --output-sync=target instructions clients readers kits real

check-all: check gateways ## Also run what is too slow for CI: the laws with all cases and without the image, and the gateways
	WHOLE=1 CONFORMANCE_NO_IMAGE=1 swift test --skip-build --filter 'LawTests|BenignTests'
