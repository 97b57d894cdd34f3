#!/bin/sh
# Runs the few tests that failed beside two others once more, one after another, and says which they were; the first
# argument is the exit status of the run. More than a few, or an end of another kind, is a failure as it stands.
set -eu
few=5
status=$1
failed=.pytest_cache/v/cache/lastfailed
[ "$status" = 1 ] && [ -f "$failed" ] || exit "$status"
count=$(.venv/bin/python -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$failed")
if [ "$count" -gt "$few" ] || [ "$count" -eq 0 ]; then
    exit "$status"
fi
echo "FAILED BESIDE OTHERS, $count: run again alone, as each says what holds for a machine that is its own."
.venv/bin/python -c 'import json, sys; print(*json.load(open(sys.argv[1])), sep="\n")' "$failed"
.venv/bin/python -m pytest -m "not soak" --last-failed --last-failed-no-failures none
echo "PASSED ALONE ONLY, $count: look at each that comes back; a decision says why (docs/decisions/0060)."
