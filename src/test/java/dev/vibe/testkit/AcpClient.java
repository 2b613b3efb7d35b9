package dev.vibe.testkit;

import dev.vibe.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An editor that speaks the Agent Client Protocol over two pipes, holds every message it gets
 * against the pinned schema, and keeps all updates.
 */
public final class AcpClient implements AutoCloseable {

  private static final AcpSchema SCHEMA = AcpSchema.load();

  private final Pipe toAgent;
  private final Pipe fromAgent;
  private final OutputStream out;
  private final Thread reader;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, String> methods = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final Map<String, Function<Map<?, ?>, Map<String, Object>>> handlers =
      new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<Map<?, ?>> updates = new ArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private AcpClient(Pipe toAgent, Pipe fromAgent) {
    this.toAgent = toAgent;
    this.fromAgent = fromAgent;
    this.out = Channels.newOutputStream(toAgent.sink());
    this.reader = Thread.ofPlatform().daemon().name("acp-client").unstarted(this::read);
  }

  /** Starts to read. */
  public static AcpClient open() {
    try {
      AcpClient client = new AcpClient(Pipe.open(), Pipe.open());
      client.reader.start();
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the agent reads. */
  public InputStream agentInput() {
    return Channels.newInputStream(toAgent.source());
  }

  /** What the agent writes to. */
  public PrintStream agentOutput() {
    return new PrintStream(
        Channels.newOutputStream(fromAgent.sink()), true, StandardCharsets.UTF_8);
  }

  /** Answers requests of the agent. */
  public AcpClient on(String method, Function<Map<?, ?>, Map<String, Object>> handler) {
    handlers.put(method, handler);
    return this;
  }

  /** Answers questions by the id of an option. */
  public AcpClient choosing(String option) {
    return on(
        "session/request_permission",
        params -> Map.of("outcome", Map.of("outcome", "selected", "optionId", option)));
  }

  /** Sends a request. */
  public CompletableFuture<Map<String, Object>> send(String method, Map<String, ?> params) {
    int id = ids.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    methods.put(id, method);
    waiting.put(id, answer);
    write(message(Map.of("id", id, "method", method, "params", params)));
    return answer;
  }

  /** Sends a notification. */
  public void tell(String method, Map<String, ?> params) {
    write(message(Map.of("method", method, "params", params)));
  }

  private static Map<String, Object> message(Map<String, Object> fields) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.putAll(fields);
    return message;
  }

  /** The result of a request; an error of it is one of the test. */
  public Map<?, ?> result(String method, Map<String, ?> params) throws Exception {
    Map<String, Object> answer = send(method, params).get(60, TimeUnit.SECONDS);
    if (!(answer.get("result") instanceof Map<?, ?> result)) {
      throw new AssertionError(method + " was answered " + answer);
    }
    return result;
  }

  /** The error of a request. */
  public Map<?, ?> error(String method, Map<String, ?> params) throws Exception {
    Map<String, Object> answer = send(method, params).get(60, TimeUnit.SECONDS);
    if (!(answer.get("error") instanceof Map<?, ?> error)) {
      throw new AssertionError(method + " was answered " + answer);
    }
    return error;
  }

  /** The parameters of a prompt of one text. */
  public static Map<String, Object> prompt(String sessionId, String text) {
    return Map.of("sessionId", sessionId, "prompt", List.of(Map.of("type", "text", "text", text)));
  }

  /** Writes a line as it stands. */
  public void raw(String line) {
    try {
      synchronized (out) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Map<String, Object> message) {
    raw(Json.write(message));
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(fromAgent.source()), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        take(Json.object(line));
      }
    } catch (IOException | RuntimeException e) {
      complaints.add("the stream broke: " + e);
    }
  }

  private void take(Map<String, Object> message) {
    if (!"2.0".equals(message.get("jsonrpc"))) {
      complaints.add("not 2.0: " + message);
    }
    if (message.get("method") instanceof String method) {
      if (!method.startsWith("$/")) {
        complain(method, SCHEMA.params(method, message.get("params")), message);
        called(method, message);
      }
      return;
    }
    if (!(message.get("id") instanceof Integer id)) {
      return;
    }
    if (message.containsKey("result") && methods.containsKey(id)) {
      String method = methods.get(id);
      complain(method, SCHEMA.result(method, message.get("result")), message);
    }
    CompletableFuture<Map<String, Object>> answer = waiting.remove(id);
    if (answer == null) {
      complaints.add("an answer that nobody waits for: " + message);
    } else {
      answer.complete(message);
    }
  }

  private void complain(String method, List<String> errors, Map<String, Object> message) {
    if (!errors.isEmpty()) {
      complaints.add(method + ": " + errors + " in " + message);
    }
  }

  private void called(String method, Map<String, Object> message) {
    Map<?, ?> params = (Map<?, ?>) message.get("params");
    if (method.equals("session/update")) {
      synchronized (updates) {
        updates.add(params);
        updates.notifyAll();
      }
      return;
    }
    Function<Map<?, ?>, Map<String, Object>> handler = handlers.get(method);
    Object id = message.get("id");
    Thread.ofVirtual()
        .start(
            () ->
                write(
                    message(
                        handler == null
                            ? Map.of("id", id, "error", Map.of("code", -32601, "message", "no"))
                            : Map.of("id", id, "result", handler.apply(params)))));
  }

  /** What the schema objects to in what came. */
  public List<String> complaints() {
    return complaints;
  }

  /** Every line that came. */
  public List<String> lines() {
    return lines;
  }

  /** The updates of a session and kind so far. */
  public List<Map<?, ?>> updates(String sessionId, String kind) {
    synchronized (updates) {
      List<Map<?, ?>> found = new ArrayList<>();
      for (Map<?, ?> each : updates) {
        if (sessionId.equals(each.get("sessionId"))
            && each.get("update") instanceof Map<?, ?> update
            && kind.equals(update.get("sessionUpdate"))) {
          found.add(update);
        }
      }
      return found;
    }
  }

  /** The text that came in chunks of a kind. */
  public String text(String sessionId, String kind) {
    StringBuilder text = new StringBuilder();
    for (Map<?, ?> each : updates(sessionId, kind)) {
      if (each.get("content") instanceof Map<?, ?> content) {
        text.append(content.get("text"));
      }
    }
    return text.toString();
  }

  /** Waits for an update. */
  public Map<?, ?> await(String sessionId, String kind, Predicate<Map<?, ?>> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (updates) {
      while (true) {
        for (Map<?, ?> update : updates(sessionId, kind)) {
          if (wanted.test(update)) {
            return update;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no such " + kind + " came; there were " + updates);
        }
        updates.wait(left);
      }
    }
  }

  /** The editor is gone. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
