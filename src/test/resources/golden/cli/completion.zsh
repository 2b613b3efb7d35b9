#compdef vibe
_vibe() {
  _arguments -s \
    '-p[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--prompt[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--no-stdin[never read standard input]' \
    '-c[go on with the newest session of this folder]' \
    '--continue[go on with the newest session of this folder]' \
    '-r[go on with this session, or one whose id begins so; without an ID, pick one; a prompt that begins with digits needs -- before it]:[ID]: ' \
    '--resume[go on with this session, or one whose id begins so; without an ID, pick one; a prompt that begins with digits needs -- before it]:[ID]: ' \
    '--fork[go on with a copy of this session]:ID: ' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--auto-commit[edit files, and commit what the run changed when it ends well]' \
    '--dry-run[show the diffs and the commit; change nothing]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--plain[a session of lines only, in which nothing is redrawn]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--patch-out[write the whole change as a Git patch]:FILE:_files' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--timeout[at most this long\: 90s, 5m, 1h30m]:TIME: ' \
    '--fail-if-no-change[exit 9 when nothing changed]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:command:(demo undo apply models doctor config completion)' \
    '*::argument: '
}
if [ "$funcstack[1]" = _vibe ]; then
  _vibe "$@"
else
  compdef _vibe vibe
fi
