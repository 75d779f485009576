# `make demo` shows it, `make test` proves it; both set up .venv first, once.

READY := .venv/.ready
UV := .tools/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header

.PHONY: setup demo test lint bench soak mutation lock clean

setup: $(READY)

$(READY): setup.sh requirements.txt requirements-uv.txt pyproject.toml
	./setup.sh

# Runs the main job and stays up until Ctrl-C; `make demo ONCE=1` ends instead.
demo: $(READY)
	.venv/bin/phaseline demo $(if $(ONCE),--once)

test: $(READY)
	.venv/bin/pytest -n 2 --dist loadfile

lint: $(READY)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .

bench: $(READY)
	.venv/bin/python -m bench
	.venv/bin/python -m bench --only crowd

# Kills worker, Temporal server and PostgreSQL in turn, for a long time; then in a storm of messages;
# then PostgreSQL and worker, also for a minute at a time, while people do everything at once. The
# story of what people are told goes through all working days of a campaign, of which tests see 32.
soak: $(READY)
	.venv/bin/python -m bench.soak
	.venv/bin/python -m bench.storm_soak
	.venv/bin/python -m bench.content_soak
	WORKING_DAYS=130 .venv/bin/pytest --timeout 1800 tests/workflows/test_four_units.py

mutation: $(READY)
	.venv/bin/mutmut run

# Pins what pyproject.toml asks for; versions move only where they must.
lock: $(READY)
	$(COMPILE) --extra dev pyproject.toml -o requirements.txt
	echo uv | $(COMPILE) --no-annotate - -o requirements-uv.txt

# Leaves .data, where campaigns are kept.
clean:
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
