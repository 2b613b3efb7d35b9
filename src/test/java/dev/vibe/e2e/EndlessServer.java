package dev.vibe.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A server that never stops to send, until the client hangs up. */
final class EndlessServer implements AutoCloseable {

  private static final int PIECE_BYTES = 64 * 1024;

  private final ServerSocket socket;
  private final String head;
  private final byte[] piece;
  private final AtomicLong sent = new AtomicLong();

  private EndlessServer(ServerSocket socket, String head, byte[] piece) {
    this.socket = socket;
    this.head = head;
    this.piece = piece;
  }

  /**
   * Answers whatever is asked for.
   *
   * @param start what comes first, from the status line on
   * @param repeated what then comes again and again
   */
  static EndlessServer start(String start, String repeated) {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      byte[] piece =
          repeated
              .repeat(Math.max(1, PIECE_BYTES / repeated.length()))
              .getBytes(StandardCharsets.UTF_8);
      EndlessServer server = new EndlessServer(socket, start, piece);
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
  }

  /** The bytes that went out, on all connections. */
  long sent() {
    return sent.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
        line = in.readLine();
      }
      OutputStream out = connection.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      while (true) {
        out.write(piece);
        sent.addAndGet(piece.length);
      }
    } catch (IOException e) {
      // The client has had enough, which is what the test is about.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
