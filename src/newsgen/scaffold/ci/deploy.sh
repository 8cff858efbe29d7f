#!/bin/sh
# Deploy the folder output/ to the targets of newsgen.toml. Run it in the root of the site, after a build.
# Usage: ci/deploy.sh [NAME]...
# Without a name it deploys to each target, one after the other. If the build was refused, or a deployment is
# refused or fails, what is taken down is deployed all the same, and the next scheduled run tries again.
set -eu
# Of a secret that the service does not have, it gives an empty text, or Azure its name.
for name in NEWSGEN_SSH_KEY CLOUDFLARE_API_TOKEN FASTLY_API_TOKEN \
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_ENDPOINT_URL; do
    eval "value=\${$name:-}"
    case $value in
    '' | '$('*) unset "$name" ;;
    esac
done
if [ $# = 0 ]; then
    names=$(.ci-venv/bin/python -c '
import tomllib
with open("newsgen.toml", encoding="utf-8-sig") as settings:
    print(*tomllib.loads(settings.read()).get("deploy", ()))')
    # shellcheck disable=SC2086 (names have no spaces)
    set -- $names
fi
if [ $# = 0 ]; then
    echo "Nothing is deployed: newsgen.toml has no target, such as [deploy.live]."
    exit 0
fi
result=$(cat .build-result)
if [ "$result" = built ]; then
    read -r now _ <.last-build
else
    now=${NOW:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}
fi
failed=0
for target; do
    if [ "$result" = refused ] || ! .ci-venv/bin/newsgen deploy "$target" --as-of "$now"; then
        failed=1
        .ci-venv/bin/newsgen deploy "$target" --as-of "$now" --take-downs-only || true
    fi
done
if [ $failed = 1 ]; then
    rm -f .last-build
    exit 1
fi
