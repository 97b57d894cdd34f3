#!/bin/sh
# Holds the subjects of commits to CONTRIBUTING: an imperative with a capital, at most 72 characters, no full stop.
# Commits before the rule are left alone. Without git or its history nothing can be checked, and that is said.
set -eu
first=30cb59d779f9eb1e4575f4746af6ab77e834c910
if ! git rev-parse --quiet --verify "$first^{commit}" >/dev/null 2>&1; then
    echo "The history of commits is not here: their subjects are not checked."
    exit 0
fi
git log --no-merges --format='%h %s' "$first..HEAD" | awk '
    { hash = $1; subject = substr($0, length(hash) + 2); split(subject, words, " "); first = words[1] }
    length(subject) > 72 { print hash ": longer than 72 characters: " subject; bad = 1 }
    subject !~ /^[A-Z]/ || subject ~ /\.$/ { print hash ": begins with a capital and ends without a full stop: " subject; bad = 1 }
    first ~ /(ing|ed)$/ && first !~ /^(Bring|Embed|Exceed|Feed|Need|Proceed|Seed|Shed|Speed|Succeed|Swing)$/ {
        print hash ": not an imperative (\"Add\", not \"Added\" or \"Adding\"): " subject; bad = 1
    }
    END { exit bad }
'
