package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of the places that lines name, in whatever way tools write them. */
final class Places {

  private static final int MOST = 40;

  /**
   * Of anything in parentheses or behind a space: {@code a/b.py:12}, {@code file:///a.mjs:4:29}.
   */
  private static final Pattern COLON =
      Pattern.compile(
          "(?<![\\w.@+~/\\\\-])(?:file://)?((?:[A-Za-z]:)?[\\w.@+~/\\\\-]{0,300}"
              + "\\.(?:java|kt|kts|scala|groovy|py|go|rs|c|cc|cpp|cxx|h|hpp|m?js|cjs|jsx|m?ts|cts"
              + "|tsx|vue|rb|php|pl|t|sh|bats|cs|swift)):(\\d{1,7})\\b");

  private static final Pattern PYTHON = Pattern.compile("File \"([^\"]{1,400})\", line (\\d{1,7})");
  private static final Pattern PERL = Pattern.compile("\\bat (\\S{1,300}) line (\\d{1,7})\\b");
  private static final Pattern SHELL = Pattern.compile("^(\\S{1,300}): line (\\d{1,7}): ");

  /** Of others, which nobody here changes. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "node_modules/|site-packages/|/lib/python|^node:|^/rustc/|/\\.cargo/|/usr/(?:local/)?(?:go|lib)/"
              + "|^importlib|internal/|(?:^|/)(?:ba|da|z)?sh$");

  private Places() {}

  /** In the order of the text, without those in libraries. */
  static List<Place> in(List<String> lines) {
    List<Place> places = new ArrayList<>();
    for (String line : lines) {
      for (Pattern pattern : List.of(PYTHON, COLON, PERL, SHELL)) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find() && places.size() < MOST) {
          add(places, matcher.group(1), matcher.group(2));
        }
      }
    }
    return places;
  }

  static void add(List<Place> places, String file, String line) {
    if (Place.isOne(file, line) && !FOREIGN.matcher(file).find()) {
      Place place = new Place(file, Integer.parseInt(line));
      if (!places.contains(place)) {
        places.add(place);
      }
    }
  }
}
