package dev.vibe.app.assembly;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.session.SessionArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Look at what other sessions keep of their choices, so that no command grants one of them anything
 * for the time when it is taken up again. Blocks on disk.
 *
 * @param sessions where all of them are kept
 * @param own the id of the session that looks
 */
record ChoicesOfOthers(Path sessions, String own) implements SettingsGuard.Others {

  /** Each costs a look at its file before and after a command. */
  private static final int MOST = 1_000;

  @Override
  public List<Path> files() {
    return new SessionArchive(sessions)
        .ids().stream()
            .filter(id -> !id.equals(own))
            .limit(MOST)
            .map(id -> KeptChoices.file(sessions.resolve(id)))
            .toList();
  }

  @Override
  public boolean isAtWork(Path file) {
    Path session = Objects.requireNonNull(file.getParent());
    return new SessionArchive(sessions).isInUse(session.getFileName().toString());
  }
}
