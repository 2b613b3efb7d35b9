package dev.vibe.net;

/**
 * Client for HTTP, and the only one. Connections are kept and used again; nothing is loaded before
 * the first call. Thread-safe.
 */
public final class Http {

  private final HttpClients clients;

  public Http(HttpSettings settings) {
    this(settings, NetReach.EVERYWHERE);
  }

  /** One that does not reach everything. */
  public Http(HttpSettings settings, NetReach reach) {
    this.clients = new HttpClients(settings, reach);
  }

  /**
   * Has the client library load what every call needs, which takes longer than most of what a
   * program does before its first call; to be run beside that.
   */
  public static void preload() {
    new HttpClients(HttpSettings.DEFAULT, NetReach.EVERYWHERE).loadCleartext();
  }

  /**
   * Reads the certificates that are configured, which otherwise waits for the first {@code https}
   * request.
   *
   * @throws HttpFailure that says which file is at fault
   */
  public void readCertificates() throws HttpFailure {
    clients.loadSecure();
  }

  /** Prepares a request. Nothing is sent before {@link HttpCall#send}. */
  public HttpCall call(HttpRequest request) {
    return new HttpCall(new Exchange(clients, request));
  }
}
