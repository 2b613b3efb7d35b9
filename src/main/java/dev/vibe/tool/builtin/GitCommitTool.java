package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.Skipped;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.CommitSize;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.HookTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tool that makes a commit of exactly what the run changed. */
public final class GitCommitTool implements Tool<GitCommitTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.GIT_COMMIT,
          "Commit what you changed; the user's own changes stay.",
          Input.class,
          CallKind.ACTS);

  private static final int MOST_FILES_NAMED = 30;

  private static final String FOR_THE_USER =
      "leave it to the user; finish without the commit, and say in your answer that it is missing";

  private static final String AGAIN =
      "call "
          + ToolNames.GIT_COMMIT
          + " again; if that does not help, leave the commit and tell the user. Never remove a"
          + " lock";

  /** As the parameter says. */
  private static final int LONGEST_SUBJECT = 72;

  private final GitWorkspace workspace;
  private final RunChanges changes;
  private final Supplier<CommitNote> note;
  private final CommitTerms terms;

  /**
   * The tool of one session.
   *
   * @param changes what the run changed so far; edits of the running reply are in it before the
   *     commit is made
   * @param note asked when the commit is made
   * @param terms of its commits
   */
  public GitCommitTool(
      GitWorkspace workspace, RunChanges changes, Supplier<CommitNote> note, CommitTerms terms) {
    this.workspace = workspace;
    this.changes = changes;
    this.note = note;
    this.terms = terms;
  }

  /** Parameters. */
  public record Input(
      @Doc("imperative first line of at most 72 characters; then why") String message,
      @Doc("only these") @MayBeAbsent List<String> files,
      @Doc("replace your last commit") @MayBeAbsent boolean amend) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    switch (workspace.present()) {
      case NoRepository none -> {
        return new Refusal(
            RefusalCode.NO_REPOSITORY,
            sentence(none.reason()) + " Go on without " + ToolNames.GIT_COMMIT + ".");
      }
      case GitRepository repository -> {
        // the only case in which there is more to look at
      }
    }
    CommitRequest wanted = request(input);
    if (wanted.message().isEmpty()) {
      return new Refusal(RefusalCode.NO_MESSAGE, "The message is empty. Say what changed and why.");
    }
    if (!wanted.files().isEmpty()) {
      changes.takeOver(wanted::covers);
    }
    Set<WorkspacePath> paths = new LinkedHashSet<>();
    changes.pending().forEach(file -> paths.add(file.path()));
    for (FileChange change : context.batch().changes()) {
      paths.add(change.path());
    }
    if (paths.isEmpty() && !input.amend() && !workspace.isMerging()) {
      return new Refusal(
          RefusalCode.NOTHING_CHANGED,
          "There is nothing to commit. "
              + workspace
                  .whereabouts(changes)
                  .orElse(
                      "You have changed no file since the last commit. Changes of the user are not"
                          + " yours to commit."));
    }
    List<String> unknown = wanted.unknown(paths);
    if (!unknown.isEmpty()) {
      return new Refusal(
          RefusalCode.NOT_CHANGED,
          "You did not change "
              + unknown.stream().map(QuotedName::of).collect(Collectors.joining(", "))
              + ". Name only what you changed and did not commit yet: "
              + names(paths)
              + ".");
    }
    List<String> files =
        paths.stream().filter(wanted::covers).map(WorkspacePath::relative).toList();
    Optional<Problem> objection = workspace.objection(changes, wanted);
    return new Invocation.Acting(
        (input.amend() ? "amend " : "commit ") + wanted.subject(),
        List.of(new Effect.Commit(wanted.message(), files)),
        details(wanted, context),
        () -> run(objection.isEmpty() ? request(input) : request(input).allowingSecrets()),
        objection);
  }

  /** How much it would hold, where it would land, and what it runs, for the person who is asked. */
  private List<String> details(CommitRequest wanted, ToolContext context) {
    List<String> details = new ArrayList<>(List.of(size(wanted, context)));
    List<String> hooks = terms.hooks() instanceof HookTerms.Run ? workspace.hooks() : List.of();
    if (!hooks.isEmpty()) {
      details.add("runs the hooks of this repository: " + String.join(", ", hooks));
    }
    return details;
  }

  private String size(CommitRequest wanted, ToolContext context) {
    Map<WorkspacePath, FileDiff> diffs = new LinkedHashMap<>();
    Map<WorkspacePath, FileChange> edits = new LinkedHashMap<>();
    context.batch().changes().stream()
        .filter(change -> wanted.covers(change.path()))
        .forEach(change -> edits.put(change.path(), change));
    changes.pending().stream()
        .filter(file -> wanted.covers(file.path()))
        .forEach(
            file ->
                diffs.put(
                    file.path(),
                    Optional.ofNullable(edits.remove(file.path()))
                        .map(edit -> file.uncommitted(edit.after()))
                        .orElseGet(file::uncommitted)));
    edits.forEach((path, edit) -> diffs.put(path, edit.diff()));
    String branch =
        workspace.present() instanceof GitRepository repository ? repository.branch() : "";
    return CommitSize.of(diffs.values()).words() + (branch.isEmpty() ? "" : " to " + branch);
  }

  private CommitRequest request(Input input) {
    CommitRequest.Form form = input.amend() ? CommitRequest.Form.AMENDED : CommitRequest.Form.NEW;
    return new CommitRequest(input.message(), input.files(), form, note.get(), terms)
        .from(workspace.folder());
  }

  private static String names(Set<WorkspacePath> paths) {
    String some =
        paths.stream()
            .limit(MOST_FILES_NAMED)
            .map(WorkspacePath::toString)
            .collect(Collectors.joining(", "));
    return paths.size() <= MOST_FILES_NAMED
        ? some
        : some + " and " + (paths.size() - MOST_FILES_NAMED) + " more";
  }

  private ToolOutput run(CommitRequest request) {
    return switch (workspace.commit(changes, request)) {
      case Committed committed -> committed(committed, request);
      case CommitOutcome.Nothing(List<Skipped> skipped) -> nothing(skipped);
      case CommitOutcome.HoldsSecrets(Problem problem) -> ToolOutput.failed(sentence(problem));
      case CommitOutcome.Stopped(Problem problem, String said) ->
          ToolOutput.failed(sentence(problem) + (said.isEmpty() ? "" : "\n" + said));
      case CommitOutcome.Refused(Problem problem) -> ToolOutput.failed(refused(problem));
    };
  }

  /**
   * What a person does about it is not for a model, which would do it: remove a lock, or make up a
   * name to commit under.
   */
  private static String refused(Problem problem) {
    String remedy =
        switch (problem.code()) {
          case GIT_LOCKED, HEAD_MOVED -> AGAIN;
          case NO_GIT_IDENTITY, BAD_GIT_DATE, NEEDS_GIT, NO_REPOSITORY -> FOR_THE_USER;
          default -> problem.remedy();
        };
    return sentence(new Problem(problem.code(), problem.what(), problem.cause(), remedy));
  }

  private ToolOutput committed(Committed commit, CommitRequest request) {
    boolean amends = request.form() == CommitRequest.Form.AMENDED;
    StringBuilder text = new StringBuilder(amends ? "Amended; it is now " : "Committed ");
    text.append(commit.id(), 0, 8);
    if (!commit.branch().isEmpty()) {
      text.append(" on ").append(QuotedName.of(commit.branch()));
    }
    text.append(": ").append(commit.message().lines().findFirst().orElse("")).append('\n');
    int count = commit.files().size();
    text.append(amends ? "added to it: " : "")
        .append(count)
        .append(count == 1 ? " file, +" : " files, +")
        .append(commit.added());
    text.append(" -").append(commit.removed());
    commit.files().stream()
        .limit(MOST_FILES_NAMED)
        .forEach(
            file ->
                text.append("\n  ")
                    .append(QuotedName.of(file.path()))
                    .append(" +")
                    .append(file.added())
                    .append(" -")
                    .append(file.removed()));
    text.append(left(commit.skipped()));
    if (!request.files().isEmpty()) {
      text.append(alsoChanged(commit.skipped()));
    }
    text.append(length(request.subject()));
    commit.remarks().forEach(remark -> text.append('\n').append(remark));
    List<Event.Durable> events = new ArrayList<>();
    List<String> files = commit.files().stream().map(CommitOutcome.File::path).toList();
    events.add(new Event.Committed(commit.id(), commit.message(), files));
    commit.warning().ifPresent(warning -> events.add(Event.NoticeRaised.of(warning)));
    events.addAll(notices(commit.skipped()));
    for (String remark : commit.remarks()) {
      events.add(Event.NoticeRaised.of(new Problem(ProblemCode.COMMIT_REMARK, remark, "", "")));
    }
    return new ToolOutput(Outcome.OK, text.toString(), events);
  }

  private static String length(String subject) {
    int characters = subject.codePointCount(0, subject.length());
    return characters <= LONGEST_SUBJECT
        ? ""
        : "\nIts first line has "
            + characters
            + " characters: keep to "
            + LONGEST_SUBJECT
            + ", and say more below an empty line.";
  }

  /** What a commit of some files alone leaves is easily forgotten. */
  private String alsoChanged(List<Skipped> skipped) {
    Set<String> told = skipped.stream().map(Skipped::path).collect(Collectors.toSet());
    List<String> left =
        changes.pending().stream()
            .map(file -> file.path().relative())
            .filter(path -> !told.contains(path))
            .toList();
    return left.isEmpty() ? "" : "\nChanged by you and not in it: " + Names.some(left);
  }

  private static ToolOutput nothing(List<Skipped> skipped) {
    String text =
        skipped.isEmpty()
            ? "Nothing to commit: HEAD already holds what you changed."
            : "No commit was made." + left(skipped);
    return new ToolOutput(skipped.isEmpty() ? Outcome.OK : Outcome.FAILED, text, notices(skipped));
  }

  private static String left(List<Skipped> skipped) {
    return skipped.stream()
        .map(file -> "\nNot committed: " + QuotedName.of(file.path()) + ": " + file.reason() + ".")
        .collect(Collectors.joining());
  }

  private static List<Event.Durable> notices(List<Skipped> skipped) {
    return skipped.stream()
        .<Event.Durable>map(
            file ->
                Event.NoticeRaised.of(
                    new Problem(
                        ProblemCode.NOT_COMMITTED,
                        QuotedName.of(file.path()) + " stays uncommitted",
                        file.reason(),
                        "git diff " + QuotedName.of(file.path()))))
        .toList();
  }

  private static String sentence(Problem problem) {
    String what = Character.toUpperCase(problem.what().charAt(0)) + problem.what().substring(1);
    return ControlChars.neutraliseLine(
        what
            + ": "
            + problem.cause()
            + "."
            + (problem.remedy().isEmpty() ? "" : " To solve it: " + problem.remedy() + "."));
  }
}
