package dev.vibe.mcp.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Place on this machine to which a browser comes back from a login. One thread uses it. */
final class LoopbackRedirect implements AutoCloseable {

  private static final String PATH = "/callback";
  private static final int LONGEST_HEAD = 16 << 10;

  /** A connection that says nothing, as browsers open some, holds up the next for no longer. */
  private static final int LIMIT_MILLIS = 2_000;

  private final ServerSocketChannel channel;

  /**
   * Listens from now on, for this machine only.
   *
   * @param port 0: any that is free
   * @throws LoginFailure when the port is taken
   */
  LoopbackRedirect(int port) throws LoginFailure {
    try {
      channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException e) {
      throw new LoginFailure("nothing can listen for the browser: " + e.getMessage(), e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + channel.socket().getLocalPort() + PATH;
  }

  /**
   * Waits for the browser.
   *
   * @param state what an answer to this login has; any other is turned away
   * @return the fields of the answer
   * @throws LoginFailure when nobody came in time
   */
  Map<String, String> await(String state, Duration limit)
      throws LoginFailure, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new SocketTimeoutException();
        }
        channel.socket().setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        try (Socket socket = channel.socket().accept()) {
          Map<String, String> fields = answered(socket, state);
          if (!fields.isEmpty()) {
            return fields;
          }
        }
      }
    } catch (SocketTimeoutException e) {
      throw new LoginFailure("nobody has logged in within " + limit.toMinutes() + " minutes", e);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      throw new LoginFailure("the browser cannot be heard: " + e.getMessage(), e);
    }
  }

  /** Empty when it is something else. */
  private static Map<String, String> answered(Socket socket, String state) {
    try {
      socket.setSoTimeout(LIMIT_MILLIS);
      String[] line = head(socket).lines().findFirst().orElse("").split(" ", -1);
      String target = line.length == 3 && line[0].equals("GET") ? line[1] : "";
      Map<String, String> fields =
          target.startsWith(PATH + "?") ? fields(target.substring(PATH.length() + 1)) : Map.of();
      boolean isIt = state.equals(fields.get("state"));
      String page =
          isIt
              ? "vibe has heard from the login. Its terminal says how it went; this page can be"
                  + " closed."
              : "This is not the login that vibe waits for.";
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      String head =
          (isIt ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found")
              + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
              + bytes.length
              + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer"
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((head + page).getBytes(StandardCharsets.UTF_8));
      return isIt ? fields : Map.of();
    } catch (IOException | IllegalArgumentException e) {
      return Map.of(); // a browser that went away, or somebody who is none
    }
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    byte[] piece = new byte[2_048];
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_HEAD) {
      int read = socket.getInputStream().read(piece);
      if (read < 0) {
        break;
      }
      head.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
    }
    return head.toString();
  }

  private static Map<String, String> fields(String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        fields.putIfAbsent(
            URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It ends with the process at the latest.
    }
  }
}
