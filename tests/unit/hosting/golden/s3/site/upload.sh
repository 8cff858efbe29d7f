#!/bin/sh
# Upload the website with the type of each file. Usage: upload.sh BUCKET
set -eu
folder='/srv/www'
bucket=$1
copy() {
    pattern=$1 kind=$2 cached=$3
    shift 3
    aws s3 cp "$folder" "s3://$bucket" --recursive --exclude "*" --include "$pattern" \
        --content-type "$kind" --cache-control "$cached" "$@"
}
# Files with other endings, such as those of the search.
copy "*" 'application/octet-stream' 'public, max-age=60' \
    --exclude "*.[hH][tT][mM][lL]" \
    --exclude "*.[hH][tT][mM]" \
    --exclude "*.[aA][sS][pP][xX]" \
    --exclude "*.[aA][sS][pP]" \
    --exclude "*.[pP][hH][pP]" \
    --exclude "*.[aA][tT][oO][mM]" \
    --exclude "*.[rR][sS][sS]" \
    --exclude "*.[xX][mM][lL]" \
    --exclude "*.[tT][xX][tT]" \
    --exclude "*.[mM][dD]" \
    --exclude "*.[cC][sS][vV]" \
    --exclude "*.[iI][cC][sS]" \
    --exclude "*.[vV][tT][tT]" \
    --exclude "*.[cC][sS][sS]" \
    --exclude "*.[jJ][sS]" \
    --exclude "*.[mM][jJ][sS]" \
    --exclude "*.[jJ][sS][oO][nN]" \
    --exclude "*.[mM][aA][pP]" \
    --exclude "*.[wW][eE][bB][mM][aA][nN][iI][fF][eE][sS][tT]" \
    --exclude "*.[wW][aA][sS][mM]" \
    --exclude "*.[sS][vV][gG]" \
    --exclude "*.[pP][nN][gG]" \
    --exclude "*.[jJ][pP][gG]" \
    --exclude "*.[jJ][pP][eE][gG]" \
    --exclude "*.[gG][iI][fF]" \
    --exclude "*.[wW][eE][bB][pP]" \
    --exclude "*.[aA][vV][iI][fF]" \
    --exclude "*.[iI][cC][oO]" \
    --exclude "*.[bB][mM][pP]" \
    --exclude "*.[wW][oO][fF][fF]2" \
    --exclude "*.[wW][oO][fF][fF]" \
    --exclude "*.[tT][tT][fF]" \
    --exclude "*.[oO][tT][fF]" \
    --exclude "*.[mM][pP]3" \
    --exclude "*.[mM]4[aA]" \
    --exclude "*.[wW][aA][vV]" \
    --exclude "*.[mM][pP]4" \
    --exclude "*.[wW][eE][bB][mM]" \
    --exclude "*.[pP][dD][fF]" \
    --exclude "*.[zZ][iI][pP]" \
    --exclude "*.[dD][oO][cC]" \
    --exclude "*.[dD][oO][cC][xX]" \
    --exclude "*.[xX][lL][sS]" \
    --exclude "*.[xX][lL][sS][xX]" \
    --exclude "*.[oO][dD][sS]" \
    --exclude "*.[oO][dD][tT]"
copy "*.[hH][tT][mM][lL]" 'text/html; charset=utf-8' 'public, max-age=60'
copy "*.[hH][tT][mM]" 'text/html; charset=utf-8' 'public, max-age=60'
copy "*.[aA][sS][pP][xX]" 'text/html; charset=utf-8' 'public, max-age=60'
copy "*.[aA][sS][pP]" 'text/html; charset=utf-8' 'public, max-age=60'
copy "*.[pP][hH][pP]" 'text/html; charset=utf-8' 'public, max-age=60'
copy "*.[aA][tT][oO][mM]" 'application/atom+xml; charset=utf-8' 'public, max-age=60'
copy "*.[rR][sS][sS]" 'application/rss+xml; charset=utf-8' 'public, max-age=60'
copy "*.[xX][mM][lL]" 'application/xml; charset=utf-8' 'public, max-age=60'
copy "*.[tT][xX][tT]" 'text/plain; charset=utf-8' 'public, max-age=60'
copy "*.[mM][dD]" 'text/plain; charset=utf-8' 'public, max-age=60'
copy "*.[cC][sS][vV]" 'text/csv; charset=utf-8' 'public, max-age=60'
copy "*.[iI][cC][sS]" 'text/calendar; charset=utf-8' 'public, max-age=60'
copy "*.[vV][tT][tT]" 'text/vtt; charset=utf-8' 'public, max-age=60'
copy "*.[cC][sS][sS]" 'text/css; charset=utf-8' 'public, max-age=60'
copy "*.[jJ][sS]" 'text/javascript; charset=utf-8' 'public, max-age=60'
copy "*.[mM][jJ][sS]" 'text/javascript; charset=utf-8' 'public, max-age=60'
copy "*.[jJ][sS][oO][nN]" 'application/json; charset=utf-8' 'public, max-age=60'
copy "*.[mM][aA][pP]" 'application/json; charset=utf-8' 'public, max-age=60'
copy "*.[wW][eE][bB][mM][aA][nN][iI][fF][eE][sS][tT]" 'application/manifest+json; charset=utf-8' 'public, max-age=60'
copy "*.[wW][aA][sS][mM]" 'application/wasm' 'public, max-age=60'
copy "*.[sS][vV][gG]" 'image/svg+xml; charset=utf-8' 'public, max-age=60'
copy "*.[pP][nN][gG]" 'image/png' 'public, max-age=60'
copy "*.[jJ][pP][gG]" 'image/jpeg' 'public, max-age=60'
copy "*.[jJ][pP][eE][gG]" 'image/jpeg' 'public, max-age=60'
copy "*.[gG][iI][fF]" 'image/gif' 'public, max-age=60'
copy "*.[wW][eE][bB][pP]" 'image/webp' 'public, max-age=60'
copy "*.[aA][vV][iI][fF]" 'image/avif' 'public, max-age=60'
copy "*.[iI][cC][oO]" 'image/x-icon' 'public, max-age=60'
copy "*.[bB][mM][pP]" 'image/bmp' 'public, max-age=60'
copy "*.[wW][oO][fF][fF]2" 'font/woff2' 'public, max-age=60'
copy "*.[wW][oO][fF][fF]" 'font/woff' 'public, max-age=60'
copy "*.[tT][tT][fF]" 'font/ttf' 'public, max-age=60'
copy "*.[oO][tT][fF]" 'font/otf' 'public, max-age=60'
copy "*.[mM][pP]3" 'audio/mpeg' 'public, max-age=60'
copy "*.[mM]4[aA]" 'audio/mp4' 'public, max-age=60'
copy "*.[wW][aA][vV]" 'audio/wav' 'public, max-age=60'
copy "*.[mM][pP]4" 'video/mp4' 'public, max-age=60'
copy "*.[wW][eE][bB][mM]" 'video/webm' 'public, max-age=60'
copy "*.[pP][dD][fF]" 'application/pdf' 'public, max-age=60'
copy "*.[zZ][iI][pP]" 'application/zip' 'public, max-age=60'
copy "*.[dD][oO][cC]" 'application/msword' 'public, max-age=60'
copy "*.[dD][oO][cC][xX]" 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' 'public, max-age=60'
copy "*.[xX][lL][sS]" 'application/vnd.ms-excel' 'public, max-age=60'
copy "*.[xX][lL][sS][xX]" 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' 'public, max-age=60'
copy "*.[oO][dD][sS]" 'application/vnd.oasis.opendocument.spreadsheet' 'public, max-age=60'
copy "*.[oO][dD][tT]" 'application/vnd.oasis.opendocument.text' 'public, max-age=60'
copy "[fF][eE][eE][dD].[jJ][sS][oO][nN]" 'application/feed+json; charset=utf-8' 'public, max-age=60'
copy "*/[fF][eE][eE][dD].[jJ][sS][oO][nN]" 'application/feed+json; charset=utf-8' 'public, max-age=60'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[hH][tT][mM][lL]" 'text/html; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[hH][tT][mM]" 'text/html; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[aA][sS][pP][xX]" 'text/html; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[aA][sS][pP]" 'text/html; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[pP][hH][pP]" 'text/html; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[aA][tT][oO][mM]" 'application/atom+xml; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[rR][sS][sS]" 'application/rss+xml; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[xX][mM][lL]" 'application/xml; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[tT][xX][tT]" 'text/plain; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM][dD]" 'text/plain; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[cC][sS][vV]" 'text/csv; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[iI][cC][sS]" 'text/calendar; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[vV][tT][tT]" 'text/vtt; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[cC][sS][sS]" 'text/css; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[jJ][sS]" 'text/javascript; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM][jJ][sS]" 'text/javascript; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[jJ][sS][oO][nN]" 'application/json; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM][aA][pP]" 'application/json; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][eE][bB][mM][aA][nN][iI][fF][eE][sS][tT]" 'application/manifest+json; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][aA][sS][mM]" 'application/wasm' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[sS][vV][gG]" 'image/svg+xml; charset=utf-8' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[pP][nN][gG]" 'image/png' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[jJ][pP][gG]" 'image/jpeg' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[jJ][pP][eE][gG]" 'image/jpeg' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[gG][iI][fF]" 'image/gif' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][eE][bB][pP]" 'image/webp' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[aA][vV][iI][fF]" 'image/avif' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[iI][cC][oO]" 'image/x-icon' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[bB][mM][pP]" 'image/bmp' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][oO][fF][fF]2" 'font/woff2' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][oO][fF][fF]" 'font/woff' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[tT][tT][fF]" 'font/ttf' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[oO][tT][fF]" 'font/otf' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM][pP]3" 'audio/mpeg' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM]4[aA]" 'audio/mp4' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][aA][vV]" 'audio/wav' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[mM][pP]4" 'video/mp4' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[wW][eE][bB][mM]" 'video/webm' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[pP][dD][fF]" 'application/pdf' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[zZ][iI][pP]" 'application/zip' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[dD][oO][cC]" 'application/msword' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[dD][oO][cC][xX]" 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[xX][lL][sS]" 'application/vnd.ms-excel' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[xX][lL][sS][xX]" 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[oO][dD][sS]" 'application/vnd.oasis.opendocument.spreadsheet' 'public, max-age=31536000, immutable'
copy "assets/*.[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[oO][dD][tT]" 'application/vnd.oasis.opendocument.text' 'public, max-age=31536000, immutable'
# What is no longer part of the website goes; a sync by itself would guess the types.
aws s3 sync "$folder" "s3://$bucket" --delete --size-only
