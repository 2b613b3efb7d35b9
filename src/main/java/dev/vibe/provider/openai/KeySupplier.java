package dev.vibe.provider.openai;

import dev.vibe.problem.Problem;
import java.util.List;
import java.util.function.Supplier;

/**
 * Supplier of the key to an endpoint. It is asked for when the first request needs it, kept, and
 * asked for once more when the server refuses it, because keys from a command run out. Thread-safe.
 */
public final class KeySupplier {

  /** No key is sent. */
  public static final KeySupplier NONE = new KeySupplier("", () -> "");

  private final String origin;
  private final Supplier<String> supplier;
  private final List<Problem> notices;
  private String current = "";
  private boolean asked;

  /**
   * Names a source.
   *
   * @param origin for people, e.g. {@code MISTRAL_API_KEY} or a file; never the key
   * @param supplier gives the key, or empty when there is none; may block and may throw {@link
   *     dev.vibe.problem.VibeException}
   */
  public KeySupplier(String origin, Supplier<String> supplier) {
    this(origin, supplier, List.of());
  }

  /**
   * The same, for a source about which the user should know something.
   *
   * @param notices given once by the model that uses the source
   */
  public KeySupplier(String origin, Supplier<String> supplier, List<Problem> notices) {
    this.origin = origin;
    this.supplier = supplier;
    this.notices = List.copyOf(notices);
  }

  List<Problem> notices() {
    return notices;
  }

  String origin() {
    return origin;
  }

  /** The key; empty for none. */
  synchronized String key() {
    if (!asked) {
      current = supplier.get().strip();
      asked = true;
    }
    return current;
  }

  /** Asks again after {@code refused} was refused; whether there is another key now. */
  synchronized boolean renew(String refused) {
    if (current.equals(refused)) {
      current = supplier.get().strip();
    }
    return !current.isEmpty() && !current.equals(refused);
  }
}
