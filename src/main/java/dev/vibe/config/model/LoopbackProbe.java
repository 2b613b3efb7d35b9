package dev.vibe.config.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Probe that asks for {@code /v1/models} over a plain loopback socket. The HTTP client of the
 * product would take longer to load than the answer may take, and most starts never come here.
 */
public final class LoopbackProbe implements Probe {

  /** The beginning of a model list is enough to know one. */
  private static final int ENOUGH = 16 * 1024;

  @Override
  public boolean serves(LocalServer server, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try (Socket socket = new Socket()) {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.connect(new InetSocketAddress(loopback, server.port()), left(deadline));
      String request =
          "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return isModelList(socket, deadline);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isModelList(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder seen = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (seen.length() < ENOUGH) {
      socket.setSoTimeout(left(deadline));
      int count = in.read(buffer);
      if (count < 0) {
        return false;
      }
      seen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      if (seen.length() >= 12 && !(seen.indexOf("HTTP/1.") == 0 && seen.indexOf(" 200") == 8)) {
        return false;
      }
      int body = seen.indexOf("\r\n\r\n");
      if (body > 0 && seen.indexOf("\"data\"", body) > 0) {
        return true;
      }
    }
    return false;
  }

  /** In milliseconds, for a socket, to which 0 would mean for ever. */
  private static int left(long deadline) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException("too late");
    }
    return (int) millis;
  }
}
