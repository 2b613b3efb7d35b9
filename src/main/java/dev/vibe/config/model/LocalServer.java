package dev.vibe.config.model;

import dev.vibe.model.ServerKind;
import java.util.List;
import java.util.stream.Stream;

/** Server of models on this machine, at the loopback port that it uses unless told otherwise. */
public record LocalServer(ServerKind kind, int port) {

  /** In the order in which they are preferred. */
  public static final List<LocalServer> USUAL =
      Stream.of(ServerKind.values())
          .filter(kind -> kind.usualPort() > 0)
          .map(kind -> new LocalServer(kind, kind.usualPort()))
          .toList();

  /** For people. */
  public String name() {
    return kind.label();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/v1";
  }
}
