#!/usr/bin/env bash
# Tells what came of a run: outputs, annotations, the summary. Fails as vibe did, unless it may not.
set -euo pipefail

# As the runner reads data and properties of its commands.
data='def data: gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A");
  def property: data | gsub(":"; "%3A") | gsub(","; "%2C");'
result=$FOLDER/result.json
review=$FOLDER/review.json
# One line of a program's own making; a line break in it would be another output.
output() { printf '%s=%s\n' "$1" "$(tr -d '\r\n' <<<"$2")" >>"$GITHUB_OUTPUT"; }
summary() { if [ "$SUMMARY" = true ]; then cat >>"$GITHUB_STEP_SUMMARY"; fi; }
# As code, in which nothing is a mention, a link or a heading.
quoted='def quoted: gsub("\r"; "") | split("\n") | map("    " + .) | join("\n") | .[:200000];'

changed=false
if [ -s "$FOLDER/change.patch" ]; then changed=true; fi
output changed "$changed"
if [ -s "$result" ]; then
  output status "$(jq -r .status "$result")"
  output session-id "$(jq -r .session_id "$result")"
  output tokens-in "$(jq -r .usage.input_tokens "$result")"
  output tokens-out "$(jq -r .usage.output_tokens "$result")"
  output cost-usd "$(jq -r .cost_usd "$result")"
  jq -r "$data"' select(.problem != null) | .problem |
    "::error title=vibe \(.code | property)::\(.what + (if .cause == "" then "" else ": " + .cause end) | data)"' "$result"
  {
    jq -r '"### vibe: \(.status)\n\n\(.turns) replies, \(.usage.input_tokens) tokens in, \(.usage.output_tokens) out, \(.duration_ms / 1000 | floor) s"' "$result"
    echo
    jq -r "$quoted"' .answer | quoted' "$result"
    echo
  } | summary
elif [ -s "$review" ] && jq -e '.type == "review"' "$review" >/dev/null 2>&1; then
  output status "$(jq -r 'if .problem then .problem.code else "reviewed" end' "$review")"
  output findings "$(jq '.findings | length' "$review")"
  jq -r "$data"' select(.problem != null) | .problem |
    "::error title=vibe \(.code | property)::\(.what + ": " + .cause | data)"' "$review"
  jq -r "$data"' .findings[:50][] |
    "::\(if .severity == "high" then "error" elif .severity == "medium" then "warning" else "notice" end) file=\(.file | property),line=\(.line),title=vibe::\(.why | data)"' "$review"
  {
    jq -r '"### vibe: \(.findings | length) findings\n"' "$review"
    jq -r "$quoted"' [.findings[] | "\(.file):\(.line): \(.severity): \(.why)"] | join("\n") | quoted' "$review"
    echo
  } | summary
else
  output status failed
  echo "::error title=vibe::it ended with exit code $EXIT_CODE and left no result"
fi
if [ "$FAIL" = true ]; then exit "$EXIT_CODE"; fi
