package dev.vibe.repl.state;

import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import dev.vibe.view.ScreenSize;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All that the screen is made from. Immutable. */
public record SessionState(
    ScreenSize size,
    Facts facts,
    Composer composer,
    Activity activity,
    Dialog dialog,
    Spent spent,
    Shown shown,
    Presence presence) {

  /**
   * Where the person is.
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
        size,
        facts,
        Composer.of(history, commands),
        new Activity.Starting(),
        new Dialog.None(),
        Spent.NOTHING,
        Shown.NOTHING,
        new Presence(true, false, 0));
  }

  /** The same with a prompt that is edited so. */
  public SessionState editedBy(Vi vi) {
    return with(composer.with(vi));
  }

  SessionState with(ScreenSize next) {
    return new SessionState(next, facts, composer, activity, dialog, spent, shown, presence);
  }

  SessionState with(Facts next) {
    return new SessionState(size, next, composer, activity, dialog, spent, shown, presence);
  }

  SessionState with(Composer next) {
    return new SessionState(size, facts, next, activity, dialog, spent, shown, presence);
  }

  SessionState with(Activity next) {
    return new SessionState(size, facts, composer, next, dialog, spent, shown, presence);
  }

  SessionState with(Dialog next) {
    return new SessionState(size, facts, composer, activity, next, spent, shown, presence);
  }

  SessionState with(Spent next) {
    return new SessionState(size, facts, composer, activity, dialog, next, shown, presence);
  }

  SessionState with(Shown next) {
    return new SessionState(size, facts, composer, activity, dialog, spent, next, presence);
  }

  SessionState with(Presence next) {
    return new SessionState(size, facts, composer, activity, dialog, spent, shown, next);
  }

  /** Columns that text may fill: the last one stays free, where terminals differ. */
  public int room() {
    return Math.max(10, size.columns() - 1);
  }

  public boolean isRunning() {
    return activity instanceof Activity.Running;
  }
}
