#!/bin/sh
# Build the website into output/. Run it in the root of the site.
# Usage: ci/build.sh [schedule]
# A scheduled run builds only if a release was published, has expired or was updated by its date
# since the last build, or if that was of another commit: a service keeps .last-build only of runs
# that passed. It writes "built", "not due" or, if it fails, "refused" to the file .build-result.
set -eu
echo refused >.build-result
now=${NOW:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}
# Where git does not answer, each run counts as one of another commit.
commit=$(git rev-parse HEAD 2>/dev/null || echo "$now")
case "${1:-}" in
[Ss]chedule)
    if [ -s .last-build ]; then
        read -r last of_commit <.last-build
        due=$(.ci-venv/bin/newsgen next --due-since "$last" --as-of "$now")
        if [ "$due" = "not due" ] && [ "$of_commit" = "$commit" ]; then
            echo "not due" | tee .build-result
            exit 0
        fi
    fi
    ;;
esac
# Nothing else writes to output/, so whatever is not part of the site is deleted.
.ci-venv/bin/newsgen build --as-of "$now" --adopt-output
echo "$now $commit" >.last-build
echo built >.build-result
