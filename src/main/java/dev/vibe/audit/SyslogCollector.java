package dev.vibe.audit;

import dev.vibe.net.StreamSockets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Collector that is spoken to in syslog over TCP, with TLS or without. Syslog has no answer: what
 * its connection has taken counts as sent, once the collector has not closed it meanwhile.
 */
final class SyslogCollector implements Collector {

  private static final int USUAL_PORT = 601;
  private static final int USUAL_TLS_PORT = 6514;

  /** How long a close by the other side is looked for: it has come by now, if it came. */
  private static final Duration GLANCE = Duration.ofMillis(1);

  /** The same where there is nothing more to send. */
  private static final Duration LAST_LOOK = Duration.ofMillis(200);

  private final StreamSockets sockets;
  private final URI address;
  private final SyslogMessage form;
  private Optional<Socket> open = Optional.empty();

  /** Connects to nothing yet. */
  SyslogCollector(StreamSockets sockets, URI address, SyslogMessage form) {
    this.sockets = sockets;
    this.address = address;
    this.form = form;
  }

  @Override
  public String place() {
    return address.toString();
  }

  @Override
  public void send(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    try {
      Socket socket = connected();
      OutputStream out = socket.getOutputStream();
      for (String line : lines) {
        out.write(form.frame(line));
      }
      out.flush();
      if (isClosedByPeer(socket, GLANCE)) {
        throw new IOException("it closed the connection");
      }
    } catch (IOException e) {
      drop();
      throw e;
    }
  }

  private Socket connected() throws IOException {
    Optional<Socket> known = socket();
    if (known.isPresent() && !isClosedByPeer(known.get(), GLANCE)) {
      return known.get();
    }
    drop();
    boolean isTls = address.getScheme().equals("tls");
    int usual = isTls ? USUAL_TLS_PORT : USUAL_PORT;
    Socket socket =
        sockets.connect(
            address.getHost(),
            address.getPort() < 0 ? usual : address.getPort(),
            isTls ? StreamSockets.Security.TLS : StreamSockets.Security.PLAIN);
    keep(socket);
    return socket;
  }

  /** A collector says nothing; so the end of what it says is the end of the connection. */
  private static boolean isClosedByPeer(Socket socket, Duration most) {
    try {
      socket.setSoTimeout(Math.toIntExact(most.toMillis()));
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private synchronized Optional<Socket> socket() {
    return open;
  }

  private synchronized void keep(Socket socket) {
    open = Optional.of(socket);
  }

  private synchronized void drop() {
    open.ifPresent(SyslogCollector::closeQuietly);
    open = Optional.empty();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not used again.
    }
  }

  /** A reset after the last line would take what the other side has not read yet. */
  @Override
  public void close() {
    Optional<Socket> socket = socket();
    if (socket.isPresent()) {
      try {
        socket.get().shutdownOutput();
        isClosedByPeer(socket.get(), LAST_LOOK);
      } catch (IOException | UnsupportedOperationException e) {
        // Closing is what is left.
      }
    }
    drop();
  }
}
