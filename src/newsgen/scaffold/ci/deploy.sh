#!/bin/sh
# Publish the folder output/. Run it in the root of the site, after a build.
# Put your own commands here, for example:
#   .ci-venv/bin/newsgen hosting nginx --output hosting --at /etc/nginx/newsgen --website /srv/www
#   rsync --archive --delete output/ www.northshire.example:/srv/www/
#   rsync --archive --delete hosting/ www.northshire.example:/etc/nginx/newsgen/
set -eu
echo "Nothing is deployed yet: write the commands in ci/deploy.sh."
