package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitOutcome.Skipped;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.MovedHead;
import dev.vibe.git.commit.PastRuns;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.testkit.Gen;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sequences of edits, commands and what a user does in between, against a model of whose
 * each line is: a line names who wrote it. User and run write in lines that are apart, so that all
 * that is asked can be done.
 */
class OwnershipTest {

  private static final int SEQUENCES = 25;
  private static final int STEPS = 14;
  private static final int LINES = 48;

  /** Every so many lines one is the user's to change, and the one between them the run's. */
  private static final int APART = 8;

  private static final String LINE = "^(user|run)-";
  private static final Pattern TOKEN = Pattern.compile("(user|run)-[0-9]+");

  @TempDir Path temporary;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void no_line_of_the_users_is_committed_by_the_run_and_none_of_the_runs_is_left() {
    Gen.forAll("ownership", SEQUENCES, random -> new Sequence(random).run());
  }

  /** One session in a repository of its own. */
  private final class Sequence {
    private final RandomGenerator random;
    private final Sandbox box;
    private final List<String> told = new ArrayList<>();
    private GitRepository git;
    private Checkpoints checkpoints;
    private RunChanges ledger;

    /** Lines that the user has staged and not committed. */
    private final Set<String> stagedByUser = new TreeSet<>();

    /** Lines of theirs that the user has written over. */
    private final Set<String> givenUp = new TreeSet<>();

    private int run = 1;
    private int count;

    /** Lines of the user's may be gone for good; what is written in their place may be left. */
    private boolean threwAway;

    /** Whether nobody but the run moved HEAD: the records tell its moves alone. */
    private boolean headIsKnown = true;

    Sequence(RandomGenerator random) {
      this.random = random;
      this.box = new Sandbox(temporary.resolve(Long.toHexString(random.nextLong()))).init();
      for (String name : List.of("a", "b", "c")) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
          text.append(name).append(line).append('\n');
        }
        box.write(name, text.toString());
      }
      box.commitAll("start");
      this.git = box.repository();
      this.checkpoints = git.checkpoints("s");
      this.ledger = git.ledger(List.of());
    }

    void run() {
      try {
        for (int step = 0; step < STEPS; step++) {
          step();
          checkpoints.at(new TurnId(run, step + 2));
        }
        commit();
        undo();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(String.join("\n", told) + "\n" + e.getMessage(), e);
      } finally {
        git.close();
      }
    }

    private void step() {
      switch (random.nextInt(20)) {
        case 0, 1, 2 -> userEdits();
        case 3 -> {
          Set<String> fresh = onDisk("user");
          fresh.removeAll(staged()); // what the run has staged already, nobody stages
          user("add", "-A");
          stagedByUser.addAll(fresh);
        }
        case 4 -> {
          stagedByUser.clear();
          user("commit", "-q", "--allow-empty", "-m", "by user");
          headIsKnown = false;
        }
        case 5, 6, 7, 8 -> runEdits();
        case 9 -> command("sed", () -> write(file(), 4, "run-" + ++count));
        case 10 -> move();
        case 11 -> command("git", "add", "-A");
        case 12 -> stashAndBack();
        case 13 -> {
          command("git", "add", "-A"); // a move is one commit, so that the old place is known
          command("git", "commit", "-q", "-m", "by command");
        }
        case 14 -> command("git", "commit", "-q", "--amend", "--no-edit");
        case 15 -> command("git", "reset", "-q");
        case 16 -> command("git", "reset", "-q", "--soft", "HEAD~1");
        case 17 -> {
          command("git", "checkout", "-q", "--", file());
          threwAway = true;
        }
        case 18 -> {
          if (headIsKnown) {
            goOn();
          }
        }
        default -> commit();
      }
    }

    private String file() {
      List<String> names = files();
      return names.get(random.nextInt(names.size()));
    }

    private List<String> files() {
      try (Stream<Path> all = Files.list(box.folder())) {
        return all.map(path -> path.getFileName().toString())
            .filter(name -> !name.equals(".git"))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String write(String file, int offset, String text) {
      List<String> lines = new ArrayList<>(box.read(file).lines().toList());
      int line = random.nextInt(lines.size() / APART) * APART + offset;
      lines.set(line, text);
      told.add("  " + file + ":" + line + " " + text);
      String whole = String.join("\n", lines) + "\n";
      box.write(file, whole);
      return whole;
    }

    private void userEdits() {
      told.add("user edits");
      Set<String> before = onDisk("user");
      write(file(), 0, "user-" + ++count);
      before.removeAll(onDisk("user"));
      givenUp.addAll(before);
    }

    private void user(String... git) {
      told.add("user: " + String.join(" ", git));
      box.triedGit(git);
    }

    private void runEdits() {
      String file = file();
      Content before = new Content.Present(box.bytes(file));
      told.add("run edits");
      FileChange change = box.change(file, before, write(file, 4, "run-" + ++count));
      checkpoints.beforeEdits(List.of(change), "edit");
      checkpoints.settle();
      ledger.record(change);
    }

    private void command(String... git) {
      command(
          String.join(" ", git),
          () -> box.triedGit(List.of(git).subList(1, git.length).toArray(String[]::new)));
    }

    private void command(String title, Runnable what) {
      told.add("run: " + title);
      WorktreeSnapshot before = git.snapshot();
      Moment moment = ledger.now();
      checkpoints.beforeCommand(
          before, title, DangerousCommand.isIn(title) ? Danger.DESTRUCTIVE : Danger.USUAL);
      what.run();
      List<WorktreeChange> found = git.changesSince(before);
      Optional<MovedHead> head = git.movedHead(moment);
      head.ifPresent(moved -> made(moved, moment, before.held()));
      ledger.record(found, moment, before.held());
      checkpoints.afterCommand(found);
      checkpoints.settle();
    }

    private void made(MovedHead head, Moment moment, Map<Path, FileState> kept) {
      List<String> ids = head.made().stream().map(MovedHead.Made::id).toList();
      List<WorkspacePath> files =
          head.made().stream().flatMap(made -> made.files().stream()).distinct().toList();
      ledger.made(ids);
      boolean holdsUsers = !ledger.usersIn(files, moment, kept, head.to()).isEmpty();
      if (holdsUsers || (head.replaces() && ledger.isMixed(head.from()))) {
        ledger.mixed(ids);
      }
    }

    private void move() {
      String from = file();
      String to = "m" + ++count;
      if (random.nextBoolean()) {
        command("git", "mv", from, to);
      } else {
        command("mv " + from + " " + to, () -> move(from, to));
      }
    }

    private void move(String from, String to) {
      try {
        Files.move(box.folder().resolve(from), box.folder().resolve(to));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void stashAndBack() {
      command("git", "stash", "-q");
      if (random.nextBoolean()) {
        runEdits();
        commit();
      }
      command("git", "stash", "pop", "-q");
    }

    /** The session goes on in another process. */
    private void goOn() {
      told.add("goes on");
      git.close();
      git = box.repository();
      ledger = git.ledger(List.of(new PastRuns("s", run)));
      checkpoints = git.checkpoints("s");
      checkpoints.at(new TurnId(++run, 1));
    }

    private void commit() {
      told.add("git_commit");
      Set<String> before = committed("user");
      CommitOutcome outcome = git.commit(ledger, Sandbox.request("by run " + ++count));
      List<Skipped> skipped =
          switch (outcome) {
            case CommitOutcome.Committed made -> made.skipped();
            case CommitOutcome.Nothing nothing -> nothing.skipped();
            case CommitOutcome.Refused refused -> throw new AssertionError(refused.toString());
            case CommitOutcome.HoldsSecrets secrets -> throw new AssertionError(secrets.toString());
            case CommitOutcome.Stopped stopped -> throw new AssertionError(stopped.toString());
          };
      assertEquals(before, committed("user"), "lines of the user's in a commit of the run");
      Set<String> excused = new TreeSet<>(conflicted());
      if (threwAway) {
        skipped.forEach(each -> excused.add(each.path()));
      }
      assertEquals(
          List.of(), skipped.stream().filter(each -> !excused.contains(each.path())).toList());
      Set<String> left = onDisk("run");
      left.removeAll(committed("run"));
      excused.forEach(file -> left.removeAll(tokens("run", box.read(file))));
      assertTrue(left.isEmpty(), "lines of the run that were left: " + left);
    }

    /** Takes the whole session back: the run's lines go, or it says so, and the user's stay. */
    private void undo() {
      told.add("undo");
      Set<String> users = onDisk("user");
      users.removeAll(givenUp); // a command of the run brought it back, and that is taken back
      checkpoints.settle();
      List<String> unable;
      try (Undo undo = git.undo()) {
        if (undo.sessions().stream().allMatch(session -> session.turns().isEmpty())) {
          return;
        }
        UndoPlan plan = undo.plan("s", new Undo.Scope.Since(1), List.of());
        Undo.Outcome outcome = undo.carryOut(plan, Set.of(), box.base().resolve("journal"));
        unable = new ArrayList<>(plan.notes());
        unable.addAll(outcome.left());
        outcome.problems().forEach(problem -> unable.add(problem.what()));
      }
      told.add("  says " + unable);
      Set<String> lost = new TreeSet<>(users);
      lost.removeAll(onDisk("user"));
      assertTrue(lost.isEmpty(), "lines of the user's that undo took: " + lost);
      if (unable.isEmpty()) {
        assertEquals(Set.of(), onDisk("run"), "lines of the run's that undo left");
        Set<String> unstaged = new TreeSet<>(stagedByUser);
        unstaged.retainAll(users);
        unstaged.removeAll(staged());
        assertTrue(unstaged.isEmpty(), "lines that the user staged: " + unstaged);
      }
    }

    private Set<String> onDisk(String who) {
      Set<String> found = new TreeSet<>();
      files().forEach(file -> found.addAll(tokens(who, box.read(file))));
      return found;
    }

    /** Lines of the user's that the index holds. */
    private Set<String> staged() {
      return tokens("user", box.triedGit("grep", "--cached", "-h", "-E", LINE));
    }

    /**
     * Files where a stash that came back met other lines in the same place: in the index, or with
     * marks that were left when somebody reset that.
     */
    private Set<String> conflicted() {
      Set<String> found =
          new TreeSet<>(box.triedGit("diff", "--name-only", "--diff-filter=U").lines().toList());
      files().stream().filter(file -> box.read(file).contains("<<<<<<<")).forEach(found::add);
      return found;
    }

    private Set<String> committed(String who) {
      return tokens(who, box.triedGit("grep", "-h", "-E", LINE, "HEAD"));
    }

    private Set<String> tokens(String who, String text) {
      Set<String> found = new TreeSet<>();
      TOKEN
          .matcher(text)
          .results()
          .map(result -> result.group())
          .filter(token -> token.startsWith(who))
          .forEach(found::add);
      return found;
    }
  }
}
