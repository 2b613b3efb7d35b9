#!/usr/bin/env bash
# Commits a patch on a branch of its own, pushes it and opens or updates the pull request. The patch,
# the answer and the names in it are foreign: nothing of them is run, and nothing is overwritten that
# somebody else pushed.
set -euo pipefail

fail() {
  printf '::error title=vibe::%s\n' "$(tr '\r\n' '  ' <<<"$1" | sed 's/%/%25/g')"
  exit 1
}
output() { printf '%s=%s\n' "$1" "$(tr -d '\r\n' <<<"$2")" >>"$GITHUB_OUTPUT"; }

patch=$FOLDER/change.patch
result=$FOLDER/result.json
api=${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY
owner=${GITHUB_REPOSITORY%%/*}
marker='Vibe-Action: '

if [ ! -s "$patch" ]; then
  output status unchanged
  echo "::notice title=vibe::there is no change to propose"
  exit 0
fi
[ -n "$TOKEN" ] || fail "there is no token to publish with"
echo "::add-mask::$TOKEN"

# No hook, filter or helper of the checkout runs while there is a token, and no option of it counts.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=3
export GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null
export GIT_CONFIG_KEY_1=credential.helper GIT_CONFIG_VALUE_1=
export GIT_CONFIG_KEY_2="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader"
GIT_CONFIG_VALUE_2="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 | tr -d '\n')"
export GIT_CONFIG_VALUE_2
echo "::add-mask::${GIT_CONFIG_VALUE_2##* }"
remote=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY.git

base=$BASE
if [ -z "$base" ]; then base=$(git branch --show-current); fi
if [ -z "$base" ]; then base=${GITHUB_BASE_REF:-${GITHUB_REF_NAME:-}}; fi
git check-ref-format "refs/heads/$base" || fail "it cannot be told which branch the change is for; set base"

branch=$BRANCH
if [ -z "$branch" ]; then
  slug=$(tr '[:upper:]' '[:lower:]' <<<"$TITLE" | tr -cs 'a-z0-9\n' '-' | cut -c1-40 | sed 's/^-*//; s/-*$//')
  sum=$(printf '%s\n%s' "$base" "$TITLE" | sha256sum | cut -c1-8)
  branch=vibe/${slug:-change}-$sum
fi
case $branch in vibe/*) ;; *) fail "the branch has to be below vibe/" ;; esac
git check-ref-format "refs/heads/$branch" || fail "the branch has a name that Git does not take"

# What the patch touches is asked of Git, which reads the patch as it will apply it.
touched=$(git apply --numstat -z -- "$patch" | tr '\0' '\n' | sed 's/^[0-9-]*\t[0-9-]*\t//') ||
  fail "the patch does not apply to this checkout"
while IFS= read -r beginning; do
  [ -n "$beginning" ] || continue
  while IFS= read -r name; do
    case $name in
      "$beginning"*) fail "the change touches $name, which is protected; look at the patch in the artifact" ;;
    esac
  done <<<"$touched"
done <<<"$PROTECTED"

git apply --index -- "$patch" || fail "the patch does not apply to this checkout"
# A commit of its own; what is not in the patch stays out of it.
who='github-actions[bot]'
mail='41898282+github-actions[bot]@users.noreply.github.com'
export GIT_AUTHOR_NAME=$who GIT_AUTHOR_EMAIL=$mail GIT_COMMITTER_NAME=$who GIT_COMMITTER_EMAIL=$mail
tree=$(git write-tree)
if [ "$tree" = "$(git rev-parse 'HEAD^{tree}')" ]; then
  output status unchanged
  exit 0
fi
commit=$(printf '%s\n\n%s1\n' "$TITLE" "$marker" | git commit-tree "$tree" -p HEAD -F -)

# The header with the token comes to curl by a file that only this user reads: in no argument.
headers=$(mktemp "$RUNNER_TEMP/headers.XXXXXX")
answer=$(mktemp "$RUNNER_TEMP/answer.XXXXXX")
trap 'rm -f "$headers" "$answer"' EXIT
printf 'Authorization: Bearer %s\nAccept: application/vnd.github+json\nX-GitHub-Api-Version: 2022-11-28\n' \
  "$TOKEN" >"$headers"
ask() { # METHOD PATH [BODY]; the answer is in $answer
  local words=(-sS --retry 3 --max-time 60 -H "@$headers" -H 'User-Agent: vibe' -X "$1" -o "$answer" -w '%{http_code}')
  if [ "$#" -gt 2 ]; then words+=(-H 'Content-Type: application/json' --data-binary @-); fi
  local code
  code=$(printf '%s' "${3:-}" | curl "${words[@]}" -- "$api$2") || fail "the API cannot be reached"
  case $code in
    2*) ;;
    *) fail "$1 $2: the API answers $code: $(jq -r '.message // "" | .[:300]' "$answer" 2>/dev/null)" ;;
  esac
}
encoded() { jq -rn --arg text "$1" '$text | @uri'; }

# Ours is a branch whose last push the request itself records; a message of a commit proves nothing.
ask GET "/pulls?state=all&sort=created&direction=desc&per_page=20&head=$(encoded "$owner:$branch")&base=$(encoded "$base")"
standing=$(jq -c --arg branch "$branch" '[.[] | select(.head.ref == $branch)]
  | (map(select(.state == "open")) + .) | first // {}' "$answer")
tip=$(git ls-remote -- "$remote" "refs/heads/$branch" | cut -f1)
if [ -n "$tip" ]; then
  jq -e --arg mark "<!-- vibe:head $tip -->" '.body // "" | contains($mark)' <<<"$standing" >/dev/null ||
    fail "the branch $branch has commits of somebody else; they are not overwritten. Delete it, or set branch"
fi
git push -q --force-with-lease="refs/heads/$branch:$tip" -- "$remote" "$commit:refs/heads/$branch" ||
  fail "the branch cannot be pushed; the token needs contents: write"
output branch "$branch"
output commit "$commit"

said=''
if [ -s "$result" ]; then
  # As code, in which nothing is a mention, closes an issue or is obeyed; and without marks like ours.
  said=$(jq -r '.answer[:20000] | gsub("\r"; "") | gsub("<!--"; "< !--")
    | split("\n") | map("    " + .) | join("\n") | .[:30000]' "$result")
fi
text=$(printf '%s\n\n%s\n\n%s\n\n<!-- vibe:head %s -->\n' "$BODY" "$said" \
  "Proposed by vibe in [this run](${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/actions/runs/${GITHUB_RUN_ID:-0})." \
  "$commit")
number=$(jq -r 'select(.state == "open") | .number // empty' <<<"$standing")
if [ -n "$number" ]; then
  ask PATCH "/pulls/$number" "$(jq -n --arg title "$TITLE" --arg body "$text" '{title: $title, body: $body}')"
  status=updated
else
  ask POST /pulls "$(jq -n --arg title "$TITLE" --arg body "$text" --arg head "$branch" --arg base "$base" \
    --argjson draft "$([ "$DRAFT" = true ] && echo true || echo false)" \
    '{title: $title, body: $body, head: $head, base: $base, draft: $draft, maintainer_can_modify: true}')"
  status=opened
fi
number=$(jq -r .number "$answer")
url=$(jq -r .html_url "$answer")
output status "$status"
output pr-number "$number"
output pr-url "$url"
if [ -n "$LABEL" ]; then
  ask POST "/issues/$number/labels" "$(jq -n --arg label "$LABEL" '{labels: [$label]}')"
fi
printf '### vibe: pull request %s\n\n%s: <%s>\n' "$number" "$status" "$url" >>"$GITHUB_STEP_SUMMARY"
