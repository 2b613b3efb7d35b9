package dev.vibe.git.store;

import dev.vibe.git.config.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Store of the notes that say which session made a commit. */
final class RunNotes {

  static final String NOTES = "refs/notes/vibe";

  private final Repository repository;

  RunNotes(Repository repository) {
    this.repository = repository;
  }

  /**
   * Sets the note of a commit. Waits a moment for whoever else writes notes.
   *
   * @throws IOException also when they do not let go
   */
  void add(String commit, String text, Identity.Pair people) throws IOException {
    for (int attempt = 0; attempt < 3; attempt++) {
      if (addNote(commit, text, people)) {
        return;
      }
      removeDeadNotesLock();
      IndexLock.pause();
    }
    throw new IOException("somebody else is writing " + NOTES);
  }

  /** Only vibe writes these notes, in an instant: an old lock is of a process that was killed. */
  private void removeDeadNotesLock() throws IOException {
    Path lock = repository.getCommonDirectory().toPath().resolve(NOTES + ".lock");
    if (Files.exists(lock)
        && Files.getLastModifiedTime(lock).toInstant().isBefore(Instant.now().minusSeconds(60))) {
      Files.deleteIfExists(lock);
    }
  }

  private boolean addNote(String commit, String text, Identity.Pair people) throws IOException {
    Ref ref = repository.exactRef(NOTES);
    try (ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = new RevWalk(repository)) {
      CommitBuilder builder = new CommitBuilder();
      NoteMap notes = NoteMap.newEmptyMap();
      List<ObjectId> parents = new ArrayList<>();
      if (ref != null) {
        RevCommit old = walk.parseCommit(ref.getObjectId());
        notes = NoteMap.read(walk.getObjectReader(), old);
        parents.add(old);
      }
      notes.set(ObjectId.fromString(commit), text, inserter);
      builder.setTreeId(notes.writeTree(inserter));
      builder.setParentIds(parents);
      builder.setAuthor(RefMoves.person(people.author()));
      builder.setCommitter(RefMoves.person(people.committer()));
      builder.setMessage("Notes added by 'git notes add'\n");
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      RefUpdate update = repository.updateRef(NOTES);
      update.setExpectedOldObjectId(ref == null ? ObjectId.zeroId() : ref.getObjectId());
      return RefMoves.move(update, id.name(), "notes: added", people);
    }
  }
}
