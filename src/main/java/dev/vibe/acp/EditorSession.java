package dev.vibe.acp;

import dev.vibe.acp.wire.ContentBlocks.Said;
import dev.vibe.approval.Mode;
import dev.vibe.event.Envelope;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.List;

/**
 * Port of an open session. One thread at a time, but for {@link #stop}, {@link #mode(Mode)} and
 * what tells of it.
 */
public interface EditorSession extends AutoCloseable {

  String id();

  /** The working folder, absolute. */
  Path root();

  Mode mode();

  /** The id of the model that answers. */
  String model();

  /** How many tokens it takes at once; 0 when that is not known. */
  int window();

  /** What happened before it was opened. */
  List<Envelope> earlier();

  /**
   * Command that begins with a slash.
   *
   * @param hint what it takes; empty when nothing
   */
  record Command(String name, String doc, String hint) {}

  List<Command> commands();

  /** The ids of the models that its endpoint serves; blocks on the network. */
  List<String> models() throws InterruptedException;

  /** From now on, also in the run that goes on. */
  void mode(Mode next);

  /**
   * The conversation goes on with another model. Not while a run goes on.
   *
   * @throws VibeException when there is no such model
   */
  void useModel(String id) throws InterruptedException;

  /** What a prompt led to. */
  enum Begun {
    /** A run goes on; its end is an event. */
    RUN,
    /** It was a command, which is done. */
    DONE
  }

  /**
   * Takes up a prompt, or a command.
   *
   * @throws VibeException when a command cannot be done
   */
  Begun prompt(Said said) throws InterruptedException;

  /** Ends what goes on, in order. Does not block; while nothing goes on it does nothing. */
  void stop();

  /** Ends it; it stays kept. */
  @Override
  void close();
}
