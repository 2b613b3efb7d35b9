# Builds the product of a checkout, one build at a time; read by the scripts beside it, which set
# root to the checkout.

# Runs the command line $@ while this process holds the build lock. The lock is a symbolic link,
# which is made in one step and names its owner.
with_build_lock() {
  lock=$root/target/build.lock
  mkdir -p "$root/target"
  waited=0
  until ln -s "$$" "$lock" 2>/dev/null; do
    remove_dead_lock && continue
    [ "$waited" -eq 0 ] && echo "vibe: waiting for another build of $root" >&2
    waited=$((waited + 1))
    if [ "$waited" -gt 900 ]; then
      echo "vibe: cannot build: process $(readlink "$lock") has held $lock for 15 minutes" >&2
      return 1
    fi
    sleep 1
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  "$@"
  built=$?
  rm -f "$lock"
  trap - EXIT INT TERM HUP
  return "$built"
}

# True if the lock is free now, because its owner had died. Two waiters must not both remove a dead
# lock, or the second would remove the first one's new lock; so only who holds the guard may look
# and remove.
remove_dead_lock() {
  mkdir "$lock.guard" 2>/dev/null || {
    # Held for an instant only; a minute means that its owner was killed.
    [ -n "$(find "$lock.guard" -prune -mmin +1 2>/dev/null)" ] && rmdir "$lock.guard" 2>/dev/null
    return 1
  }
  freed=1
  owner=$(readlink "$lock") && ! kill -0 "$owner" 2>/dev/null && rm -f "$lock" && freed=0
  rmdir "$lock.guard"
  return "$freed"
}

# Maven itself may run on any Java from 17 on; it finds the JDK 25 by itself, or by JAVA25_HOME.
need_build_tools() {
  . "$root/src/main/launcher/find-java.sh"
  find_java_25 || {
    say_no_java_25
    return 2
  }
  JAVA25_HOME=$java_home
  export JAVA25_HOME
  command -v mvn >/dev/null || {
    cat >&2 <<'END'
vibe: cannot build: no Maven found  [no-maven]
  cause: there is no mvn on the PATH
  try:   install Maven 3.8 or newer (Debian: apt-get install maven; others: https://maven.apache.org)
END
    return 2
  }
}

# True if the product is not built, or a source is newer than what is built.
is_stale() {
  [ -r "$root/target/dist/current" ] || return 0
  read -r layout <"$root/target/dist/current"
  [ -x "$root/target/dist/$layout/bin/vibe" ] || return 0
  [ -n "$(find "$root/pom.xml" "$root/src/main" "$root/src/build" \
    -newer "$root/target/dist/current")" ]
}

build_product() {
  need_build_tools || return
  with_build_lock build_if_stale
}

build_if_stale() {
  is_stale || return 0
  if [ -r "$root/target/dist/current" ]; then
    echo "vibe: building (sources changed)" >&2
  else
    echo "vibe: building (the first build downloads its dependencies and takes some minutes)" >&2
  fi
  log=$root/target/build.log
  (cd "$root" && LC_ALL=C.UTF-8 mvn -B -ntp -q -Dmaven.test.skip=true package) \
    </dev/null >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    cat >&2 <<END
vibe: cannot start: the build failed  [build-failed]
  cause: see above; all of it is in $log
  try:   fix it, or run what was built last with VIBE_SKIP_BUILD=1
END
    return 1
  }
}

# What an installation puts below its prefix, besides lib/vibe: links that lead there.
installed_links='bin/vibe
share/man/man1/vibe.1
share/bash-completion/completions/vibe
share/zsh/site-functions/_vibe
share/fish/vendor_completions.d/vibe.fish'

# Installs what was built below the absolute folder $1.
install_below() (
  cd "$root" && exec "$JAVA25_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    src/build/java/dev/vibe/build/Installation.java target/vibe.jar target/dependencies src/main/launcher \
    "$1" $installed_links
)
