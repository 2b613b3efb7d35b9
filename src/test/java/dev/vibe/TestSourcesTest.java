package dev.vibe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rules for the tests themselves: a test waits for what it needs, says the same on every machine,
 * and has a name that finds it.
 */
class TestSourcesTest {

  private static final Path SOURCES = Path.of("src/test/java/dev/vibe");

  /** What no test may hold, and what to do instead. */
  private static final Map<Pattern, String> FORBIDDEN =
      Map.of(
          Pattern.compile("\\bThread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|\\bparkNanos\\("),
          "wait for what it needs, never for a time",
          Pattern.compile("@(?:Disabled|Enabled)\\w*"),
          "mend it or delete it; what a machine lacks is said by @Needs",
          Pattern.compile("\\bassum(?:e[TFN]|ing)\\w*\\(|\\bAssumptions\\b|\\bTestAborted\\w*"),
          "inject the means and test each outcome, or say what is needed by @Needs",
          Pattern.compile(
              "\\bisRoot\\b|\\.isInstalled\\(|getProperty\\(\"os\\.|getProperty\\(\"user\\."),
          "inject who and where it runs, and test each outcome",
          Pattern.compile("\\bassertTrue\\([^;]*\\bcontains\\([^;]*\\|\\|[^;]*\\bcontains\\("),
          "say which of the two it is",
          Pattern.compile(
              "(?m)^ *// ?(?:-{2,}|={2,}|\\*{2,}|#{2,}|~{2,})|^  // \\w+(?: \\w+)?\\n\\n"),
          "make a class of its own of each section");

  /**
   * An exception.
   *
   * @param file below the sources
   * @param part of what is forbidden, as it stands there
   * @param because why it has to be
   */
  private record Allowed(String file, String part, String because) {}

  private static final List<Allowed> ALLOWED =
      List.of(
          new Allowed(
              "e2e/Launcher.java",
              "getProperty(\"os.",
              "the program that resets ignored signals takes this option on Linux alone; no test"
                  + " asks for the outcome"));

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void no_test_waits_for_a_time_or_leaves_its_outcome_to_the_machine() throws IOException {
    List<String> found = new ArrayList<>();
    Set<Allowed> unused = new HashSet<>(ALLOWED);
    for (Path file : sources()) {
      String name = SOURCES.relativize(file).toString();
      String text = Files.readString(file);
      FORBIDDEN.forEach(
          (pattern, remedy) ->
              hits(pattern, text)
                  .filter(hit -> !isAllowed(name, hit, unused))
                  .forEach(hit -> found.add(name + ": " + hit + " (" + remedy + ")")));
    }
    assertEquals("", String.join("\n", found));
    assertEquals(Set.of(), unused, "exceptions that nothing needs");
  }

  private static Stream<String> hits(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().map(result -> result.group().strip());
  }

  private static boolean isAllowed(String file, String hit, Set<Allowed> unused) {
    return ALLOWED.stream()
            .filter(each -> each.file().equals(file) && hit.contains(each.part()))
            .peek(unused::remove)
            .count()
        > 0;
  }

  /** So that the pattern of none of the rules is one that nothing matches. */
  @Test
  void each_rule_finds_what_it_is_about() {
    List<String> bad =
        List.of(
            "Thread" + ".sleep(5);",
            "TimeUnit.SECONDS" + ".sleep(5);",
            "@" + "Disabled(\"later\")",
            "@" + "EnabledOnOs(OS.LINUX)",
            "assume" + "True(Files.exists(strace));",
            "assert" + "True(a.contains(\"x\") |" + "| a.contains(\"y\"));",
            "System.get" + "Property(\"os.name\")",
            "  /" + "/ --- output\n",
            "  /" + "/ grep\n\n");
    for (String each : bad) {
      assertTrue(FORBIDDEN.keySet().stream().anyMatch(rule -> rule.matcher(each).find()), each);
    }
    for (Pattern rule : FORBIDDEN.keySet()) {
      assertTrue(
          bad.stream().anyMatch(each -> rule.matcher(each).find()), "untried: " + rule.pattern());
    }
  }

  /** Maven is told which tests to run by this name alone. */
  @Test
  void no_two_classes_have_the_same_name() throws IOException {
    Map<String, List<String>> byName =
        sources().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(
                Collectors.groupingBy(
                    file -> String.valueOf(file.getFileName()),
                    TreeMap::new,
                    Collectors.mapping(
                        file -> SOURCES.relativize(file).toString(), Collectors.toList())));
    byName.values().removeIf(files -> files.size() == 1);

    assertEquals(Map.of(), byName);
  }
}
