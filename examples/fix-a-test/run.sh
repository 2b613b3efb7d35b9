#!/bin/sh
set -eu
. "${0%/*}/../prepare.sh"

sh test.sh 2>&1 | "$vibe" --base-url "replay:$here/cassette.json" --auto-commit --mode auto \
  -p 'fix the failure'

sh test.sh
