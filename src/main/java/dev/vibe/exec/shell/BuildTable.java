package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Table of programs that build and test: the subcommands that do nothing else, and the options that
 * neither name a program or a configuration nor lead to another folder. What is not in it reaches
 * further, such as {@code install}, {@code publish} and {@code exec}. Pure.
 */
public final class BuildTable {

  /**
   * Names of the program; subcommands, with the word that has to follow behind a colon, where a
   * star is the name of a script; options that stand alone; options with a value; what may follow
   * beside them. A dash stands for none.
   */
  private static final String PROGRAMS =
      """
      mvn ./mvnw       | clean validate compile test-compile test package verify | -q -B -o -e -U -am -amd -ntp -nsu --quiet --batch-mode --offline --errors --also-make --no-transfer-progress -DskipTests -DskipITs | -Dtest -Dit.test -DskipTests -DskipITs -DfailIfNoTests -Dsurefire.failIfNoSpecifiedTests -pl --projects -T | NOTHING
      gradle ./gradlew | clean classes testClasses compileJava compileTestJava compileKotlin test check assemble build | -q --quiet --info --stacktrace --offline --no-daemon --continue --rerun-tasks | --tests --console | NOTHING
      npm              | test run:* run-script:* | -s --silent --if-present --watch --coverage --ci --verbose | - | HANDED_ON
      pnpm             | test run:* | --silent --watch --coverage --ci --verbose | - | HANDED_ON
      yarn             | test | --silent --watch --coverage --ci --verbose | - | HANDED_ON
      bun              | test | --watch --coverage --bail --silent | -t --timeout | HANDED_ON
      cargo            | test check build clippy | --release --lib --bins --tests --examples --benches --workspace --all --all-targets --all-features --no-default-features --locked --offline --no-run --no-fail-fast --doc -q -v -vv --quiet --verbose | -p --package --test --bin --example --features -j --jobs | HANDED_ON
      go               | test vet build | -v -race -short -cover -failfast -json -x -benchmem | -run -skip -count -timeout -bench -tags -parallel -cpu | PATHS
      dotnet           | test build | --no-build --no-restore --nologo | -c --configuration --filter -v --verbosity -f --framework | PATHS
      python python3   | -m:pytest -m:unittest | -q -v -vv -x -s -l -b -f --lf --ff --last-failed --failed-first --collect-only --co --no-header --no-summary --exitfirst --quiet --verbose | -k -m --maxfail --tb --durations -n | PATHS
      pytest           | - | -q -v -vv -x -s -l --lf --ff --last-failed --failed-first --collect-only --co --no-header --no-summary --exitfirst --quiet --verbose | -k -m --maxfail --tb --durations -n | PATHS
      """;

  private static final Map<String, Build> TABLE = read();

  private BuildTable() {}

  /** Extent of what may follow a subcommand beside options. */
  private enum Rest {
    /** A word would be another subcommand. */
    NOTHING,
    /** Files and names in the folder. */
    PATHS,
    /** The same, and behind two dashes whatever the tests themselves take. */
    HANDED_ON
  }

  /** Program that builds. */
  private record Build(Set<String> subcommands, Set<String> alone, Set<String> valued, Rest rest) {

    /** How many words name what it does; 0 when that is not known. */
    int named(List<String> words) {
      int at = 1;
      if (rest == Rest.NOTHING) {
        int end = 0;
        while (at < words.size()
            && (subcommands.contains(words.get(at)) || alone.contains(words.get(at)))) {
          end = subcommands.contains(words.get(at)) ? at + 1 : end;
          at++;
        }
        return end;
      }
      if (subcommands.isEmpty()) {
        return at;
      }
      if (at < words.size() && subcommands.contains(words.get(at))) {
        return at + 1;
      }
      if (at + 1 >= words.size()) {
        return 0;
      }
      String name = words.get(at + 1);
      boolean isScript = subcommands.contains(words.get(at) + ":*") && name.matches("\\w[\\w:.-]*");
      return isScript || subcommands.contains(words.get(at) + ":" + name) ? at + 2 : 0;
    }

    /** The place of the first word that reaches further; the count of all where none does. */
    int reach(List<String> words, int from) {
      int at = from;
      while (at < words.size()) {
        String word = words.get(at);
        int equals = word.indexOf('=');
        if (word.equals("--") && rest == Rest.HANDED_ON) {
          return handedOn(words, at + 1);
        }
        if (equals > 0 && valued.contains(word.substring(0, equals))) {
          if (!isInside(word.substring(equals + 1))) {
            return at;
          }
        } else if (valued.contains(word) && !alone.contains(word)) {
          at++;
          if (at < words.size() && !isInside(words.get(at))) {
            return at;
          }
        } else if (!alone.contains(word)
            && (word.startsWith("-") || rest == Rest.NOTHING || !isInside(word))) {
          return at;
        }
        at++;
      }
      return words.size();
    }

    private static int handedOn(List<String> words, int from) {
      int at = from;
      while (at < words.size() && isInside(words.get(at).replaceFirst("^-[^=]*=?", ""))) {
        at++;
      }
      return at;
    }

    private static boolean isInside(String word) {
      return !word.startsWith("/")
          && !word.startsWith("~")
          && !word.contains("://")
          && !List.of(word.split("[/=,:]", -1)).contains("..");
    }
  }

  /**
   * The pattern of a rule that lets a build be asked for again with other options, and nothing
   * else: program and subcommand with a star behind them. Empty for any other command.
   */
  public static Optional<String> pattern(String command) {
    Optional<List<String>> plain = PlainCommand.words(command.strip());
    if (plain.isEmpty() || plain.get().isEmpty()) {
      return Optional.empty();
    }
    List<String> words = plain.get();
    int named = named(words);
    return named > 0 && reach(words, named) == words.size()
        ? Optional.of(String.join(" ", words.subList(0, named)) + " *")
        : Optional.empty();
  }

  /** How many words name a program and its subcommand; 0 where they are none of the table. */
  static int named(List<String> words) {
    Build build = TABLE.get(words.getFirst());
    return build == null ? 0 : build.named(words);
  }

  /** The place of the first word behind a subcommand that reaches further than a build does. */
  static int reach(List<String> words, int from) {
    return Optional.ofNullable(TABLE.get(words.getFirst()))
        .map(build -> build.reach(words, from))
        .orElse(words.size());
  }

  private static Map<String, Build> read() {
    Map<String, Build> table = new HashMap<>();
    for (String line : PROGRAMS.lines().toList()) {
      List<List<String>> cells = new ArrayList<>();
      for (String cell : line.split("\\|", -1)) {
        cells.add(cell.strip().equals("-") ? List.of() : List.of(cell.strip().split(" +", -1)));
      }
      Build build =
          new Build(
              Set.copyOf(cells.get(1)),
              Set.copyOf(cells.get(2)),
              Set.copyOf(cells.get(3)),
              Rest.valueOf(cells.get(4).getFirst()));
      cells.getFirst().forEach(name -> table.put(name, build));
    }
    return Map.copyOf(table);
  }
}
