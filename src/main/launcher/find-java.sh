# Functions that find a JDK 25; read by the launcher and by the scripts of a checkout.

# True if the folder $1 holds a Java 25. Reads its release file, which needs no process.
is_java_25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# Sets java_home to the first Java 25 found, or fails. JAVA_HOME comes first, then the folders $@.
find_java_25() {
  for java_home in "${JAVA_HOME:-}" "$@" "${JAVA25_HOME:-}" "${JAVA_HOME_25_X64:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
    "${HOME:-/}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    is_java_25 "$java_home" && return 0
  done
  if [ -x /usr/libexec/java_home ]; then
    java_home=$(/usr/libexec/java_home -v 25 2>/dev/null) && is_java_25 "$java_home" && return 0
  fi
  on_path=$(command -v java) || return 1
  while [ -h "$on_path" ]; do
    link=$(readlink "$on_path")
    case $link in
      /*) on_path=$link ;;
      *) on_path=${on_path%/*}/$link ;;
    esac
  done
  java_home=${on_path%/bin/java}
  is_java_25 "$java_home"
}

say_no_java_25() {
  cat >&2 <<'END'
vibe: cannot start: no Java 25 found  [no-java]
  cause: looked at JAVA_HOME, the usual folders of JDKs and the PATH
  try:   install a JDK 25 (Debian: apt-get install openjdk-25-jdk-headless, or Eclipse
         Temurin's temurin-25-jdk; others: https://adoptium.net), or set JAVA_HOME to one
END
}
