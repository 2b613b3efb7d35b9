#!/usr/bin/env bash
# Decides whether an event is worked on: not on what vibe itself or another bot did, so that no bot
# answers itself; not on comments of strangers; not where a fork has no key to work with.
set -euo pipefail

event=${GITHUB_EVENT_PATH:-/dev/null}
field() {
  if [ -s "$event" ]; then jq -r "$1 // empty" <"$event"; fi
}

skip() {
  echo "skipped=$1" >>"$GITHUB_OUTPUT"
  echo "::notice title=vibe::nothing done: $1"
  exit 0
}

if [ "${ALLOW_BOTS:-false}" != true ]; then
  for who in "${GITHUB_ACTOR:-}" "$(field .sender.login)" "$(field .workflow_run.actor.login)" \
    "$(field .comment.user.login)"; do
    case $who in *'[bot]') skip "it was begun by a bot" ;; esac
  done
  for branch in "${GITHUB_HEAD_REF:-}" "${GITHUB_REF_NAME:-}" "$(field .workflow_run.head_branch)" \
    "$(field .pull_request.head.ref)"; do
    case $branch in vibe/*) skip "the branch is one of vibe's own" ;; esac
  done
  for message in "$(field .head_commit.message)" "$(field .workflow_run.head_commit.message)"; do
    if grep -q '^Vibe-Action: ' <<<"$message"; then skip "the commit is one of vibe's own"; fi
  done
fi
if [ -n "$(field '[(.pull_request // .issue // {}).labels[]?.name] | map(select(. == "no-vibe")) | first')" ]; then
  skip "it is labelled no-vibe"
fi
if [ "${GITHUB_EVENT_NAME:-}" = issue_comment ] || [ "${GITHUB_EVENT_NAME:-}" = pull_request_review_comment ]; then
  association=$(field .comment.author_association)
  case ",${ALLOW_ASSOCIATIONS:-}," in
    *",${association:-NONE},"*) ;;
    *) skip "the author of the comment may not begin it" ;;
  esac
fi
head=$(field .pull_request.head.repo.full_name)
if [ -n "$head" ] && [ "$head" != "${GITHUB_REPOSITORY:-}" ] && [ -z "${API_KEY:-}" ]; then
  skip "the pull request is of a fork, which is given no key"
fi
echo "skipped=" >>"$GITHUB_OUTPUT"
