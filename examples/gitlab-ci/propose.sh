#!/usr/bin/env bash
# Commits a patch on a branch of vibe's own, pushes it, and has GitLab open or update the merge
# request. usage: propose.sh PATCH TARGET-BRANCH TITLE, with VIBE_PUBLISH_TOKEN in the environment.
set -euo pipefail

patch=$1 target=$2 title=$3
marker='Vibe-Action: '
fail() {
  echo "propose.sh: $1" >&2
  exit 1
}

if [ ! -s "$patch" ]; then
  echo "there is no change to propose"
  exit 0
fi
[ -n "${VIBE_PUBLISH_TOKEN:-}" ] || fail "VIBE_PUBLISH_TOKEN is not set"
branch=vibe/$(printf '%s\n%s' "$target" "$title" | sha256sum | cut -c1-16)

# The token comes to Git by the environment: it is in no argument, no address and no file.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=3
export GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null
export GIT_CONFIG_KEY_1=credential.helper GIT_CONFIG_VALUE_1=
export GIT_CONFIG_KEY_2="http.$CI_SERVER_URL/.extraheader"
GIT_CONFIG_VALUE_2="AUTHORIZATION: Basic $(printf 'oauth2:%s' "$VIBE_PUBLISH_TOKEN" | base64 | tr -d '\n')"
export GIT_CONFIG_VALUE_2
export GIT_AUTHOR_NAME=vibe GIT_AUTHOR_EMAIL=vibe@noreply.invalid
export GIT_COMMITTER_NAME=vibe GIT_COMMITTER_EMAIL=vibe@noreply.invalid
remote=$CI_SERVER_URL/$CI_PROJECT_PATH.git

touched=$(git apply --numstat -z -- "$patch" | tr '\0' '\n' | sed 's/^[0-9-]*\t[0-9-]*\t//') ||
  fail "the patch does not apply to this checkout"
if grep -E '^(\.gitlab-ci\.yml|\.gitlab/|\.github/|\.vibe/)' <<<"$touched"; then
  fail "the change touches what is protected"
fi
git apply --index -- "$patch"
commit=$(printf '%s\n\n%s1\n' "$title" "$marker" | git commit-tree "$(git write-tree)" -p HEAD -F -)

tip=$(git ls-remote -- "$remote" "refs/heads/$branch" | cut -f1)
if [ -n "$tip" ]; then
  git fetch -q --depth=1 --no-tags -- "$remote" "$tip"
  git log -1 --format=%B "$tip" | grep -q "^$marker" ||
    fail "the branch $branch has commits of somebody else; they are not overwritten"
fi
git push -q --force-with-lease="refs/heads/$branch:$tip" \
  -o merge_request.create -o "merge_request.target=$target" -o "merge_request.title=Draft: $title" \
  -o merge_request.remove_source_branch -- "$remote" "$commit:refs/heads/$branch"
echo "proposed on $branch"
