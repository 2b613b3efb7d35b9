package dev.vibe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of classes, threads and pictures is there. */
class ArchitectureDocumentTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/vibe");

  /** As a line of the table of threads names what has no name of its own. */
  private static final String UNNAMED = "–";

  /** As it names a thread whose name the caller gives. */
  private static final String GIVEN = "given";

  /** How threads are started. A name that is no text is given by the caller. */
  private static final Pattern START =
      Pattern.compile(
          "Thread\\s*\\.of(?:Virtual|Platform)\\(\\)(?:\\s*\\.daemon\\(\\))?"
              + "(?:\\s*\\.name\\((?:\"([^\"]*)\"|(\\w+))\\))?"
              + "|BackgroundTask\\.start\\(\\s*\"([^\"]*)\""
              + "|startVirtualThread|newVirtualThreadPerTaskExecutor|ForkJoinPool\\.commonPool");

  /** Ways to start a thread that the pattern above would not see. */
  private static final Pattern OTHER_START =
      Pattern.compile(
          "new Thread\\(|new"
              + " Timer\\(|Executors\\.new(?!VirtualThreadPerTaskExecutor\\(\\))|supplyAsync|runAsync|thenApplyAsync|parallelStream|\\.parallel\\(\\)|new"
              + " ForkJoinPool");

  /** A name of two or more words, as most classes have; a shorter one may be a word of English. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b");

  /** Names of that form that are no classes of ours. */
  private static final Set<String> OTHER_NAMES = Set.of("OkHttp", "LocalSession");

  private static final int WIDEST = 100;
  private static final int TALLEST = 40;

  @Test
  void what_decides_a_behaviour_is_there() throws IOException {
    List<List<String>> rows = rows("Where is what");
    List<String> missing = new ArrayList<>();
    int behaviours = 0;
    for (List<String> row : rows) {
      List<String> places = quoted(row.get(1));
      behaviours += places.isEmpty() ? 0 : 1;
      places.addAll(quoted(row.get(2)));
      for (String place : places) {
        if (place.contains("/") && !isThere(place)) {
          missing.add(place);
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(behaviours >= 30, "only " + behaviours + " behaviours");
  }

  @Test
  void every_thread_is_listed_with_its_owner() throws IOException {
    Set<String> started = new TreeSet<>();
    List<String> unseen = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String owner = SOURCES.relativize(file).toString().replace(".java", "");
      START
          .matcher(text)
          .results()
          .map(ArchitectureDocumentTest::threadName)
          .forEach(name -> started.add(name + " by " + owner));
      if (OTHER_START.matcher(text).find()) {
        unseen.add(owner);
      }
    }
    Set<String> listed = new TreeSet<>();
    for (List<String> row : rows("Threads")) {
      String name = row.get(0).replace("`", "").replace("*", "");
      listed.add(name + " by " + row.get(2).replace("`", ""));
    }
    assertEquals(String.join("\n", started), String.join("\n", listed));
    assertEquals(List.of(), unseen);
  }

  @Test
  void every_package_has_a_picture() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Picture picture : pictures()) {
      shown.addAll(quoted(picture.heading()));
    }
    Set<String> packages = new TreeSet<>();
    for (Path file : sources()) {
      packages.add(SOURCES.relativize(file.getParent()).toString().replace('/', '.'));
    }
    assertEquals(String.join("\n", packages), String.join("\n", shown));
  }

  @Test
  void a_picture_fits_one_screen() throws IOException {
    for (Picture picture : pictures()) {
      int widest = picture.lines().stream().mapToInt(String::length).max().orElse(0);
      assertTrue(widest > 0 && widest <= WIDEST, picture.heading() + " is " + widest + " wide");
      assertTrue(picture.lines().size() <= TALLEST, picture.heading());
    }
  }

  @Test
  void pictures_show_classes_that_are_there() throws IOException {
    Set<String> types = new TreeSet<>(OTHER_NAMES);
    Pattern declared =
        Pattern.compile("(?m)^ *(?:[a-z-]+ )*(?:class|interface|record|enum) ([A-Z]\\w*)");
    for (Path file : sources()) {
      declared.matcher(Files.readString(file)).results().forEach(m -> types.add(m.group(1)));
    }
    List<String> missing = new ArrayList<>();
    for (Picture picture : pictures()) {
      for (String line : picture.lines()) {
        CLASS_NAME
            .matcher(line)
            .results()
            .map(MatchResult::group)
            .filter(name -> !types.contains(name))
            .forEach(missing::add);
      }
    }
    assertEquals(List.of(), missing);
  }

  /**
   * Whether a file is there, by its whole path or by one below the sources, and what is named
   * behind a dot is a word of it.
   */
  private static boolean isThere(String place) throws IOException {
    if (place.startsWith("src/")) {
      return Files.isRegularFile(Path.of(place));
    }
    int dot = place.indexOf('.');
    String type = dot < 0 ? place : place.substring(0, dot);
    Path file = SOURCES.resolve(type + ".java");
    return Files.isRegularFile(file)
        && (dot < 0
            || Pattern.compile("\\b" + Pattern.quote(place.substring(dot + 1)) + "\\b")
                .matcher(Files.readString(file))
                .find());
  }

  private static String threadName(MatchResult start) {
    if (start.group(2) != null) {
      return GIVEN;
    }
    return Stream.of(1, 3)
        .map(start::group)
        .filter(name -> name != null)
        .findFirst()
        .orElse(UNNAMED);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }

  /** The cells of the rows of the tables in a section, without head and rule. */
  private static List<List<String>> rows(String section) throws IOException {
    List<List<String>> rows =
        section(section)
            .filter(line -> line.startsWith("| "))
            .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
            .toList();
    assertTrue(rows.size() > 1, section);
    return rows.subList(1, rows.size());
  }

  /** Lines of a section of the document, up to the next of its kind. */
  private static Stream<String> section(String heading) throws IOException {
    return Files.readAllLines(Path.of("docs/architecture.md")).stream()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "));
  }

  private static List<String> quoted(String text) {
    Matcher quotes = Pattern.compile("`([^`]+)`").matcher(text);
    return quotes.results().map(m -> m.group(1)).collect(Collectors.toCollection(ArrayList::new));
  }

  /** A picture with the heading above it. */
  private record Picture(String heading, List<String> lines) {}

  private static List<Picture> pictures() throws IOException {
    List<Picture> pictures = new ArrayList<>();
    boolean inside = false;
    for (String line : section("Pictures").toList()) {
      if (line.startsWith("### ")) {
        pictures.add(new Picture(line, new ArrayList<>()));
      } else if (line.equals("```")) {
        inside = !inside;
      } else if (inside) {
        pictures.getLast().lines().add(line);
      }
    }
    return pictures;
  }
}
