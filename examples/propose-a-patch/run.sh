#!/bin/sh
set -eu
. "${0%/*}/../prepare.sh"

"$vibe" --base-url "replay:$here/cassette.json" --dry-run --patch-out proposal.patch --quiet \
  -p 'the port should come from the environment'

git apply --check proposal.patch
git apply --stat proposal.patch
