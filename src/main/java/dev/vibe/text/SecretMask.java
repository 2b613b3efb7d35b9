package dev.vibe.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filter that masks the secrets that this process knows, wherever they come from: as they are, in
 * Base64, in hexadecimal digits, for a URL and as a JSON string. It learns them while it is in use;
 * thread-safe.
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

  private volatile FixedStrings forms = FixedStrings.NONE;
  private volatile boolean hasMasked;

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

  /** Whether a secret is in a text. */
  public boolean isIn(String text) {
    return forms.areIn(text);
  }

  /** The same text when there is nothing to hide in it. */
  public String apply(String text) {
    String masked = forms.replaced(text, MASK);
    if (!masked.equals(text)) {
      hasMasked = true;
    }
    return masked;
  }

  /**
   * Whether a text holds a mask that was put there in place of a secret: it must not get into a
   * file, where the secret would be lost. Before anything was masked the words are only words.
   */
  public boolean isMaskIn(String text) {
    return hasMasked && text.contains(MASK);
  }

  /** A filter of its own for a text that comes in pieces. */
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

  /** Filter of a text that comes in pieces, between two of which a secret may be cut. */
  public final class Pieces {

    private String held = "";

    private Pieces() {}

    /** What can be given on by now: all but an end that a secret might begin with. */
    public String add(String piece) {
      String text = apply(held + piece);
      int end = startOfPart(text);
      held = text.substring(end);
      return text.substring(0, end);
    }

    /** What was held back; to be called where the text ends or another begins. */
    public String rest() {
      String rest = held;
      held = "";
      return rest;
    }
  }

  /** Filter of bytes that come in pieces. */
  public final class Bytes {

    private final Pieces pieces = new Pieces();

    private Bytes() {}

    /** As {@link Pieces#add}, of the first {@code length} bytes. */
    public byte[] add(byte[] piece, int length) {
      if (forms.all().isEmpty() && pieces.held.isEmpty()) {
        return Arrays.copyOf(piece, length);
      }
      // Each byte is a character of this one.
      return pieces
          .add(new String(piece, 0, length, StandardCharsets.ISO_8859_1))
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As {@link Pieces#rest}. */
    public byte[] rest() {
      return pieces.rest().getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
