package dev.vibe.repl.state;

import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import dev.vibe.view.ScreenSize;
import java.util.List;

/** State of the session: all that the screen is made from. Immutable. */
public record SessionState(Screen screen, Work work, Prompt prompt) {

  /** What the terminal is like, and what it shows already. */
  record Screen(ScreenSize size, Presence presence, Shown shown) {}

  /** What the session is about, and what it does. */
  record Work(Facts facts, Activity activity, Spent spent, Changed changed) {}

  /** Where the person types, and what has the keys or waits for them. */
  record Prompt(Composer composer, Dialog dialog, Held held) {}

  public static SessionState start(
      ScreenSize size, Facts facts, History history, List<SlashCommand> commands) {
    return new SessionState(
        new Screen(size, Presence.THERE, Shown.NOTHING),
        new Work(facts, Activity.Starting.begun(), Spent.NOTHING, Changed.NOTHING),
        new Prompt(Composer.of(history, commands), new Dialog.None(), Held.NOTHING));
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

  public Changed changed() {
    return work.changed();
  }

  public Composer composer() {
    return prompt.composer();
  }

  public Dialog dialog() {
    return prompt.dialog();
  }

  public Held held() {
    return prompt.held();
  }

  /** Whether the time that passes may change what is shown, though nothing else happens. */
  public boolean isMoving(long now) {
    return activity() instanceof Activity.Running
        || activity() instanceof Activity.Busy
        || activity().lacksModel()
        || presence().mayLeave(now)
        || held().isWaiting()
        || !dialog().isSeen(now);
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
    return new SessionState(screen, new Work(next, activity(), spent(), changed()), prompt);
  }

  SessionState with(Activity next) {
    return new SessionState(screen, new Work(facts(), next, spent(), changed()), prompt);
  }

  SessionState with(Spent next) {
    return new SessionState(screen, new Work(facts(), activity(), next, changed()), prompt);
  }

  SessionState with(Changed next) {
    return new SessionState(screen, new Work(facts(), activity(), spent(), next), prompt);
  }

  SessionState with(Composer next) {
    return new SessionState(screen, work, new Prompt(next, dialog(), held()));
  }

  SessionState with(Dialog next) {
    return new SessionState(screen, work, new Prompt(composer(), next, held()));
  }

  SessionState with(Held next) {
    return new SessionState(screen, work, new Prompt(composer(), dialog(), next));
  }

  SessionState with(Keyboard next) {
    return with(presence().with(next));
  }

  /** Columns that text may fill: the last one stays free, where terminals differ. */
  public int room() {
    return Math.max(10, size().columns() - 1);
  }
}
