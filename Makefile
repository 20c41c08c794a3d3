# Everything is in run.py, which runs on Windows too: python run.py report
# Options go in ARGS: make test ARGS="-k compare", make lab ARGS=--no-browser
PYTHON ?= python3
ARGS ?=

.PHONY: help report test lab build check extras lock clean
.DEFAULT_GOAL := help

help report test lab build check extras lock clean:
	@$(PYTHON) run.py $@ $(ARGS)
