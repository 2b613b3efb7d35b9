package dev.vibe.repl.state;

import dev.vibe.conversation.CallId;
import dev.vibe.text.FileDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of the model.
 *
 * @param open those under way, in order
 * @param done the last that were, oldest first
 * @param growing the end of what the command that runs has written
 */
public record Calls(Map<CallId, Open> open, List<Done> done, Growing growing) {

  /** So many can be opened again. */
  private static final int MOST = 200;

  static final Calls NONE = new Calls(Map.of(), List.of(), Growing.NOTHING);

  public Calls {
    open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
    done = List.copyOf(done);
  }

  /**
   * A call under way.
   *
   * @param diffs what it changed so far
   * @param isShown whether its line was printed with a diff, or what was said of it instead
   */
  record Open(String title, List<FileDiff> diffs, boolean isShown) {}

  /**
   * A call that has its result.
   *
   * @param output the result as the model got it
   */
  public record Done(
      String title, boolean hasFailed, Duration took, String output, List<FileDiff> diffs) {

    /** Whether its diffs say all: it is an edit, and no command that changed files by the way. */
    boolean isEdit() {
      return !hasFailed && diffs.stream().anyMatch(diff -> title.endsWith(" " + diff.path()));
    }
  }

  /** The last lines of an output, and how many there were. */
  public record Growing(List<String> lines, long count) {

    static final Growing NOTHING = new Growing(List.of(), 0);
    private static final int MOST_LINES = 5;

    static Growing of(String end, long lines) {
      List<String> all = end.stripTrailing().lines().toList();
      List<String> last = all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
      return new Growing(List.copyOf(last), end.endsWith("\n") ? lines : lines + 1);
    }
  }

  Calls begun(CallId id, String title) {
    return with(id, new Open(title, List.of(), false));
  }

  /** The call that changed a file: the one that names it, else the one that runs. */
  Optional<CallId> changer(FileDiff diff) {
    return naming(diff).or(() -> open.keySet().stream().findFirst().filter(id -> open.size() == 1));
  }

  private Optional<CallId> naming(FileDiff diff) {
    return open.entrySet().stream()
        .filter(entry -> !entry.getValue().isShown())
        .filter(entry -> names(entry.getValue(), diff))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static boolean names(Open call, FileDiff diff) {
    return call.title().endsWith(" " + diff.path());
  }

  Calls changed(CallId id, FileDiff diff) {
    Open call = open.get(id);
    if (call == null) {
      return this;
    }
    List<FileDiff> diffs = new ArrayList<>(call.diffs());
    diffs.add(diff);
    return with(
        id, new Open(call.title(), List.copyOf(diffs), call.isShown() || names(call, diff)));
  }

  /** It was told that this one may not happen. */
  Calls refused(CallId id) {
    Open call = open.get(id);
    return call == null ? this : with(id, new Open(call.title(), call.diffs(), true));
  }

  Calls grown(Growing next) {
    return new Calls(open, done, next);
  }

  Calls finished(CallId id, Done call) {
    Map<CallId, Open> fewer = new LinkedHashMap<>(open);
    fewer.remove(id);
    List<Done> more =
        new ArrayList<>(done.subList(Math.max(0, done.size() - MOST + 1), done.size()));
    more.add(call);
    return new Calls(fewer, more, Growing.NOTHING);
  }

  private Calls with(CallId id, Open call) {
    Map<CallId, Open> more = new LinkedHashMap<>(open);
    more.put(id, call);
    return new Calls(more, done, growing);
  }
}
