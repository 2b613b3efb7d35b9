package dev.vibe.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port of loopback on which nobody listens, and nobody else can begin to until it is closed. */
public final class DeafPort implements AutoCloseable {

  private final Socket bound;

  private DeafPort(Socket bound) {
    this.bound = bound;
  }

  public static DeafPort open() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    return new DeafPort(socket);
  }

  public int number() {
    return bound.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
