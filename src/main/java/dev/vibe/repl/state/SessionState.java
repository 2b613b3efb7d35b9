package dev.vibe.repl.state;

import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import dev.vibe.view.ScreenSize;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** State of the session: all that the screen is made from. Immutable. */
public record SessionState(Screen screen, Work work, Prompt prompt) {

  /** What the terminal is like, and what it shows already. */
  record Screen(ScreenSize size, Presence presence, Shown shown) {}

  /** What the session is about, and what it does. */
  record Work(Facts facts, Activity activity, Spent spent) {}

  /** Where the person types. */
  record Prompt(Composer composer, Dialog dialog) {}

  /**
   * Presence of the person.
   *
   * @param isFocused false when the terminal said that it is not looked at
   * @param interruptedAt when Ctrl-C was pressed last on an empty line; on the driver's clock
   * @param hasInterrupted whether it was
   */
  public record Presence(boolean isFocused, boolean hasInterrupted, long interruptedAt) {

    /** A second Ctrl-C within this time leaves. */
    private static final long TWICE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Whether one more Ctrl-C would leave. */
    public boolean mayLeave(long now) {
      return hasInterrupted && now - interruptedAt < TWICE_NANOS;
    }

    Presence interrupted(long now) {
      return new Presence(isFocused, true, now);
    }

    /** Another key came between, so that the next Ctrl-C is a first one. */
    Presence goneOn() {
      return new Presence(isFocused, false, 0);
    }

    Presence focused(boolean next) {
      return new Presence(next, hasInterrupted, interruptedAt);
    }
  }

  public static SessionState start(
      ScreenSize size, Facts facts, History history, List<SlashCommand> commands) {
    return new SessionState(
        new Screen(size, new Presence(true, false, 0), Shown.NOTHING),
        new Work(facts, new Activity.Starting(), Spent.NOTHING),
        new Prompt(Composer.of(history, commands), new Dialog.None()));
  }

  public ScreenSize size() {
    return screen.size();
  }

  public Presence presence() {
    return screen.presence();
  }

  public Shown shown() {
    return screen.shown();
  }

  public Facts facts() {
    return work.facts();
  }

  public Activity activity() {
    return work.activity();
  }

  public Spent spent() {
    return work.spent();
  }

  public Composer composer() {
    return prompt.composer();
  }

  public Dialog dialog() {
    return prompt.dialog();
  }

  /** The same with a prompt that is edited so. */
  public SessionState editedBy(Vi vi) {
    return with(composer().with(vi));
  }

  SessionState with(ScreenSize next) {
    return new SessionState(new Screen(next, presence(), shown()), work, prompt);
  }

  SessionState with(Presence next) {
    return new SessionState(new Screen(size(), next, shown()), work, prompt);
  }

  SessionState with(Shown next) {
    return new SessionState(new Screen(size(), presence(), next), work, prompt);
  }

  SessionState with(Facts next) {
    return new SessionState(screen, new Work(next, activity(), spent()), prompt);
  }

  SessionState with(Activity next) {
    return new SessionState(screen, new Work(facts(), next, spent()), prompt);
  }

  SessionState with(Spent next) {
    return new SessionState(screen, new Work(facts(), activity(), next), prompt);
  }

  SessionState with(Composer next) {
    return new SessionState(screen, work, new Prompt(next, dialog()));
  }

  SessionState with(Dialog next) {
    return new SessionState(screen, work, new Prompt(composer(), next));
  }

  /** Columns that text may fill: the last one stays free, where terminals differ. */
  public int room() {
    return Math.max(10, size().columns() - 1);
  }
}
