#compdef vibe
_vibe() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '-p[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--prompt[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--prompt-file[the same, with the prompt that the file holds]:FILE:_files' \
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
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '--worktree[work in a worktree of its own, on the branch vibe/NAME]:[NAME]: ' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '*--allow[allow this for this run, e.g. '\''bash(mvn test*)'\'' (repeatable)]:RULE: ' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--allow-net[a host that confined commands may reach, '\''*'\'' for all (repeatable)]:HOST: ' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--auto-commit[edit files, and commit what the run changed when it ends well]' \
    '--init[git init first, where there is no repository]' \
    '--allow-secret[commit in spite of a found secret]' \
    '--dry-run[show the diffs and the commit; change nothing]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--pr-title[commit on a branch of its own, push it, and open or update the pull or merge request of this title (implies --auto-commit)]:TEXT: ' \
    '--pr-body[words above what the run says of itself]:TEXT: ' \
    '--pr-base[the branch that it is for; without it the project'\''s default branch]:BRANCH: ' \
    '--pr-branch[the branch that it comes from; without it one named after the title]:BRANCH: ' \
    '--pr-draft[open it as a draft]' \
    '*--pr-label[a label for it (repeatable)]:LABEL: ' \
    '--plain[a session of lines only, in which nothing is redrawn]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--output-schema[the answer has to be JSON that fits this JSON Schema]:FILE:_files' \
    '--patch-out[write the whole change as a Git patch]:FILE:_files' \
    '--output-dir[write result.json, events.jsonl, transcript.md and change.patch there]:DIR:_files -/' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '--fail-if-no-change[exit 9 when nothing changed]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'demo:a tour that needs no key and no network'
        'heal:make a command that fails pass, and commit the fix'
        'it:heal the last command that failed here, in one word'
        'review:findings about a change, with edits that apply (--format, --fail-on, --post)'
        'batch:many tasks, a run each (--parallel, --worktrees, --shard)'
        'compare:one task by several models, side by side (--models, --apply)'
        'undo:take back what the last run did (--list, --redo)'
        'apply:apply a patch or a list of tool calls, no model'
        'log:the prompt, session and model behind each commit'
        'sessions:list, show, rename or delete sessions (--all, --json)'
        'export:a session as Markdown, HTML, JSON, ATIF or cassette'
        'replay:a recorded session against today'\''s vibe (--save, --json)'
        'memory:what is remembered of the repository: list, add, edit, forget'
        'worktree:list or remove the worktrees that --worktree made'
        'config:show the configuration, find it, or write one'
        'permissions:the rules in effect, and what they say of a command'
        'mcp:add, list, show, remove, test or log in to MCP servers'
        'skills:list, show or check skills'
        'hooks:list or test hooks'
        'audit:show, verify or export the audit log'
        'doctor:check this machine; with --endpoint the server too'
        'models:models, their context, price and licence'
        'acp:serve an editor over the Agent Client Protocol'
        'lsp:serve an editor over the Language Server Protocol'
        'completion:a completion script for bash, zsh or fish'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        demo) _vibe_demo ;;
        heal) _vibe_heal ;;
        it) _vibe_it ;;
        review) _vibe_review ;;
        batch) _vibe_batch ;;
        compare) _vibe_compare ;;
        undo) _vibe_undo ;;
        apply) _vibe_apply ;;
        log) _vibe_log ;;
        sessions) _vibe_sessions ;;
        export) _vibe_export ;;
        replay) _vibe_replay ;;
        memory) _vibe_memory ;;
        worktree) _vibe_worktree ;;
        config) _vibe_config ;;
        permissions) _vibe_permissions ;;
        mcp) _vibe_mcp ;;
        skills) _vibe_skills ;;
        hooks) _vibe_hooks ;;
        audit) _vibe_audit ;;
        doctor) _vibe_doctor ;;
        models) _vibe_models ;;
        acp) _vibe_acp ;;
        lsp) _vibe_lsp ;;
        completion) _vibe_completion ;;
      esac
      ;;
  esac
}
_vibe_demo() {
  _arguments -s \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--output-dir[write result.json, events.jsonl, transcript.md and change.patch there]:DIR:_files -/' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_heal() {
  _arguments -s \
    '--max-attempts[at most so many attempts (3)]:N: ' \
    '--keep[leave the best attempt in the files when none is good enough]' \
    '--allow-test-edits[the fix may change tests, CI files, lock files and build configuration]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '*--allow[allow this for this run, e.g. '\''bash(mvn test*)'\'' (repeatable)]:RULE: ' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--allow-net[a host that confined commands may reach, '\''*'\'' for all (repeatable)]:HOST: ' \
    '--allow-secret[commit in spite of a found secret]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--patch-out[write the whole change as a Git patch]:FILE:_files' \
    '--output-dir[write result.json, events.jsonl, transcript.md and change.patch there]:DIR:_files -/' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:COMMAND: '
}
_vibe_it() {
  _arguments -s \
    '--max-attempts[at most so many attempts (3)]:N: ' \
    '--keep[leave the best attempt in the files when none is good enough]' \
    '--allow-test-edits[the fix may change tests, CI files, lock files and build configuration]' \
    '--no-stdin[never read standard input]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '*--allow[allow this for this run, e.g. '\''bash(mvn test*)'\'' (repeatable)]:RULE: ' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--allow-net[a host that confined commands may reach, '\''*'\'' for all (repeatable)]:HOST: ' \
    '--allow-secret[commit in spite of a found secret]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--patch-out[write the whole change as a Git patch]:FILE:_files' \
    '--output-dir[write result.json, events.jsonl, transcript.md and change.patch there]:DIR:_files -/' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:WHAT: '
}
_vibe_review() {
  _arguments -s \
    '--format[text, json, sarif; text when left out]:FORM:(text json sarif)' \
    '--fail-on[exit 1 for a finding of it or a heavier one\: low, medium, high]:SEVERITY:(low medium high)' \
    '--post[post the findings on the pull request of this branch or CI job]' \
    '--pr[post on that pull or merge request; implies --post]:N: ' \
    '--from[findings that vibe review --format json wrote; asks no model]:FILE:_files' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:RANGE: '
}
_vibe_batch() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--parallel[so many tasks at once (1)]:N: ' \
    '--worktrees[each in a worktree of its own, which goes; commits stay on a branch]' \
    '--shard[only the I-th of N parts of the tasks]:I/N: ' \
    '--format[results, or swebench for predictions as well]:FORMAT:(results swebench)' \
    '--results[the results (beside the tasks)]:FILE:_files' \
    '--task-timeout[at most this long for each task]:TIME: ' \
    '--retry[do those again that did not end well]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '*--allow[allow this for this run, e.g. '\''bash(mvn test*)'\'' (repeatable)]:RULE: ' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--allow-net[a host that confined commands may reach, '\''*'\'' for all (repeatable)]:HOST: ' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--auto-commit[edit files, and commit what the run changed when it ends well]' \
    '--allow-secret[commit in spite of a found secret]' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'merge:join the results of shards'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        merge) _vibe_batch_merge ;;
      esac
      ;;
  esac
}
_vibe_batch_merge() {
  _arguments -s \
    '--tasks[the tasks, none of which may be missing]:FILE:_files' \
    '--into[write there, not to standard output]:FILE:_files' \
    '--format[results, or swebench for predictions]:FORMAT:(results swebench)' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:RESULTS.jsonl:_files'
}
_vibe_compare() {
  _arguments -s \
    '--models[two to eight\: MODEL, or MODEL@URL with its endpoint]:A,B: ' \
    '--apply[apply what this one did to the working folder]:best|A: ' \
    '-p[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--prompt[do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it]:TEXT: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '*--allow[allow this for this run, e.g. '\''bash(mvn test*)'\'' (repeatable)]:RULE: ' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--allow-net[a host that confined commands may reach, '\''*'\'' for all (repeatable)]:HOST: ' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_undo() {
  _arguments -s \
    '--list[show what can be undone]' \
    '--dry-run[show what would be restored]' \
    '-y[do not ask; files changed since are left as they are]' \
    '--yes[do not ask; files changed since are left as they are]' \
    '*--overwrite[restore this file though you changed it (repeatable)]:FILE:_files' \
    '--redo[take back the last undo]' \
    '--revert[make a commit that reverts those that stay]' \
    '--session[of this session, or one whose id begins so]:ID: ' \
    '--json[one JSON object on standard output]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:N: '
}
_vibe_apply() {
  _arguments -s \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '*--add-dir[another folder that file tools may use (repeatable)]:DIR:_files -/' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--allow-secret[commit in spite of a found secret]' \
    '--dry-run[show the diffs and the commit; change nothing]' \
    '--output[text, json or stream-json]:FORMAT:(text json stream-json)' \
    '--patch-out[write the whole change as a Git patch]:FILE:_files' \
    '--output-dir[write result.json, events.jsonl, transcript.md and change.patch there]:DIR:_files -/' \
    '--no-color[no colour]' \
    '--quiet[no progress on standard error]' \
    '--verbose[more of it]' \
    '--log-file[write the log here]:FILE:_files' \
    '--fail-if-no-change[exit 9 when nothing changed]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:FILE:_files'
}
_vibe_log() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:FILE:_files'
}
_vibe_sessions() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--all[those of every folder]' \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:those of the folder (--all, --json)'
        'show:what happened in one'
        'rename:give one another title'
        'delete:delete some (--yes)'
        'prune:delete those long unused (--days, --yes)'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        list) _vibe_sessions_list ;;
        show) _vibe_sessions_show ;;
        rename) _vibe_sessions_rename ;;
        delete) _vibe_sessions_delete ;;
        prune) _vibe_sessions_prune ;;
      esac
      ;;
  esac
}
_vibe_sessions_list() {
  _arguments -s \
    '--all[those of every folder]' \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_sessions_show() {
  _arguments -s \
    '--json[one JSON object]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:ID: '
}
_vibe_sessions_rename() {
  _arguments -s \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:ID: '
}
_vibe_sessions_delete() {
  _arguments -s \
    '-y[do not ask]' \
    '--yes[do not ask]' \
    '--dry-run[show what would be deleted]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:ID: '
}
_vibe_sessions_prune() {
  _arguments -s \
    '--days[those not used for so many days]:N: ' \
    '--all[those of every folder]' \
    '-y[do not ask]' \
    '--yes[do not ask]' \
    '--dry-run[show what would be deleted]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_export() {
  _arguments -s \
    '--format[markdown, html, json, atif, cassette]:FORM:(markdown html json atif cassette)' \
    '--out[write it there]:FILE:_files' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:ID: '
}
_vibe_replay() {
  _arguments -s \
    '--json[one JSON object]' \
    '--save[keep what came of it as a recording]:FILE:_files' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:ID|FILE:_files'
}
_vibe_memory() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:WORDS:(list add edit forget)'
}
_vibe_worktree() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:those of this repository (--json)'
        'remove:remove some (--yes)'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        list) _vibe_worktree_list ;;
        remove) _vibe_worktree_remove ;;
      esac
      ;;
  esac
}
_vibe_worktree_list() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_worktree_remove() {
  _arguments -s \
    '-y[do not ask]' \
    '--yes[do not ask]' \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:NAME: '
}
_vibe_config() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'show:the configuration in effect (--origin, --json)'
        'path:the configuration files that count'
        'init:ask a few questions, write your configuration'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        show) _vibe_config_show ;;
        path) _vibe_config_path ;;
        init) _vibe_config_init ;;
      esac
      ;;
  esac
}
_vibe_config_show() {
  _arguments -s \
    '--origin[say behind each value where it was set]' \
    '--json[as one JSON object, with origins]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_config_path() {
  _arguments -s \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_config_init() {
  _arguments -s \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_permissions() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--json[one JSON object]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:the permission rules in effect, and where each is (--json)'
        'check:whether a command would be run, asked about or refused'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        list) _vibe_permissions_list ;;
        check) _vibe_permissions_check ;;
      esac
      ;;
  esac
}
_vibe_permissions_list() {
  _arguments -s \
    '--json[one JSON object]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_permissions_check() {
  _arguments -s \
    '--json[one JSON object for each command]' \
    '--stdin[read a JSON string a line, answer a JSON object a line, as they come]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:COMMAND: '
}
_vibe_mcp() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'add:add one to yours, or replace one of its name'
        'list:those that count here (--json)'
        'show:what one is, and its tools (--json)'
        'remove:take one of yours away'
        'test:start one and list its tools (--json)'
        'login:log in to one with a browser'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        add) _vibe_mcp_add ;;
        list) _vibe_mcp_list ;;
        show) _vibe_mcp_show ;;
        remove) _vibe_mcp_remove ;;
        test) _vibe_mcp_test ;;
        login) _vibe_mcp_login ;;
      esac
      ;;
  esac
}
_vibe_mcp_add() {
  _arguments -s \
    '*--env[a variable that it gets]:NAME=VALUE: ' \
    '*--header[a header sent with each request]:NAME:VALUE: ' \
    '*--oauth[how to log in, e.g. clientId=ID]:FIELD=VALUE: ' \
    '--network[a command may use the network]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:NAME: '
}
_vibe_mcp_list() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_mcp_show() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_mcp_remove() {
  _arguments -s \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_mcp_test() {
  _arguments -s \
    '--accept[tools that changed are taken as they are]' \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_mcp_login() {
  _arguments -s \
    '--out[take the tokens away instead]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_skills() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:those that can be used here (--json)'
        'show:what one tells the model'
        'check:what is wrong with any (--json)'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        list) _vibe_skills_list ;;
        show) _vibe_skills_show ;;
        check) _vibe_skills_check ;;
      esac
      ;;
  esac
}
_vibe_skills_list() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_skills_show() {
  _arguments -s \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_skills_check() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_hooks() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:those that count here (--json)'
        'test:run one on a sample (--json)'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        list) _vibe_hooks_list ;;
        test) _vibe_hooks_test ;;
      esac
      ;;
  esac
}
_vibe_hooks_list() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_hooks_test() {
  _arguments -s \
    '--json[one JSON object]' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:NAME: '
}
_vibe_audit() {
  local curcontext=$curcontext state line
  _arguments -s -C \
    '--session[of this session alone, or of those whose ids begin so]:ID: ' \
    '--since[from then on\: 2h, 2026-03-01 or 2026-03-01T09\:30]:WHEN: ' \
    '--json[the lines as they stand in it]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'show:what was recorded (--session, --since, --json)'
        'verify:whether its chain holds'
        'export:in the form of a collector (--format ecs|ocsf|cef)'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        show) _vibe_audit_show ;;
        verify) _vibe_audit_verify ;;
        export) _vibe_audit_export ;;
      esac
      ;;
  esac
}
_vibe_audit_show() {
  _arguments -s \
    '--session[of this session alone, or of those whose ids begin so]:ID: ' \
    '--since[from then on\: 2h, 2026-03-01 or 2026-03-01T09\:30]:WHEN: ' \
    '--json[the lines as they stand in it]' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_audit_verify() {
  _arguments -s \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '*:FILE:_files'
}
_vibe_audit_export() {
  _arguments -s \
    '--format[ecs, ocsf or cef; ecs when left out]:FORM:(ecs ocsf cef)' \
    '--session[of this session alone, or of those whose ids begin so]:ID: ' \
    '--since[from then on\: 2h, 2026-03-01 or 2026-03-01T09\:30]:WHEN: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_doctor() {
  _arguments -s \
    '--endpoint[try the endpoint out\: list its models, stream text, call tools, measure speed and context; says what to change on the server]' \
    '--json[one JSON object]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_models() {
  _arguments -s \
    '--json[one JSON object]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '-C[work in this folder]:DIR:_files -/' \
    '--workdir[work in this folder]:DIR:_files -/' \
    '--cd[work in this folder]:DIR:_files -/' \
    '--trust[for this run, heed what the folder brings\: .vibe/, AGENTS.md]' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '--auto-approve[the same as --mode auto]' \
    '--yolo[the same as --mode auto]' \
    '--sandbox[confine commands that nobody said yes to (auto), none (off), or all, or fail (require)]:WISH:(auto off require)' \
    '*--enabled-tools[only these tools, such as read_file,grep (repeatable)]:NAME: ' \
    '*--disabled-tools[not these tools (repeatable)]:NAME: ' \
    '--offline[no network for anything but the model endpoint\: not for commands, and no fallback elsewhere]' \
    '--no-color[no colour]' \
    '--max-turns[at most this many model replies]:N: ' \
    '--max-tokens[at most this many tokens, in and out]:N: ' \
    '--max-cost[at most this cost]:USD: ' \
    '--time-limit[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--timeout[at most this long\: 90, 90s, 5m, 1h30m]:TIME: ' \
    '--verify[a command that must pass after the last change; its failure goes back to the model, exit 8 while it is red]:CMD: ' \
    '--verify-attempts[how often it does (3)]:N: ' \
    '--until[go on until this command passes, or a limit is reached; exit 8 when the model gives up]:CMD: ' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_acp() {
  _arguments -s \
    '--setup[ask in this terminal which model to use, as config init]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_lsp() {
  _arguments -s \
    '--stdio[talk on the standard streams, as it does without this too]' \
    '-m[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--model[a configured model, provider/model-id, or a model id]:NAME: ' \
    '--base-url[an OpenAI-compatible endpoint, with its /v1]:URL: ' \
    '--mode[what runs unasked\: plan, ask, accept-edits or auto]:MODE:(plan ask accept-edits auto)' \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]'
}
_vibe_completion() {
  _arguments -s \
    '-V[print the version]' \
    '--version[print the version]' \
    '-h[print this help]' \
    '--help[print this help]' \
    '1:SHELL:(bash zsh fish)'
}
if [ "$funcstack[1]" = _vibe ]; then
  _vibe "$@"
else
  compdef _vibe vibe
fi
