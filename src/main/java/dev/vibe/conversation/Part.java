package dev.vibe.conversation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Part of what the user says. */
public sealed interface Part {

  record Text(String text) implements Part {}

  /**
   * Text that came along with the prompt, such as piped standard input.
   *
   * @param name where it came from, shown to the model, e.g. {@code stdin}
   */
  record Attachment(String name, String text) implements Part {

    private static final String MODE = "mode";

    /** What tells the model of the mode, which people chose and see. */
    public static Attachment ofMode(String text) {
      return new Attachment(MODE, text);
    }

    public boolean isOfMode() {
      return name.equals(MODE);
    }
  }

  /**
   * An image, for models that see.
   *
   * @param name where it came from, e.g. {@code docs/shot.png}
   * @param base64 its bytes as servers want them; text, so that equal images are equal values
   */
  record Image(String name, ImageType type, String base64) implements Part {

    public static Image of(String name, ImageType type, byte[] bytes) {
      return new Image(name, type, Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    /** In hexadecimal digits. */
    public static String sha256(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
    }

    /** What stands in its place for a model that is not shown it. */
    public Attachment unseen() {
      return unseen(name);
    }

    /** The same for an image that is not at hand. */
    public static Attachment unseen(String name) {
      return new Attachment(name, "(an image that is not shown to you)");
    }

    /** Without the bytes, which nobody can read. */
    @Override
    public String toString() {
      return "Image[" + name + ", " + type + ", " + base64.length() + " characters]";
    }
  }
}
