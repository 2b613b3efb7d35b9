package dev.vibe.forge;

import java.util.Locale;
import java.util.Optional;

/** Kind of forge, by what its API is like. */
public enum ForgeKind {
  GITHUB("GitHub", "pull request", "x-access-token"),
  GITLAB("GitLab", "merge request", "oauth2"),
  /** Forgejo, too. */
  GITEA("Gitea", "pull request", "x-access-token");

  private final String title;
  private final String request;
  private final String login;

  ForgeKind(String title, String request, String login) {
    this.title = title;
    this.request = request;
    this.login = login;
  }

  /** By its word in the configuration. */
  static Optional<ForgeKind> of(String word) {
    for (ForgeKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String title() {
    return title;
  }

  /** What a pull request is called there. */
  public String request() {
    return request;
  }

  /** The user that Git logs in as with a token for a password. */
  String login() {
    return login;
  }

  /** Where the API of a host is, below its own address. */
  String apiPath() {
    return switch (this) {
      case GITHUB -> "/api/v3";
      case GITLAB -> "/api/v4";
      case GITEA -> "/api/v1";
    };
  }
}
