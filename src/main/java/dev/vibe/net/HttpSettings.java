package dev.vibe.net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How connections are made.
 *
 * @param connectLimit from the name look-up to the end of the TLS handshake
 * @param extraAuthorities PEM files with certificates that are trusted besides those of the runtime
 */
public record HttpSettings(Duration connectLimit, Proxies proxies, List<Path> extraAuthorities) {

  /** Direct connections, fifteen seconds to connect, the runtime's own certificates. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(Duration.ofSeconds(15), Proxies.NONE, List.of());

  public HttpSettings {
    extraAuthorities = List.copyOf(extraAuthorities);
  }
}
