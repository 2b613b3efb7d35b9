package dev.vibe.app.command;

import dev.vibe.app.assembly.AuditPlace;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.audit.AuditCheck;
import dev.vibe.audit.AuditExport;
import dev.vibe.audit.AuditFolder;
import dev.vibe.audit.AuditLine;
import dev.vibe.audit.AuditReader;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Durations;
import dev.vibe.text.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Handler of {@code vibe audit}. Blocks on disk. */
public final class AuditCommand {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** Fields that a line of text shows, in this order, where a record has them. */
  private static final List<String> SHOWN =
      List.of(
          "tool",
          "path",
          "outcome",
          "granted",
          "by",
          "exit_code",
          "change",
          "model",
          "code",
          "subject",
          "arguments",
          "message",
          "text",
          "output",
          "id",
          "version",
          "host",
          "user");

  private static final int LONGEST = 100;

  private final HostEnvironment host;

  public AuditCommand(HostEnvironment host) {
    this.host = host;
  }

  /** Work that is asked for. */
  public sealed interface Act {

    /**
     * Records as lines of text, or as they stand in the log.
     *
     * @param form {@code JSON} gives the lines of the log
     */
    record Shown(Choice choice, OutputForm form) implements Act {}

    /** Whether the chain holds; of all the log where no file is named. */
    record Verified(List<Path> files) implements Act {
      public Verified {
        files = List.copyOf(files);
      }
    }

    record Exported(Choice choice, AuditExport.Form form) implements Act {}
  }

  /**
   * Choice of records.
   *
   * @param session its id, or how it begins; empty for all
   * @param since a day, a time, or how long ago, as it was typed; empty for all
   */
  public record Choice(Optional<String> session, Optional<String> since) {

    private Wanted in(Clock clock) {
      return new Wanted(session, since.map(text -> moment(text, clock)));
    }

    private static Instant moment(String text, Clock clock) {
      Optional<Instant> ago = Durations.parse(text).map(clock.instant()::minus);
      if (ago.isPresent() && !text.strip().matches("[0-9]+")) {
        return ago.get();
      }
      try {
        return text.endsWith("Z")
            ? Instant.parse(text)
            : text.contains("T")
                ? LocalDateTime.parse(text).atZone(clock.getZone()).toInstant()
                : LocalDate.parse(text).atStartOfDay(clock.getZone()).toInstant();
      } catch (DateTimeException e) {
        throw new VibeException(
            ExitCode.USAGE,
            new Problem(
                ProblemCode.USAGE,
                "--since takes a day, a time or a duration, not \"" + text + "\"",
                "",
                "--since 2026-03-01   or   --since 2026-03-01T09:30   or   --since 2h"),
            e);
      }
    }
  }

  /** Test of whether a record is wanted. */
  private record Wanted(Optional<String> session, Optional<Instant> since) {

    boolean has(AuditLine line) {
      return session.filter(id -> !line.text("session").startsWith(id)).isEmpty()
          && since.filter(from -> at(line).isBefore(from)).isEmpty();
    }
  }

  /**
   * Does it.
   *
   * @return failed when a chain does not hold
   * @throws VibeException when a file cannot be read, or what was asked for makes no sense
   */
  public ExitCode run(Act act) {
    try {
      return switch (act) {
        case Act.Shown(Choice choice, OutputForm form) -> show(choice, form);
        case Act.Verified(List<Path> files) -> verify(files);
        case Act.Exported(Choice choice, AuditExport.Form form) -> export(choice, form);
      };
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.AUDIT_FAILED,
              "cannot read the audit log",
              IoReason.naming(e),
              "name a file of it that can be read"),
          e);
    }
  }

  private ExitCode show(Choice choice, OutputForm form) throws IOException {
    Wanted wanted = choice.in(host.clock());
    read(
        (line, raw) -> {
          if (wanted.has(line)) {
            switch (form) {
              case JSON -> host.out().println(raw);
              case TEXT -> print(text(line));
            }
          }
        });
    return ExitCode.DONE;
  }

  private ExitCode export(Choice choice, AuditExport.Form form) throws IOException {
    Wanted wanted = choice.in(host.clock());
    AuditExport export = new AuditExport(form);
    read(
        (line, raw) -> {
          String exported = export.line(line); // also of one that is not wanted: it tells of others
          if (wanted.has(line)) {
            host.out().println(exported);
          }
        });
    return ExitCode.DONE;
  }

  /** Port to whoever takes records. */
  @FunctionalInterface
  private interface Taker {
    void take(AuditLine line, String raw);
  }

  private void read(Taker taker) throws IOException {
    List<Path> files = all();
    if (files.isEmpty()) {
      tell("there is no audit log in " + AuditPlace.folder(host));
    }
    AuditReader.read(
        files,
        new AuditReader.Listener() {
          @Override
          public void record(AuditLine line, String raw) {
            taker.take(line, raw);
          }

          @Override
          public void noRecord(Path file, long number) {
            tell(file + ", line " + number + " is no record, or is not the one that was written");
          }
        });
  }

  private List<Path> all() throws IOException {
    return new AuditFolder(AuditPlace.folder(host)).files();
  }

  private ExitCode verify(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : named) {
      Path path = host.directory().resolve(file);
      files.addAll(Files.isDirectory(path) ? new AuditFolder(path).files() : List.of(path));
    }
    if (named.isEmpty()) {
      files.addAll(all());
    }
    AuditCheck.Outcome outcome = AuditCheck.of(files);
    outcome.remarks().forEach(this::tell);
    if (outcome.broken().isPresent()) {
      AuditCheck.Break broken = outcome.broken().get();
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.AUDIT_BROKEN,
              broken.file() + ", line " + broken.line() + ": the chain does not hold",
              broken.reason() + "; the " + count(outcome.records()) + " before it hold",
              "compare it with what the collectors have"));
    }
    String last = outcome.last().isEmpty() ? "" : ", the last is " + outcome.last();
    print(count(outcome.records()) + " in " + count(files) + ": the chain holds" + last);
    return ExitCode.DONE;
  }

  private static String count(long records) {
    return Figures.count(Math.toIntExact(records), "record");
  }

  private static String count(List<Path> files) {
    return Figures.count(files.size(), "file");
  }

  private String text(AuditLine line) {
    StringBuilder text = new StringBuilder();
    text.append(TIME.format(at(line).atZone(host.clock().getZone())))
        .append("  ")
        .append(line.text("session"))
        .append("  %-8s %-6s".formatted(line.text("event"), line.text("phase")));
    for (String field : SHOWN) {
      String value = line.text(field);
      if (!value.isEmpty()) {
        text.append("  ").append(field).append('=').append(cut(value));
      }
    }
    return text.toString();
  }

  private static String cut(String value) {
    String line = value.replaceAll("\\s+", " ").strip();
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end) + "…";
  }

  private static Instant at(AuditLine line) {
    try {
      return Instant.parse(line.text("at"));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private void print(String line) {
    host.out().println(ControlChars.neutraliseLine(line));
  }

  private void tell(String text) {
    host.err().println("vibe: " + ControlChars.neutraliseLine(text));
  }
}
