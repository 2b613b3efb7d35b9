package dev.vibe.text;

import dev.vibe.text.SecretPatterns.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scanner of a text for secrets: keys that issuers gave a beginning to be found by, private keys,
 * passwords in URLs, random values under a name that says what they are, and the keys that vibe
 * itself uses. Immutable; linear in the text, whatever it holds.
 */
public final class SecretScan {

  /** Who has so many has understood. */
  private static final int MOST = 50;

  /**
   * Lines before or after an access key id in which the secret that belongs to it is looked for.
   */
  private static final int NEAR = 5;

  private static final String OWN = "key that vibe itself uses";
  private static final String PRIVATE_KEY = Match.PRIVATE_KEY;
  private static final String AWS_SECRET = "AWS secret access key";

  /** Its shortest lines; in words no one line of a text is so long and has no blank. */
  private static final int KEY_LINE = 40;

  /** Headers of an encrypted key and one line of it. */
  private static final int FIRST_LINES = 1_000;

  private static final Pattern KEY_BEGIN =
      Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----");

  /** What local servers are told because they want to be told something. */
  private static final Set<String> NO_KEYS =
      Set.of(
          "not-needed",
          "not-required",
          "no-key-required",
          "sk-no-key-required",
          "lm-studio",
          "anything",
          "undefined",
          "sk-local");

  private static final int SHORTEST_KEY = 8;

  private final List<String> keys;

  /**
   * A scan.
   *
   * @param keys that count as secrets whatever they look like: the models'
   */
  public SecretScan(Collection<String> keys) {
    this.keys =
        keys.stream()
            .map(String::strip)
            .filter(key -> key.length() >= SHORTEST_KEY && !NO_KEYS.contains(key))
            .distinct()
            .toList();
  }

  /**
   * The secrets in a text, by line, up to fifty.
   *
   * @param known whether a value is no news, because it stood in the text before
   */
  public List<SecretFind> of(String text, Predicate<String> known) {
    return new Scan(text, known, Amount.NEWS).run();
  }

  /**
   * Secret in a text, with itself.
   *
   * @param line counted from 0
   */
  record Located(int line, Match match) {

    String kind() {
      return match.kind();
    }
  }

  /** All secrets in a text, the same one as often as it stands there. */
  List<Located> located(String text) {
    return keys.isEmpty() && !SecretHints.areIn(text)
        ? List.of()
        : new Scan(text, value -> false, Amount.EACH).located();
  }

  /** How many finds are wanted. */
  private enum Amount {
    /** Each time that one stands there. */
    EACH,
    /** So many that a person understands. */
    NEWS
  }

  /** One scan. Owned by one thread. */
  private final class Scan {
    private final List<String> lines;
    private final Predicate<String> known;
    private final Amount amount;
    private final List<Located> finds = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    Scan(String text, Predicate<String> known, Amount amount) {
      this.lines = text.lines().toList();
      this.known = known;
      this.amount = amount;
    }

    List<SecretFind> run() {
      return located().stream().map(find -> new SecretFind(find.line() + 1, find.kind())).toList();
    }

    private boolean isEnough() {
      return amount == Amount.NEWS && finds.size() >= MOST;
    }

    List<Located> located() {
      for (int i = 0; i < lines.size() && !isEnough(); i++) {
        String line = lines.get(i);
        for (String key : keys) {
          if (line.contains(key)) {
            add(i, new Match(OWN, key));
          }
        }
        if (line.length() >= SHORTEST_KEY && SecretHints.areIn(line)) {
          look(i, line);
        }
      }
      return List.copyOf(finds);
    }

    private void look(int index, String line) {
      for (Match match : SecretPatterns.issued(line)) {
        add(index, match);
        if (match.isAwsKeyId()) {
          lookForAwsSecret(index);
        }
      }
      if (line.contains("PRIVATE KEY")) {
        lookForPrivateKey(index, line);
      }
      if (line.startsWith("Private-Lines: ") && index + 1 < lines.size()) {
        add(index, new Match(PRIVATE_KEY, lines.get(index + 1)));
      }
      if (line.contains("://")) {
        UrlPasswords.in(line).forEach(match -> add(index, match));
      }
      NamedValues.in(line).forEach(match -> add(index, match));
    }

    private void add(int index, Match match) {
      boolean isWanted = amount == Amount.EACH || (!isEnough() && seen.add(match.value()));
      if (isWanted && !known.test(match.value())) {
        finds.add(new Located(index, match));
      }
    }

    /** A key's beginning alone is what programs look for; with a line of one it is a key. */
    private void lookForPrivateKey(int index, String line) {
      Matcher begin = KEY_BEGIN.matcher(line);
      for (int tries = 0; tries < MOST && begin.find(); tries++) {
        String body = inSameLine(line, begin.end());
        for (int i = index + 1; body.isEmpty() && i < Math.min(lines.size(), index + 8); i++) {
          if (lines.get(i).contains("-----END")) {
            break;
          }
          body = longestRun(lines.get(i));
        }
        if (SecretPatterns.isKeyLine(body)) {
          add(index, new Match(PRIVATE_KEY, body));
        }
      }
    }

    /** What follows in the line of the beginning, where line ends are written as escapes. */
    private static String inSameLine(String line, int start) {
      int dashes = line.indexOf("-----", start);
      int limit = Math.min(line.length(), start + FIRST_LINES);
      int end = dashes < 0 ? limit : Math.min(limit, dashes);
      return longestRun(line.substring(start, end).replace("\\n", "\n").replace("\\r", ""));
    }

    private void lookForAwsSecret(int index) {
      for (int i = Math.max(0, index - NEAR); i < Math.min(lines.size(), index + NEAR + 1); i++) {
        for (String run : runs(lines.get(i))) {
          if (run.length() == 40
              && isMixed(run)
              && SecretPatterns.isRandom(run)
              && !SecretPatterns.isPlaceholder(run)) {
            add(i, new Match(AWS_SECRET, run));
          }
        }
      }
    }
  }

  private static boolean isMixed(String run) {
    return !run.equals(run.toLowerCase(Locale.ROOT)) && !run.equals(run.toUpperCase(Locale.ROOT));
  }

  /** The first run of characters of a key that is long enough to be a line of one; else empty. */
  private static String longestRun(String line) {
    return runs(line).stream().filter(run -> run.length() >= KEY_LINE).findFirst().orElse("");
  }

  /** What lies between all that no base 64 has. */
  private static List<String> runs(String line) {
    List<String> runs = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || !isBase64(line.charAt(i))) {
        if (i > start) {
          runs.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return runs;
  }

  private static boolean isBase64(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
  }
}
