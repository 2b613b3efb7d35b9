package dev.vibe.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Listener to the connection of one call: whether it was kept from an earlier one, and whether it
 * may be kept for a later one. Used by the thread that makes the call.
 */
final class ConnectionWatch extends EventListener {

  private final Runnable onConnected;
  private boolean connects;
  private boolean acquired;
  private boolean mayBeKept = true;

  /**
   * For one call.
   *
   * @param onConnected run as soon as there is a connection
   */
  ConnectionWatch(Runnable onConnected) {
    this.onConnected = onConnected;
  }

  /** Whether the request went out on the connection of an earlier call. */
  boolean isOnKeptConnection() {
    return acquired && !connects;
  }

  void answered(Response head) {
    mayBeKept = keepsConnection(head);
  }

  /**
   * Whether the server keeps the connection open after its answer. It may say so in any letter case
   * and among other words (RFC 9110, 7.6.1), and one of HTTP/1.0 closes unless it says otherwise.
   */
  private static boolean keepsConnection(Response response) {
    List<String> options =
        response.headers("Connection").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(option -> option.strip().toLowerCase(Locale.ROOT))
            .toList();
    return !options.contains("close")
        && (response.protocol() != Protocol.HTTP_1_0 || options.contains("keep-alive"));
  }

  @Override
  public void connectStart(Call connecting, InetSocketAddress address, Proxy proxy) {
    connects = true;
  }

  @Override
  public void connectionAcquired(Call connecting, Connection connection) {
    acquired = true;
    onConnected.run();
  }

  /** The library would keep one whose server speaks HTTP/1.0. */
  @Override
  public void connectionReleased(Call done, Connection connection) {
    if (!mayBeKept) {
      close(connection);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.socket().close();
    } catch (IOException e) {
      // It is closed, then.
    }
  }
}
