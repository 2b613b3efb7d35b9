#!/bin/sh
# Kills the product at the n-th write, flush or rename, for each n until a run ends by itself, and
# looks whether everything is whole: edit, commit, checkpoint and undo, each as a process of its own.
# Needs strace. FAULT_EVERY=k takes every k-th n only (1).
root=$(cd -P -- "$(dirname -- "$0")/.." && pwd -P) || exit 2
command -v strace >/dev/null 2>&1 || {
  echo 'faults: strace is missing; install it (Debian: apt install strace)' >&2
  exit 1
}
vibe=${VIBE_BIN:-$root/target/dist/current/bin/vibe}
[ -x "$vibe" ] || {
  echo "faults: $vibe is missing; build it first: mvn -q package" >&2
  exit 1
}
every=${FAULT_EVERY:-1}
base=$(mktemp -d) || exit 2
trap 'rm -rf "$base"' EXIT
export HOME="$base/home" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
unset VIBE_HOME XDG_STATE_HOME XDG_CONFIG_HOME
mkdir -p "$HOME"
git config --global user.name Ada
git config --global user.email ada@example.org
kills=0

fail() {
  echo "faults: FAILED: $*" >&2
  exit 1
}

cat >"$base/calls.json" <<'CALLS'
[{"tool":"str_replace","file":"a.txt","old":"one","new":"1"},
 {"tool":"write_file","file":"sub/new.txt","content":"new\n"},
 {"tool":"git_commit","message":"Change"}]
CALLS

fresh() {
  rm -rf "$base/work" "$HOME/.local"
  git init -q -b main "$base/work" && cd "$base/work" || exit 2
  printf 'one\n' >a.txt
  git add a.txt && git commit -qm start
  printf 'mine\n' >loose.txt
}

whole() { # $1: what was done
  case $(cat a.txt) in one | 1) ;; *) fail "$1: a.txt is torn" ;; esac
  [ ! -e sub/new.txt ] || [ "$(cat sub/new.txt)" = new ] || fail "$1: sub/new.txt is torn"
  [ "$(cat loose.txt)" = mine ] || fail "$1: loose.txt is lost"
  git fsck --strict --no-dangling >"$base/fsck" 2>&1 || fail "$1: $(cat "$base/fsck")"
}

# kill_loop NAME PREPARE SYSCALLS COMMAND...
kill_loop() {
  name=$1 prepare=$2 calls=$3
  shift 3
  n=1
  while :; do
    fresh
    $prepare
    strace -f -qq -o /dev/null -e trace="$calls" -e inject="$calls:signal=SIGKILL:when=$n" \
      "$@" >/dev/null 2>&1
    code=$?
    [ "$code" -ge 128 ] || break
    kills=$((kills + 1))
    rm -f .git/index.lock .git/HEAD.lock .git/refs/heads/main.lock
    "$vibe" undo --list >/dev/null 2>&1
    whole "$name, $calls $n"
    n=$((n + every))
  done
  echo "faults: $name, $calls: $((n - 1)) places"
}

nothing() { :; }
applied() { "$vibe" apply "$base/calls.json" >/dev/null 2>&1 || fail 'apply does not work'; }

for calls in rename,renameat2 fsync,fdatasync write,pwrite64; do
  kill_loop 'edit and commit' nothing "$calls" "$vibe" apply "$base/calls.json"
  kill_loop undo applied "$calls" "$vibe" undo --yes
done
[ "$kills" -ge "$((60 / every))" ] || fail "only $kills places"
echo "faults: passed, $kills kills"
