package dev.vibe.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Filter that masks secrets. Those that this process knows are masked wherever they come from: as
 * they are, in Base64, in hexadecimal digits, for a URL and as a JSON string; it learns them while
 * it is in use. Others are found by their looks and get a mark each. Thread-safe.
 *
 * <p>Masking is of what is shown, sent and kept. Nothing that is written into a file of the user
 * passes here, or his files would lose what he has in them.
 */
public final class SecretMask {

  /** What stands in a secret's place. */
  public static final String MASK = "[key hidden]";

  /** Shorter than this nothing is a secret: it would be found in ordinary words. */
  private static final int SHORTEST = 8;

  /** From this length on words without a digit may be one. */
  private static final int LONG = 20;

  /** Letters of a coded form that must be left of it to count as found. */
  private static final int SHORTEST_CODED = 10;

  /** Beyond, a word in pieces is no key. */
  private static final int LONGEST_WORD = 16_000;

  private static final String KEY_BEGIN = "-----BEGIN ";
  private static final String KEY_END = "-----END ";
  private static final int LONGEST_HEADER = 64;

  private volatile FixedStrings forms = FixedStrings.NONE;
  private volatile boolean hasMasked;
  private volatile boolean isMarking = true;
  private final SecretMarks marks = new SecretMarks();

  /**
   * Makes a secret known. What people put where a server wants no key is none: {@code ollama},
   * {@code not-needed}; to mask that would only make texts unreadable.
   */
  public synchronized void add(String secret) {
    if (!isSecret(secret) || forms.all().contains(secret)) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(forms.all());
    all.add(secret);
    all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    all.add(HexFormat.of().formatHex(bytes));
    all.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      base64(bytes, before, all);
    }
    forms = FixedStrings.of(List.copyOf(all));
  }

  /** Three bytes are four letters, so the letters depend on how many bytes stand before. */
  private static void base64(byte[] secret, int before, Set<String> forms) {
    byte[] shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    // Letters that also hold bits of what stands before or behind are left out.
    int from = before == 0 ? 0 : before + 1;
    int to = shifted.length * 8 / 6;
    if (to - from >= SHORTEST_CODED) {
      String certain = text.substring(from, to);
      forms.add(certain);
      forms.add(certain.replace('+', '-').replace('/', '_'));
    }
  }

  private static boolean isSecret(String text) {
    boolean hasDigit = text.chars().anyMatch(Character::isDigit);
    boolean isWords = text.chars().allMatch(c -> Character.isLowerCase(c) || c == '-' || c == '_');
    return (text.length() >= SHORTEST && hasDigit) || (text.length() >= LONG && !isWords);
  }

  /**
   * Makes the secrets in the text of a file of log-in data known: each value under a telling name,
   * which has a mark from now on wherever it stands.
   */
  public void addFrom(String loginFile) {
    marks.know(NamedValues.told(loginFile));
  }

  /** From now on only known secrets are masked, because the user wants no marks. */
  public void withoutMarks() {
    isMarking = false;
  }

  /** A scan for what looks like a secret, and for those that are known. */
  public SecretScan scan() {
    return new SecretScan(forms.all());
  }

  /** Whether a secret is in a text. */
  public boolean isIn(String text) {
    return forms.areIn(text);
  }

  /**
   * The text without the secrets that are known and without what looks like one, for whoever is
   * shown it or keeps it. The same text when there is nothing to hide in it.
   */
  public String redact(String text) {
    return isMarking ? marks.apply(apply(text)) : apply(text);
  }

  /**
   * The text without the secrets that are known. The same text when there is nothing to hide in it.
   */
  public String apply(String text) {
    String masked = forms.replaced(text, MASK);
    if (!masked.equals(text)) {
      hasMasked = true;
    }
    return masked;
  }

  /**
   * The mask in a text that was put there in place of a secret: it must not get into a file, where
   * the secret would be lost. Before anything was masked the words are only words.
   */
  public Optional<String> maskIn(String text) {
    return hasMasked && text.contains(MASK) ? Optional.of(MASK) : marks.first(text);
  }

  /** The text with what marks stand for in their place, as far as that can be told. */
  public String unmarked(String text) {
    return marks.undone(text);
  }

  /** Whether a mark was given before this process began, which does not know what it stands for. */
  public boolean isOfEarlierRun(String mark) {
    return marks.isUnknown(mark);
  }

  /** Knows the marks in a text of an earlier run of the session as such; gives the same text. */
  public String remember(String text) {
    marks.remember(text);
    return text;
  }

  /** A filter of its own, as {@link #redact}, for a text that comes in pieces. */
  public Pieces pieces() {
    return new Pieces();
  }

  /** The same for bytes of any encoding that has the letters of ASCII. */
  public Bytes bytes() {
    return new Bytes();
  }

  /** Where an end of the text begins with which a secret might begin; its length if none. */
  private int startOfPart(String text) {
    int start = text.length();
    for (String form : forms.all()) {
      int most = Math.min(form.length() - 1, text.length());
      for (int length = most; length > text.length() - start; length--) {
        if (text.regionMatches(text.length() - length, form, 0, length)) {
          start = text.length() - length;
        }
      }
    }
    return start;
  }

  /** Where the last word begins if it may be a part of a key that goes on; else the length. */
  private static int startOfOpenWord(String text) {
    int start = text.length();
    while (start > 0 && " \t\n\"'`".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    boolean fits = start < text.length() && text.length() - start <= LONGEST_WORD;
    return fits && SecretPatterns.mayBeOpen(text.substring(start)) ? start : text.length();
  }

  /** Where a private key begins that goes on behind the end; the length if none does. */
  private static int startOfOpenKey(String text) {
    int begin = text.lastIndexOf(KEY_BEGIN);
    if (begin >= 0 && text.length() - begin <= LONGEST_WORD) {
      String rest = text.substring(begin);
      boolean isHeader = rest.indexOf('\n') < 0 && rest.length() < LONGEST_HEADER;
      if (isHeader || (rest.contains("PRIVATE KEY") && !rest.contains(KEY_END))) {
        return begin;
      }
    }
    int length = KEY_BEGIN.length() - 1;
    while (!text.endsWith(KEY_BEGIN.substring(0, length))) {
      length--;
    }
    return text.length() - length;
  }

  /** Filter of a text that comes in pieces, between two of which a secret may be cut. */
  public final class Pieces {

    private String held = "";

    /** The letter that was given on last, if a word may begin with it; else empty. */
    private String letter = "";

    private Pieces() {}

    /** What can be given on by now: all but an end that a secret might begin with. */
    public String add(String piece) {
      String text = apply(held + piece);
      int end = startOfPart(text);
      if (isMarking) {
        end = Math.min(end, Math.max(0, startOfOpenWord(letter + text) - letter.length()));
        end = Math.min(end, startOfOpenKey(text));
      }
      held = text.substring(end);
      return shown(text.substring(0, end));
    }

    /** As {@link #add}, where only known secrets are hidden. */
    private String addKnown(String piece) {
      String text = apply(held + piece);
      int end = startOfPart(text);
      held = text.substring(end);
      return text.substring(0, end);
    }

    /** What was held back; to be called where the text ends or another begins. */
    public String rest() {
      String rest = shown(held);
      held = "";
      return rest;
    }

    private String shown(String text) {
      if (!isMarking || text.isEmpty()) {
        return text;
      }
      String marked = marks.apply(letter + text);
      String shown = marked.startsWith(letter) ? marked.substring(letter.length()) : marked;
      int last = text.length() - 1;
      boolean begins =
          Character.isLetter(text.charAt(last))
              && (last == 0 || !Character.isLetterOrDigit(text.charAt(last - 1)));
      letter = begins ? text.substring(last) : "";
      return shown;
    }
  }

  /** Filter of bytes that come in pieces. */
  public final class Bytes {

    private final Pieces pieces = new Pieces();
    private boolean isKnownOnly;

    private Bytes() {}

    /**
     * From now on only known secrets are hidden: to look for others costs more than half a minute
     * for a gigabyte.
     *
     * @return what was held back until now
     */
    public byte[] knownOnly() {
      byte[] rest = rest();
      isKnownOnly = true;
      return rest;
    }

    /** As {@link Pieces#add}, of the first {@code length} bytes. */
    public byte[] add(byte[] piece, int length) {
      // Each byte is a character of this one.
      String text = new String(piece, 0, length, StandardCharsets.ISO_8859_1);
      return (isKnownOnly ? pieces.addKnown(text) : pieces.add(text))
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As {@link Pieces#rest}. */
    public byte[] rest() {
      return pieces.rest().getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
