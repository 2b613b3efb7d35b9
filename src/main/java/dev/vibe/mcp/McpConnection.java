package dev.vibe.mcp;

import dev.vibe.exec.ServerProcess;
import dev.vibe.mcp.McpServer.Transport;
import dev.vibe.mcp.login.LoginAccess;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.RpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connection to one server: made when it is first needed, and again when the server is gone, a few
 * times a session. Thread-safe; one thread at a time makes it.
 */
final class McpConnection implements AutoCloseable {

  /** A server that ends again and again is left alone. */
  private static final int MOST_BEGINNINGS = 4;

  private final McpServer server;
  private final McpMeans means;
  private final McpCatalogue catalogue;
  private @Nullable McpClient client;
  private int beginnings;
  private boolean closed;

  McpConnection(McpServer server, McpMeans means) {
    this.server = server;
    this.means = means;
    this.catalogue = new McpCatalogue(means.catalogue());
  }

  /**
   * The client, which is begun if need be; what it lists is kept then. Blocks.
   *
   * @throws McpFailure when the server cannot be begun
   */
  synchronized McpClient client() throws McpFailure, InterruptedException {
    if (closed) {
      throw new McpFailure(McpFailure.Kind.GONE, "the session has ended");
    }
    if (client == null) {
      if (++beginnings > MOST_BEGINNINGS) {
        throw new McpFailure(McpFailure.Kind.GONE, "it ended too often, and is left alone");
      }
      Optional<McpCatalogue.Known> known = catalogue.of(server);
      McpClient begun;
      try {
        begun =
            McpClient.begin(this::wire, means.productVersion(), known.map(McpCatalogue.Known::era));
      } catch (McpFailure e) {
        if (e.kind() == McpFailure.Kind.UNAUTHORIZED) {
          beginnings--; // it runs, and is there once somebody has logged in
        }
        throw e;
      } catch (UncheckedIOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new McpFailure(
            McpFailure.Kind.GONE, "it cannot be started: " + cause.getMessage(), e);
      } catch (VibeException e) {
        throw new McpFailure(
            McpFailure.Kind.GONE, e.problem().what() + ": " + e.problem().cause(), e);
      }
      client = begun;
      List<McpToolFacts> tools;
      try {
        tools = begun.tools();
      } catch (McpFailure e) {
        lost(begun);
        throw e;
      }
      catalogue.keep(
          server,
          known
              .orElse(new McpCatalogue.Known(begun.era(), List.of(), Map.of()))
              .now(begun.era(), tools)
              .with(prompts(begun)));
    }
    return client;
  }

  /** A server that cannot tell them has its tools all the same. */
  private static List<McpPrompt> prompts(McpClient begun) throws InterruptedException {
    try {
      return begun.prompts();
    } catch (McpFailure | RpcException e) {
      return List.of();
    }
  }

  /** It is gone: the next call begins it again. */
  synchronized void lost(McpClient gone) {
    if (client == gone) {
      client = null;
      gone.close();
    }
  }

  private McpWire wire() {
    return switch (server.transport()) {
      case Transport.Stdio(List<String> argv, Map<String, String> variables) -> {
        try {
          ServerProcess process =
              means
                  .runners()
                  .apply(server.reach())
                  .start("mcp-" + server.name(), argv, means.folder(), variables);
          yield new StdioWire(server.name(), process);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case Transport.Http http ->
          new HttpWire(
              means.http().get(),
              http.url(),
              http.headers(),
              new LoginAccess(http.url(), means.logins(), means.http()));
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
