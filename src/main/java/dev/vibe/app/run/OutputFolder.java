package dev.vibe.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.RunResult;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.IoReason;
import dev.vibe.file.OwnerOnly;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.Decoded;
import dev.vibe.protocol.EventCodec;
import dev.vibe.session.export.SessionExport;
import dev.vibe.text.ControlChars;
import dev.vibe.text.UnifiedDiff;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folder of {@code --output-dir}: all of a run, for those who come after it. The events are written
 * as they happen, the rest at the end, whatever that is like; files of an earlier run go first.
 * Owned by the session's thread, or whoever ends the run in its place.
 */
public final class OutputFolder implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);

  private static final String RESULT = "result.json";
  private static final String EVENTS = "events.jsonl";
  private static final String TRANSCRIPT = "transcript.md";

  private final HostEnvironment host;
  private final Path folder;
  private Path live;
  private Optional<OutputStream> events = Optional.empty();
  private boolean isBroken;

  private OutputFolder(HostEnvironment host, Path folder) {
    this.host = host;
    this.folder = folder;
    this.live = folder.resolve(EVENTS);
  }

  /** Empty where none is wanted. Touches nothing yet. */
  static Optional<OutputFolder> of(HostEnvironment host, RunOptions.Output output) {
    return output.folder() instanceof RunOptions.Target.ToFile(Path folder)
        ? Optional.of(new OutputFolder(host, host.directory().resolve(folder).normalize()))
        : Optional.empty();
  }

  /**
   * Makes it ready, if one is wanted: to be called before anything else is done.
   *
   * @throws VibeException (usage) when nothing can be written there
   */
  public static void prepare(HostEnvironment host, RunOptions.Output output) {
    of(host, output).ifPresent(OutputFolder::clear);
  }

  private void clear() {
    try {
      OwnerOnly.folder(folder);
      for (String name : List.of(RESULT, EVENTS, TRANSCRIPT, RunOptions.CHANGE)) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Path probe = folder.resolve(RESULT);
      OwnerOnly.file(probe);
      Files.delete(probe);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.OUTPUT_DIR,
              "cannot write to the folder of --output-dir",
              IoReason.naming(e),
              "name a folder that can be written to"),
          e);
    }
  }

  /**
   * Where the folder is in this one, the events get there at the end: a file that grows meanwhile
   * would count as changed by whatever command runs.
   */
  void awayFrom(Path root) {
    if (folder.startsWith(root)) {
      live = host.state().path().resolve(EVENTS + "-" + ProcessHandle.current().pid());
    }
  }

  @Override
  public void accept(Envelope envelope) {
    if (isBroken || envelope.event() instanceof Event.ScreenOnly) {
      return;
    }
    try {
      write(envelope);
      if (envelope.event() instanceof Event.RunEnded(RunResult result)) {
        finish(envelope.sessionId(), result);
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  /** The result of a run that ended before it had a session; not that there is no such folder. */
  void endedEarly(RunResult result) {
    if (result.ending() instanceof RunResult.Ending.Badly(var code, Problem problem)
        && problem.code() == ProblemCode.OUTPUT_DIR) {
      return;
    }
    accept(
        new Envelope(
            1,
            host.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            result.sessionId(),
            0,
            new Event.RunEnded(result)));
  }

  private void broken(IOException e) {
    isBroken = true;
    LOG.warn("cannot write to {}", folder, e);
    host.err()
        .println(
            ControlChars.neutralise(
                new Problem(
                        ProblemCode.OUTPUT_DIR,
                        "the folder of --output-dir does not hold the whole run",
                        IoReason.naming(e),
                        "make room or allow writing there")
                    .render()));
  }

  private void write(Envelope envelope) throws IOException {
    if (events.isEmpty()) {
      OwnerOnly.folder(folder);
      Files.deleteIfExists(live);
      OwnerOnly.file(live);
      events = Optional.of(new FileOutputStream(live.toFile(), true));
    }
    events.get().write((EventCodec.encode(envelope) + "\n").getBytes(UTF_8));
  }

  private void finish(String session, RunResult result) throws IOException {
    events.orElseThrow().close();
    if (!live.equals(folder.resolve(EVENTS))) {
      keep(EVENTS, Files.readAllBytes(live));
      Files.delete(live);
    }
    List<Envelope> durable = durable();
    String transcript =
        new SessionExport(session, durable, host.version(), host.clock().getZone())
            .in(SessionExport.Form.MARKDOWN);
    keep(TRANSCRIPT, transcript.getBytes(UTF_8));
    if (!Files.exists(folder.resolve(RunOptions.CHANGE))) { // the run could not do that itself
      keep(RunOptions.CHANGE, diffs(durable).getBytes(UTF_8));
    }
    keep(RESULT, (EventCodec.encodeResult(result) + "\n").getBytes(UTF_8));
  }

  private void keep(String name, byte[] bytes) throws IOException {
    AtomicFile.write(
        folder.resolve(name), bytes, AtomicFile.Rights.OWNER_ONLY, AtomicFile.Flush.SOMETIME);
  }

  /** From the file, so that a long run does not fill the memory. */
  private List<Envelope> durable() throws IOException {
    List<Envelope> durable = new ArrayList<>();
    try (Stream<String> lines = Files.lines(folder.resolve(EVENTS), UTF_8)) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (EventCodec.decode(line, sha256 -> Optional.empty()) instanceof Decoded.Known(var each)
            && each.event() instanceof Event.Durable) {
          durable.add(each);
        }
      }
    }
    return durable;
  }

  /** One diff behind the other, as the events tell them: a file may be in it several times. */
  private static String diffs(List<Envelope> durable) {
    StringBuilder patch = new StringBuilder();
    for (Envelope each : durable) {
      if (each.event() instanceof Event.FileChanged(var calls, var diff, boolean isDry) && !isDry) {
        patch.append(UnifiedDiff.render(diff));
      }
    }
    return patch.toString();
  }
}
