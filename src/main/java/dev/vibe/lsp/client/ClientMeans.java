package dev.vibe.lsp.client;

import dev.vibe.exec.ServerRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Means by which language servers are begun.
 *
 * @param runner confines them; made when it is first needed, and closed by whoever gave it
 * @param folder the working folder
 * @param productVersion told to servers
 */
public record ClientMeans(
    Supplier<ServerRunner> runner, Path folder, String productVersion, Patience patience) {

  /**
   * How long is waited for a server, beside the session.
   *
   * @param begin until it has answered that it is there
   * @param first for what it says of the first document
   * @param push for a server that may say nothing, where it has spoken before
   * @param quiet without another word, until what it said counts as all
   */
  public record Patience(Duration begin, Duration first, Duration push, Duration quiet) {

    public static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofMillis(2_000),
            Duration.ofMillis(300));
  }
}
