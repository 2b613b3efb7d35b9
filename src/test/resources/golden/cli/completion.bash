# bash completion for vibe
_vibe() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  case $before in
    -p | --prompt) : ;;
    -r | --resume) : ;;
    --fork) : ;;
    -m | --model) : ;;
    --base-url) : ;;
    -C | --cd) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --add-dir) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --mode) mapfile -t COMPREPLY < <(compgen -W 'plan ask accept-edits auto' -- "$word") ;;
    --output) mapfile -t COMPREPLY < <(compgen -W 'text json stream-json' -- "$word") ;;
    --patch-out) compopt -o default ;;
    --log-file) compopt -o default ;;
    --max-turns) : ;;
    --max-tokens) : ;;
    --max-cost) : ;;
    --timeout) : ;;
    completion) mapfile -t COMPREPLY < <(compgen -W 'bash zsh fish' -- "$word") ;;
    config) mapfile -t COMPREPLY < <(compgen -W 'show path init' -- "$word") ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '-p --prompt --no-stdin -c --continue -r --resume --fork -m --model --base-url -C --cd --add-dir --trust --mode --auto-approve --yolo --auto-commit --dry-run --offline --plain --output --patch-out --no-color --quiet --verbose --log-file --max-turns --max-tokens --max-cost --timeout --fail-if-no-change -V --version -h --help' -- "$word")
      elif ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'demo undo apply models doctor config completion' -- "$word")
      fi
      ;;
  esac
}
complete -F _vibe vibe
