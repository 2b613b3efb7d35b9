package dev.vibe.repl;

import dev.vibe.approval.Mode;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.Request;
import java.util.function.Consumer;

/** Port to the session behind the screen. */
public interface SessionBackend extends AutoCloseable {

  /**
   * Makes the session ready for prompts and tells {@link Input.Connected} or {@link
   * Input.Unavailable}. Blocks; called once, before any request, on the thread of the requests.
   */
  void open(Consumer<Input> tell);

  /**
   * Does what is asked. Blocks, except for a prompt, which is only handed over; called for one
   * request at a time. Never throws for what a user can cause: that is told.
   */
  void handle(Request request, Consumer<Input> tell);

  /** Ends the present run or request at once; from any thread, never blocks. */
  void stop();

  /** From any thread, never blocks. */
  void mode(Mode mode);

  /** Ends everything in order; blocks. */
  @Override
  void close();
}
