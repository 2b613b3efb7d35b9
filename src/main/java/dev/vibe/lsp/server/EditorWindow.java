package dev.vibe.lsp.server;

import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcPeer;
import dev.vibe.text.ControlChars;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Window of an editor: messages, questions, progress, documents that are brought up. */
final class EditorWindow {

  private static final Logger LOG = LoggerFactory.getLogger(EditorWindow.class);

  /** An editor that takes longer has something else to do. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final RpcPeer peer;
  private final ClientSupport client;

  /** Importance of a message, by its number in the protocol. */
  enum Importance {
    ERROR(1),
    WARNING(2),
    INFO(3),
    LOG(4);

    private final int number;

    Importance(int number) {
      this.number = number;
    }

    /** As the protocol counts them. */
    private int number() {
      return number;
    }
  }

  EditorWindow(RpcPeer peer, ClientSupport client) {
    this.peer = peer;
    this.client = client;
  }

  boolean showsDocuments() {
    return client.showsDocuments();
  }

  /** For a person, now. */
  void show(Importance importance, String text) {
    peer.tell("window/showMessage", message(importance, text));
  }

  /** For a person who looks for it. */
  void log(String text) {
    peer.tell("window/logMessage", message(Importance.LOG, text));
  }

  private static Map<String, Object> message(Importance importance, String text) {
    return Map.of("type", importance.number(), "message", ControlChars.neutralise(text));
  }

  /**
   * Blocks until a person has chosen one of the titles; empty when they chose none.
   *
   * @param text has no control characters
   * @throws RpcException when nobody can be asked
   */
  Optional<String> ask(Importance importance, String text, List<String> titles)
      throws InterruptedException {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("type", importance.number());
    params.put("message", text);
    params.put("actions", titles.stream().map(title -> Map.of("title", title)).toList());
    return peer.ask("window/showMessageRequest", params).optionalText("title");
  }

  /** Brings a document up beside what the person is at; false when the editor does not. */
  boolean bringUp(String uri) {
    return client.showsDocuments()
        && asked("window/showDocument", Map.of("uri", uri, "takeFocus", false))
            .filter(result -> result.flag("success"))
            .isPresent();
  }

  /** Begins to show that something goes on; false when the editor has no place for it. */
  boolean beginProgress(String token, String title) {
    if (!client.showsProgress()
        || asked("window/workDoneProgress/create", Map.of("token", token)).isEmpty()) {
      return false;
    }
    progress(
        token,
        Map.of("kind", "begin", "title", ControlChars.neutraliseLine(title), "cancellable", true));
    return true;
  }

  void report(String token, String what) {
    progress(
        token,
        Map.of(
            "kind", "report", "message", ControlChars.neutraliseLine(what), "cancellable", true));
  }

  void endProgress(String token, String how) {
    progress(token, Map.of("kind", "end", "message", ControlChars.neutraliseLine(how)));
  }

  private void progress(String token, Map<String, Object> value) {
    peer.tell("$/progress", Map.of("token", token, "value", value));
  }

  /** The answer of the editor; empty when it has none in time. */
  Optional<Params> asked(String method, Map<String, ?> params) {
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
