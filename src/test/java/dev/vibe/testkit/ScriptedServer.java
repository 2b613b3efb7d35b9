package dev.vibe.testkit;

import dev.vibe.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A model server on loopback that answers {@code POST …/chat/completions} with one reply of its
 * script after another, and {@code GET …/models} with a list. A request that breaks the rules of
 * this model family is refused as a real server would refuse it and takes no reply of the script,
 * so every test that uses this server also checks what is sent.
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

    /** Anything else is asked about the server, as Ollama is by {@code POST /api/show}. */
    boolean isForReply() {
      return method.equals("POST") && !path.startsWith("/api/");
    }

    public Map<String, Object> json() {
      return Json.object(body);
    }
  }

  private final ServerSocket socket;
  private final RequestRules.Schema schema;
  // All below are guarded by this.
  private final ArrayDeque<Reply> script;
  private final List<Received> all = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private final Map<String, Reply> pages = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();
  private Reply models = Reply.json(200, Map.of("data", List.of(Map.of("id", "devstral"))));

  private ScriptedServer(ServerSocket socket, RequestRules.Schema schema, List<Reply> script) {
    this.socket = socket;
    this.schema = schema;
    this.script = new ArrayDeque<>(script);
  }

  public static ScriptedServer start(Reply... script) {
    return start(RequestRules.Schema.COMMON, script);
  }

  public static ScriptedServer start(RequestRules.Schema schema, Reply... script) {
    try {
      return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), schema, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a socket that listens already, perhaps with TLS; it is closed with the server. */
  public static ScriptedServer on(
      ServerSocket socket, RequestRules.Schema schema, Reply... script) {
    ScriptedServer server = new ScriptedServer(socket, schema, Arrays.asList(script));
    Thread.ofVirtual().name("scripted-server").start(server::acceptAll);
    return server;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** With the {@code /v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
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
    return all.stream().filter(Received::isForReply).toList();
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
    while (requests().size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("only " + requests().size() + " requests came");
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    List<Socket> sockets;
    synchronized (this) {
      sockets = List.copyOf(open);
    }
    try {
      socket.close();
      for (Socket each : sockets) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        synchronized (this) {
          open.add(connection);
        }
        Thread.ofVirtual().name("scripted-connection").start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        Optional<Received> request = read(in);
        goesOn = request.isPresent() && answer(connection, request.get());
      }
    } catch (IOException e) {
      // The client went away, which is its right.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Received> read(InputStream in) throws IOException {
    String head = line(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    String[] words = head.split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return Optional.of(new Received(words[0], words[1], headers, body));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private boolean answer(Socket connection, Received request)
      throws IOException, InterruptedException {
    return play(connection, choose(request));
  }

  private synchronized Reply choose(Received request) {
    all.add(request);
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

  /** Whether the connection can be used again. */
  private static boolean play(Socket connection, Reply reply)
      throws IOException, InterruptedException {
    OutputStream out = connection.getOutputStream();
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    switch (reply.framing()) {
      case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
      case LENGTH -> head.append("Content-Length: ").append(reply.body().length).append("\r\n");
      case UNTIL_CLOSE -> head.append("Connection: close\r\n");
    }
    boolean headSent = false;
    byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    for (Reply.Step step : reply.steps()) {
      switch (step) {
        case Reply.Step.Send piece -> {
          if (!headSent) {
            out.write(headBytes);
            headSent = true;
          }
          send(out, reply.framing(), piece.bytes());
        }
        case Reply.Step.Await(var latch) -> {
          if (!latch.await(LONGEST_WAIT_S, TimeUnit.SECONDS)) {
            return false;
          }
        }
        case Reply.Step.Signal(var latch) -> latch.countDown();
        case Reply.Step.Close() -> {
          return false;
        }
        case Reply.Step.Reset() -> {
          connection.setSoLinger(true, 0);
          return false;
        }
      }
    }
    if (!headSent) {
      out.write(headBytes);
    }
    if (reply.framing() == Reply.Framing.CHUNKED) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
    return reply.framing() != Reply.Framing.UNTIL_CLOSE;
  }

  private static void send(OutputStream out, Reply.Framing framing, byte[] bytes)
      throws IOException {
    if (bytes.length == 0) {
      return;
    }
    if (framing == Reply.Framing.CHUNKED) {
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    } else {
      out.write(bytes);
    }
    out.flush();
  }
}
