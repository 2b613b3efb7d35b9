package dev.vibe.provider;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/protocol-cases.md and the tests named after its rows to each other. */
class ProtocolCasesTest {

  private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]*) \\|$");
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

  /** Several rows may share a test: {@code row_28_and_29_…}. */
  private static final Pattern TEST = Pattern.compile("void row_(\\d+(?:_and_\\d+)*)_[a-z]\\w*\\(");

  private static final Pattern ANY_TEST = Pattern.compile("void rows?_?\\d\\w*\\(");

  @Test
  void rows_are_numbered_without_a_gap() throws IOException {
    assertEquals(
        IntStream.rangeClosed(1, 40).boxed().toList(), List.copyOf(claimedClasses().keySet()));
  }

  @Test
  void row_names_of_tests_are_those_of_the_table() throws IOException {
    assertEquals(claimedClasses(), testedClasses());
  }

  @Test
  void no_test_names_a_row_in_another_way() throws IOException {
    List<String> others = new ArrayList<>();
    for (Path file : testFiles()) {
      Matcher any = ANY_TEST.matcher(Files.readString(file));
      while (any.find()) {
        if (!TEST.matcher(any.group()).matches()) {
          others.add(file.getFileName() + ": " + any.group());
        }
      }
    }
    assertEquals(List.of(), others);
  }

  /** By row, the classes in the last column. */
  private static Map<Integer, Set<String>> claimedClasses() throws IOException {
    Map<Integer, Set<String>> claimed = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("docs/protocol-cases.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> classes =
            CLASS
                .matcher(row.group(2))
                .results()
                .map(r -> r.group(1))
                .collect(toCollection(TreeSet::new));
        assertTrue(claimed.put(Integer.valueOf(row.group(1)), classes) == null, "twice: " + line);
      }
    }
    return claimed;
  }

  /** By row, the classes that have tests named after it. */
  private static Map<Integer, Set<String>> testedClasses() throws IOException {
    Map<Integer, Set<String>> tested = new TreeMap<>();
    for (Path file : testFiles()) {
      Matcher test = TEST.matcher(Files.readString(file));
      while (test.find()) {
        for (String row : test.group(1).split("_and_", -1)) {
          tested
              .computeIfAbsent(Integer.valueOf(row), number -> new TreeSet<>())
              .add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    return tested;
  }

  private static List<Path> testFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
