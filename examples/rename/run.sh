#!/bin/sh
set -eu
. "${0%/*}/../prepare.sh"

"$vibe" --base-url "replay:$here/cassette.json" --auto-commit \
  -p 'rename the function tot to total'

git log -1 --stat --format=%s
