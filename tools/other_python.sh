#!/bin/sh
# Runs the fast tests on the other supported Python (3.11 and 3.13) if the machine has it; says so if it has not.
# With them go those of the doors, since asyncio differs by version; what is done again on PostgreSQL does not.
set -eu
here=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
for version in 3.11 3.13; do
    [ "$version" = "$here" ] && continue
    for python in "python$version" /usr/bin/python3; do
        found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
        [ "$found" = "$version" ] && break
    done
    if [ "$found" != "$version" ]; then
        echo "Python $version is not on this machine: its tests are left out."
        continue
    fi
    if [ ! -f ".venv-$version/ready" ] || [ constraints.txt -nt ".venv-$version/ready" ]; then
        "$python" -m venv ".venv-$version" 2>/dev/null || { echo "Python $version has no venv: left out."; continue; }
        VIRTUAL_ENV=".venv-$version" .venv/bin/uv pip install --quiet --require-hashes -r constraints.txt
        touch ".venv-$version/ready"
    fi
    echo "The fast tests on Python $version:"
    ".venv-$version/bin/python" -m pytest -q -m "not soak and not slow and not server" -n 2 --dist worksteal
    echo "The tests of the doors on Python $version:"
    ".venv-$version/bin/python" -m pytest -q -m "server and not soak and not slow" -k "not postgresql" \
        -n 3 --dist worksteal tests/doors tests/simulator/conformance tests/db tests/features/publishing
done
