package dev.vibe.app.command;

import dev.vibe.git.file.FileState;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.git.undo.UndoPlan.Standing;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** View of what {@code vibe undo} did or would do, as lines and as JSON. Pure. */
final class UndoView {

  private static final int SHORT_ID = 8;

  private static final int MOST_PATHS = 5;

  List<String> sessions(List<Undo.Session> sessions, OutputForm form) {
    if (form == OutputForm.JSON) {
      List<Object> all = new ArrayList<>();
      for (Undo.Session session : sessions) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session_id", session.id());
        fields.put("at", session.at().toString());
        fields.put("turns", turns(session.turns()));
        fields.put("undos", session.undos());
        fields.put("left", session.left().stream().map(Path::toString).toList());
        all.add(fields);
      }
      return List.of(Json.write(Map.of("sessions", all)));
    }
    if (sessions.isEmpty()) {
      return List.of("Nothing to undo in this folder.");
    }
    List<String> lines = new ArrayList<>();
    for (Undo.Session session : sessions) {
      lines.add(
          "session "
              + session.id()
              + (session.undos() == 0 ? "" : "  (" + session.undos() + " to redo)"));
      session.turns().forEach(turn -> lines.add("  " + line(turn)));
      if (!session.left().isEmpty()) {
        lines.add(
            "  left by an undo: "
                + String.join(", ", session.left().stream().map(Path::toString).toList())
                + "  (--overwrite FILE, or --add-dir FOLDER, takes them back)");
      }
    }
    return lines;
  }

  private static String line(UndoPlan.Turn turn) {
    return "run %d, turn %d: %s"
        .formatted(turn.run(), turn.number(), String.join("; ", turn.titles()));
  }

  private static List<Object> turns(List<UndoPlan.Turn> turns) {
    List<Object> all = new ArrayList<>();
    for (UndoPlan.Turn turn : turns) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("run", turn.run());
      fields.put("turn", turn.number());
      fields.put("at", turn.at().toString());
      fields.put("titles", turn.titles());
      all.add(fields);
    }
    return all;
  }

  List<String> plan(UndoPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add((undoes(plan) ? "Undo" : "Redo") + " in session " + plan.session());
    plan.turns().forEach(turn -> lines.add("  " + line(turn)));
    if (plan.isEmpty() && !(plan.commits() instanceof Commits.Barrier)) {
      lines.add("The files are already so.");
    }
    for (Item item : plan.items()) {
      lines.add(
          "  %-8s %s  +%d -%d%s"
              .formatted(
                  action(item),
                  item.path(),
                  item.diff().added(),
                  item.diff().removed(),
                  remark(item)));
    }
    switch (plan.commits()) {
      case Commits.None() -> {}
      case Commits.Move move ->
          lines.add(
              "  %-8s %s from %s to %s%s"
                  .formatted(
                      "branch",
                      branch(move.branch()),
                      shortened(move.from()),
                      move.to().isEmpty() ? "no commit" : shortened(move.to()),
                      whatIsStaged(plan)));
      case Commits.Revert revert ->
          lines.add(
              "  %-8s a commit on %s takes back %s%s"
                  .formatted(
                      "revert",
                      branch(revert.branch()),
                      String.join(", ", revert.ids().stream().map(UndoView::shortened).toList()),
                      whatIsStaged(plan)));
      case Commits.Switch back ->
          lines.add(
              "  %-8s back from %s to %s"
                  .formatted("HEAD", branch(back.from().branch()), branch(back.to().branch())));
      case Commits.Barrier(List<String> ids, String why, String remedy) ->
          lines.add("  %-8s nothing: %s".formatted("undo", why));
      case Commits.Stay(List<String> ids, String why, String remedy) ->
          lines.add(
              "  %-8s %s: %s (--revert makes a commit that takes it back)"
                  .formatted("stays", shortened(ids.isEmpty() ? "HEAD" : ids.getFirst()), why));
    }
    beside(plan, lines);
    plan.beside().remarks().forEach(remark -> lines.add("  " + remark));
    plan.notes().forEach(note -> lines.add("  " + note));
    return lines;
  }

  private static String remark(Item item) {
    return switch (item.standing()) {
      case AS_LEFT -> "";
      case MERGED -> "  (changes of others stay)";
      case CHANGED_SINCE -> "  (changed since: asked about)";
      case MAKES_REPOSITORY -> "  (makes its folder a repository: asked about)";
      case COMMITTED -> "  (in commit " + item.holder() + ", not the run's: asked about)";
    };
  }

  /** Said here only where the index has no line of its own. */
  private static String whatIsStaged(UndoPlan plan) {
    return plan.beside().index().isEmpty() ? "; what you staged stays" : "";
  }

  /** What becomes of what is staged, and of a merge in progress. */
  private static void beside(UndoPlan plan, List<String> lines) {
    if (!plan.beside().index().isEmpty()) {
      List<String> paths = plan.beside().index().stream().map(SlotChange::path).toList();
      lines.add(
          "  %-8s what was staged of %s comes back"
              .formatted(
                  "index",
                  paths.size() <= MOST_PATHS
                      ? String.join(", ", paths)
                      : String.join(", ", paths.subList(0, MOST_PATHS))
                          + " and "
                          + (paths.size() - MOST_PATHS)
                          + " more"));
    }
    if (plan.beside().operation().changes()) {
      lines.add(
          "  %-8s %s"
              .formatted(
                  "merge",
                  plan.beside().operation().then().isEmpty()
                      ? "is not in progress any more"
                      : "is in progress again"));
    }
  }

  private static String branch(String name) {
    return name.isEmpty() ? "HEAD" : name.replaceFirst("^refs/heads/", "");
  }

  private static boolean undoes(UndoPlan plan) {
    return plan.direction() == UndoPlan.Direction.UNDO;
  }

  private static String action(Item item) {
    if (item.then() instanceof FileState.Absent) {
      return "delete";
    }
    return item.now() instanceof FileState.Absent ? "create" : "restore";
  }

  private static String shortened(String id) {
    return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  /**
   * @param redo what takes an undo back
   */
  List<String> outcome(UndoPlan plan, Undo.Outcome outcome, String redo) {
    List<String> lines = new ArrayList<>();
    int count = outcome.restored().size();
    if (plan.commits() instanceof Commits.Barrier) {
      return List.of("Nothing was changed.");
    }
    lines.add(
        (undoes(plan) ? "Undone" : "Redone")
            + ": "
            + (count == 0 && plan.changesMoreThanFiles() ? only(plan) : counts(plan, outcome))
            + (undoes(plan) ? ". " + redo + " takes it back." : "."));
    return lines;
  }

  /** How many files came back and how many are gone. */
  private static String counts(UndoPlan plan, Undo.Outcome outcome) {
    int gone =
        (int)
            plan.items().stream()
                .filter(item -> item.then() instanceof FileState.Absent)
                .filter(item -> outcome.restored().contains(item.path().relative()))
                .count();
    int back = outcome.restored().size() - gone;
    String deleted = Figures.count(gone, "file") + " deleted";
    return gone == 0
        ? Figures.count(back, "file")
        : back == 0 ? deleted : Figures.count(back, "file") + " restored, " + deleted;
  }

  private static String only(UndoPlan plan) {
    return plan.changesHead() ? "the commit" : "what was staged";
  }

  /** Whatever could not be done, each with what to do about it. */
  List<Problem> problems(UndoPlan plan, Undo.Outcome outcome) {
    List<Problem> problems = new ArrayList<>(outcome.problems());
    if (!outcome.left().isEmpty()) {
      problems.add(
          new Problem(
              ProblemCode.CHANGED_SINCE,
              "left as they are: " + String.join(", ", outcome.left()),
              plan.items().stream().anyMatch(UndoView::isLeftAndCommitted)
                  ? "they were changed or committed since, and there was no yes to overwrite them"
                  : "they were changed since, and there was no yes to overwrite them",
              "vibe undo --overwrite FILE"));
    }
    if (plan.commits() instanceof Commits.Barrier(List<String> ids, String why, String remedy)) {
      problems.add(new Problem(ProblemCode.NOT_CROSSED, "nothing was undone", why, remedy));
    }
    if (plan.commits() instanceof Commits.Stay(List<String> ids, String why, String remedy)) {
      problems.add(
          new Problem(ProblemCode.COMMITS_STAY, "the commits of the run stay", why, remedy));
    }
    return problems;
  }

  private static boolean isLeftAndCommitted(Item item) {
    return item.standing() == Standing.COMMITTED;
  }

  String json(UndoPlan plan, Undo.Outcome outcome, ExitCode exitCode) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", undoes(plan) ? "undo" : "redo");
    fields.put("session_id", plan.session());
    fields.put("exit_code", exitCode.code());
    fields.put("turns", turns(plan.turns()));
    List<Object> files = new ArrayList<>();
    for (Item item : plan.items()) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("path", item.path().relative());
      file.put("action", action(item));
      file.put("changed_since", item.standing() == Standing.CHANGED_SINCE);
      file.put("merged", item.standing() == Standing.MERGED);
      file.put("in_commit", item.holder());
      files.add(file);
    }
    fields.put("files", files);
    fields.put("restored", outcome.restored());
    fields.put("left", outcome.left());
    fields.put("commits", commits(plan.commits()));
    fields.put("staged", plan.beside().index().stream().map(SlotChange::path).toList());
    fields.put("notes", plan.notes());
    fields.put("remarks", plan.beside().remarks());
    fields.put("problems", problems(plan, outcome).stream().map(Problem::fields).toList());
    return Json.write(fields);
  }

  private static Map<String, Object> commits(Commits commits) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (commits) {
      case Commits.None() -> fields.put("action", "none");
      case Commits.Move move -> {
        fields.put("action", "move");
        fields.put("branch", move.branch());
        fields.put("from", move.from());
        fields.put("to", move.to());
      }
      case Commits.Revert(String branch, String head, List<String> ids) -> {
        fields.put("action", "revert");
        fields.put("branch", branch);
        fields.put("from", head);
        fields.put("ids", ids);
      }
      case Commits.Switch(Head from, Head to, List<String> ids) -> {
        fields.put("action", "switch");
        fields.put("from", from.branch());
        fields.put("to", to.branch());
        fields.put("ids", ids);
      }
      case Commits.Barrier(List<String> ids, String why, String remedy) -> {
        fields.put("action", "barrier");
        fields.put("ids", ids);
        fields.put("why", why);
        fields.put("remedy", remedy);
      }
      case Commits.Stay(List<String> ids, String why, String remedy) -> {
        fields.put("action", "stay");
        fields.put("ids", ids);
        fields.put("why", why);
        fields.put("remedy", remedy);
      }
    }
    return fields;
  }
}
