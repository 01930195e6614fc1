# Everything there is to do here; `make help` lists it.

SWIFT ?= swift
BUILD := .build/debug
CONFORMANCE := $(BUILD)/conformance
SOURCES := Sources Tests Package.swift
VENV := .build/venv

.DEFAULT_GOAL := help
.PHONY: help dependencies build demo test check lint format catalogue golden clients image clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

dependencies: ## Install what is missing: libcurl and libjq
	@Sources/install-dependencies

build: dependencies ## Build everything
	$(SWIFT) build

demo: build ## Validate the built-in reference server
	$(CONFORMANCE)

test: build ## Run every test
	$(SWIFT) test

lint: ## Hold the sources against the house format
	$(SWIFT) format lint --strict -r $(SOURCES)

format: ## Format the sources
	$(SWIFT) format -i -r $(SOURCES)

catalogue: build ## Write suites/CATALOGUE.md
	$(CONFORMANCE) list --markdown > suites/CATALOGUE.md.new
	mv suites/CATALOGUE.md.new suites/CATALOGUE.md
