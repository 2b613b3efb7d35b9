package dev.vibe.workspace.content;

import dev.vibe.problem.RefusalCode;
import java.util.Optional;

/** Outcome of reading a file for an edit. */
public sealed interface Loaded {

  /** A text file; {@code content} is exactly the bytes that {@code file} was decoded from. */
  record Text(TextFile file, Content.Present content) implements Loaded {}

  /**
   * No text to edit.
   *
   * @param message for the model: what is wrong and what to do instead
   */
  record Refused(RefusalCode kind, String message) implements Loaded {}

  /**
   * Decodes the bytes of a file. Never guesses at the price of a byte: {@link TextFile#encode} of
   * the unchanged text gives the same bytes.
   *
   * @param name how messages call the file
   */
  static Loaded decode(String name, byte[] bytes) {
    if (bytes.length > TextFile.MAX_BYTES) {
      return tooLarge(name, bytes.length);
    }
    TextEncoding encoding = TextEncoding.of(bytes);
    Optional<String> text = encoding.decode(bytes);
    if (encoding.isGuessed() && !text.filter(Loaded::looksWritten).isPresent()) {
      return binary(name);
    }
    if (text.isEmpty() && encoding == TextEncoding.UTF_8) {
      if (contains(bytes, (byte) 0)) {
        return binary(name);
      }
      encoding = TextEncoding.fallback(bytes);
      text = encoding.decode(bytes);
    }
    if (text.isEmpty()) {
      String problem = name + " is not valid " + encoding.title() + ", which its first bytes claim";
      return new Loaded.Refused(
          RefusalCode.NOT_UTF8, problem + "; it was left alone. Convert it with a command first.");
    }
    if (text.get().indexOf('\0') >= 0) {
      return binary(name);
    }
    return new Loaded.Text(new TextFile(text.get(), encoding), new Content.Present(bytes));
  }

  /** Small numbers in two bytes each look like UTF-16, too. */
  private static boolean looksWritten(String text) {
    return text.chars().allMatch(c -> c >= ' ' || (c >= '\t' && c <= '\r'));
  }

  static Loaded.Refused tooLarge(String name, long size) {
    return new Loaded.Refused(
        RefusalCode.TOO_LARGE,
        "%s is too large: %d bytes, the limit is %d. Show a part of it, or change it, with a command."
            .formatted(name, size, TextFile.MAX_BYTES));
  }

  private static Loaded.Refused binary(String name) {
    return new Loaded.Refused(
        RefusalCode.BINARY,
        name + " is a binary file (it has NUL bytes); this tool is for text only. Use a command.");
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }
}
