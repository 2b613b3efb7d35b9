package dev.vibe.git.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for names of branches: ours, which say what they are for, and those that Git takes. */
public final class BranchName {

  /** Begins the name of every branch that is ours to replace. */
  public static final String PREFIX = "vibe/";

  private static final int LONGEST_SLUG = 40;
  private static final int LONGEST = 200;

  /** Of git-check-ref-format, with what it takes but nobody should have to quote. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\\"'`$&|;<>(){}]|\\.\\.|@\\{|//");

  private BranchName() {}

  /**
   * The branch for a title: the same for the same title and base, so that a second run finds what
   * the first one made.
   */
  public static String of(String title, String base) {
    String slug =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut =
        slug.length() <= LONGEST_SLUG
            ? slug
            : slug.substring(0, LONGEST_SLUG).replaceFirst("-[^-]*$", "");
    return PREFIX + (cut.isEmpty() ? "" : cut + "-") + digest(base + "\n" + title);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether what vibe pushed to it before may be replaced. */
  public static boolean isOurs(String branch) {
    return branch.startsWith(PREFIX);
  }

  /** Why Git does not take the name of a branch; empty when it does. */
  public static Optional<String> objection(String branch) {
    if (branch.isBlank()) {
      return Optional.of("it is empty");
    }
    if (branch.startsWith("refs/")) {
      return Optional.of("it is the name of a ref; leave out refs/heads/");
    }
    boolean isBad =
        branch.length() > LONGEST
            || FORBIDDEN.matcher(branch).find()
            || branch.startsWith("-")
            || branch.startsWith("/")
            || branch.endsWith("/")
            || branch.endsWith(".")
            || branch.equals("HEAD")
            || branch.equals("@");
    boolean isHidden =
        (branch + "/").contains(".lock/") || branch.startsWith(".") || branch.contains("/.");
    return isBad || isHidden
        ? Optional.of("Git does not take such a name, or a shell would read it otherwise")
        : Optional.empty();
  }
}
