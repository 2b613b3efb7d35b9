package dev.vibe.repl.state;

import dev.vibe.approval.Mode;

/**
 * What the status line tells.
 *
 * @param model empty as long as it is not known
 * @param windowTokens the model's context window; 0 when unknown
 * @param repository where Git is
 */
public record Facts(
    String version,
    String folder,
    String model,
    String endpoint,
    String sessionId,
    Mode mode,
    int windowTokens,
    Repository repository) {

  /**
   * The repository as it was last looked at.
   *
   * @param branch empty when there is none
   * @param dirty files that differ from the last commit
   */
  public record Repository(String branch, int dirty) {
    public static final Repository NONE = new Repository("", 0);
  }

  public Facts with(Mode next) {
    return new Facts(version, folder, model, endpoint, sessionId, next, windowTokens, repository);
  }

  public Facts with(Repository next) {
    return new Facts(version, folder, model, endpoint, sessionId, mode, windowTokens, next);
  }

  /**
   * A session that has its model.
   *
   * @param model its id
   */
  public record Connection(String model, String endpoint, String sessionId) {}

  public Facts with(Connection connection) {
    return new Facts(
        version,
        folder,
        connection.model(),
        connection.endpoint(),
        connection.sessionId(),
        mode,
        windowTokens,
        repository);
  }

  public Facts withWindow(int tokens) {
    return new Facts(version, folder, model, endpoint, sessionId, mode, tokens, repository);
  }
}
