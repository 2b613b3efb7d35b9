package dev.vibe.task.heal;

import dev.vibe.verify.report.FailureReport;
import dev.vibe.verify.report.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finder of the command that runs only what failed, where the runner of the tests has a way to say
 * that. Pure. Names of tests come out of logs, so each is quoted.
 */
final class FailingPart {

  /** More make a line that some system does not take. */
  private static final int MOST = 30;

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./ -]+");
  private static final Pattern UNFIT = Pattern.compile("^-|[\\p{Cntrl}]");
  private static final Pattern REGEX = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");
  private static final Pattern MAVEN_GOAL = Pattern.compile("(?:test|verify|package|install)");

  /** Options of pytest with a word behind them. */
  private static final Set<String> WITH_VALUE = Set.of("-k", "-m", "-c", "-p", "-n", "-o", "-W");

  private FailingPart() {}

  /** Empty where there is no way, or it would be no less than the whole. */
  static Optional<String> of(String command, FailureReport report) {
    List<String> tests = report.tests();
    boolean isFit =
        PLAIN.matcher(command).matches()
            && !report.isBroken()
            && !tests.isEmpty()
            && tests.size() <= MOST
            && tests.size() == report.failed()
            && tests.stream().noneMatch(test -> UNFIT.matcher(test).find());
    if (!isFit) {
      return Optional.empty();
    }
    List<String> words = List.of(command.strip().split(" +", -1));
    return switch (report.format()) {
      case PYTEST -> pytest(words, tests);
      case UNITTEST -> unittest(words, tests);
      case MAVEN, JUNIT_XML -> maven(words, tests).or(() -> gradle(words, tests));
      case GRADLE -> gradle(words, tests);
      case GO_TEST -> behind(words, List.of("go", "test"), " -run " + quoted(top(tests)));
      case CARGO_TEST ->
          words.contains("--")
              ? Optional.empty()
              : starting(words, List.of("cargo", "test"), " -- --exact " + all(tests));
      case JEST -> named(words, tests, " › ");
      case VITEST -> named(words, tests, " > ");
      case NODE_TEST ->
          words.contains("--test")
              ? Optional.of(
                  replaced(words, "--test", "--test --test-name-pattern=" + quoted(either(tests))))
              : Optional.empty();
      case TAP, COMPILER, TRACE, LOG -> Optional.empty();
    };
  }

  private static Optional<String> pytest(List<String> words, List<String> tests) {
    int start = words.indexOf("pytest");
    if (start < 0 || words.subList(0, start).stream().anyMatch(word -> word.equals("cd"))) {
      return Optional.empty();
    }
    List<String> kept = new ArrayList<>(words.subList(0, start + 1));
    for (int i = start + 1; i < words.size(); i++) {
      if (WITH_VALUE.contains(words.get(i))) {
        kept.add(words.get(i));
        i++;
        if (i < words.size()) {
          kept.add(words.get(i));
        }
      } else if (words.get(i).startsWith("-")) {
        kept.add(words.get(i));
      }
    }
    return Optional.of(String.join(" ", kept) + " " + all(tests));
  }

  private static Optional<String> unittest(List<String> words, List<String> tests) {
    int start = words.indexOf("unittest");
    boolean isWhole =
        start > 0
            && words.subList(start + 1, words.size()).stream()
                .allMatch(word -> word.equals("-v") || word.equals("-q"));
    return isWhole ? Optional.of(String.join(" ", words) + " " + all(tests)) : Optional.empty();
  }

  private static Optional<String> maven(List<String> words, List<String> tests) {
    boolean isMaven = words.stream().anyMatch(word -> word.matches("(?:\\./)?mvnw?"));
    boolean tells = words.stream().anyMatch(word -> word.startsWith("-Dtest="));
    if (!isMaven
        || tells
        || words.stream().noneMatch(word -> MAVEN_GOAL.matcher(word).matches())
        || tests.stream().anyMatch(test -> !test.matches("[\\w.$]+#[\\w$]+"))) {
      return Optional.empty();
    }
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (String test : tests) {
      int method = test.indexOf('#');
      methods
          .computeIfAbsent(test.substring(0, method), type -> new ArrayList<>())
          .add(test.substring(method + 1));
    }
    String chosen =
        methods.entrySet().stream()
            .map(each -> each.getKey() + "#" + String.join("+", each.getValue()))
            .collect(Collectors.joining(","));
    return Optional.of(
        String.join(" ", words)
            + " "
            + quoted("-Dtest=" + chosen)
            + " -Dsurefire.failIfNoSpecifiedTests=false");
  }

  private static Optional<String> gradle(List<String> words, List<String> tests) {
    boolean isGradle = words.stream().anyMatch(word -> word.matches("(?:\\./)?gradlew?"));
    return isGradle && words.contains("test")
        ? Optional.of(
            replaced(
                words,
                "test",
                "test"
                    + tests.stream()
                        .map(test -> " --tests " + quoted(test.replace('#', '.')))
                        .collect(Collectors.joining())))
        : Optional.empty();
  }

  private static Optional<String> named(List<String> words, List<String> tests, String between) {
    boolean isRunner = words.stream().anyMatch(word -> word.matches("jest|vitest"));
    boolean isScript = words.size() >= 2 && words.getFirst().equals("npm");
    if ((!isRunner && !isScript) || words.contains("--") || words.contains("-t")) {
      return Optional.empty();
    }
    List<String> full = tests.stream().map(test -> test.replace(between, " ")).toList();
    return Optional.of(
        String.join(" ", words) + (isScript ? " --" : "") + " -t " + quoted(either(full)));
  }

  private static Optional<String> starting(List<String> words, List<String> with, String more) {
    return words.size() >= with.size() && words.subList(0, with.size()).equals(with)
        ? Optional.of(String.join(" ", words) + more)
        : Optional.empty();
  }

  private static Optional<String> behind(List<String> words, List<String> with, String more) {
    return words.size() >= with.size()
            && words.subList(0, with.size()).equals(with)
            && !words.contains("-run")
        ? Optional.of(
            String.join(" ", with)
                + more
                + words.subList(with.size(), words.size()).stream()
                    .map(word -> " " + word)
                    .collect(Collectors.joining()))
        : Optional.empty();
  }

  /** Of Go, which chooses by the names of functions. */
  private static String top(List<String> tests) {
    return either(tests.stream().map(test -> test.replaceFirst("/.*", "")).distinct().toList());
  }

  private static String either(List<String> names) {
    return "^("
        + names.stream()
            .map(name -> REGEX.matcher(name).replaceAll("\\\\$0"))
            .collect(Collectors.joining("|"))
        + ")$";
  }

  private static String all(List<String> tests) {
    return tests.stream().map(FailingPart::quoted).collect(Collectors.joining(" "));
  }

  private static String replaced(List<String> words, String word, String by) {
    List<String> all = new ArrayList<>(words);
    all.set(all.indexOf(word), by);
    return String.join(" ", all);
  }

  /** As one word of a shell. */
  private static String quoted(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Whether the other report is about nothing else than this one. */
  static boolean isPartOf(FailureReport part, FailureReport whole) {
    return part.format() != Format.LOG && whole.titles().containsAll(part.titles());
  }
}
