package dev.vibe.approval;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.shell.GivenArguments;
import dev.vibe.text.FileDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Question to a person whether a call may happen.
 *
 * @param title the call in one line, e.g. {@code run mvn test}
 * @param effects what would happen; a write carries its diff, a run its exact command
 * @param reason why it is asked at all
 * @param terms what a yes would mean
 * @param proposed the whole new text of the one file it is about, or the message of the commit;
 *     empty when there is none, or it cannot be changed by the person
 * @param details what else the call asks for and no effect tells, a line each, e.g. {@code time
 *     limit: 600 s}
 * @param origin whose wish it is about
 * @param call of the model that it is about; empty when it is about something else
 */
public record Question(
    String title,
    List<Effect> effects,
    String reason,
    Terms terms,
    String proposed,
    List<String> details,
    Origin origin,
    Optional<CallId> call) {

  /** Origin of what is asked about. */
  public enum Origin {
    /** A call of the model, which hears why it is refused. */
    MODEL,
    /**
     * A command of the person who is asked: a no needs no reason, and of a change the lines are
     * shown on demand.
     */
    PERSON
  }

  /** Time for which a yes can hold, from short to long. */
  public enum Lasting {
    ONCE,
    SESSION,
    ALWAYS
  }

  /**
   * Terms of a yes: what it would mean.
   *
   * @param lasting how long it can hold
   * @param limit why it cannot hold longer, where that is not plain to see; else empty
   * @param confinement of a command, for people, as in {@code without a sandbox}; empty when there
   *     is none
   */
  public record Terms(Lasting lasting, String limit, String confinement) {

    /** Of what is not confined. */
    static Terms of(Lasting lasting) {
      return new Terms(lasting, "", Launcher.unconfined().confinement());
    }
  }

  public Question {
    effects = List.copyOf(effects);
    details = List.copyOf(details);
  }

  public Lasting lasting() {
    return terms.lasting();
  }

  /** What a yes for the session covers of calls that go outside; empty where it is about others. */
  public Optional<String> callsCovered() {
    return effects.size() == 1
            && effects.getFirst() instanceof Effect.Call(String tool, Map<String, String> values)
        ? Optional.of(
            tool.equals(ToolNames.WEB_FETCH)
                ? "all pages of " + values.getOrDefault("host", "")
                : "all calls of " + tool)
        : Optional.empty();
  }

  /** The command in question, when it is about one and nothing else. */
  public Optional<String> command() {
    return effects.size() == 1 && effects.getFirst() instanceof Effect.Run run
        ? Optional.of(run.command())
        : Optional.empty();
  }

  /**
   * What the commands would delete, write and reach as far as their words tell, a line each; none
   * where they tell nothing.
   */
  public List<String> consequences() {
    return effects.stream()
        .filter(Effect.Run.class::isInstance)
        .flatMap(effect -> Consequences.of((Effect.Run) effect).stream())
        .toList();
  }

  /**
   * What the programs of a command get, each with an argument a line, where its text misleads; else
   * empty.
   */
  public static List<String> arguments(Effect.Run run) {
    return GivenArguments.of(run.command()).stream()
        .flatMap(
            words ->
                Stream.concat(
                    Stream.of(words.getFirst()), words.stream().skip(1).map(word -> "· " + word)))
        .toList();
  }

  /** The first file that would be written; empty when there is none. */
  public String written() {
    return effects.stream()
        .filter(effect -> effect instanceof Effect.Write)
        .map(effect -> ((Effect.Write) effect).path())
        .findFirst()
        .orElse("");
  }

  /** A question whose yes can hold for the session when {@link Grants} can keep it. */
  public Question(String title, List<Effect> effects, String reason) {
    this(title, effects, reason, Grants.canKeep(effects) ? Lasting.SESSION : Lasting.ONCE, "");
  }

  /** A question about a call of the model. */
  public Question(
      String title,
      List<Effect> effects,
      String reason,
      Terms terms,
      String proposed,
      List<String> details) {
    this(title, effects, reason, terms, proposed, details, Origin.MODEL);
  }

  /** A question that names no call. */
  public Question(
      String title,
      List<Effect> effects,
      String reason,
      Terms terms,
      String proposed,
      List<String> details,
      Origin origin) {
    this(title, effects, reason, terms, proposed, details, origin, Optional.empty());
  }

  /** The same, of a call. */
  public Question of(CallId asking) {
    return new Question(
        title, effects, reason, terms, proposed, details, origin, Optional.of(asking));
  }

  /** The same about what the person asked for who answers it. */
  public Question ofPerson() {
    return new Question(title, effects, reason, terms, proposed, details, Origin.PERSON, call);
  }

  /** The same with something else in place of the lines of files; a command stays as it is. */
  public Question mapped(UnaryOperator<String> lines) {
    List<Effect> shown =
        effects.stream()
            .map(
                effect ->
                    effect instanceof Effect.Write(String path, FileDiff diff)
                        ? new Effect.Write(path, diff.mapped(lines))
                        : effect)
            .toList();
    return new Question(title, shown, reason, terms, proposed, details, origin, call);
  }

  /** The same with all lines of what it is about. */
  public Question inFull() {
    return new Question(title, effects, reason, terms, proposed, details, Origin.MODEL, call);
  }

  /** Whether its lines are only shown on demand. */
  public boolean isBrief() {
    return origin == Origin.PERSON
        && effects.stream().anyMatch(effect -> effect instanceof Effect.Write);
  }

  /** A question without details. */
  public Question(String title, List<Effect> effects, String reason, Terms terms, String proposed) {
    this(title, effects, reason, terms, proposed, List.of());
  }

  /** The same about a command that the person wrote, for which there is no rule yet. */
  public Question about(Effect.Run changed) {
    return new Question(
        title,
        List.of(changed),
        reason,
        new Terms(Lasting.ONCE, "", terms.confinement()),
        "",
        details,
        origin,
        call);
  }

  /** The rule that a yes for good would write unless it is changed, when there is one. */
  public Optional<Rule> rule() {
    return lasting() == Lasting.ALWAYS ? Rule.narrowest(effects) : Optional.empty();
  }

  /** A question about what is not confined. */
  public Question(
      String title, List<Effect> effects, String reason, Lasting lasting, String proposed) {
    this(title, effects, reason, Terms.of(lasting), proposed);
  }
}
