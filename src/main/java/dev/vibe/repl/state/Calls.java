package dev.vibe.repl.state;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.text.FileDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State of the calls of the model.
 *
 * @param open those under way, in order
 * @param done the last that were, oldest first
 */
public record Calls(Map<CallId, Open> open, List<Done> done, Present present) {

  /** So many can be opened again. */
  private static final int MOST = 200;

  private static final String THINKING = "thinking";

  static final Calls NONE =
      new Calls(Map.of(), List.of(), new Present(Growing.NOTHING, List.of(), List.of()));

  public Calls {
    open = Collections.unmodifiableMap(new LinkedHashMap<>(open));
    done = List.copyOf(done);
  }

  /**
   * State of the calls of the present reply.
   *
   * @param growing the end of what the command that runs has written
   * @param acting those that may change something, in order
   * @param reads were done and are not printed yet, because more may follow
   */
  record Present(Growing growing, List<CallId> acting, List<Done> reads) {
    Present {
      acting = List.copyOf(acting);
      reads = List.copyOf(reads);
    }
  }

  public Growing growing() {
    return present.growing();
  }

  /** Those that one line will tell of. */
  List<Done> reads() {
    return present.reads();
  }

  Calls withReads(List<Done> next) {
    return with(new Present(growing(), present.acting(), next));
  }

  private Calls with(Present next) {
    return new Calls(open, done, next);
  }

  /** What a call is for, as far as its lines differ. */
  enum Purpose {
    /** Changes a file: its diff is what there is to say of it. */
    EDIT,
    /** Anything else; a command may change files by the way. */
    OTHER;

    private static final Set<String> EDITS =
        Set.of(ToolNames.STR_REPLACE, ToolNames.WRITE_FILE, ToolNames.PATCH);

    private static final Set<String> ACTIONS = Set.of(ToolNames.BASH, ToolNames.GIT_COMMIT);

    static boolean isActing(String tool) {
      return EDITS.contains(tool) || ACTIONS.contains(tool);
    }

    static Purpose of(String tool) {
      return EDITS.contains(tool) ? EDIT : OTHER;
    }
  }

  /**
   * A call under way.
   *
   * @param diffs what it changed so far
   * @param told what is known of it on the screen by now
   */
  record Open(String title, Purpose purpose, List<FileDiff> diffs, Told told) {

    /** One that just began; of one that is not known, the name of its tool is all there is. */
    static Open of(String title, String tool) {
      return new Open(title, Purpose.of(tool), List.of(), new Told(false, ""));
    }

    boolean isEdit() {
      return purpose == Purpose.EDIT;
    }

    boolean isShown() {
      return told.isShown();
    }

    /** How a person allowed it; empty when nobody was asked. */
    String answer() {
      return told.answer();
    }

    Open shown() {
      return new Open(title, purpose, diffs, new Told(true, answer()));
    }

    Open answered(String words) {
      return new Open(title, purpose, diffs, new Told(isShown(), words));
    }

    /** The diff of an edit is its line; those of a command are told beside it. */
    Open changed(FileDiff diff) {
      List<FileDiff> more = new ArrayList<>(diffs);
      more.add(diff);
      return new Open(title, purpose, List.copyOf(more), new Told(isShown() || isEdit(), answer()));
    }
  }

  /**
   * State of what the screen told of a call.
   *
   * @param isShown whether its line was printed with a diff, or what was said of it instead
   * @param answer how a person allowed it, which its line will tell; else empty
   */
  record Told(boolean isShown, String answer) {}

  /** A call that has its result. */
  public record Done(Open call, ToolResult result, Duration took) {

    public String title() {
      return call.title();
    }

    boolean hasFailed() {
      return result.isError() || exitCode().isPresent();
    }

    /** Of a command that ended badly by itself. */
    OptionalInt exitCode() {
      return result.facts().stream()
          .filter(fact -> fact instanceof ToolFact.EndedBadly)
          .mapToInt(fact -> ((ToolFact.EndedBadly) fact).exitCode())
          .findFirst();
    }

    /** What a sandbox looks to have kept it from; empty when nothing. */
    String kept() {
      return result.facts().stream()
          .map(fact -> fact instanceof ToolFact.Confined(String level, String kept) ? kept : "")
          .filter(kept -> !kept.isEmpty())
          .findFirst()
          .orElse("");
    }

    /** What a search came to. */
    Optional<ToolFact.Found> found() {
      return result.facts().stream()
          .filter(fact -> fact instanceof ToolFact.Found)
          .map(fact -> (ToolFact.Found) fact)
          .findFirst();
    }

    boolean isRead() {
      return !hasFailed() && result.toolName().equals(ToolNames.READ_FILE);
    }

    boolean isCommand() {
      return result.toolName().equals(ToolNames.BASH);
    }

    /** The result as the model got it. */
    String output() {
      return result.text();
    }

    /** The line of the output that only says what is told below it anyway. */
    Optional<Integer> changesTold() {
      return result.facts().stream()
          .filter(fact -> fact instanceof ToolFact.ChangesTold)
          .map(fact -> ((ToolFact.ChangesTold) fact).line())
          .findFirst();
    }

    List<FileDiff> diffs() {
      return call.diffs();
    }

    /** Whether its diffs say all: it is an edit, and no command that changed files by the way. */
    boolean isEdit() {
      return !result.isError() && call.isEdit() && !diffs().isEmpty();
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

  /** The model replied with these calls. */
  Calls replied(List<ToolCall> calls) {
    List<CallId> ids =
        calls.stream().filter(call -> Purpose.isActing(call.name())).map(ToolCall::id).toList();
    return with(new Present(growing(), ids, reads()));
  }

  /** The call that began last among all of its reply that act, as {@code 1 of 2}; else empty. */
  public String place() {
    int at = open.keySet().stream().mapToInt(present.acting()::indexOf).max().orElse(-1);
    int all = present.acting().size();
    return at < 0 || all < 2 ? "" : (at + 1) + " of " + all;
  }

  Calls begun(ToolCall call, String title) {
    return with(call.id(), Open.of(title, call.name()));
  }

  /**
   * The call to show a diff with. A log of an earlier version does not tell whose doing it was:
   * then the first edit that waits for its diff, else the only call that runs.
   */
  Optional<CallId> changer(Event.FileChanged changed) {
    return changed.calls().isEmpty()
        ? waiting(open.keySet())
            .or(() -> open.keySet().stream().filter(id -> open.size() == 1).findFirst())
        : waiting(changed.calls())
            .or(() -> changed.calls().stream().filter(open::containsKey).findFirst());
  }

  private Optional<CallId> waiting(Collection<CallId> among) {
    return among.stream().filter(id -> isWaiting(open.get(id))).findFirst();
  }

  /** An edit whose line comes with its diff. */
  private static boolean isWaiting(@Nullable Open call) {
    return call != null && call.isEdit() && !call.isShown();
  }

  /** The call that a person is asked about: the last that began. */
  Optional<CallId> asked() {
    return open.keySet().stream().reduce((first, second) -> second);
  }

  Calls answered(CallId id, String words) {
    Open call = open.get(id);
    return call == null ? this : with(id, call.answered(words));
  }

  Calls changed(CallId id, FileDiff diff) {
    Open call = open.get(id);
    return call == null ? this : with(id, call.changed(diff));
  }

  /** It was told that this one may not happen. */
  Calls refused(CallId id) {
    Open call = open.get(id);
    return call == null ? this : with(id, call.shown());
  }

  Calls grown(Growing next) {
    return with(new Present(next, present.acting(), reads()));
  }

  Calls finished(CallId id, Done call) {
    Map<CallId, Open> fewer = new LinkedHashMap<>(open);
    fewer.remove(id);
    return new Calls(
        fewer, withLast(call), new Present(Growing.NOTHING, present.acting(), reads()));
  }

  /** What the model thought can be opened as calls can. */
  Calls thought(String text) {
    if (text.isBlank()) {
      return this;
    }
    CallId none = new CallId(THINKING);
    ToolResult result = new ToolResult(none, THINKING, ToolResult.Outcome.OK, text.strip());
    Done thought = new Done(Open.of(THINKING, THINKING), result, Duration.ZERO);
    return new Calls(open, withLast(thought), present);
  }

  private List<Done> withLast(Done last) {
    List<Done> more =
        new ArrayList<>(done.subList(Math.max(0, done.size() - MOST + 1), done.size()));
    more.add(last);
    return more;
  }

  private Calls with(CallId id, Open call) {
    Map<CallId, Open> more = new LinkedHashMap<>(open);
    more.put(id, call);
    return new Calls(more, done, present);
  }
}
