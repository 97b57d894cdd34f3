#!/bin/sh
# Holds the subjects of commits to CONTRIBUTING: an imperative with a capital, at most 72 characters, no full stop.
#
#   sh tools/check_commits.sh             those of the branch; commits before the rule are left alone
#   sh tools/check_commits.sh MESSAGE     the message in this file (the hook of git, tools/hooks/commit-msg)
#
# Without git or its history nothing can be checked, and that is said.
set -eu
held() {
    awk '
        { hash = $1; subject = substr($0, length(hash) + 2); split(subject, words, " "); first = words[1] }
        length(subject) > 72 { print hash ": longer than 72 characters: " subject; bad = 1 }
        subject !~ /^[A-Z]/ || subject ~ /\.$/ {
            print hash ": begins with a capital and ends without a full stop: " subject; bad = 1
        }
        first ~ /(ing|ed)$/ && first !~ /^(Bring|Embed|Exceed|Feed|Need|Proceed|Seed|Shed|Speed|Succeed|Swing)$/ {
            print hash ": not an imperative (\"Add\", not \"Added\" or \"Adding\"): " subject; bad = 1
        }
        END { exit bad }
    '
}
if [ $# -eq 1 ]; then
    subject=$(grep -v '^#' "$1" | head -n 1)
    case $subject in Merge\ * | fixup!\ * | squash!\ *) exit 0 ;; esac  # git's own words, gone before they land
    printf 'commit %s\n' "$subject" | held
    exit
fi
first=30cb59d779f9eb1e4575f4746af6ab77e834c910
if ! git rev-parse --quiet --verify "$first^{commit}" >/dev/null 2>&1; then
    echo "The history of commits is not here: their subjects are not checked."
    exit 0
fi
git log --no-merges --format='%h %s' "$first..HEAD" | held
