package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import java.util.List;

/**
 * Facts that the status line shows.
 *
 * @param windowTokens the model's context window; 0 when unknown, {@link #UNSEEN} at first
 * @param repository where Git is
 */
public record Facts(
    Place place, Connection connection, Mode mode, int windowTokens, Repository repository) {

  /** In the place of the window, as long as nobody has looked for it. */
  public static final int UNSEEN = -1;

  /**
   * Place of a session: which program runs, and where.
   *
   * @param trust whether what the folder brings along is used; empty where it brings nothing
   */
  public record Place(String version, String folder, String trust) {

    /** A folder that brings nothing along. */
    public Place(String version, String folder) {
      this(version, folder, "");
    }
  }

  /**
   * Connection of the session to its model.
   *
   * @param model empty as long as it is not known
   * @param instructions files of them that the model was given, as people name them
   */
  public record Connection(
      String model, String endpoint, String sessionId, List<String> instructions) {

    public Connection {
      instructions = List.copyOf(instructions);
    }

    /** With nothing that the model was told to go by. */
    public Connection(String model, String endpoint, String sessionId) {
      this(model, endpoint, sessionId, List.of());
    }
  }

  /**
   * The repository as it was last looked at.
   *
   * @param branch empty when there is none
   * @param dirty files that differ from the last commit
   * @param verification the command that may verify it, by its build files; perhaps empty
   */
  public record Repository(String branch, int dirty, String verification) {
    public static final Repository NONE = new Repository("", 0, "");
  }

  public String version() {
    return place.version();
  }

  public String folder() {
    return place.folder();
  }

  String trust() {
    return place.trust();
  }

  public String model() {
    return connection.model();
  }

  List<String> instructions() {
    return connection.instructions();
  }

  String endpoint() {
    return connection.endpoint();
  }

  String sessionId() {
    return connection.sessionId();
  }

  Facts with(Mode next) {
    return new Facts(place, connection, next, windowTokens, repository);
  }

  Facts with(Repository next) {
    return new Facts(place, connection, mode, windowTokens, next);
  }

  Facts with(Connection next) {
    return new Facts(place, next, mode, windowTokens, repository);
  }

  Facts withInstructions(List<String> files) {
    return with(
        new Connection(connection.model(), connection.endpoint(), connection.sessionId(), files));
  }

  Facts withWindow(int tokens) {
    return new Facts(place, connection, mode, tokens, repository);
  }
}
