package dev.vibe.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How connections are made.
 *
 * @param connectLimit from the name look-up to the end of the TLS handshake
 * @param extraAuthorities PEM files with certificates that are trusted besides those of the runtime
 * @param identity PEM files with the certificate to show to servers that ask and with its key (PKCS
 *     #8, not encrypted), the same one twice when it holds both; empty to show none
 */
public record HttpSettings(
    Duration connectLimit, Proxies proxies, List<Path> extraAuthorities, List<Path> identity) {

  /** Direct connections, fifteen seconds to connect, the runtime's own certificates. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(Duration.ofSeconds(15), Proxies.NONE, List.of(), List.of());

  public HttpSettings {
    extraAuthorities = List.copyOf(extraAuthorities);
    identity = List.copyOf(identity);
  }
}
