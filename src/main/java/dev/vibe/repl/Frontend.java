package dev.vibe.repl;

import dev.vibe.repl.live.Live;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.util.List;
import java.util.function.Consumer;

/** Port to where a session is shown and where its keys come from. Owned by the session's thread. */
interface Frontend extends AutoCloseable {

  ScreenSize size();

  /** Whether what is shown may change while nothing happens. */
  boolean moves();

  /** Begins to hand on keys, from a thread of its own. */
  void listen(Consumer<Input> inputs);

  /**
   * An input has had its effect, and the session goes on. Until then what is typed behind it may
   * belong to somebody else: to the shell after the last one, to the user's editor.
   */
  default void taken(Input input) {}

  /** Prints lines for good, with the live ones below. */
  void draw(List<Line> printed, Live live);

  /** Draws anew, perhaps at another size. */
  void redraw(ScreenSize size);

  /** Lets the user's editor have a text; blocks. */
  String edit(String text, String name);

  /** Stops the process until somebody lets it go on. */
  void suspend();

  /** Calls a person who looks elsewhere. */
  void ring();

  void use(Theme theme);

  /** Puts text into the clipboard where the terminal lets us. */
  void copy(String text);

  /** The last lines; the live ones go away. */
  void leave(List<Line> printed);

  /** Leaves the terminal as it was found. Idempotent, from any thread. */
  @Override
  void close();
}
