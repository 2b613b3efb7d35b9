package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.config.GitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * Removal of old checkpoints, and of what processes that were killed have left unfinished. What is
 * older than {@link #AGE} goes, and of the rest the oldest beyond {@link #MOST}; but the last of a
 * session stays as long as it is not too old, and the last of all stays always. Where the objects
 * are the user's repository, Git's own housekeeping removes them.
 */
public final class CheckpointPruning {

  static final Duration AGE = Duration.ofDays(30);

  /** Refs cost a little at each look at a repository; this many are not felt. */
  public static final int MOST = 2_000;

  private static final Duration EVERY = Duration.ofDays(1);

  /** Another session may be about to refer to what it has just added. */
  private static final Duration GRACE = Duration.ofHours(2);

  private final CheckpointStore store;
  private final GitSettings settings;

  CheckpointPruning(CheckpointStore store, GitSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** At most once a day for a folder. */
  void runIfDue(CheckpointPlace place) throws IOException {
    String name = Integer.toHexString(place.folder().toString().hashCode());
    Path mark = settings.stateFolder().resolve("pruned").resolve(name);
    Instant now = settings.clock().instant();
    if (Files.exists(mark)
        && Files.getLastModifiedTime(mark).toInstant().isAfter(now.minus(EVERY))) {
      return;
    }
    Files.createDirectories(mark.resolveSibling("."));
    Files.write(mark, new byte[0]);
    Files.setLastModifiedTime(mark, FileTime.from(now));
    run();
  }

  void run() throws IOException {
    StaleFiles.sweep(
        store.repository().getCommonDirectory().toPath(), settings.clock().instant().minus(GRACE));
    List<Stored> old = doomed(store.records(), settings.clock().instant());
    for (Stored each : old) {
      store.drop(each.record().id());
    }
    if (!old.isEmpty() && !store.holdsIndex()) {
      try (Git git = Git.wrap(store.repository())) {
        git.gc().setExpire(settings.clock().instant().minus(GRACE)).call();
      } catch (GitAPIException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  /** Pure. */
  public static List<Stored> doomed(List<Stored> oldestFirst, Instant now) {
    Map<String, Stored> lastOfSession = new HashMap<>();
    Map<String, Stored> lastOfFolder = new HashMap<>();
    for (Stored each : oldestFirst) {
      lastOfSession.put(each.record().id().session(), each);
      lastOfFolder.put(each.record().folder(), each);
    }
    Set<Stored> kept = new HashSet<>(lastOfFolder.values());
    lastOfSession.values().stream().filter(each -> !isOld(each, now)).forEach(kept::add);
    int beyond = oldestFirst.size() - MOST;
    List<Stored> doomed = new ArrayList<>();
    for (int i = 0; i < oldestFirst.size(); i++) {
      Stored each = oldestFirst.get(i);
      if (!kept.contains(each) && (i < beyond || isOld(each, now))) {
        doomed.add(each);
      }
    }
    return doomed;
  }

  private static boolean isOld(Stored stored, Instant now) {
    return stored.at().isBefore(now.minus(AGE));
  }
}
