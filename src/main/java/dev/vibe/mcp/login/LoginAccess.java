package dev.vibe.mcp.login;

import dev.vibe.net.Http;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access to one server by a login that was done before. Asks nobody: what needs a person fails with
 * words that say so. Thread-safe.
 */
public final class LoginAccess {

  private static final Logger LOG = LoggerFactory.getLogger(LoginAccess.class);

  private final URI server;
  private final LoginVault vault;
  private final Supplier<Http> http;
  private @Nullable KeptLogin kept;

  /** Reads nothing yet. */
  public LoginAccess(URI server, LoginVault vault, Supplier<Http> http) {
    this.server = server;
    this.vault = vault;
    this.http = http;
  }

  /**
   * The {@code Authorization} of a request; empty without a login. A token that has ended is
   * renewed first. Blocks.
   */
  public synchronized Optional<String> header() throws InterruptedException {
    KeptLogin login = kept == null ? read() : kept;
    if (login == null) {
      return Optional.empty();
    }
    KeptLogin usable = login.hasEnded(Instant.now()) ? renewed(login) : login;
    kept = usable;
    return Optional.of("Bearer " + usable.access());
  }

  /**
   * Whether there is another token than one that the server has refused: somebody has logged in
   * since, or it could be renewed. Blocks.
   */
  public synchronized boolean isRenewed(Optional<String> refused) throws InterruptedException {
    KeptLogin login = read();
    if (login == null) {
      kept = null;
      return false;
    }
    KeptLogin now =
        refused.equals(Optional.of("Bearer " + login.access())) ? renewed(login) : login;
    kept = now;
    return !refused.equals(Optional.of("Bearer " + now.access()));
  }

  /** The server wants more than the login has: the next login asks for that. Blocks. */
  public synchronized void wants(LoginChallenge challenge) throws InterruptedException {
    KeptLogin login = read();
    if (login != null && !login.wanting(challenge.scopes()).equals(login)) {
      keep(login.wanting(challenge.scopes()));
    }
  }

  private @Nullable KeptLogin read() {
    return vault.read(server).flatMap(KeptLogin::read).orElse(null);
  }

  /** As it was, when it cannot be renewed. One process at a time: such a token is good for once. */
  private KeptLogin renewed(KeptLogin login) throws InterruptedException {
    if (login.refresh().isEmpty()) {
      return login;
    }
    try (Closeable _ = vault.locked(server)) {
      KeptLogin since = read();
      if (since != null && !since.access().equals(login.access())) {
        return since;
      }
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("grant_type", "refresh_token");
      fields.put("refresh_token", login.refresh());
      fields.put("resource", login.resource());
      KeptLogin next =
          login.renewed(tokens(login, fields, new LoginHttp(http.get())), Instant.now());
      keep(next);
      return next;
    } catch (IOException | LoginFailure e) {
      LOG.debug("cannot renew the login to {}", server.getHost(), e);
      return login;
    }
  }

  /** Asks an issuer for tokens. */
  static LoginHttp.Answer tokens(KeptLogin login, Map<String, String> fields, LoginHttp http)
      throws LoginFailure, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putAll(login.client().fields());
    LoginHttp.Answer answer = http.form(login.token(), login.client().headers(), all);
    if (!answer.isFine() || answer.text("access_token").isEmpty()) {
      throw new LoginFailure("its issuer gives no token: " + answer.error());
    }
    if (!answer.text("token_type").equalsIgnoreCase("bearer")) {
      throw new LoginFailure("its issuer gives a token of a kind that vibe does not know");
    }
    if (!answer.text("access_token").matches("[!-~]+")) {
      throw new LoginFailure("its issuer gives a token that cannot be sent");
    }
    return answer;
  }

  private void keep(KeptLogin login) throws InterruptedException {
    try {
      vault.keep(server, login.written());
      kept = login;
    } catch (IOException e) {
      LOG.warn("cannot keep the login to {}", server.getHost(), e);
    }
  }
}
