package dev.vibe.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Server of a model on loopback: reads requests and plays to each the reply that its script gives.
 * Tests, benchmarks and the training of the AOT cache have this one, each with a script of its own.
 * It needs nothing but the JDK, because the training runs it from source, and little time, because
 * benchmarks wait for it. A virtual thread for each connection, which ends with it or with the
 * server.
 */
public final class ModelServer implements AutoCloseable {

  /** How long a reply waits for what it is told to wait for. */
  private static final long LONGEST_WAIT_S = 20;

  /** Script of what is answered. Called by the threads of the connections, so several at a time. */
  @FunctionalInterface
  public interface Script {

    Reply replyTo(Request request);
  }

  /**
   * Request as it came.
   *
   * @param headers by their names in lower case
   * @param bytes how long its body was
   * @param came the {@link System#nanoTime} at which its last byte was there
   */
  public record Request(
      String method, String path, Map<String, String> headers, String body, int bytes, long came) {

    /** Anything else is asked about the server, as Ollama is by {@code POST /api/show}. */
    public boolean isForReply() {
      return method.equals("POST") && !path.startsWith("/api/") && !path.equals("/apply-template");
    }
  }

  private final ServerSocket socket;
  private final Script script;
  // Guarded by this.
  private final List<Socket> open = new ArrayList<>();

  private ModelServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  public static ModelServer start(Script script) {
    try {
      return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a socket that listens already, perhaps with TLS; it is closed with the server. */
  public static ModelServer on(ServerSocket socket, Script script) {
    ModelServer server = new ModelServer(socket, script);
    Thread.ofVirtual().name("model-server").start(server::acceptAll);
    return server;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** With the {@code /v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
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
        Thread.ofVirtual().name("model-connection").start(() -> serve(connection));
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
        Optional<Request> request = read(in);
        goesOn = request.isPresent() && answer(connection, request.get());
      }
    } catch (IOException e) {
      // The client went away, which is its right.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answer(Socket connection, Request request)
      throws IOException, InterruptedException {
    Reply reply = script.replyTo(request);
    return play(connection, reply) && reply.framing() != Reply.Framing.UNTIL_CLOSE;
  }

  private static Optional<Request> read(InputStream in) throws IOException {
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
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    if (in.readNBytes(body, 0, body.length) < body.length) {
      throw new EOFException();
    }
    long came = System.nanoTime();
    String text = new String(body, StandardCharsets.UTF_8);
    return Optional.of(new Request(words[0], words[1], headers, text, body.length, came));
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

  /** Whether the reply was played to its end. */
  private static boolean play(Socket connection, Reply reply)
      throws IOException, InterruptedException {
    // The head leaves with the first piece, so that a reply that sends nothing has none.
    OutputStream wire = new BufferedOutputStream(connection.getOutputStream());
    wire.write(head(reply));
    Body body = new Body(wire, reply.framing());
    for (Reply.Step step : reply.steps()) {
      switch (step) {
        case Reply.Step.Send piece -> body.send(piece.bytes());
        case Reply.Step.Write(var writer) -> {
          writer.writeTo(body);
          body.flush();
        }
        case Reply.Step.Await(var latch) -> {
          if (!latch.await(LONGEST_WAIT_S, TimeUnit.SECONDS)) {
            return false;
          }
        }
        case Reply.Step.Signal(var latch) -> latch.countDown();
        case Reply.Step.Call(var action) -> action.run();
        case Reply.Step.Close() -> {
          return false;
        }
        case Reply.Step.Reset() -> {
          connection.setSoLinger(true, 0);
          return false;
        }
      }
    }
    body.end();
    return true;
  }

  private static byte[] head(Reply reply) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    switch (reply.framing()) {
      case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
      case LENGTH -> head.append("Content-Length: ").append(reply.body().length).append("\r\n");
      case UNTIL_CLOSE -> head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Body of a reply: what is written between two flushes, or until it fills up, is one chunk. */
  private static final class Body extends OutputStream {

    private static final int LARGEST = 4096;
    private static final byte[] END_OF_LINE = {'\r', '\n'};

    private final OutputStream wire;
    private final boolean isChunked;
    private final byte[] pending = new byte[LARGEST];
    private int filled;

    Body(OutputStream wire, Reply.Framing framing) {
      this.wire = wire;
      this.isChunked = framing == Reply.Framing.CHUNKED;
    }

    /** These bytes at once, as one chunk whatever their number. */
    void send(byte[] bytes) throws IOException {
      flushPending();
      piece(bytes, bytes.length);
      wire.flush();
    }

    void end() throws IOException {
      flushPending();
      if (isChunked) {
        wire.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      wire.flush();
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      while (at < from + length) {
        int some = Math.min(from + length - at, LARGEST - filled);
        System.arraycopy(bytes, at, pending, filled, some);
        at += some;
        filled += some;
        if (filled == LARGEST) {
          flushPending();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      flushPending();
      wire.flush();
    }

    private void flushPending() throws IOException {
      piece(pending, filled);
      filled = 0;
    }

    private void piece(byte[] bytes, int length) throws IOException {
      // A chunk of no bytes would be the end.
      if (length > 0) {
        if (isChunked) {
          wire.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
          wire.write(END_OF_LINE);
        }
        wire.write(bytes, 0, length);
        if (isChunked) {
          wire.write(END_OF_LINE);
        }
      }
    }
  }
}
