# fish completion for vibe
complete -c vibe -f
complete -c vibe -s p -l prompt -r -d 'do the work, print the answer, exit; - takes the prompt from standard input, otherwise piped input is added to it'
complete -c vibe -l no-stdin -d 'never read standard input'
complete -c vibe -s c -l continue -d 'go on with the newest session of this folder'
complete -c vibe -s r -l resume -r -d 'go on with this session, or one whose id begins so; without an ID, pick one; a prompt that begins with digits needs -- before it'
complete -c vibe -l fork -r -d 'go on with a copy of this session'
complete -c vibe -s m -l model -r -d 'a configured model, provider/model-id, or a model id'
complete -c vibe -l base-url -r -d 'an OpenAI-compatible endpoint, with its /v1'
complete -c vibe -s C -l cd -r -a '(__fish_complete_directories)' -d 'work in this folder'
complete -c vibe -l add-dir -r -a '(__fish_complete_directories)' -d 'another folder that file tools may use (repeatable)'
complete -c vibe -l trust -d 'for this run, heed what the folder brings: .vibe/, AGENTS.md'
complete -c vibe -l mode -r -a 'plan ask accept-edits auto' -d 'what runs unasked: plan, ask, accept-edits or auto'
complete -c vibe -l auto-approve -d 'the same as --mode auto'
complete -c vibe -l yolo -d 'the same as --mode auto'
complete -c vibe -l auto-commit -d 'edit files, and commit what the run changed when it ends well'
complete -c vibe -l dry-run -d 'show the diffs and the commit; change nothing'
complete -c vibe -l offline -d 'no network for anything but the model endpoint: not for commands, and no fallback elsewhere'
complete -c vibe -l plain -d 'a session of lines only, in which nothing is redrawn'
complete -c vibe -l output -r -a 'text json stream-json' -d 'text, json or stream-json'
complete -c vibe -l patch-out -r -F -d 'write the whole change as a Git patch'
complete -c vibe -l no-color -d 'no colour'
complete -c vibe -l quiet -d 'no progress on standard error'
complete -c vibe -l verbose -d 'more of it'
complete -c vibe -l log-file -r -F -d 'write the log here'
complete -c vibe -l max-turns -r -d 'at most this many model replies'
complete -c vibe -l max-tokens -r -d 'at most this many tokens, in and out'
complete -c vibe -l max-cost -r -d 'at most this cost'
complete -c vibe -l timeout -r -d 'at most this long: 90s, 5m, 1h30m'
complete -c vibe -l fail-if-no-change -d 'exit 9 when nothing changed'
complete -c vibe -s V -l version -d 'print the version'
complete -c vibe -s h -l help -d 'print this help'
complete -c vibe -n __fish_is_first_arg -a demo
complete -c vibe -n __fish_is_first_arg -a undo
complete -c vibe -n __fish_is_first_arg -a apply
complete -c vibe -n __fish_is_first_arg -a models
complete -c vibe -n __fish_is_first_arg -a doctor
complete -c vibe -n __fish_is_first_arg -a config
complete -c vibe -n __fish_is_first_arg -a completion
