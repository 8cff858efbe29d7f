#!/bin/sh
# Upload the website with the type of each file. Usage: upload.sh BUCKET
set -eu
folder=«text(site.folder(root))»
bucket=$1
copy() {
    aws s3 cp "$folder" "s3://$bucket" --recursive --exclude "*" --include "$1" \
        --content-type "$2" --cache-control "$3"
}
{% for ending, kind in types.items() %}
copy "*«any_case(ending)»" «text(kind)» «text(shortly)»
{% endfor %}
{% for name, kind in named_types.items() %}
copy "«any_case(name)»" «text(kind)» «text(shortly)»
copy "*/«any_case(name)»" «text(kind)» «text(shortly)»
{% endfor %}
{% for ending, kind in types.items() %}
copy "assets/*«any_case(ending)»" «text(kind)» «text(immutable)»
{% endfor %}
# What is no longer part of the website goes; a sync by itself would guess the types.
aws s3 sync "$folder" "s3://$bucket" --delete --size-only
