package dev.vibe.lsp.server;

import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.rpc.CancelForm;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.MessageFraming;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcHandler;
import dev.vibe.rpc.RpcPeer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Language server that an editor talks with over two streams: offers runs as code actions. */
public final class LanguageServer implements RpcHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LanguageServer.class);

  private static final int NOT_INITIALIZED = -32002;
  private static final int INCREMENTAL = 2;
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final Setup setup;
  private final OpenDocuments documents = new OpenDocuments();
  private final List<Path> folders = new CopyOnWriteArrayList<>();
  private final CompletableFuture<RpcPeer> peer = new CompletableFuture<>();

  /** Set by the thread that reads, as all below. */
  private volatile Stage stage = Stage.NEW;

  private volatile ClientSupport client = ClientSupport.NONE;
  private volatile Optional<Connected> connected = Optional.empty();

  /**
   * What a server is made with.
   *
   * @param folder to work in where the editor names none
   * @param temporary folder for what is brought up in the editor
   * @param sessions made when the first is asked for
   */
  public record Setup(
      String version, Path folder, Path temporary, Supplier<LanguageSessions> sessions) {}

  /** Stage of the life of a server. */
  private enum Stage {
    NEW,
    OPEN,
    SHUT_DOWN
  }

  /** What there is once the editor has told what it can do. */
  private record Connected(EditorWindow window, CommandRuns runs, ShownPapers papers) {}

  /** Loads no session yet. */
  public LanguageServer(Setup setup) {
    this.setup = setup;
  }

  /**
   * Serves until the editor is gone; then ends all sessions.
   *
   * @return whether it said so before
   */
  public boolean serve(InputStream in, OutputStream out) throws InterruptedException {
    RpcPeer.Wire wire =
        new RpcPeer.Wire(
            "lsp", MessageFraming.CONTENT_LENGTH, CancelForm.LSP, RpcPeer.Limits.USUAL);
    RpcPeer started = RpcPeer.start(wire, in, out, this);
    peer.complete(started);
    try {
      started.awaitEnd();
    } finally {
      started.drain(LAST_WORDS_MILLIS);
      started.end();
      if (connected.isPresent()) {
        connected.get().runs().close();
        connected.get().papers().close();
      }
    }
    return stage == Stage.SHUT_DOWN;
  }

  /** From any thread. */
  public void stop() {
    CompletableFuture<Void> _ = peer.thenAccept(RpcPeer::end);
  }

  /**
   * On the thread that reads, so that nothing comes after; the answer to shutdown still goes out.
   */
  private void leave() {
    RpcPeer editor = peer.join();
    try {
      editor.drain(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    editor.end();
  }

  @Override
  public void notification(String method, Params params) {
    switch (method) {
      case "exit" -> leave();
      case "textDocument/didOpen" -> documents.opened(params);
      case "textDocument/didChange" -> documents.changed(params, client.encoding());
      case "textDocument/didClose" -> documents.closed(params);
      case "workspace/didChangeWorkspaceFolders" -> foldersChanged(params.object("event"));
      case "window/workDoneProgress/cancel" ->
          connected.ifPresent(now -> now.runs().stop(String.valueOf(params.map().get("token"))));
      default -> LOG.debug("a notification that is not used: {}", method);
    }
  }

  private void foldersChanged(Params event) {
    event.objects("removed").forEach(each -> folder(each).ifPresent(folders::remove));
    event.objects("added").forEach(each -> folder(each).ifPresent(folders::add));
  }

  private static Optional<Path> folder(Params folder) {
    return DocumentUri.path(folder.text("uri"));
  }

  @Override
  public void request(IncomingRequest request) {
    if (request.method().equals("initialize")) {
      initialize(request);
      return;
    }
    switch (stage) {
      case NEW -> throw new RpcException(NOT_INITIALIZED, "the first request is initialize");
      case SHUT_DOWN ->
          throw new RpcException(RpcException.INVALID_REQUEST, "the server was shut down");
      case OPEN -> {
        switch (request.method()) {
          case "shutdown" -> shutDown(request);
          case "textDocument/codeAction" -> request.answerAll(actions(request.params()).all());
          case "workspace/executeCommand" -> execute(request);
          default -> throw RpcException.unknownMethod(request.method());
        }
      }
    }
  }

  private void initialize(IncomingRequest request) {
    if (stage != Stage.NEW) {
      throw new RpcException(RpcException.INVALID_REQUEST, "initialize is sent once");
    }
    client = ClientSupport.of(request.params());
    folders.addAll(ClientSupport.folders(request.params()));
    EditorWindow window = new EditorWindow(peer.join(), client);
    WorkspaceEditing editing = new WorkspaceEditing(window, client, documents);
    ShownPapers papers = new ShownPapers(setup.temporary());
    LanguageSessions sessions =
        (folder, face) -> setup.sessions().get().begin(folder, face); // not made before
    CommandRuns runs = new CommandRuns(sessions, window, editing, papers);
    connected = Optional.of(new Connected(window, runs, papers));
    stage = Stage.OPEN;
    request.answer(
        Map.of(
            "capabilities",
            capabilities(client.encoding()),
            "serverInfo",
            Map.of("name", "vibe", "version", setup.version())));
  }

  private static Map<String, Object> capabilities(PositionEncoding encoding) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("positionEncoding", encoding.word());
    all.put("textDocumentSync", Map.of("openClose", true, "change", INCREMENTAL));
    all.put("codeActionProvider", Map.of("codeActionKinds", ActionKind.words()));
    all.put("executeCommandProvider", Map.of("commands", EditorCommand.words()));
    all.put(
        "workspace",
        Map.of("workspaceFolders", Map.of("supported", true, "changeNotifications", true)));
    return all;
  }

  private void shutDown(IncomingRequest request) {
    stage = Stage.SHUT_DOWN;
    connected.ifPresent(now -> now.runs().stop());
    request.answerNothing();
  }

  private CodeActions actions(Params params) {
    String uri = params.object("textDocument").text("uri");
    return new CodeActions(params, DocumentUri.path(uri).flatMap(documents::document), client);
  }

  /** Answered at once: what it starts shows by itself how it goes on. */
  private void execute(IncomingRequest request) {
    Params params = request.params();
    String name = params.text("command");
    EditorCommand command =
        EditorCommand.named(name)
            .orElseThrow(() -> RpcException.invalid("there is no command " + name));
    Connected now = connected.orElseThrow();
    CommandArguments given = CommandArguments.of(params);
    try {
      switch (command) {
        case STOP -> now.runs().stop();
        case NEW -> now.runs().startOver(folderOf(given));
        case FIX, EDIT, FIX_TEST, COMMIT -> {
          Path folder = folderOf(given);
          given.check(command);
          WishFinder finder = new WishFinder(folder, given, documents, client, now.window());
          now.runs().begin(folder, () -> finder.find(command));
        }
      }
    } catch (RpcException e) {
      now.window().show(Importance.WARNING, "vibe: " + e.getMessage());
      throw e;
    }
    request.answerNothing();
  }

  /** The folder that is open and nearest to the document. */
  private Path folderOf(CommandArguments given) {
    Optional<Path> nearest =
        given
            .file()
            .flatMap(
                file ->
                    folders.stream()
                        .filter(file::startsWith)
                        .max((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount())));
    return nearest.orElseGet(() -> folders.isEmpty() ? setup.folder() : folders.getFirst());
  }
}
