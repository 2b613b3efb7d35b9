package dev.vibe.app.command;

import dev.vibe.app.assembly.MemoryAccess;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.memory.RememberedCommand;
import dev.vibe.context.memory.RememberedRun;
import dev.vibe.context.memory.RepositoryMemory;
import dev.vibe.file.IoReason;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Handler of {@code vibe memory} and {@code /memory}. An item goes by its kind and its place in the
 * list: {@code n1} is the first note, {@code c2} the second command, {@code s3} the third session.
 */
public final class MemoryCommand {

  /** Work that is asked for. */
  public sealed interface Act {

    record Listed(OutputForm form) implements Act {}

    record Added(String note) implements Act {}

    record Edited(String id, String note) implements Act {}

    /** Nothing is left where no id is given. */
    record Forgotten(List<String> ids) implements Act {
      public Forgotten {
        ids = List.copyOf(ids);
      }
    }
  }

  private static final String USE =
      "vibe memory   or   vibe memory add TEXT   or   vibe memory edit n1 TEXT   or   vibe memory"
          + " forget n1 s2";

  private final MemoryAccess access;
  private final RepositoryMemory memory;

  /** Blocks on disk, in a large repository for a while. */
  public MemoryCommand(HostEnvironment host, Workspace workspace) {
    this.access = new MemoryAccess(host, () -> SessionAssembly.openGit(host, workspace));
    this.memory = access.memory();
  }

  /** What {@code /memory} says. Blocks as {@link #run}. */
  public static List<String> said(HostEnvironment host, Workspace workspace, String words) {
    List<String> all = words.isBlank() ? List.of() : List.of(words.strip().split("\\s+", -1));
    Act act = act(all, OutputForm.TEXT);
    return new MemoryCommand(host, workspace).run(act);
  }

  /**
   * The words of a line, without the command itself.
   *
   * @throws VibeException (usage) when they mean nothing
   */
  public static Act act(List<String> words, OutputForm form) {
    String rest = String.join(" ", words.subList(Math.min(1, words.size()), words.size())).strip();
    String verb = words.isEmpty() ? "list" : words.getFirst();
    if (verb.equals("list") && rest.isEmpty()) {
      return new Act.Listed(form);
    }
    if (verb.equals("add") && !rest.isEmpty()) {
      return new Act.Added(rest);
    }
    if (verb.equals("edit") && words.size() > 2) {
      return new Act.Edited(words.get(1), rest.substring(words.get(1).length()).strip());
    }
    if (verb.equals("forget") && words.size() > 1) {
      List<String> ids = words.subList(1, words.size());
      return new Act.Forgotten(ids.equals(List.of("all")) ? List.of() : ids);
    }
    throw usage("\"" + String.join(" ", words) + "\" is nothing that can be done with the memory");
  }

  /**
   * Does it, and says so in lines. Blocks on disk.
   *
   * @throws VibeException when there is no such item, or the disk fails
   */
  public List<String> run(Act act) {
    try {
      return switch (act) {
        case Act.Listed(OutputForm form) -> form == OutputForm.JSON ? List.of(json()) : list();
        case Act.Added(String note) -> {
          memory.addNote(access.redacted(note));
          yield List.of("noted as n" + memory.notes().size());
        }
        case Act.Edited(String id, String note) -> {
          edit(id, access.redacted(note));
          yield List.of(id + " is changed");
        }
        case Act.Forgotten(List<String> ids) -> {
          forget(ids);
          yield List.of("forgotten: " + (ids.isEmpty() ? "all" : String.join(", ", ids)));
        }
      };
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.MEMORY,
              "cannot work on the memory of this repository",
              IoReason.naming(e),
              "allow writing in " + memory.folder()),
          e);
    }
  }

  private List<String> list() throws IOException {
    List<String> lines = new ArrayList<>();
    section(lines, "notes", 'n', memory.notes());
    section(
        lines,
        "commands that passed",
        'c',
        memory.commands().stream()
            .map(each -> each.command() + "  (" + each.times() + "×, " + each.lastPassed() + ")")
            .toList());
    section(lines, "sessions", 's', memory.runs().stream().map(RememberedRun::line).toList());
    if (lines.isEmpty()) {
      return List.of("Nothing is remembered of this repository yet. vibe memory add TEXT notes.");
    }
    lines.add("");
    lines.add("in " + memory.folder());
    return lines;
  }

  private static void section(List<String> lines, String title, char kind, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(title);
    for (int i = 0; i < items.size(); i++) {
      lines.add("  %-4s %s".formatted(kind + String.valueOf(i + 1), items.get(i)));
    }
  }

  private String json() throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "memory");
    object.put("folder", memory.folder().toString());
    object.put("notes", memory.notes());
    object.put("commands", memory.commands().stream().map(MemoryCommand::fields).toList());
    object.put("sessions", memory.runs().stream().map(MemoryCommand::fields).toList());
    return Json.write(object);
  }

  private static Map<String, Object> fields(RememberedCommand command) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", command.command());
    fields.put("times", command.times());
    fields.put("last_passed", command.lastPassed());
    return fields;
  }

  private static Map<String, Object> fields(RememberedRun run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("session_id", run.session());
    fields.put("at", run.at());
    fields.put("prompt", run.prompt());
    fields.put("files", run.files());
    fields.put("commits", run.commits());
    return fields;
  }

  private void edit(String id, String note) throws IOException {
    int place = place(id, 'n', memory.notes().size());
    memory.changeNotes(
        notes -> {
          List<String> all = new ArrayList<>(notes);
          all.set(place, note);
          return all;
        });
  }

  private void forget(List<String> ids) throws IOException {
    if (ids.isEmpty()) {
      memory.changeNotes(all -> List.of());
      memory.changeCommands(all -> List.of());
      memory.changeRuns(all -> List.of());
      return;
    }
    TreeSet<Integer> notes = new TreeSet<>();
    TreeSet<Integer> commands = new TreeSet<>();
    TreeSet<Integer> runs = new TreeSet<>();
    for (String id : ids) { // all of them are looked at before one is forgotten
      switch (id.isEmpty() ? ' ' : id.charAt(0)) {
        case 'n' -> notes.add(place(id, 'n', memory.notes().size()));
        case 'c' -> commands.add(place(id, 'c', memory.commands().size()));
        case 's' -> runs.add(place(id, 's', memory.runs().size()));
        default -> throw usage("there is no item " + id);
      }
    }
    if (!notes.isEmpty()) {
      memory.changeNotes(all -> without(all, notes::contains));
    }
    if (!commands.isEmpty()) {
      memory.changeCommands(all -> without(all, commands::contains));
    }
    if (!runs.isEmpty()) {
      memory.changeRuns(all -> without(all, runs::contains));
    }
  }

  private static <T> List<T> without(List<T> all, Predicate<Integer> isGone) {
    List<T> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!isGone.test(i)) {
        left.add(all.get(i));
      }
    }
    return left;
  }

  /** Of an item in its list, from 0. */
  private static int place(String id, char kind, int count) {
    boolean isOne = id.matches(kind + "[1-9][0-9]{0,5}");
    int place = isOne ? Integer.parseInt(id.substring(1)) : 0;
    if (place < 1 || place > count) {
      throw usage("there is no item " + id);
    }
    return place - 1;
  }

  private static VibeException usage(String what) {
    return new VibeException(ExitCode.USAGE, new Problem(ProblemCode.USAGE, what, "", USE));
  }
}
