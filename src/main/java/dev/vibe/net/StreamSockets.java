package dev.vibe.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Maker of connections for protocols that are not HTTP, plain or with TLS: the same certificates
 * count as for HTTP, proxies do not. Thread-safe.
 */
public final class StreamSockets {

  private final HttpSettings settings;

  /** Connects to nothing yet, and reads no file. */
  public StreamSockets(HttpSettings settings) {
    this.settings = settings;
  }

  /** Choice of whether a connection is private. */
  public enum Security {
    PLAIN,
    /** With TLS; the certificate must be trusted and name the host. */
    TLS
  }

  /**
   * Connects; blocks for at most the connect limit, and that long again for the handshake.
   *
   * @throws IOException when there is no such connection, with words for people
   */
  public Socket connect(String host, int port, Security security) throws IOException {
    int limit = Math.toIntExact(settings.connectLimit().toMillis());
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(bare(host), port), limit);
      return switch (security) {
        case PLAIN -> plain;
        case TLS -> secured(plain, bare(host), port, limit);
      };
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(Socket plain, String host, int port, int limit) throws IOException {
    try {
      Tls tls = Tls.of(settings.extraAuthorities(), settings.identity());
      SSLSocket socket = (SSLSocket) tls.sockets().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(limit);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  /** An address of IPv6 stands in brackets in a URL. */
  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
