package dev.vibe.testkit;

import dev.vibe.json.Json;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Model server of a test: answers {@code POST …/chat/completions} with one reply of its script
 * after another, and {@code GET …/models} with a list. A request that breaks the rules of this
 * model family is refused as a real server would refuse it and takes no reply of the script, so
 * every test that uses this server also checks what is sent.
 *
 * <pre>{@code
 * try (var server = ScriptedServer.start(StreamScript.of(VLLM).text("Hello").reply())) {
 *   … server.baseUrl() … server.requests() …
 * }
 * }</pre>
 */
public final class ScriptedServer implements AutoCloseable {

  private static final long LONGEST_WAIT_S = 20;

  /** A request as it came; header names are in lower case. */
  public record Received(String method, String path, Map<String, String> headers, String body) {

    public Map<String, Object> json() {
      return Json.object(body);
    }
  }

  private final ModelServer server;
  private final RequestRules.Schema schema;
  // All below are guarded by this.
  private final ArrayDeque<Reply> script;
  private final List<Received> all = new ArrayList<>();
  private final List<Received> forReplies = new ArrayList<>();
  private final Map<String, Reply> pages = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();
  private Reply models = Reply.json(200, Map.of("data", List.of(Map.of("id", "devstral"))));

  private ScriptedServer(
      RequestRules.Schema schema,
      List<Reply> script,
      Function<ModelServer.Script, ModelServer> start) {
    this.schema = schema;
    this.script = new ArrayDeque<>(script);
    this.server = start.apply(this::choose);
  }

  public static ScriptedServer start(Reply... script) {
    return start(RequestRules.Schema.COMMON, script);
  }

  public static ScriptedServer start(RequestRules.Schema schema, Reply... script) {
    return new ScriptedServer(schema, Arrays.asList(script), ModelServer::start);
  }

  /** On a socket that listens already, perhaps with TLS; it is closed with the server. */
  public static ScriptedServer on(
      ServerSocket socket, RequestRules.Schema schema, Reply... script) {
    return new ScriptedServer(
        schema, Arrays.asList(script), choice -> ModelServer.on(socket, choice));
  }

  public int port() {
    return server.port();
  }

  /** With the {@code /v1}. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** What {@code GET /models} is answered with from now on. */
  public synchronized void models(Reply reply) {
    models = reply;
  }

  /** What this path, from the root of the server, is answered with from now on. */
  public synchronized void page(String path, Reply reply) {
    pages.put(path, reply);
  }

  /** Adds to the script. */
  public synchronized void then(Reply... more) {
    script.addAll(Arrays.asList(more));
  }

  /** The requests for a reply, refused ones included. */
  public synchronized List<Received> requests() {
    return List.copyOf(forReplies);
  }

  public synchronized List<Received> allRequests() {
    return List.copyOf(all);
  }

  /** What was refused and why, in the server's words. */
  public synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** Replies that nobody has asked for yet. */
  public synchronized int unplayed() {
    return script.size();
  }

  /** Waits until so many requests for a reply have come. */
  public synchronized void awaitRequests(int count) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_S);
    while (forReplies.size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("only " + forReplies.size() + " requests came");
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply choose(ModelServer.Request request) {
    Received received =
        new Received(request.method(), request.path(), request.headers(), request.body());
    all.add(received);
    if (request.isForReply()) {
      forReplies.add(received);
    }
    notifyAll();
    if (!request.isForReply()) {
      Reply page = pages.get(request.path());
      if (page != null) {
        return page;
      }
      return request.path().contains("/models")
          ? models
          : Reply.json(404, "{\"detail\":\"Not Found\"}");
    }
    Optional<RequestRules.Refusal> refusal = RequestRules.check(schema, request.body());
    if (refusal.isPresent()) {
      refusals.add(refusal.get().body());
      return Reply.json(refusal.get().status(), refusal.get().body());
    }
    Reply next = script.poll();
    return next != null
        ? next
        : Reply.json(400, Map.of("message", "the script of the test has no more replies"));
  }
}
