package dev.vibe.app.command;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.IoReason;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.ScratchCopy;
import dev.vibe.git.StarterRepository;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.export.SessionExport;
import dev.vibe.task.replay.PlayablePart;
import dev.vibe.task.replay.Recording;
import dev.vibe.task.replay.Recording.Content;
import dev.vibe.task.replay.Recording.Start;
import dev.vibe.task.replay.Recording.Terms;
import dev.vibe.task.replay.RecordingCodec;
import dev.vibe.task.replay.ReplayReport;
import dev.vibe.task.replay.SessionRecording;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Handler of {@code vibe replay}. Blocks on disk, and on the commands that were recorded. */
public final class ReplayCommand {

  /** As the system prompt has told them; see {@code context.Fragment}. */
  private static final Pattern COMMIT =
      Pattern.compile("(?m)^recent commits:\\n  ([0-9a-f]{7,40}) ");

  private static final Pattern BRANCH = Pattern.compile("(?m)^branch (\\S+?)(?:,|$)");
  private static final Pattern SYSTEM = Pattern.compile("(?m)^system: (.*), date: ");
  private static final String NOBODY = "nobody answers questions";
  private static final String COMMITS = "commit: yes.";

  private final HostEnvironment host;
  private final Options options;

  /**
   * Options of a replay.
   *
   * @param what a file with a recording, or a session
   * @param save where what came of it is kept as a recording
   */
  public record Options(String what, OutputForm form, Optional<Path> save) {}

  public ReplayCommand(HostEnvironment host, Options options) {
    this.host = host;
    this.options = options;
  }

  /**
   * Plays it and tells how today differs.
   *
   * @return done when it does not, or it was to be saved
   * @throws VibeException when there is no such session or file, or it cannot be played
   */
  public ExitCode run() throws InterruptedException {
    Path file = host.directory().resolve(options.what());
    boolean isFile = Files.isRegularFile(file);
    try (ReplayPlace place = isFile ? ReplayPlace.even(host) : ReplayPlace.make(host)) {
      Played played =
          isFile
              ? ofFiles(RecordingCodec.decode(options.what(), Files.readString(file)), place)
              : ofSession(options.what(), place);
      ReplayReport report = ReplayReport.of(played.then(), played.now()).without(played.leftOut());
      if (options.form() == OutputForm.JSON) {
        host.out().println(report.json());
      } else {
        report.lines().forEach(l -> host.out().println(ControlChars.neutraliseLine(l)));
      }
      if (options.save().isPresent()) {
        save(played.now().from(played.files()), options.save().get());
        return ExitCode.DONE;
      }
      return report.isSame() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException e) {
      throw unplayable(options.what(), IoReason.naming(e), e);
    }
  }

  /**
   * What was recorded, and what came of it today.
   *
   * @param files that it began with
   * @param leftOut what was not played
   */
  private record Played(
      Recording then, Recording now, Map<String, String> files, List<String> leftOut) {}

  /** With what comes of it where nothing of this machine counts. */
  private void save(Recording recording, Path file) throws IOException, InterruptedException {
    try (ReplayPlace alone = ReplayPlace.even(host)) {
      Played played = ofFiles(recording, alone);
      AtomicFile.write(
          host.directory().resolve(file),
          RecordingCodec.encode(played.now()),
          AtomicFile.Rights.USUAL,
          AtomicFile.Flush.SOMETIME);
    }
  }

  private Played ofFiles(Recording then, ReplayPlace place)
      throws IOException, InterruptedException {
    if (!(then.start() instanceof Start.Files(Map<String, String> files))) {
      throw new IllegalStateException("a recording in a file begins with files");
    }
    place.write(files, then.terms().at());
    HostEnvironment alone = place.host(host, then.terms(), place.work(), true);
    StarterRepository.create(place.work(), "Start", SessionAssembly.gitSettings(alone));
    Recording now = new ReplayedSession(alone, place, then, false).play(place.work());
    return new Played(then, now, files, List.of());
  }

  private Played ofSession(String named, ReplayPlace place)
      throws IOException, InterruptedException {
    SessionArchive archive = new SessionArchive(SessionAssembly.sessions(host));
    String id = archive.find(named).id();
    List<Envelope> all = archive.events(id);
    Path session = SessionAssembly.sessions(host).resolve(id);
    Path trusted = session.resolve("instructions-trusted.md");
    boolean isTrusted = Files.exists(trusted);
    String told = Files.readString(isTrusted ? trusted : session.resolve("instructions.md"));
    PlayablePart part = PlayablePart.of(all, told);
    if (part.isEmpty()) {
      throw unplayable(id, "the model replied nothing in it, or only after a compaction");
    }
    List<Envelope> events = part.events();
    Event.SessionStarted started =
        events.stream()
            .filter(each -> each.event() instanceof Event.SessionStarted)
            .map(each -> (Event.SessionStarted) each.event())
            .findFirst()
            .orElseThrow(() -> unplayable(id, "its log does not tell how it began"));
    Path folder = Path.of(started.directory());
    Path root = copied(id, folder, told, place);
    String cassette =
        new SessionExport(id, events, host.version(), host.clock().getZone())
            .in(SessionExport.Form.CASSETTE);
    SessionRecording recorded =
        new SessionRecording(
            events,
            cassette,
            told,
            text ->
                text.replace(session.toString(), ReplayedSession.SESSION)
                    .replace(folder.toString(), ReplayedSession.FOLDER));
    Terms terms =
        new Terms(
            started.mode(),
            first(SYSTEM, told),
            !told.contains(NOBODY),
            told.contains(COMMITS),
            events.getFirst().at(),
            recorded.window());
    Recording then =
        recorded.of(
            terms,
            new Start.Commit(first(COMMIT, told)),
            file ->
                place.content(file) instanceof Content.Text(String text)
                    ? Optional.of(text)
                    : Optional.empty());
    Map<String, String> files = options.save().isPresent() ? place.read() : Map.of();
    HostEnvironment mine = place.host(host, terms, root, false);
    ReplayedSession played = new ReplayedSession(mine, place, then, isTrusted);
    Recording now = played.play(root);
    Recording asked = then.asking(recorded.requests(played.specs()));
    Recording compared = part.isCut(all) ? now.first(asked.requests().size()) : now;
    return new Played(asked, compared, files, part.leftOut());
  }

  /** The folder of the session in a copy of its repository. */
  private Path copied(String id, Path folder, String told, ReplayPlace place) throws IOException {
    String commit = first(COMMIT, told);
    if (commit.isEmpty()) {
      throw unplayable(id, "it began without a commit, so what the folder held is not known");
    }
    try (GitWorkspace git = SessionAssembly.openGit(host, new Workspace(folder, List.of()))) {
      if (!(git.present() instanceof GitRepository repository)) {
        throw unplayable(id, folder + " is no repository any more");
      }
      String branch = first(BRANCH, told);
      ScratchCopy.make(
          repository.top(),
          new ScratchCopy.At(commit, branch.isEmpty() ? "main" : branch),
          place.work(),
          SessionAssembly.gitSettings(host));
      return place.work().resolve(repository.top().relativize(folder)).normalize();
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static VibeException unplayable(String what, String cause) {
    return new VibeException(ExitCode.FAILED, problem(what, cause));
  }

  private static VibeException unplayable(String what, String cause, Exception e) {
    return new VibeException(ExitCode.FAILED, problem(what, cause), e);
  }

  private static Problem problem(String what, String cause) {
    return new Problem(
        ProblemCode.NOT_REPLAYED,
        "cannot replay " + what,
        cause,
        "vibe sessions --all   lists sessions; vibe replay FILE   plays a recording");
  }
}
