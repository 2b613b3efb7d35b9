package dev.vibe.verify.report;

import dev.vibe.text.Truncation;
import java.util.List;

/**
 * Failure of one test, or of what has to happen before tests can run.
 *
 * @param name of the test, as its runner takes it; of anything else what it is about, may be empty
 * @param said what the tool wrote of it
 * @param places that it names, the most telling first
 */
public record Failure(Sort sort, String name, String said, List<Place> places) {

  /** Sort of a failure. */
  public enum Sort {
    /** A test that ran and failed. */
    TEST,
    /** Something does not compile, or cannot be loaded. */
    BUILD,
    /** A program that ended badly, or a log that nobody can read. */
    OTHER
  }

  static final int MOST_PLACES = 8;

  /** In characters: what goes on longer is a value that was printed, or a deep stack. */
  private static final Truncation.Keep SAID = new Truncation.Keep(1_200, 600);

  private static final int LONGEST_NAME = 300;

  public Failure {
    name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    said = Truncation.chars(said.strip(), SAID).text();
    places = places.stream().distinct().limit(MOST_PLACES).toList();
  }

  /** What it is called in a list: its name, or else where it is. */
  public String title() {
    if (!name.isEmpty()) {
      return name;
    }
    return places.isEmpty() ? said.lines().findFirst().orElse("") : places.getFirst().toString();
  }
}
