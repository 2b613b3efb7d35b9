package dev.vibe.git.undo;

import dev.vibe.git.checkpoint.CheckpointPlace;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import dev.vibe.git.checkpoint.CheckpointStore;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.TreeDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finder of what commits of a run hold and what they do not: a commit may have only a part of what
 * its run changed, or something that other replies or runs did.
 */
record PartCommits(JGitStore git, CheckpointStore records) {

  private static final int MOST_NAMED = 5;

  /** Paths that these records changed. */
  Set<String> changed(Collection<Stored> of) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Stored each : of) {
      for (TreeDifference difference : records.differences(each.before(), each.after())) {
        paths.add(difference.path());
      }
    }
    return paths;
  }

  /** Paths that a commit changes. */
  Set<String> held(String from, String to) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (TreeDifference difference : git.differences(from, to)) {
      paths.add(difference.path());
    }
    return paths;
  }

  /** What is to be said of the commits of a record, a line each, in a list of what there is. */
  List<String> remarks(Stored stored, Collection<Stored> ofSession) throws IOException {
    int run = stored.record().moment().run();
    Set<String> ofRun =
        changed(
            ofSession.stream()
                .filter(each -> each.record().moment().run() == run)
                .filter(each -> isNotLater(each, stored))
                .toList());
    List<String> remarks = new ArrayList<>();
    for (HeadMove move : stored.record().heads()) {
      Set<String> held = held(move.from(), move.to());
      Set<String> without = new TreeSet<>(ofRun);
      without.removeAll(held);
      without.removeIf(CheckpointPlace::isOutside);
      Set<String> also = new TreeSet<>(held);
      also.removeAll(ofRun);
      remarks.add(
          "commit "
              + RefNotes.shortened(move.to())
              + (without.isEmpty() ? "" : ", in part: without " + some(without))
              + (also.isEmpty() ? "" : ", with " + some(also) + " from elsewhere"));
    }
    return remarks;
  }

  private static boolean isNotLater(Stored each, Stored than) {
    return each.record().id().number() <= than.record().id().number();
  }

  static String some(Set<String> paths) {
    return String.join(", ", paths.stream().limit(MOST_NAMED).toList())
        + (paths.size() > MOST_NAMED ? " …" : "");
  }
}
