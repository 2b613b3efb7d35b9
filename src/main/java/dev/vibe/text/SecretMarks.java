package dev.vibe.text;

import dev.vibe.text.SecretScan.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks that stand in a text for the secrets that were found in it by their looks, such as {@code
 * [secret:github-token:1]}. The same secret has the same mark as long as this lives. Thread-safe.
 */
final class SecretMarks {

  private static final String OPENING = "[secret:";

  private static final Pattern MARK = Pattern.compile("\\[secret:([a-z0-9-]{1,64}):(\\d{1,6})\\]");

  /** Beyond so many they have no number of their own, and are hidden all the same. */
  private static final int MOST_MARKS = 5_000;

  /** So many are looked for where nothing around says what they are; more would take time. */
  private static final int MOST_FORMS = 64;

  /** So many with those of files of log-in data. */
  private static final int MOST_KNOWN = 512;

  /** A shorter one, or one without a digit, is found in ordinary words. */
  private static final int SHORTEST_FORM = 12;

  /** What is left of a key's last line is no secret worth a mark. */
  private static final int SHORTEST_KEY_RUN = 16;

  /** Of a private key, with its headers. */
  private static final int MOST_KEY_LINES = 400;

  private static final SecretScan SCAN = new SecretScan(List.of());

  private final Map<String, String> markOf = new HashMap<>();
  private final Map<String, String> secretOf = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> ofEarlierRuns = new HashSet<>();
  private volatile FixedStrings forms = FixedStrings.NONE;
  private volatile boolean hasAny;

  /** The text with a mark in place of each secret; the same text when there is none. */
  String apply(String text) {
    List<Located> found = SCAN.located(text);
    String marked = found.isEmpty() ? text : marked(text, found);
    return forms.replaced(marked, this::mark);
  }

  private String marked(String text, List<Located> found) {
    List<String> lines = text.lines().toList();
    Map<Integer, Set<String>> values = new HashMap<>();
    for (Located each : found) {
      if (each.match().isPrivateKey()) {
        keyRuns(lines, each.line())
            .forEach((line, runs) -> runs.forEach(run -> take(values, line, each.kind(), run)));
      }
      take(values, each.line(), each.kind(), each.match().value());
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Set<String> here = values.getOrDefault(i, Set.of());
      out.append(
          here.isEmpty() ? line : FixedStrings.of(List.copyOf(here)).replaced(line, this::mark));
      int next = at + line.length();
      at = endOfTerminator(text, next);
      out.append(text, next, at);
    }
    return out.toString();
  }

  /** Lines end as those of {@link String#lines} do. */
  private static int endOfTerminator(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    return text.startsWith("\r\n", at) ? at + 2 : at + 1;
  }

  private void take(Map<Integer, Set<String>> values, int line, String kind, String value) {
    learn(kind, value);
    values.computeIfAbsent(line, none -> new HashSet<>()).add(value);
  }

  /** Takes values for secrets wherever they stand, also those that do not look like one. */
  synchronized void know(List<String> values) {
    List<String> news = values.stream().filter(value -> !forms.all().contains(value)).toList();
    if (news.isEmpty() || forms.all().size() >= MOST_KNOWN) {
      return;
    }
    news.forEach(value -> learn(NamedValues.KIND, value));
    List<String> all = new ArrayList<>(forms.all());
    news.stream().filter(value -> !all.contains(value)).forEach(all::add);
    forms = FixedStrings.of(all);
  }

  private synchronized void learn(String kind, String secret) {
    if (markOf.containsKey(secret) || markOf.size() >= MOST_MARKS) {
      return;
    }
    String name = name(kind);
    String mark = OPENING + name + ":" + counts.merge(name, 1, Integer::sum) + "]";
    markOf.put(secret, mark);
    secretOf.put(mark, secret);
    hasAny = true;
    boolean telling =
        secret.length() >= SHORTEST_FORM && secret.chars().anyMatch(Character::isDigit);
    if (telling && forms.all().size() < MOST_FORMS) {
      List<String> all = new ArrayList<>(forms.all());
      all.add(secret);
      forms = FixedStrings.of(all);
    }
  }

  private synchronized String mark(String secret) {
    return markOf.getOrDefault(secret, OPENING + "hidden]");
  }

  /** As in {@code github-token}. */
  private static String name(String kind) {
    return switch (kind) {
      case NamedValues.KIND -> "value";
      case UrlPasswords.KIND -> "password";
      default -> dashed(kind);
    };
  }

  private static String dashed(String kind) {
    return kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The runs of letters that are a private key, by line, from that with its beginning on. */
  private static Map<Integer, List<String>> keyRuns(List<String> lines, int begin) {
    Map<Integer, List<String>> all = new HashMap<>();
    int end = Math.min(lines.size(), begin + MOST_KEY_LINES);
    for (int i = begin; i < end; i++) {
      String line = lines.get(i);
      int from = i == begin ? Math.max(0, line.indexOf("PRIVATE KEY")) : 0;
      int last = line.indexOf("-----END", from);
      all.put(i, longRuns(last < 0 ? line : line.substring(0, last), from));
      if (last >= 0 || line.contains("Private-MAC")) {
        break;
      }
    }
    return all;
  }

  /** The letter behind a backslash is the sign of an escape, and none of the key. */
  private static List<String> longRuns(String line, int from) {
    List<String> runs = new ArrayList<>();
    int start = from;
    for (int i = from; i <= line.length(); i++) {
      if (i == line.length() || !IssuedKey.Alphabet.B64.has(line.charAt(i))) {
        int first = start > 0 && line.charAt(start - 1) == '\\' ? start + 1 : start;
        if (i - first >= SHORTEST_KEY_RUN) {
          runs.add(line.substring(first, i));
        }
        start = i + 1;
      }
    }
    return runs;
  }

  /** Whether a text holds a mark that was given in place of a secret, now or in an earlier run. */
  boolean areIn(String text) {
    return first(text).isPresent();
  }

  /** The first such mark. */
  Optional<String> first(String text) {
    if (!hasAny || !text.contains(OPENING)) {
      return Optional.empty();
    }
    synchronized (this) {
      return MARK.matcher(text)
          .results()
          .map(MatchResult::group)
          .filter(mark -> secretOf.containsKey(mark) || ofEarlierRuns.contains(mark))
          .findFirst();
    }
  }

  /** The text with the secrets in place of their marks, as far as they are known. */
  synchronized String undone(String text) {
    return MARK.matcher(text)
        .replaceAll(
            mark -> Matcher.quoteReplacement(secretOf.getOrDefault(mark.group(), mark.group())));
  }

  synchronized boolean isUnknown(String mark) {
    return ofEarlierRuns.contains(mark) && !secretOf.containsKey(mark);
  }

  /** Takes the marks in a text of an earlier run for such, and gives none of them again. */
  void remember(String text) {
    if (text.contains(OPENING)) {
      MARK.matcher(text)
          .results()
          .forEach(mark -> remember(mark.group(), mark.group(1), mark.group(2)));
    }
  }

  private synchronized void remember(String mark, String name, String number) {
    if (ofEarlierRuns.size() < MOST_MARKS) {
      ofEarlierRuns.add(mark);
      counts.merge(name, Integer.parseInt(number), Math::max);
      hasAny = true;
    }
  }
}
