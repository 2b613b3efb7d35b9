. ./greet.sh

check() {
  if [ "$1" = "$2" ]; then
    echo "ok: $1"
  else
    echo "FAILED: expected \"$2\" but was \"$1\""
    failed=1
  fi
}

check "$(greet Ada)" 'Hello, Ada!'
check "$(greet)" 'Hello, world!'
exit "${failed:-0}"
