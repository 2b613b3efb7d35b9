package dev.vibe.acp;

import dev.vibe.acp.wire.ClientAbilities;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client of the files in an editor, as far as it gives and takes them. Thread-safe. */
public final class ClientFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ClientFiles.class);

  /** An editor that takes longer has something else to do, and the disk is there. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final RpcPeer peer;
  private final ClientAbilities client;
  private volatile String sessionId = "";

  ClientFiles(RpcPeer peer, ClientAbilities client) {
    this.peer = peer;
    this.client = client;
  }

  /** Asks in the name of a session from now on. */
  void ask(String id) {
    sessionId = id;
  }

  public boolean canRead() {
    return client.readsFiles();
  }

  public boolean canWrite() {
    return client.writesFiles();
  }

  /** The text of a file as it is in the editor, saved or not; empty when it does not tell. */
  public Optional<String> text(Path file) {
    if (!canRead()) {
      return Optional.empty();
    }
    return asked("fs/read_text_file", Map.of("sessionId", sessionId, "path", file.toString()))
        .flatMap(result -> result.optionalText("content"));
  }

  /** Whether the editor has taken and saved the text. */
  public boolean write(Path file, String text) {
    return canWrite()
        && asked(
                "fs/write_text_file",
                Map.of("sessionId", sessionId, "path", file.toString(), "content", text))
            .isPresent();
  }

  private Optional<Params> asked(String method, Map<String, ?> params) {
    try {
      return Optional.of(peer.ask(method, params, LONGEST));
    } catch (RpcException e) {
      LOG.debug("{}: {}", method, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
