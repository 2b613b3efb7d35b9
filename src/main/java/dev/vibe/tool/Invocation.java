package dev.vibe.tool;

import dev.vibe.effect.Effect;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.change.FileChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Call that is ready: what it would do, and how. Only the agent's invocation runner may run it. */
public sealed interface Invocation extends Prepared {

  /** One line for people, e.g. {@code read src/app.py}. */
  String title();

  List<Effect> effects();

  /** What it asks for and no effect tells, a line each, for people; often nothing. */
  List<String> details();

  /**
   * Changes nothing outside the tool itself; runs in parallel with its neighbours.
   *
   * @param sight what it shows of files with edits of the same reply before it
   */
  record Reading(String title, List<Effect> effects, List<String> details, Sight sight, Body body)
      implements Invocation {

    /** Files as a reading shows them. */
    public enum Sight {
      /** As they are on disk: edits before it have to be written. */
      WRITTEN,
      /** As the edits have left them, written or not. */
      STAGED
    }

    public Reading {
      effects = List.copyOf(effects);
      details = List.copyOf(details);
    }

    /** Of files as they are on disk. */
    public Reading(String title, List<Effect> effects, List<String> details, Body body) {
      this(title, effects, details, Sight.WRITTEN, body);
    }

    /** One that its effects tell in full. */
    public Reading(String title, List<Effect> effects, Body body) {
      this(title, effects, List.of(), body);
    }
  }

  /**
   * Changes a file, or several. It is not run but staged: the runner adds {@code change} to the
   * batch of the reply, which is written as one change set.
   *
   * @param placement how it found its place
   * @param note what the model is told beside the diff, e.g. that the match was not exact; may be
   *     empty
   * @param rest what the same call does to other files
   */
  record Editing(
      String title,
      List<Effect> effects,
      FileChange change,
      EditPlacement placement,
      String note,
      Rest rest)
      implements Invocation {
    public Editing {
      effects = List.copyOf(effects);
    }

    /** Of one file. */
    public Editing(
        String title,
        List<Effect> effects,
        FileChange change,
        EditPlacement placement,
        String note) {
      this(title, effects, change, placement, note, Rest.NONE);
    }

    /**
     * Rest of a call that is about several files.
     *
     * @param more the edits of the others, none of which has a rest
     * @param leftAlone why further files stay as they are, a message each
     */
    public record Rest(List<Editing> more, List<String> leftAlone) {

      public static final Rest NONE = new Rest(List.of(), List.of());

      public Rest {
        more = List.copyOf(more);
        leftAlone = List.copyOf(leftAlone);
      }
    }

    /** The edits of all files, this one first. */
    public List<Editing> all() {
      return Stream.concat(Stream.of(this), rest.more().stream()).toList();
    }

    @Override
    public List<String> details() {
      return all().stream().flatMap(edit -> edit.change.beyondLines().stream()).toList();
    }
  }

  /**
   * Anything else; runs alone, in order, after the edits before it are on disk.
   *
   * @param details what it does that its effects do not tell, a line each, for a person
   * @param objection why only a person's yes to this very call lets it pass, whatever the mode; its
   *     remedy is what would allow it unasked
   */
  record Acting(
      String title,
      List<Effect> effects,
      List<String> details,
      Body body,
      Optional<Problem> objection)
      implements Invocation {
    public Acting {
      effects = List.copyOf(effects);
      details = List.copyOf(details);
    }

    /** One that its effects tell in full, and to which nothing is to be objected. */
    public Acting(String title, List<Effect> effects, Body body) {
      this(title, effects, List.of(), body, Optional.empty());
    }
  }

  /**
   * Does it. May block; ends early when its thread is interrupted (and then reports what it has).
   * Throws {@link dev.vibe.problem.VibeException} only for what the machine did, such as a full
   * disk.
   */
  @FunctionalInterface
  interface Body {
    ToolOutput run() throws InterruptedException;
  }
}
