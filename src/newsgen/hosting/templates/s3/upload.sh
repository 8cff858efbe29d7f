#!/bin/sh
# Upload the website with the type of each file. Usage: upload.sh BUCKET
set -eu
folder=«text(site.folder(root))»
bucket=$1
copy() {
    pattern=$1 kind=$2 cached=$3
    shift 3
    aws s3 cp "$folder" "s3://$bucket" --recursive --exclude "*" --include "$pattern" \
        --content-type "$kind" --cache-control "$cached" "$@"
}
# Files with other endings, such as those of the search.
copy "*" «text(unknown)» «text(shortly)»{% for ending in types %} \
    --exclude "*«any_case(ending)»"{% endfor %}

{% for ending, kind in types.items() %}
copy "*«any_case(ending)»" «text(kind)» «text(shortly)»
{% endfor %}
{% for name, kind in named_types.items() %}
copy "«any_case(name)»" «text(kind)» «text(shortly)»
copy "*/«any_case(name)»" «text(kind)» «text(shortly)»
{% endfor %}
{% for ending, kind in types.items() %}
copy "assets/*.«"[0-9a-f]" * 10»«any_case(ending)»" «text(kind)» «text(immutable)»
{% endfor %}
# What is no longer part of the website goes; a sync by itself would guess the types.
aws s3 sync "$folder" "s3://$bucket" --delete --size-only
