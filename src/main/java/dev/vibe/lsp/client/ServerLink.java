package dev.vibe.lsp.client;

import dev.vibe.exec.ServerProcess;
import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.CancelForm;
import dev.vibe.rpc.MessageFraming;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcPeer;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Link to a language server that was begun. Used by one thread; what it says comes by another. */
final class ServerLink implements AutoCloseable {

  /** Of a complaint, as much as a line holds. */
  private static final int MOST_COMPLAINT = 300;

  /** A server that has to begin anew with each answer is not asked for ever. */
  private static final int MOST_RETRIES = 5;

  private static final int CONTENT_MODIFIED = -32801;
  private static final int SERVER_CANCELLED = -32802;
  private static final Duration LONGEST_GOODBYE = Duration.ofMillis(300);

  private final RpcPeer peer;
  private final ServerProcess process;
  private final FindingBoard board;
  private PositionEncoding encoding = PositionEncoding.UTF_16;

  private ServerLink(RpcPeer peer, ServerProcess process, FindingBoard board) {
    this.peer = peer;
    this.process = process;
    this.board = board;
  }

  /**
   * Starts a server, and waits until it is there.
   *
   * @throws ServerGone when it cannot be started, or does not answer in time
   */
  static ServerLink begin(LanguageServerSpec spec, ClientMeans means, FindingBoard board)
      throws ServerGone, InterruptedException {
    String name = "lsp-" + spec.name();
    ServerProcess process;
    try {
      process = means.runner().get().start(name, spec.argv(), means.folder(), spec.variables());
    } catch (IOException e) {
      throw new ServerGone("it cannot be started: " + e.getMessage(), e);
    } catch (VibeException e) {
      throw new ServerGone(e.problem().what() + ": " + e.problem().cause(), e);
    }
    RpcPeer peer =
        RpcPeer.start(
            new RpcPeer.Wire(
                name, MessageFraming.CONTENT_LENGTH, CancelForm.LSP, RpcPeer.Limits.USUAL),
            process.output(),
            process.input(),
            new ServerAnswers(spec, means.folder(), board));
    ServerLink link = new ServerLink(peer, process, board);
    try {
      link.initialize(spec, means);
      return link;
    } catch (ServerGone | InterruptedException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private void initialize(LanguageServerSpec spec, ClientMeans means)
      throws ServerGone, InterruptedException {
    Map<String, Object> params = new LinkedHashMap<>();
    // No process id: many servers end when they do not see that process, and a confined one
    // does not. They end with their input.
    putNull(params, "processId");
    params.put("clientInfo", Map.of("name", "vibe", "version", means.productVersion()));
    params.put("rootPath", means.folder().toString());
    params.put("rootUri", DocumentUri.of(means.folder()));
    params.put("workspaceFolders", ServerAnswers.folders(means.folder()));
    params.put("capabilities", capabilities());
    params.put("initializationOptions", spec.init());
    Params answer = ask("initialize", params, means.patience().begin());
    Params server = answer.object("capabilities");
    encoding = PositionEncoding.chosen(server);
    if (server.value("diagnosticProvider").isPresent()) {
      board.pulled(true);
    }
    peer.tell("initialized", Map.of());
    if (!spec.init().isEmpty()) {
      peer.tell("workspace/didChangeConfiguration", Map.of("settings", spec.init()));
    }
  }

  // A JSON object holds nulls.
  @SuppressWarnings("NullAway")
  private static void putNull(Map<String, Object> json, String name) {
    json.put(name, null);
  }

  private static Map<String, Object> capabilities() {
    return Map.of(
        "general",
        Map.of("positionEncodings", PositionEncoding.words()),
        "workspace",
        Map.of(
            "configuration",
            true,
            "workspaceFolders",
            true,
            "diagnostics",
            Map.of("refreshSupport", true)),
        "textDocument",
        Map.of(
            "synchronization",
            Map.of("didSave", true),
            "publishDiagnostics",
            Map.of("versionSupport", true),
            "diagnostic",
            Map.of("dynamicRegistration", true, "relatedDocumentSupport", false)),
        "window",
        Map.of("workDoneProgress", true));
  }

  PositionEncoding encoding() {
    return encoding;
  }

  boolean isOver() {
    return peer.isEnded();
  }

  /** Sends a notification, which a server that has ended does not hear. */
  void tell(String method, Map<String, ?> params) {
    peer.tell(method, params);
  }

  /**
   * Asks what is found in a document.
   *
   * @throws ServerGone when it has ended, or does not answer in time
   */
  void pull(OpenDocument document, Duration longest) throws ServerGone, InterruptedException {
    Optional<Path> file = DocumentUri.path(document.uri());
    for (int left = MOST_RETRIES; left > 0; left--) {
      try {
        Params report = peer.ask("textDocument/diagnostic", document.naming(), longest);
        if (!report.optionalText("kind").orElse("full").equals("unchanged")) {
          List<Diagnostic> all = Diagnostic.all(report.objects("items"));
          file.ifPresent(path -> board.answered(path, all));
        }
        return;
      } catch (RpcException e) {
        if (peer.isEnded()) {
          throw gone(e);
        }
        boolean isPassing = e.code() == CONTENT_MODIFIED || e.code() == SERVER_CANCELLED;
        if (!isPassing) {
          return; // it says nothing of this one; its words may come by themselves
        }
      }
    }
  }

  private Params ask(String method, Map<String, ?> params, Duration longest)
      throws ServerGone, InterruptedException {
    try {
      return peer.ask(method, params, longest);
    } catch (RpcException e) {
      throw gone(e);
    }
  }

  private ServerGone gone(RpcException why) {
    return new ServerGone(
        ControlChars.neutraliseLine(String.valueOf(why.getMessage())) + complaint(), why);
  }

  /** What it wrote to its standard error before it ended. */
  String complaint() {
    String words = process.lastWords();
    String end =
        words.length() <= MOST_COMPLAINT
            ? words
            : "…" + words.substring(words.length() - MOST_COMPLAINT);
    return end.isEmpty() ? "" : "; it wrote: " + ControlChars.neutraliseLine(end);
  }

  /** Says goodbye, and ends it with all that it started. Idempotent. */
  @Override
  public void close() {
    if (!peer.isEnded()) {
      try {
        Params _ = peer.ask("shutdown", Map.of(), LONGEST_GOODBYE);
        peer.tell("exit", Map.of());
        peer.drain(LONGEST_GOODBYE.toMillis());
      } catch (RpcException e) {
        peer.end(); // it is ended without
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    peer.end();
    process.close();
  }
}
