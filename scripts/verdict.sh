# Functions that tell from a log of Maven and the reports of its tests what failed, and how to run
# only that; read by scripts/check, which sets root to the checkout.

# The line of each kind of tests that sums it up, out of the log $1.
totals_of_tests() {
  [ -z "$1" ] || grep -E '^\[[A-Z]+\] Tests run: [0-9]+, .*Skipped: [0-9]+$' "$1"
}

# The tests that were left out because this machine lacks what they need, out of their reports, and
# what that is.
tests_left_out() {
  sed -n -E \
    -e '/<testcase /{' -e 's/.* name="([^"({[]*)[^"]*" classname="([^"]*)".*/\2#\1/' \
    -e 's/^([a-z0-9_]+\.)*//' -e 'h' -e '}' \
    -e '/<skipped /{' -e 's/.* message="([^"]*)".*/: \1/' -e 'H' -e 'x' -e 's/\n//' \
    -e 's/&quot;/"/g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g' -e 's/^/not run: /p' -e '}' \
    "$root"/target/surefire-reports/*.xml "$root"/target/failsafe-reports/TEST-*.xml 2>/dev/null |
    sort -u
}

# The attempts to do harm, each with the mode and what became of it, one table out of those of each
# class of tests.
table_of_attempts() {
  for table in "$root"/target/hostile/*.txt; do
    [ ! -r "$table" ] || cat "$table"
  done
}

# Prints the name of what failed by the log $1 of Maven, which was given the options $2…; there is
# no log when nothing was run.
name_what_failed() {
  log_of_maven=$1
  shift
  goal=
  [ -z "$log_of_maven" ] || goal=$(
    sed -n 's/^\[ERROR\] Failed to execute goal \(.*\) on project .*/\1/p' "$log_of_maven" |
      head -n 1
  )
  case $log_of_maven:$goal in
    :*) echo 'nothing was run, because another build has the lock; again: scripts/check' ;;
    *:exec-maven-plugin:*'(format)') echo 'badly formatted files; to format them: scripts/format' ;;
    *:maven-compiler-plugin:*) echo "compiler; only that: $(maven_command) test-compile" ;;
    *:maven-surefire-plugin:*)
      name_failed_tests 'unit tests' surefire-reports "$(maven_command) test -Dtest=" "$@"
      ;;
    *:maven-failsafe-plugin:*)
      only='-Dtest=None -Dsurefire.failIfNoSpecifiedTests=false'
      name_failed_tests 'end-to-end tests' failsafe-reports \
        "${1:+FAULT_EVERY=${FAULT_EVERY-10} }$(maven_command) verify $only -Dit.test=" "$@"
      ;;
    *:exec-maven-plugin:* | *:maven-jar-plugin:* | *:maven-dependency-plugin:* | \
      *:maven-resources-plugin:*)
      echo "package; only that: $(maven_command) package -Dmaven.test.skip=true"
      ;;
    *) echo "Maven, before anything was checked (${goal:-see above}); again: scripts/check" ;;
  esac
}

# Maven looks for a JDK in fewer folders than the scripts do.
maven_command() {
  case $JAVA25_HOME in
    "${JAVA_HOME-}" | /usr/lib/jvm/*) echo mvn ;;
    *) echo "JAVA25_HOME='$JAVA25_HOME' mvn" ;;
  esac
}

# Prints the failed tests of a kind $1 whose reports are in $2; the command $3 runs those that are
# named behind it, with the options $4…. Many are named by their classes only.
name_failed_tests() {
  kind=$1
  command=$3
  names=$(failed_tests "$root/target/$2")
  shift 3
  [ -n "$names" ] || {
    echo "$kind, but no single one (did a JVM end early?), see above; again: scripts/check"
    return
  }
  [ "$(echo "$names" | wc -l)" -le 5 ] || names=$(echo "$names" | sed 's/#.*//' | sort -u)
  names=$(echo "$names" | paste -s -d , -)
  # Reports name a class for the tests of those that are nested in it; the asterisk finds them.
  echo "$kind $names; only those: $command'$(echo "$names" | sed 's/#/*#/g')'${*:+ $*}"
}

# Prints Class#test of each failed test whose report is in the folder $1, or Class where all of it
# failed.
failed_tests() {
  sed -n -E 's/ -- Time elapsed: .* <<< (FAILURE|ERROR)!$//p' "$1"/*.txt 2>/dev/null |
    sed -E -e 's/[[({].*//' -e 's/^([a-z0-9_]+\.)*//' -e 's/\.initializationError$//' \
      -e 's/\./#/' | sort -u
}
