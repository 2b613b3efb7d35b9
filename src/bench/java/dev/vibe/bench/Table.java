package dev.vibe.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Table, in Markdown, of figures beside their limits and beside what they were when the baseline
 * was stored.
 */
final class Table {

  /** What a figure may grow by against the baseline. */
  private static final double ALLOWED = 1.25;

  /** A limit is missed for sure, also on a busy machine, by more than this. */
  private static final double BEYOND_NOISE = 1.5;

  private final Floors floors;
  private final Path file;
  private final Properties baseline = new Properties();

  /** The file of the baseline may be missing. */
  Table(Floors floors, Path file) throws IOException {
    this.floors = floors;
    this.file = file;
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        baseline.load(in);
      }
    }
  }

  /** Prints the table; false if a limit was missed or a figure got worse, as far as can be told. */
  boolean print(List<Figure> figures) {
    System.out.println(floors.table());
    System.out.println("| figure | here | floor | ratio | limit | baseline | verdict |");
    System.out.println("|---|---:|---|---:|---:|---:|---|");
    boolean good = true;
    for (Figure figure : figures) {
      good &= print(figure);
    }
    System.out.println();
    System.out.println(
        floors.areQuiet()
            ? "The machine was quiet enough to tell."
            : "The machine was too busy to tell: the starts of an empty JVM differ too much.");
    return good;
  }

  private boolean print(Figure figure) {
    double ratio = figure.value() / floors.millis(figure.floor());
    double before = Double.parseDouble(baseline.getProperty(figure.key(), "NaN"));
    boolean missed = ratio > figure.limit();
    boolean worse = ratio > before * ALLOWED;
    boolean certain = floors.areQuiet() || !figure.isMachineBound();
    String verdict = missed ? "**missed**" : Double.isNaN(figure.limit()) ? "" : "kept";
    if (worse) {
      verdict += (verdict.isEmpty() ? "" : ", ") + "**worse**";
    }
    if ((missed || worse) && !certain) {
      verdict += ", noisy";
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f %s | %s | %s | %s | %s | %s |%n",
        figure.name(),
        figure.value(),
        figure.unit(),
        figure.floor().label(),
        figure.isMachineBound() ? number(ratio) : "",
        number(figure.limit()),
        number(before),
        verdict);
    return !(missed && (certain || ratio > figure.limit() * BEYOND_NOISE)) && !(worse && certain);
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  /** Makes these figures the baseline; others in it stay as they are. */
  void store(List<Figure> figures) throws IOException {
    Map<String, String> all = new TreeMap<>();
    baseline.forEach((key, value) -> all.put(key.toString(), value.toString()));
    for (Figure figure : figures) {
      double ratio = figure.value() / floors.millis(figure.floor());
      all.put(figure.key(), String.format(Locale.ROOT, "%.3f", ratio));
    }
    StringBuilder text =
        new StringBuilder(
            """
            # What scripts/bench measured on a quiet machine: times as multiples of floors of the same run,
            # counts as they are. Written by scripts/bench --store.
            """);
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(file, text);
  }
}
