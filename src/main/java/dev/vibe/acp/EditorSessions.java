package dev.vibe.acp;

import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port of the sessions that an editor opens. Thread-safe; every method blocks. */
public interface EditorSessions {

  /**
   * Where a session works.
   *
   * @param folder absolute
   * @param added other folders that file tools may use
   * @param servers MCP servers that the editor hands over, as it wrote them: objects of JSON
   */
  record Place(Path folder, List<Path> added, List<Map<?, ?>> servers) {
    public Place {
      added = List.copyOf(added);
      servers = List.copyOf(servers);
    }
  }

  /** A session that was kept. */
  record Listed(String id, String folder, String title, Instant at) {}

  /**
   * Looks whether there is a model that lets us in.
   *
   * @throws VibeException when there is none
   */
  void checkAccess() throws InterruptedException;

  /**
   * A new session.
   *
   * @param face hears of everything that happens in it
   * @throws VibeException when the folder, the configuration or the model cannot be used
   */
  EditorSession begin(Place place, SessionFace face) throws InterruptedException;

  /**
   * One that was kept.
   *
   * @throws VibeException as {@link #begin}, and when there is no such session
   */
  EditorSession goOn(String id, Place place, SessionFace face) throws InterruptedException;

  /** Those that were kept, the one last used first; of one folder, if that is named. */
  List<Listed> kept(Optional<Path> folder);

  /**
   * Removes one with all that is kept of it; none of this id is as good.
   *
   * @throws VibeException when somebody works in it, or it cannot be deleted
   */
  void delete(String id);
}
