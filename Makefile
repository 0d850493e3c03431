PYTHON ?= python3
RUN = @$(PYTHON) tools/run.py

.PHONY: lab test test-deep notebooks claims results bench web lint lock

lab: ; $(RUN) lab $(ARGS)
test: ; $(RUN) test $(ARGS)
test-deep: ; $(RUN) test-deep $(ARGS)
notebooks: ; $(RUN) notebooks $(ARGS)
claims: ; $(RUN) claims $(ARGS)
results: ; $(RUN) results $(ARGS)
bench: ; $(RUN) bench $(ARGS)
web: ; $(RUN) web $(ARGS)
lint: ; $(RUN) lint $(ARGS)
lock: ; uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra lab --extra author --extra test --output-file requirements.txt pyproject.toml
