package dev.vibe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comment of each class, of which the first word names the kind of thing it is: who reads a list of
 * classes learns from it what each one is before what it does.
 */
class ClassCommentsTest {

  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java"), Path.of("src/build/java"), Path.of("src/bench/java"));

  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^(?:[a-z-]+ )*(?:class|record|enum|interface|@interface) ([A-Z]\\w*)");

  /** A noun may be followed by what it is explained with, or stand for itself. */
  private static final Pattern WORD = Pattern.compile("([A-Z][A-Za-z]*)[:,.]?(?:\\s.*)?");

  /** Questions, pointers and articles, behind which anything may follow. */
  private static final Set<String> NO_NOUNS =
      words(
          "What Where When Why How Whether Who Whom Whose Which Those These This That Such There"
              + " It Its They Their Our We If As In On For From To With Without By Only Also Not"
              + " A An The One Two Each Every All Any Some Same Everything Something Anything"
              + " Nothing Everybody Somebody Nobody Told Used May Can Must");

  /**
   * Verbs that class comments like to begin with; plurals of nouns that read alike are left out.
   */
  private static final Set<String> VERBS =
      words(
          "Adds Allows Applies Asks Assembles Binds Breaks Brings Carries Closes Collects Compares"
              + " Computes Contains Converts Copies Creates Cuts Decides Decodes Describes Detects"
              + " Does Encodes Ends Escapes Fetches Fills Finds Finishes Follows Formats Gets Gives"
              + " Goes Handles Has Hears Holds Installs Is Joins Keeps Knows Lays Lets Listens"
              + " Loads Looks Makes Manages Masks Observes Opens Parses Plays Provides Puts Reads"
              + " Registers Removes Renders Replaces Represents Resolves Rewrites Runs Says Seals"
              + " Searches Sees Sends Serves Shows Stands Starts Takes Talks Tells Throws"
              + " Translates Waits Wraps Writes");

  @Test
  void each_class_comment_begins_with_the_kind_of_thing_that_the_class_is() throws IOException {
    List<String> violations = new ArrayList<>();
    int types = 0;
    for (Path file : files()) {
      String text = Files.readString(file);
      Matcher declaration = DECLARATION.matcher(text);
      int behindLast = 0;
      while (declaration.find()) {
        types++;
        String comment = comment(text.substring(behindLast, declaration.start()));
        if (!beginsWithKind(comment)) {
          String shown = comment.isEmpty() ? "no comment" : comment;
          violations.add(
              file + ", " + declaration.group(1) + ": " + shown.lines().findFirst().orElseThrow());
        }
        behindLast = declaration.end();
      }
    }
    assertEquals("", String.join("\n", violations));
    assertTrue(types > 600, types + " types were looked at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Whether a file can be run.",
        "What goes on.",
        "Writes events as lines.",
        "The same with another model.",
        "A checked base URL.",
        "{@code vibe doctor}.",
        "lower case.",
        "Ends"
      })
  void a_question_a_verb_or_an_article_names_no_kind(String comment) {
    assertFalse(beginsWithKind(comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reader of a log.",
        "Port by which a person is asked.",
        "Session: a conversation with a model.",
        "Key, or whatever else a person did.",
        "Counts of how edits found their place.",
        "Writer of events\nas lines."
      })
  void a_noun_names_a_kind(String comment) {
    assertTrue(beginsWithKind(comment));
  }

  private static boolean beginsWithKind(String comment) {
    Matcher word = WORD.matcher(comment.lines().findFirst().orElse(""));
    return word.matches() && !NO_NOUNS.contains(word.group(1)) && !VERBS.contains(word.group(1));
  }

  /** The text of the last comment that begins a line of its own; empty when there is none. */
  private static String comment(String before) {
    int start = ("\n" + before).lastIndexOf("\n/**");
    if (start < 0) {
      return "";
    }
    int end = before.indexOf("*/", start);
    return before.substring(start + "/**".length(), end).replaceAll("(?m)^ \\* ?", "").strip();
  }

  private static List<Path> files() {
    return SOURCES.stream().flatMap(ClassCommentsTest::sourcesBelow).sorted().toList();
  }

  private static Stream<Path> sourcesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(ClassCommentsTest::isSource).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && !name.equals("package-info.java");
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }
}
