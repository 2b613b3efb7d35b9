package dev.vibe.app.assembly;

import dev.vibe.agent.Audience;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.audit.AuditOpening;
import dev.vibe.audit.AuditSettings;
import dev.vibe.audit.AuditSettings.Sink;
import dev.vibe.audit.AuditTrail;
import dev.vibe.config.Config;
import dev.vibe.config.model.KeyReader;
import dev.vibe.event.EventSink;
import dev.vibe.file.BoundedFile;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Record of a session that is kept, because the configuration says so. */
record KeptAudit(AuditTrail trail, PrintStream err) implements SessionAudit {

  /** Where Linux tells its name, without asking a name server. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private static final int LONGEST_NAME = 256;

  /**
   * Opens it and writes its first record. Blocks on disk, and on the collectors where they must
   * have each record.
   *
   * @throws VibeException (usage) when it cannot be kept as it is configured, (failed) when it
   *     cannot be kept and must be
   */
  static SessionAudit open(HostEnvironment host, SessionPlan plan, Audience audience) {
    AuditSettings settings = AuditSettings.of(plan.config(), host.environment());
    PrintStream stream = stream(host, plan, settings, audience);
    Path root = plan.workspace().root();
    return open(host, new Subject(plan.config(), plan.sessionId(), root, stream));
  }

  /**
   * What a log is opened for.
   *
   * @param root the working folder
   * @param stream for the sink {@code stdout}
   */
  record Subject(Config config, String session, Path root, PrintStream stream) {}

  /** As the other, for what is done outside of a session. */
  static SessionAudit open(HostEnvironment host, Subject subject) {
    AuditSettings settings = AuditSettings.of(subject.config(), host.environment());
    AuditOpening.Outside outside =
        new AuditOpening.Outside(
            new NetworkSetup(subject.config(), host).settings(),
            subject.stream(),
            () -> key(host, subject.config(), settings));
    AuditTrail trail =
        new AuditOpening(settings, AuditPlace.folder(host), host.clock(), outside)
            .open(
                subject.session(),
                new AuditTrail.Origin(
                    host.version(),
                    hostName(),
                    ProcessHandle.current().info().user().orElse(""),
                    subject.root().toString(),
                    ProcessHandle.current().pid()));
    return new KeptAudit(trail, host.err());
  }

  /** What a program reads is not mixed with records, and neither is a screen. */
  private static PrintStream stream(
      HostEnvironment host, SessionPlan plan, AuditSettings settings, Audience audience) {
    if (audience == Audience.PERSON && settings.sinks().contains(Sink.STDOUT)) {
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.AUDIT_SETTINGS,
              "the audit sink stdout cannot be used in a session at a terminal",
              "records would be written over the screen; " + settings.demand(),
              "vibe -p \"what to do\"   or the sink file"));
    }
    return switch (plan.options().output().format()) {
      case TEXT -> host.out();
      case JSON, STREAM_JSON -> host.err();
    };
  }

  /** Hidden from then on, before it is sent anywhere. */
  private static String key(HostEnvironment host, Config config, AuditSettings settings) {
    String key =
        new KeyReader(KeyReader.COMMAND_LIMIT, config.secretVariables())
            .read(settings.key())
            .reveal();
    if (!key.isEmpty()) {
      host.process().secrets().add(key);
    }
    return key;
  }

  private static String hostName() {
    try {
      String name = BoundedFile.text(HOST_NAME, LONGEST_NAME).map(String::strip).orElse("");
      return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
    } catch (UnknownHostException e) {
      return "localhost";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public List<EventSink> sinks() {
    return List.of(trail);
  }

  @Override
  public ChatModel watched(ChatModel model) {
    return new AuditedModel(model, trail);
  }

  @Override
  public void whenStopped(Consumer<Problem> listener) {
    trail.whenStopped(listener);
  }

  @Override
  public Optional<Problem> reversing(Reversal what) {
    return trail.reversing(what.session(), what.direction(), what.files());
  }

  @Override
  public void reversed(Reversal what, List<String> restored, List<String> left) {
    trail.reversed(what.session(), what.direction(), restored, left);
  }

  @Override
  public void close() {
    trail.close();
    trail.takeNotices().forEach(notice -> err.println(ControlChars.neutralise(notice.render())));
  }
}
