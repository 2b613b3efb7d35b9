package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.event.EventSink;
import dev.vibe.problem.Problem;
import dev.vibe.provider.ChatModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Record of what a person does without a session, such as {@code vibe undo}. Opens nothing before
 * something is done. Owned by one thread.
 */
public final class PersonsAudit implements SessionAudit {

  private final HostEnvironment host;
  private final Config config;
  private final Path root;
  private final PrintStream stream;
  private SessionAudit opened = SessionAudit.NONE;

  /**
   * A record, if the configuration wants one.
   *
   * @param root the working folder
   * @param stream for the sink {@code stdout}
   */
  public PersonsAudit(HostEnvironment host, Config config, Path root, PrintStream stream) {
    this.host = host;
    this.config = config;
    this.root = root;
    this.stream = stream;
  }

  @Override
  public Optional<Problem> reversing(Reversal what) {
    if (config.isAudited()) {
      opened = KeptAudit.open(host, new KeptAudit.Subject(config, what.session(), root, stream));
    }
    return opened.reversing(what);
  }

  @Override
  public void reversed(Reversal what, List<String> restored, List<String> left) {
    opened.reversed(what, restored, left);
  }

  @Override
  public List<EventSink> sinks() {
    return List.of();
  }

  @Override
  public ChatModel watched(ChatModel model) {
    return model;
  }

  @Override
  public void whenStopped(Consumer<Problem> listener) {
    // Only what is about to be done is stopped.
  }

  @Override
  public void close() {
    opened.close();
  }
}
