package dev.vibe.approval;

import dev.vibe.config.Config;
import dev.vibe.config.RuleListing;
import dev.vibe.config.RulesFile;
import dev.vibe.config.Settings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Approver that keeps the rules which a person wants to hold for good in this project in their
 * {@link RulesFile}, and for the conversations that this process begins later. One that cannot be
 * written holds for the session. Asked by the thread that owns the session.
 */
public final class LearnedRules implements Approver {

  private final Approver person;
  private final Path file;
  private final Path project;
  private final Listener listener;
  private volatile SettingsGuard settings = SettingsGuard.ofNothing();
  private final List<Rule> written = new CopyOnWriteArrayList<>();

  /**
   * Asks through {@code person}.
   *
   * @param file where learned rules are kept
   * @param project top folder of the project that they hold in
   */
  public LearnedRules(Approver person, Path file, Path project, Listener listener) {
    this.person = person;
    this.file = file;
    this.project = project;
    this.listener = listener;
  }

  /** Listener that hears what became of a rule, on the thread that owns the session. */
  public interface Listener {

    void written(Rule rule, Path file);

    /** It holds for this session only. */
    void notWritten(Problem why);
  }

  /** Why a learned rule would not do what it should; empty when it would. */
  public static String limit(Config config) {
    return config
        .find(Settings.ALLOW)
        .map(
            allow ->
                switch (allow.layer()) {
                  case BUILT_IN, SYSTEM, USER, LEARNED, PROJECT -> "";
                  case VARIABLE, FLAG, MANAGED ->
                      allow.origin().describe()
                          + " sets permissions.allow, and a rule of yours would have no effect";
                })
        .orElse("");
  }

  /** From now on rules are written past this guard, which keeps commands from doing it. */
  public void pass(SettingsGuard guard) {
    settings = guard;
  }

  /** Those written by this process. */
  public List<Rule> written() {
    return List.copyOf(written);
  }

  /** The same with their places. Blocks on disk. */
  public List<RuleListing.Entry> listed() {
    return written.stream().map(rule -> RuleListing.learned(file, rule.text())).toList();
  }

  @Override
  public Answer ask(Question question) {
    Answer answer = person.ask(question);
    if (!(answer instanceof Answer.YesAlways(Rule rule))) {
      return answer;
    }
    if (question.lasting() != Question.Lasting.ALWAYS) {
      return new Answer.Yes();
    }
    try {
      settings.ourOwn(file, () -> RulesFile.add(file, project, rule.text()));
      written.add(rule);
      listener.written(rule, file);
      return answer;
    } catch (VibeException e) {
      listener.notWritten(e.problem());
      return new Answer.YesForSession();
    }
  }
}
