package dev.vibe.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A proxy on loopback that demands a login and leads to one port of this machine, whatever host it
 * is asked for.
 */
public final class ScriptedProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final int target;
  private final String login;
  private final List<String> heads = new ArrayList<>();

  private ScriptedProxy(ServerSocket socket, int target, String login) {
    this.socket = socket;
    this.target = target;
    this.login = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @param target the port that it leads to
   * @param login as {@code user:password}
   */
  public static ScriptedProxy start(int target, String login) {
    try {
      ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
      ScriptedProxy proxy = new ScriptedProxy(socket, target, login);
      Thread.ofVirtual().name("scripted-proxy").start(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the host, without a scheme. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The first line of every request that was let through. */
  public synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().name("proxied").start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      if (!head.contains("Proxy-Authorization: Basic " + login + "\r\n")) {
        write(
            client,
            """
            HTTP/1.1 407 Login\r
            Proxy-Authenticate: Basic realm="x"\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """);
        return;
      }
      synchronized (this) {
        heads.add(head.lines().findFirst().orElse(""));
      }
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        if (head.startsWith("CONNECT ")) {
          write(client, "HTTP/1.1 200 Connected\r\n\r\n");
        } else {
          write(server, head);
        }
        Thread.ofVirtual().name("proxied-up").start(() -> copy(in, server));
        copy(server.getInputStream(), client);
      }
    } catch (IOException e) {
      // One of the two went away, which is its right.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void copy(InputStream in, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // The same.
    }
  }
}
