package dev.vibe.git.checkpoint;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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
    List<Integer> about) {

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

  /** A record as it was read, with the names of its trees and when it was made. */
  public record Stored(
      CheckpointRecord record, String before, String after, Instant at, Extent extent) {

    /** One that was recorded as a whole. */
    public Stored(CheckpointRecord record, String before, String after, Instant at) {
      this(record, before, after, at, Extent.WHOLE);
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
    heads.forEach(head -> line(out, "Head", head.branch() + "," + head.from() + "," + head.to()));
    made.forEach(each -> line(out, "Made", encoded(each)));
    line(out, "About", about.stream().map(String::valueOf).collect(Collectors.joining(",")));
    return out.toString();
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
    List<HeadMove> heads = new ArrayList<>();
    for (String head : fields.all("Head")) {
      String[] parts = head.split(",", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("not a move of HEAD: " + head);
      }
      heads.add(new HeadMove(parts[0], parts[1], parts[2]));
    }
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
        heads,
        fields.all("Made").stream().map(CheckpointRecord::decoded).toList(),
        about);
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

    String one(String name) {
      return all(name).stream()
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("Vibe-" + name + " is missing"));
    }
  }
}
