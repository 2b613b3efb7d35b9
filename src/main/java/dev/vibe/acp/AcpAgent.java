package dev.vibe.acp;

import dev.vibe.acp.EditorSessions.Listed;
import dev.vibe.acp.EditorSessions.Place;
import dev.vibe.acp.wire.ClientAbilities;
import dev.vibe.acp.wire.InitializeJson;
import dev.vibe.acp.wire.SessionJson;
import dev.vibe.problem.VibeException;
import dev.vibe.rpc.CancelForm;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.MessageFraming;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcHandler;
import dev.vibe.rpc.RpcPeer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agent that an editor talks with over two streams, in any number of sessions at once. */
public final class AcpAgent implements RpcHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AcpAgent.class);

  private static final int PAGE = 50;
  private static final long LAST_WORDS_MILLIS = 1_000;

  private static final String SESSION_ID = "sessionId";

  private final String version;
  private final Supplier<EditorSessions> sessions;
  private final Map<String, OpenSession> open = new ConcurrentHashMap<>();
  private final CompletableFuture<RpcPeer> peer = new CompletableFuture<>();
  private volatile ClientAbilities client = ClientAbilities.NONE;

  /**
   * Loads no session yet.
   *
   * @param sessions made when the first is asked for
   */
  public AcpAgent(String version, Supplier<EditorSessions> sessions) {
    this.version = version;
    this.sessions = sessions;
  }

  /** Until the editor is gone; then ends all sessions. */
  public void serve(InputStream in, OutputStream out) throws InterruptedException {
    RpcPeer.Wire wire =
        new RpcPeer.Wire("acp", MessageFraming.LINES, CancelForm.ACP, RpcPeer.Limits.USUAL);
    RpcPeer started = RpcPeer.start(wire, in, out, this);
    peer.complete(started);
    try {
      started.awaitEnd();
    } finally {
      started.drain(LAST_WORDS_MILLIS);
      started.end();
      List<Thread> closing =
          open.values().stream()
              .map(each -> Thread.ofVirtual().name("acp-close").start(each::close))
              .toList();
      for (Thread each : closing) {
        each.join();
      }
    }
  }

  /** From any thread. */
  public void stop() {
    CompletableFuture<Void> _ = peer.thenAccept(RpcPeer::end);
  }

  @Override
  public void notification(String method, Params params) {
    if (method.equals("session/cancel")) {
      Optional.ofNullable(open.get(params.text(SESSION_ID))).ifPresent(OpenSession::stop);
    } else {
      LOG.debug("a notification that is not known: {}", method);
    }
  }

  @Override
  public void request(IncomingRequest request) {
    Params params = request.params();
    switch (request.method()) {
      case "initialize" -> {
        client = ClientAbilities.of(params);
        request.answer(InitializeJson.answer(version, client));
      }
      case "session/prompt" -> session(params).prompt(request);
      case "authenticate" -> aside(request, () -> authenticate(params));
      case "session/new" -> aside(request, () -> begin(request));
      case "session/load" -> aside(request, () -> goOn(request, History.TOLD));
      case "session/resume" -> aside(request, () -> goOn(request, History.KNOWN));
      case "session/list" -> aside(request, () -> list(params));
      case "session/close" -> aside(request, () -> close(params));
      case "session/delete" -> aside(request, () -> delete(params));
      case "session/set_mode" -> setMode(request);
      case "session/set_config_option" -> aside(request, () -> setOption(params));
      case "session/set_model" -> // of earlier editors
          aside(request, () -> setModel(params));
      default -> throw RpcException.unknownMethod(request.method());
    }
  }

  /** Work that gives the answer to a request. */
  @FunctionalInterface
  private interface Work {

    /** Empty when it has answered by itself. */
    Optional<Map<String, Object>> run() throws InterruptedException;
  }

  /** On a thread of its own, so that the next message is read meanwhile. */
  private static void aside(IncomingRequest request, Work work) {
    Thread thread =
        Thread.ofVirtual()
            .name("acp-request")
            .unstarted(
                () -> {
                  try {
                    work.run().ifPresent(request::answer);
                  } catch (VibeException e) {
                    request.fail(AcpProblems.answer(e));
                  } catch (RpcException e) {
                    request.fail(e);
                  } catch (InterruptedException e) {
                    request.fail(new RpcException(RpcException.CANCELLED, "cancelled", e));
                  } catch (RuntimeException e) {
                    LOG.error("request {} broke", request.method(), e);
                    request.fail(
                        new RpcException(RpcException.INTERNAL_ERROR, "a fault of vibe itself", e));
                  }
                });
    request.whenCancelled(thread::interrupt);
    thread.start();
  }

  private OpenSession session(Params params) {
    String id = params.text(SESSION_ID);
    return Optional.ofNullable(open.get(id)).orElseThrow(() -> AcpProblems.noSession(id));
  }

  private Optional<Map<String, Object>> authenticate(Params params) throws InterruptedException {
    switch (params.text("methodId")) {
      case InitializeJson.CONFIGURED -> sessions.get().checkAccess();
      case InitializeJson.SET_UP -> {} // done in a terminal, by another process
      default -> throw RpcException.invalid("params.methodId is none of those offered");
    }
    return Optional.of(Map.of());
  }

  private Optional<Map<String, Object>> begin(IncomingRequest request) throws InterruptedException {
    Place place = place(request.params());
    SessionFace face = face();
    OpenSession opened = new OpenSession(sessions.get().begin(place, face), face);
    String id = opened.session().id();
    open.put(id, opened);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(SESSION_ID, id);
    answer.putAll(opened.opened());
    request.answer(answer);
    begun(opened);
    return Optional.empty();
  }

  private SessionFace face() {
    return new SessionFace(peer.join(), client);
  }

  /** The editor has the answer, and takes updates. */
  private static void begun(OpenSession opened) {
    opened.face().known();
    opened.offer();
  }

  /** Whether the editor wants to hear what happened before. */
  private enum History {
    TOLD,
    KNOWN
  }

  private Optional<Map<String, Object>> goOn(IncomingRequest request, History history)
      throws InterruptedException {
    Params params = request.params();
    String id = params.text(SESSION_ID);
    Place place = place(params);
    Optional.ofNullable(open.remove(id)).ifPresent(OpenSession::close);
    SessionFace face = face();
    OpenSession opened = new OpenSession(sessions.get().goOn(id, place, face), face);
    open.put(id, opened);
    switch (history) {
      case TOLD -> face.replay(opened.session().earlier());
      case KNOWN -> face.skip(opened.session().earlier());
    }
    request.answer(opened.opened());
    begun(opened);
    return Optional.empty();
  }

  private static Place place(Params params) {
    return new Place(
        folder("cwd", params.text("cwd")),
        params.texts("additionalDirectories").stream()
            .map(each -> folder("additionalDirectories", each))
            .toList(),
        params.objects("mcpServers").stream().<Map<?, ?>>map(Params::map).toList());
  }

  private static Path folder(String field, String text) {
    try {
      Path folder = Path.of(text);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw new RpcException(RpcException.INVALID_PARAMS, field + ": " + e.getReason(), e);
    }
    throw RpcException.invalid(field + " is no absolute path");
  }

  private Optional<Map<String, Object>> list(Params params) {
    Optional<Path> folder = params.optionalText("cwd").map(text -> folder("cwd", text));
    List<Listed> all = sessions.get().kept(folder);
    int from = params.optionalText("cursor").map(AcpAgent::cursor).orElse(0);
    int to = Math.min(all.size(), from + PAGE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "sessions",
        all.subList(Math.min(from, to), to).stream()
            .map(each -> SessionJson.listed(each.id(), each.folder(), each.title(), each.at()))
            .toList());
    if (to < all.size()) {
      answer.put("nextCursor", Integer.toString(to));
    }
    return Optional.of(answer);
  }

  private static int cursor(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new RpcException(
          RpcException.INVALID_PARAMS, "params.cursor is none that was given", e);
    }
  }

  private Optional<Map<String, Object>> close(Params params) {
    OpenSession session = session(params);
    open.remove(session.session().id());
    session.close();
    return Optional.of(Map.of());
  }

  private Optional<Map<String, Object>> delete(Params params) {
    String id = params.text(SESSION_ID);
    Optional.ofNullable(open.remove(id)).ifPresent(OpenSession::close);
    sessions.get().delete(id);
    return Optional.of(Map.of());
  }

  private void setMode(IncomingRequest request) {
    OpenSession session = session(request.params());
    session.mode(request.params().text("modeId"));
    request.answer(Map.of());
    session.tellOptions();
  }

  private Optional<Map<String, Object>> setOption(Params params) throws InterruptedException {
    OpenSession session = session(params);
    String value = params.text("value");
    switch (params.text("configId")) {
      case SessionJson.MODE -> {
        session.mode(value);
        session.tellMode();
      }
      case SessionJson.MODEL -> session.model(value);
      default -> throw RpcException.invalid("params.configId is none of those offered");
    }
    return Optional.of(Map.of("configOptions", session.options()));
  }

  private Optional<Map<String, Object>> setModel(Params params) throws InterruptedException {
    OpenSession session = session(params);
    session.model(params.text("modelId"));
    session.tellOptions();
    return Optional.of(Map.of());
  }
}
