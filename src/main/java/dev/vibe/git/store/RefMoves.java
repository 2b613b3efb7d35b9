package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;

/** Writer of moves of refs through JGit, with who made them in the log of the ref. */
final class RefMoves {

  private RefMoves() {}

  static PersonIdent person(Identity identity) {
    return new PersonIdent(
        identity.name(), identity.email(), identity.when().toInstant(), identity.when().getZone());
  }

  /**
   * Moves a ref.
   *
   * @return false when it is not where it was, or somebody else holds it
   */
  static boolean move(RefUpdate update, String target, String reflog, Identity.Pair people)
      throws IOException {
    update.setNewObjectId(ObjectId.fromString(target));
    update.setRefLogIdent(person(people.committer()));
    update.setRefLogMessage(reflog, false);
    return isDone(update.update(), update.getName());
  }

  /**
   * Deletes a ref.
   *
   * @return false when it is not where it was, or somebody else holds it
   */
  static boolean delete(RefUpdate update) throws IOException {
    return isDone(update.delete(), update.getName());
  }

  static boolean isDone(RefUpdate.Result result, String name) throws IOException {
    return switch (result) {
      case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
      case LOCK_FAILURE, REJECTED -> false;
      case IO_FAILURE,
          NOT_ATTEMPTED,
          REJECTED_CURRENT_BRANCH,
          REJECTED_MISSING_OBJECT,
          REJECTED_OTHER_REASON,
          RENAMED ->
          throw new IOException("cannot move " + name + ": " + result);
    };
  }
}
