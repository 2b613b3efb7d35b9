#!/usr/bin/env bash
# Posts the findings of a review. No model is asked, and none is set up.
set -euo pipefail

words=(review --from "$FOLDER/review.json" --post)
if [ -n "$PR" ]; then words+=(--pr "$PR"); fi
mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$mark"
code=0
"$VIBE" "${words[@]}" </dev/null || code=$?
echo "::$mark::"
if [ "$code" != 0 ]; then
  echo "::error title=vibe::the review could not be posted, see the log"
  exit "$code"
fi
echo "status=posted" >>"$GITHUB_OUTPUT"
