package dev.vibe.git.checkpoint;

import dev.vibe.git.store.Head;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Record of one checkpoint beside its files: the message of its commit. The commit's tree holds
 * {@code before} and, but for a {@link Kind#STATE}, {@code after}; both are laid out like the work
 * tree.
 *
 * @param title what was done, one line
 * @param folder the working folder
 * @param heads where HEAD was moved by it; at most one
 * @param made folders that it made, relative to the working folder
 * @param about numbers of the records that a reversal takes back
 */
public record CheckpointRecord(
    Id id,
    Kind kind,
    TurnId moment,
    String title,
    String folder,
    List<HeadMove> heads,
    List<String> made,
    List<Integer> about,
    Circumstances circumstances) {

  /** Where records are kept, one ref each. */
  static final String REFS = "refs/vibe/";

  /** Longest title kept; the session's log has the whole. */
  private static final int LONGEST_TITLE = 120;

  public CheckpointRecord {
    title = oneLine(title);
    heads = List.copyOf(heads);
    made = List.copyOf(made);
    about = List.copyOf(about);
  }

  /** One of whose circumstances nothing is known. */
  public CheckpointRecord(
      Id id,
      Kind kind,
      TurnId moment,
      String title,
      String folder,
      List<HeadMove> heads,
      List<String> made,
      List<Integer> about) {
    this(id, kind, moment, title, folder, heads, made, about, Circumstances.UNKNOWN);
  }

  /**
   * Id of a checkpoint, its name.
   *
   * @param number counts from 1 in a session
   */
  public record Id(String session, int number) {
    String ref() {
      return REFS + session + "/" + number;
    }
  }

  /** Kind of a checkpoint: what it stands for. */
  public enum Kind {
    /** The files before something that changed nothing, or was cut off. */
    STATE,
    CHANGE,
    /** An undo or redo that is under way, or was cut off. */
    REVERSING,
    /** An undo, or an undo of one. */
    REVERSAL
  }

  /**
   * A move of HEAD.
   *
   * @param branch full name; empty when HEAD is detached
   * @param from the commit before; empty when there was none
   * @param to the commit after
   */
  public record HeadMove(String branch, String from, String to) {}

  /**
   * Circumstances of a record: what an undo has to know beside the files.
   *
   * @param heads where HEAD was before it; at most one
   * @param switches of HEAD to another branch, by it; at most one
   * @param refs that it made, moved or deleted, other than the branch that HEAD is on
   * @param left of a reversal: what it did not take back
   */
  public record Circumstances(
      List<Head> heads, List<HeadSwitch> switches, List<RefChange> refs, Left left) {

    public static final Circumstances UNKNOWN =
        new Circumstances(List.of(), List.of(), List.of(), Left.NOTHING);

    public Circumstances {
      heads = List.copyOf(heads);
      switches = List.copyOf(switches);
      refs = List.copyOf(refs);
    }
  }

  /** A switch of HEAD from one branch to another, or to a commit. */
  public record HeadSwitch(Head from, Head to) {}

  /**
   * Change of a ref.
   *
   * @param name full; of a submodule its path
   * @param before the commit; empty when there was none
   * @param after the commit; empty when there is none
   */
  public record RefChange(String name, String before, String after) {

    /** Whether it is about the HEAD of a submodule. */
    public boolean isSubmodule() {
      return !name.startsWith("refs/");
    }
  }

  /**
   * Rest that a reversal left as it was.
   *
   * @param paths as a checkpoint names them
   * @param heads commits
   */
  public record Left(List<String> paths, List<HeadMove> heads) {

    public static final Left NOTHING = new Left(List.of(), List.of());

    public Left {
      paths = List.copyOf(paths);
      heads = List.copyOf(heads);
    }

    public boolean isNothing() {
      return paths.isEmpty() && heads.isEmpty();
    }
  }

  /** A record as it was read, with the names of its trees and when it was made. */
  public record Stored(CheckpointRecord record, CheckpointTrees trees, Instant at, Extent extent) {

    /** One that was recorded as a whole, of files alone. */
    public Stored(CheckpointRecord record, String before, String after, Instant at) {
      this(record, new CheckpointTrees(before, after), at, Extent.WHOLE);
    }

    /** The files before, as a tree. */
    public String before() {
      return trees.before();
    }

    /** The files after, as a tree; empty when there is none. */
    public String after() {
      return trees.after();
    }

    /** Whether it is known what the index held before and after. */
    public boolean knowsIndex() {
      return !trees.was().index().isEmpty() && !trees.became().index().isEmpty();
    }
  }

  /** Extent to which a change is known. */
  public enum Extent {
    WHOLE,
    /** A command was cut off: nobody knows what it left, and what others did since. */
    CUT_OFF
  }

  private static String oneLine(String text) {
    String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE) + "…";
  }

  String message() {
    StringBuilder out = new StringBuilder("vibe: ").append(title).append("\n\n");
    line(out, "Kind", kind.name());
    line(out, "Run", Integer.toString(moment.run()));
    line(out, "Turn", Integer.toString(moment.turn()));
    line(out, "Folder", encoded(folder));
    heads.forEach(head -> line(out, "Head", fields(head)));
    made.forEach(each -> line(out, "Made", encoded(each)));
    line(out, "About", about.stream().map(String::valueOf).collect(Collectors.joining(",")));
    circumstances.heads().forEach(head -> line(out, "At", fields(head)));
    circumstances
        .switches()
        .forEach(each -> line(out, "Switch", fields(each.from()) + "," + fields(each.to())));
    circumstances
        .refs()
        .forEach(
            ref -> line(out, "Ref", encoded(ref.name()) + "," + ref.before() + "," + ref.after()));
    circumstances.left().paths().forEach(path -> line(out, "Left", encoded(path)));
    circumstances.left().heads().forEach(head -> line(out, "Left-Head", fields(head)));
    return out.toString();
  }

  private static String fields(HeadMove move) {
    return encoded(move.branch()) + "," + move.from() + "," + move.to();
  }

  private static String fields(Head head) {
    return encoded(head.branch()) + "," + head.commit();
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append("Vibe-").append(name).append(": ").append(value).append('\n');
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException when it was not written here
   */
  static CheckpointRecord parse(Id id, String message) {
    Fields fields = new Fields(message.lines().toList());
    List<Integer> about =
        fields.all("About").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .filter(number -> !number.isEmpty())
            .map(Integer::valueOf)
            .toList();
    return new CheckpointRecord(
        id,
        Kind.valueOf(fields.one("Kind")),
        new TurnId(Integer.parseInt(fields.one("Run")), Integer.parseInt(fields.one("Turn"))),
        message.lines().findFirst().orElse("").replaceFirst("^vibe: ", ""),
        decoded(fields.one("Folder")),
        moves(fields.parts("Head", 3)),
        fields.all("Made").stream().map(CheckpointRecord::decoded).toList(),
        about,
        circumstances(fields));
  }

  private static Circumstances circumstances(Fields fields) {
    return new Circumstances(
        fields.parts("At", 2).stream().map(at -> head(at, 0)).toList(),
        fields.parts("Switch", 4).stream()
            .map(parts -> new HeadSwitch(head(parts, 0), head(parts, 2)))
            .toList(),
        fields.parts("Ref", 3).stream()
            .map(parts -> new RefChange(decoded(parts[0]), parts[1], parts[2]))
            .toList(),
        new Left(
            fields.all("Left").stream().map(CheckpointRecord::decoded).toList(),
            moves(fields.parts("Left-Head", 3))));
  }

  private static List<HeadMove> moves(List<String[]> lines) {
    return lines.stream()
        .map(parts -> new HeadMove(decoded(parts[0]), parts[1], parts[2]))
        .toList();
  }

  private static Head head(String[] parts, int at) {
    return new Head(decoded(parts[at]), parts[at + 1]);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private record Fields(List<String> lines) {
    List<String> all(String name) {
      String start = "Vibe-" + name + ": ";
      return lines.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }

    List<String[]> parts(String name, int count) {
      List<String[]> lines = all(name).stream().map(line -> line.split(",", -1)).toList();
      if (lines.stream().anyMatch(parts -> parts.length != count)) {
        throw new IllegalArgumentException("Vibe-" + name + " has not " + count + " parts");
      }
      return lines;
    }

    String one(String name) {
      return all(name).stream()
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("Vibe-" + name + " is missing"));
    }
  }
}
