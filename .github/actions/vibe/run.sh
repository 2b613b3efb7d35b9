#!/usr/bin/env bash
# Runs vibe. What it prints is shown, and no line of it is obeyed by the runner.
set -euo pipefail

# The step has no business with these; what runs in it could have.
unset GITHUB_TOKEN GH_TOKEN ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL \
  ACTIONS_RUNTIME_TOKEN ACTIONS_CACHE_URL ACTIONS_RESULTS_URL
for name in VIBE_BASE_URL VIBE_MODEL VIBE_API_KEY; do
  if [ -z "${!name:-}" ]; then unset "$name"; fi
done
if [ -n "${VIBE_API_KEY:-}" ]; then echo "::add-mask::$VIBE_API_KEY"; fi

folder=$(mktemp -d "$RUNNER_TEMP/vibe-result.XXXXXX")
words=(--timeout "$TIMEOUT")
if [ "$MAX_TURNS" != 0 ]; then words+=(--max-turns "$MAX_TURNS"); fi
if [ "$MAX_TOKENS" != 0 ]; then words+=(--max-tokens "$MAX_TOKENS"); fi
if [ "$MAX_COST" != 0 ]; then words+=(--max-cost "$MAX_COST"); fi
while IFS= read -r word; do
  if [ -n "$word" ]; then words+=("$word"); fi
done <<<"$ARGS"

# Files that are told to a step of the runner are not for what runs in this one.
output=$GITHUB_OUTPUT
unset GITHUB_OUTPUT GITHUB_ENV GITHUB_PATH GITHUB_STEP_SUMMARY GITHUB_STATE
export GIT_TERMINAL_PROMPT=0
if ! git config user.email >/dev/null; then
  export GIT_AUTHOR_NAME='vibe' GIT_AUTHOR_EMAIL='vibe@users.noreply.github.com'
  export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
fi

# A runner signals this process alone when a job is cancelled; vibe ends in order and writes its record.
code=0
vibe() { # STDIN ARGS…; standard output is that of the call
  local from=$1 pid
  shift
  "$VIBE" "$@" <"$from" &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null' INT TERM
  while true; do
    code=0
    wait "$pid" || code=$?
    kill -0 "$pid" 2>/dev/null || break
  done
  trap - INT TERM
}

echo "folder=$folder" >>"$output"
mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$mark"
case $TASK in
  prompt)
    # By a file: a prompt may begin with a dash, and be longer than an argument.
    prompt=$PROMPT_FILE
    if [ -z "$prompt" ]; then
      prompt=$(mktemp "$RUNNER_TEMP/vibe-prompt.XXXXXX")
      printf '%s' "$PROMPT" >"$prompt"
    fi
    words+=(--prompt-file "$prompt")
    if [ -n "$VERIFY" ]; then words+=(--verify "$VERIFY"); fi
    words+=(--mode "$MODE" --output-dir "$folder")
    vibe "${LOG:-/dev/null}" "${words[@]}"
    ;;
  heal)
    words+=(--mode "$MODE" --output-dir "$folder")
    if [ -n "$PROMPT" ]; then
      vibe /dev/null it "${words[@]}" " $PROMPT" -- "$COMMAND"
    else
      vibe /dev/null heal "${words[@]}" -- "$COMMAND"
    fi
    ;;
  review)
    words+=(--format json)
    case $RANGE in
      '') ;;
      -*) words+=(-- "$RANGE") ;;
      *) words+=("$RANGE") ;;
    esac
    vibe /dev/null review "${words[@]}" >"$folder/review.json"
    ;;
  *)
    echo "there is no task \"$TASK\": prompt, heal or review" >&2
    code=2
    ;;
esac
echo "::$mark::"
echo "exit-code=$code" >>"$output"
