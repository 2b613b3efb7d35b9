package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.PersonAtTerminal;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.git.worktree.ManagedWorktree;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.git.worktree.WorktreeState;
import dev.vibe.git.worktree.WorktreeState.Use;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Width;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Handler of {@code vibe worktree}. Blocks on disk, on {@code git} and on a person. */
public final class WorktreeCommand {

  private final HostEnvironment host;
  private final Path folder;

  /**
   * Does nothing yet.
   *
   * @param where in the repository whose worktrees count
   * @throws VibeException (usage) when there is no such folder
   */
  public WorktreeCommand(HostEnvironment host, RunOptions.Where where) {
    this.host = host;
    this.folder = new Preparation(host).folder(where);
  }

  /** Act of the command. */
  public sealed interface Act {

    record Listed(OutputForm form) implements Act {}

    record Removed(List<String> names, Consent consent, OutputForm form) implements Act {
      public Removed {
        names = List.copyOf(names);
      }
    }
  }

  /** Consent to lose what only a worktree holds. */
  public enum Consent {
    ASKED,
    GIVEN
  }

  /**
   * Does it.
   *
   * @throws VibeException for what cannot be done, or must not without a yes
   */
  public ExitCode run(Act act) {
    ManagedWorktrees worktrees = RunWorktree.all(host, folder);
    switch (act) {
      case Act.Listed(OutputForm form) -> print(listed(worktrees.list(), form));
      case Act.Removed(List<String> names, Consent consent, OutputForm form) -> {
        List<WorktreeState> doomed = names.stream().distinct().map(worktrees::state).toList();
        print(removed(worktrees, doomed, consent, form));
      }
    }
    return ExitCode.DONE;
  }

  /** A line each, the columns below each other. */
  public static List<String> lines(List<WorktreeState> states) {
    if (states.isEmpty()) {
      return List.of("no worktrees; vibe --worktree NAME works in one");
    }
    int name = widest(states.stream().map(state -> state.worktree().name()).toList());
    int use = widest(states.stream().map(state -> state.use().label()).toList());
    int holds = widest(states.stream().map(WorktreeState::holds).toList());
    return states.stream()
        .map(
            state ->
                Width.pad(state.worktree().name(), name)
                    + "  "
                    + Width.pad(state.use().label(), use)
                    + "  "
                    + Width.pad(state.holds(), holds)
                    + "  "
                    + state.worktree().folder())
        .toList();
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(Width::of).max().orElse(0);
  }

  private static List<String> listed(List<WorktreeState> states, OutputForm form) {
    return switch (form) {
      case TEXT -> lines(states);
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "worktrees");
        object.put("worktrees", states.stream().map(WorktreeCommand::fields).toList());
        yield List.of(Json.write(object));
      }
    };
  }

  private static Map<String, Object> fields(WorktreeState state) {
    ManagedWorktree worktree = state.worktree();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", worktree.name());
    fields.put("folder", worktree.folder().toString());
    fields.put("branch", worktree.branch());
    fields.put("base", worktree.base());
    fields.put("made", worktree.made().toString());
    fields.put("use", state.use().label());
    fields.put("changed_files", state.changed());
    fields.put("unpushed_commits", state.ahead());
    return fields;
  }

  private List<String> removed(
      ManagedWorktrees worktrees, List<WorktreeState> doomed, Consent consent, OutputForm form) {
    List<String> told = new ArrayList<>();
    List<Map<String, Object>> objects = new ArrayList<>();
    for (WorktreeState state : doomed) {
      String name = state.worktree().name();
      if (!mayLose(state, consent)) {
        told.add(name + " stays");
        continue;
      }
      Optional<String> branch = worktrees.remove(name);
      told.add("removed " + name + branch.map(kept -> "; its commits are on " + kept).orElse(""));
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("name", name);
      branch.ifPresent(kept -> object.put("kept_branch", kept));
      objects.add(object);
    }
    return switch (form) {
      case TEXT -> told;
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "worktrees_removed");
        object.put("removed", objects);
        yield List.of(Json.write(object));
      }
    };
  }

  private boolean mayLose(WorktreeState state, Consent consent) {
    if (consent == Consent.GIVEN || (state.isEmpty() && state.use() != Use.BROKEN)) {
      return true;
    }
    String name = state.worktree().name();
    String what =
        state.use() == Use.BROKEN ? "what is left in " + state.worktree().folder() : state.holds();
    Question question =
        new Question(
            "remove the worktree " + name + " with " + what,
            List.of(),
            "changed files are gone for good; commits stay on " + state.worktree().branch(),
            Question.Lasting.ONCE,
            "");
    Answer answer = PersonAtTerminal.approver(host).ask(question);
    if (answer instanceof Answer.Nobody) {
      throw new VibeException(
          ExitCode.REFUSED,
          new Problem(
              ProblemCode.REFUSED,
              "cannot remove the worktree " + name + " without a yes",
              "it holds " + what + ", and nobody is there to ask",
              "--yes   says it"));
    }
    return answer.isYes();
  }

  private void print(List<String> lines) {
    lines.forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
  }
}
