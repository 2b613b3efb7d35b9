package dev.vibe.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/**
 * Factory of sockets that look at the very address which they connect to: whatever a name was
 * resolved to, and whatever form an address was written in.
 */
final class CheckedSockets extends SocketFactory {

  private final HostRules named;

  /** For every address of the open network, and those that are named. */
  CheckedSockets(HostRules named) {
    this.named = named;
  }

  /**
   * Looks at a host that somebody else will resolve, as far as this machine can tell. Blocks on the
   * look-up.
   *
   * @throws HttpFailure when one of its addresses must not be connected to
   */
  static void look(HostRules named, String host, int port) throws HttpFailure {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      return; // only the proxy knows it
    }
    for (InetAddress address : all) {
      check(named, host, address, port);
    }
  }

  private static void check(HostRules named, String host, InetAddress address, int port)
      throws HttpFailure {
    if (!named.isOpen(host, address, port)) {
      String shown = address.getHostAddress();
      throw new HttpFailure(
          HttpFailure.Kind.FORBIDDEN,
          (host.equals(shown) ? shown + " is" : host + " leads to " + shown + ", which is")
              + " inside of a network or of this machine");
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new CheckedSocket(named);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress peer) throws IOException {
    Socket socket = createSocket();
    try {
      socket.connect(peer);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Socket that does not connect to what it must not. */
  private static final class CheckedSocket extends Socket {

    private final HostRules named;

    CheckedSocket(HostRules named) {
      this.named = named;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
      if (!(endpoint instanceof InetSocketAddress peer) || peer.isUnresolved()) {
        throw new UnknownHostException(String.valueOf(endpoint));
      }
      check(named, peer.getHostString(), peer.getAddress(), peer.getPort());
      super.connect(endpoint, timeoutMillis);
    }
  }
}
