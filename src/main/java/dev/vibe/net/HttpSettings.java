package dev.vibe.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Settings of how connections are made.
 *
 * @param connectLimit from the name look-up to the end of the TLS handshake
 * @param extraAuthorities PEM files with certificates that are trusted besides those of the runtime
 * @param identity what is shown to servers that ask who it is
 */
public record HttpSettings(
    Duration connectLimit, Proxies proxies, List<Path> extraAuthorities, Identity identity) {

  /** Direct connections, fifteen seconds to connect, the runtime's own certificates. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(Duration.ofSeconds(15), Proxies.NONE, List.of(), Identity.NONE);

  /**
   * A certificate and its key.
   *
   * @param files with the certificate first and the key last, the same one twice when it holds
   *     both; PEM with a PKCS #8 key, or PKCS #12; empty to show none
   * @param password of the key; asked for when the file turns out to need one, may block and may
   *     throw {@link dev.vibe.problem.VibeException}; gives empty when there is none
   */
  public record Identity(List<Path> files, Supplier<String> password) {

    public static final Identity NONE = new Identity(List.of(), () -> "");

    public Identity {
      files = List.copyOf(files);
    }
  }

  public HttpSettings {
    extraAuthorities = List.copyOf(extraAuthorities);
  }
}
