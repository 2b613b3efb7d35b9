package dev.vibe.exec.sandbox;

import dev.vibe.net.HostRules;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proxy of vibe's own by which confined commands reach the hosts that the user named, and no
 * others. It listens at a Unix socket in the temp of the commands, which a network namespace does
 * not close. One request a connection. Ends with {@link #close}.
 */
final class HostProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostProxy.class);
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int HTTP = 80;

  private final HostRules rules;
  private final ServerSocketChannel server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  private HostProxy(HostRules rules, ServerSocketChannel server) {
    this.rules = rules;
    this.server = server;
  }

  /** Where a request goes, and what is sent there first. */
  private record Target(String host, int port, String first) {}

  /** Starts it at a socket, which must not be there. */
  static HostProxy start(HostRules rules, Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    HostProxy proxy = new HostProxy(rules, server);
    Thread.ofPlatform().daemon().name("host-proxy").start(proxy::listen);
    return proxy;
  }

  private void listen() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().name("host-proxy-client").start(() -> serve(client));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void serve(SocketChannel client) {
    open.add(client);
    try (client) {
      InputStream in = Channels.newInputStream(client);
      OutputStream out = Channels.newOutputStream(client);
      Optional<Target> target = target(head(in));
      if (target.isEmpty()) {
        answer(out, "400 Bad Request", "vibe: this is no request for a proxy");
        return;
      }
      Target wanted = target.get();
      Optional<InetAddress> address = rules.resolve(wanted.host(), wanted.port());
      if (address.isEmpty()) {
        String host = wanted.host().replaceAll("[^\\w.:\\[\\]-]", "?");
        answer(
            out,
            "403 Forbidden",
            "vibe: the sandbox does not let commands reach " + host + ":" + wanted.port());
        return;
      }
      pass(wanted, address.get(), in, out);
    } catch (IOException e) {
      LOG.debug("a connection of a command ended", e);
    } finally {
      open.remove(client);
    }
  }

  private void pass(Target wanted, InetAddress address, InputStream in, OutputStream out)
      throws IOException {
    try (Socket upstream = new Socket()) {
      open.add(upstream);
      try {
        upstream.connect(new InetSocketAddress(address, wanted.port()), CONNECT_MILLIS);
      } catch (IOException e) {
        answer(out, "502 Bad Gateway", "vibe: " + wanted.host() + " does not answer");
        return;
      }
      if (wanted.first().isEmpty()) {
        out.write(
            "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        upstream.getOutputStream().write(wanted.first().getBytes(StandardCharsets.ISO_8859_1));
      }
      Thread there = Thread.ofVirtual().name("host-proxy-up").start(() -> copyUp(in, upstream));
      upstream.getInputStream().transferTo(out);
      there.interrupt();
    } finally {
      open.removeIf(each -> each instanceof Socket socket && socket.isClosed());
    }
  }

  private static void copyUp(InputStream in, Socket upstream) {
    try {
      in.transferTo(upstream.getOutputStream());
      upstream.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("a command sends no more", e);
    }
  }

  /** Up to the empty line; nothing when it is too long or cut off. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (head.size() < LONGEST_HEAD) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      last = (last << 8) | next;
      if (last == 0x0D0A0D0A) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static Optional<Target> target(String head) {
    String[] lines = head.split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      return Optional.empty();
    }
    try {
      if (words[0].equals("CONNECT")) {
        URI uri = new URI("connect://" + words[1]);
        return uri.getHost() == null || uri.getPort() < 0
            ? Optional.empty()
            : Optional.of(new Target(uri.getHost(), uri.getPort(), ""));
      }
      URI uri = new URI(words[1]);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        return Optional.empty();
      }
      int port = uri.getPort() < 0 ? HTTP : uri.getPort();
      return Optional.of(new Target(uri.getHost(), port, request(words[0], uri, lines)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** As the server gets it: of its own host, and the last on the connection. */
  private static String request(String method, URI uri, String[] lines) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder text = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
    text.append("Host: ").append(uri.getRawAuthority().replaceFirst(".*@", "")).append("\r\n");
    for (int i = 1; i < lines.length; i++) {
      boolean isOurs = lines[i].matches("(?i)(host|connection|proxy-[\\w-]+|keep-alive):.*");
      if (!lines[i].isEmpty() && !isOurs) {
        text.append(lines[i]).append("\r\n");
      }
    }
    return text.append("Connection: close\r\n\r\n").toString();
  }

  private static void answer(OutputStream out, String status, String text) throws IOException {
    String reply =
        "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n"
            .formatted(status, text.length() + 1, text);
    out.write(reply.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Closeable each : open) {
        each.close();
      }
    } catch (IOException e) {
      LOG.debug("the proxy of commands is closed", e);
    }
  }
}
