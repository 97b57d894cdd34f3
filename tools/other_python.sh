#!/bin/sh
# Runs what can differ by version on the other supported Python (3.11 and 3.13) if the machine has it: doors, asyncio,
# databases, uploads, signatures, commands. The rest is the same code on the same libraries, run once.
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
    echo "What can differ, on Python $version:"
    # Without a cache: it would take the place of what failed in the run beside this one.
    ".venv-$version/bin/python" -m pytest -q -p no:cacheprovider -m "not soak and not slow" \
        -k "not postgresql or db" -n 2 --dist worksteal \
        tests/doors tests/simulator/conformance tests/db tests/features/publishing tests/packs/test_archive.py \
        tests/packs/test_sandbox.py tests/exchange tests/commands tests/scheduler tests/test_golden.py
done
