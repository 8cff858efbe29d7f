#!/bin/sh
# Install newsgen from the files in this folder into .ci-venv. Run it in the root of the site.
set -eu
"${PYTHON:-python3}" -m venv .ci-venv
export PIP_DISABLE_PIP_VERSION_CHECK=1
.ci-venv/bin/pip install --quiet --require-hashes -r ci/requirements.txt
# What only some targets need: SFTP without a shell, buckets, and CloudFront.
if grep -Eq '(ssh|s3)://|cloudfront' newsgen.toml; then
    .ci-venv/bin/pip install --quiet --require-hashes -r ci/requirements-deploy.txt
fi
.ci-venv/bin/pip install --quiet --no-deps ci/newsgen-*.whl
.ci-venv/bin/newsgen --version
