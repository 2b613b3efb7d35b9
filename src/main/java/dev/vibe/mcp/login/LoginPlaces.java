package dev.vibe.mcp.login;

import dev.vibe.text.QuotedName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places of a login: what a server is, and who gives out tokens for it.
 *
 * @param resource what a token is asked for
 * @param scopes that the server says it has; empty: it does not say
 */
record LoginPlaces(String resource, AuthorizationServer issuer, List<String> scopes) {

  LoginPlaces {
    scopes = List.copyOf(scopes);
  }

  /**
   * Finds them. Blocks.
   *
   * @throws LoginFailure when the server wants no login, or none that is safe
   */
  static LoginPlaces find(LoginUrls urls, LoginChallenge challenge, LoginHttp http)
      throws LoginFailure, InterruptedException {
    List<URI> places = new ArrayList<>();
    if (challenge.metadata().isEmpty()) {
      places.addAll(urls.resourceMetadata());
    } else {
      places.add(urls.safe(challenge.metadata(), "the place of its metadata"));
    }
    for (URI place : places) {
      LoginHttp.Answer answer = http.get(place);
      if (answer.isFine() && !answer.text("resource").isEmpty()) {
        return of(answer, urls, http);
      }
    }
    return older(urls, http);
  }

  private static LoginPlaces of(LoginHttp.Answer answer, LoginUrls urls, LoginHttp http)
      throws LoginFailure, InterruptedException {
    String resource = answer.text("resource");
    if (!urls.isFor(resource)) {
      throw new LoginFailure(
          "it says that its tokens are for another server: " + QuotedName.of(resource));
    }
    List<String> issuers = answer.texts("authorization_servers");
    if (issuers.isEmpty()) {
      throw new LoginFailure("it does not say who gives out tokens for it");
    }
    AuthorizationServer issuer =
        AuthorizationServer.of(issuers.getFirst(), urls, http)
            .orElseThrow(
                () ->
                    new LoginFailure(
                        "the issuer "
                            + QuotedName.of(issuers.getFirst())
                            + " does not say how tokens are had from it"));
    return new LoginPlaces(resource, issuer, answer.texts("scopes_supported"));
  }

  /** Before 2025-06-18 a server was its own issuer. */
  private static LoginPlaces older(LoginUrls urls, LoginHttp http)
      throws LoginFailure, InterruptedException {
    Optional<AuthorizationServer> issuer = AuthorizationServer.of(urls.origin(), urls, http);
    return new LoginPlaces(
        urls.canonical(),
        issuer.isPresent() ? issuer.get() : AuthorizationServer.usual(urls),
        List.of());
  }
}
