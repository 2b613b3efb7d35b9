package dev.vibe.approval;

import dev.vibe.approval.Question.Lasting;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.shell.GitReading;
import dev.vibe.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Policy that decides whether an effect may happen: total, and pure but for what the machine offers
 * to confine commands and for the links that a command names. The order is: deny rules, plan mode,
 * {@code --offline}, ask rules, allow rules, what the session was granted, the mode.
 *
 * @param commits whether the run was asked to commit ({@code --auto-commit})
 * @param launcher what commands are started with
 * @param reading which commands are known to only read
 */
public record Policy(
    Mode mode, Commits commits, Rules rules, Launcher launcher, ReadingJudge reading) {

  /** What lets something pass that no flag and no rule does. */
  public static final String A_YES = "a yes in a terminal";

  /** What lets a command pass that is known to only read. */
  public static final String ONLY_READS = "known to only read";

  /** No command is known to only read. */
  public Policy(Mode mode, Commits commits, Rules rules, Launcher launcher) {
    this(mode, commits, rules, launcher, ReadingJudge.NONE);
  }

  /** The same, and commands are not confined. */
  public Policy(Mode mode, Commits commits, Rules rules) {
    this(mode, commits, rules, Launcher.unconfined());
  }

  /** Choice of whether commits were asked for on the command line. */
  public enum Commits {
    ASKED_FOR,
    NOT_ASKED_FOR
  }

  /** Makes what starts commands do it as this policy lets them pass: unasked, or with a yes. */
  public void tellLauncher() {
    launcher.startFor(
        switch (mode) {
          case PLAN, AUTO -> Launcher.Asked.NOBODY;
          case ASK, ACCEPT_EDITS -> Launcher.Asked.SOMEBODY;
        },
        request -> isReading(new Effect.Run(request.command(), request.directory().toString())));
  }

  /** The strictest decision over all effects of a call; a call without effects is allowed. */
  public Decision judge(List<Effect> effects, Grants grants) {
    Decision strictest = new Decision.Allow("no effect");
    for (Effect effect : effects) {
      Decision one = judge(effect, grants);
      if (strictness(one) >= strictness(strictest)) {
        strictest = one;
      }
    }
    return strictest;
  }

  /**
   * Judges effects on a guarded path, such as a file of secrets or one outside the workspace: no
   * mode, rule or grant lets them pass unasked.
   *
   * @param why the path is guarded, for the person
   */
  public Decision judgeGuarded(List<Effect> effects, String why) {
    return judgeGuarded(effects, new Decision.Ask(why, A_YES));
  }

  /**
   * Judges effects that somebody has to say yes to: no mode, rule or grant lets them pass unasked.
   *
   * @param ask what is asked then
   */
  public Decision judgeGuarded(List<Effect> effects, Decision.Ask ask) {
    if (mode == Mode.PLAN) {
      return new Decision.Deny("mode plan", "refused: plan mode asks nobody. " + ask.reason());
    }
    return switch (judge(effects, new Grants())) {
      case Decision.Deny denied -> denied;
      case Decision.Allow a -> ask;
      case Decision.Ask a -> ask;
    };
  }

  /** Whether a rule of the user's lets all of this pass, whatever the mode. */
  public boolean isAllowedByRule(List<Effect> effects) {
    return effects.stream()
        .allMatch(effect -> rules.allow().stream().anyMatch(rule -> rule.allows(effect)));
  }

  /** What a yes to these effects would mean, of those this policy asks about. */
  public Question.Terms terms(List<Effect> effects) {
    if (!Grants.canKeep(effects)) {
      return termsOnce(effects);
    }
    String once = goodForOneCall(effects);
    if (!once.isEmpty()) {
      return new Question.Terms(Lasting.ONCE, once, confinement(effects));
    }
    // A rule that asks is stronger than one that allows.
    boolean askedByRule =
        effects.stream()
            .anyMatch(effect -> rules.ask().stream().anyMatch(rule -> rule.catches(effect)));
    if (askedByRule || Rule.exactly(effects).isEmpty()) {
      return new Question.Terms(Lasting.SESSION, "", confinement(effects));
    }
    return new Question.Terms(
        rules.limit().isEmpty() ? Lasting.ALWAYS : Lasting.SESSION,
        rules.limit(),
        confinement(effects));
  }

  /** Why nothing that holds longer than one call can be said to these effects; else empty. */
  private static String goodForOneCall(List<Effect> effects) {
    if (QuestionBound.isExceeded(effects)) {
      return "not all of it is shown";
    }
    boolean isPlain = effects.size() > 1 || Rule.exactly(effects).isPresent();
    return !isPlain && effects.getFirst() instanceof Effect.Run
        ? "it is more than one plain command"
        : "";
  }

  /** As {@link #terms}, of a yes that is good for one call alone. */
  public Question.Terms termsOnce(List<Effect> effects) {
    return new Question.Terms(Lasting.ONCE, "", confinement(effects));
  }

  /** What a person is to know of effects that pass unasked; once a session. */
  public Optional<Problem> warning(List<Effect> effects) {
    return mode == Mode.AUTO && effects.stream().anyMatch(effect -> effect instanceof Effect.Run)
        ? launcher.warning()
        : Optional.empty();
  }

  /** As {@link #termsOnce}, of a command that would run outside of what confines others. */
  public Question.Terms termsOutside() {
    return new Question.Terms(Lasting.ONCE, "", launcher.confinementOutside());
  }

  private String confinement(List<Effect> effects) {
    return effects.stream().anyMatch(effect -> effect instanceof Effect.Run)
        ? launcher.confinement()
        : "";
  }

  /** With one more rule that allows. */
  public Policy allowing(Rule rule) {
    return new Policy(mode, commits, rules.allowing(rule), launcher, reading);
  }

  /** With more rules that deny. */
  public Policy denying(List<Rule> more) {
    return new Policy(mode, commits, rules.denying(more), launcher, reading);
  }

  /** The same in another mode. */
  public Policy in(Mode other) {
    return new Policy(other, commits, rules, launcher, reading);
  }

  private Decision judge(Effect effect, Grants grants) {
    Optional<Rule> denied = denying(effect);
    if (denied.isPresent()) {
      String rule = "deny rule " + denied.get().text();
      return new Decision.Deny(rule, "refused by " + rule + "; do without it, or tell the user");
    }
    if (mode == Mode.PLAN && !isReading(effect)) {
      return new Decision.Deny(
          "mode plan",
          effect instanceof Effect.Run run
              ? noCommands(run) + ". Read with the file tools, and answer with a plan"
              : effect instanceof Effect.Commit
                  ? "refused: plan mode does not commit. Answer with a plan"
                  : effect instanceof Effect.Call
                      ? "refused: plan mode reaches for nothing outside of the folder. Go on"
                          + " without it"
                      : "refused: plan mode only reads. Describe the change in your answer instead"
                          + " of making it");
    }
    Optional<Problem> offline = offline(effect);
    if (offline.isPresent()) {
      Problem problem = offline.get();
      return new Decision.Deny(
          "--offline",
          "refused: " + problem.what() + ", and --offline was given. Do without it",
          problem.remedy());
    }
    Optional<Rule> asked = asking(effect);
    if (asked.isPresent() && !grants.covers(effect)) {
      String rule = "ask rule " + asked.get().text();
      return new Decision.Ask(rule, "removing the " + rule);
    }
    Optional<Rule> allowed = allowing(effect);
    if (allowed.isPresent()) {
      return new Decision.Allow("allow rule " + allowed.get().text());
    }
    if (grants.covers(effect)) {
      return new Decision.Allow("granted for this session");
    }
    return byMode(effect);
  }

  /** The rule for which an effect was decided on so; empty when it was something else. */
  public Optional<Rule> ruleBehind(Decision decision, Effect effect) {
    return switch (decision) {
      case Decision.Deny d -> denying(effect);
      case Decision.Ask a -> asking(effect);
      case Decision.Allow a -> allowing(effect);
    };
  }

  private Optional<Rule> denying(Effect effect) {
    return first(rules.deny(), rule -> rule.catches(effect));
  }

  private Optional<Rule> asking(Effect effect) {
    return first(rules.ask(), rule -> rule.catches(effect));
  }

  private Optional<Rule> allowing(Effect effect) {
    return first(rules.allow(), rule -> rule.allows(effect));
  }

  private boolean isReading(Effect effect) {
    return switch (effect) {
      case Effect.Read r -> true;
      case Effect.Run run ->
          (GitReading.is(run.command()) && !rules.keepFiles()) || reading.doubt(run).isEmpty();
      case Effect.Write w -> false;
      case Effect.Delete d -> false;
      case Effect.Commit c -> false;
      case Effect.Call c -> false;
    };
  }

  private String noCommands(Effect.Run run) {
    String why = reading.doubt(run).filter(doubt -> !doubt.isEmpty()).orElse("");
    return "refused: plan mode runs no command but those that are known to only read"
        + (why.isEmpty() ? "" : "; here: " + why);
  }

  /** Why the effect would need a network that was forbidden; empty when it does not. */
  private Optional<Problem> offline(Effect effect) {
    return switch (effect) {
      case Effect.Run(String command, String directory) -> launcher.obstacle(command);
      case Effect.Read r -> Optional.empty();
      case Effect.Write w -> Optional.empty();
      case Effect.Delete d -> Optional.empty();
      case Effect.Commit c -> Optional.empty();
      case Effect.Call c -> Optional.empty(); // without a network there is no such tool
    };
  }

  private Decision byMode(Effect effect) {
    return switch (effect) {
      case Effect.Read r -> new Decision.Allow("reading in the workspace");
      case Effect.Write w -> edit();
      case Effect.Delete d -> edit();
      case Effect.Run run -> command(run);
      case Effect.Commit c ->
          commits == Commits.ASKED_FOR
              ? new Decision.Allow("--auto-commit")
              : mode == Mode.AUTO
                  ? new Decision.Allow("mode auto")
                  : new Decision.Ask(
                      "mode " + mode.label() + " asks before it commits", "--auto-commit");
      case Effect.Call call ->
          new Decision.Ask(
              call.tool().equals(ToolNames.WEB_FETCH)
                  ? "every mode asks before it fetches from a host that no rule allows"
                  : "every mode asks before it does what nobody here sees",
              Rule.exactly(List.of(call))
                  .map(
                      rule ->
                          "--allow '%s' for one run (for good: allow under [permissions] in config.toml)"
                              .formatted(rule.text()))
                  .orElse("a rule that allows it"));
    };
  }

  private Decision command(Effect.Run run) {
    if (mode == Mode.AUTO || mode == Mode.PLAN) { // which got here because it reads
      return new Decision.Allow("mode " + mode.label());
    }
    Optional<String> doubt = reading.doubt(run);
    if (doubt.isEmpty()) {
      return new Decision.Allow(ONLY_READS);
    }
    return new Decision.Ask(
        "mode "
            + mode.label()
            + " asks before it runs a command"
            + (doubt.get().isEmpty() ? "" : " that may do more than read: " + doubt.get()),
        "--mode auto" + Rule.offer(run).map(offer -> ", or " + offer).orElse(""));
  }

  private Decision edit() {
    return mode.compareTo(Mode.ACCEPT_EDITS) >= 0
        ? new Decision.Allow("mode " + mode.label())
        : new Decision.Ask("mode " + mode.label() + " asks before it edits", "--mode accept-edits");
  }

  private static int strictness(Decision decision) {
    return switch (decision) {
      case Decision.Allow a -> 0;
      case Decision.Ask a -> 1;
      case Decision.Deny d -> 2;
    };
  }

  private static Optional<Rule> first(List<Rule> rules, Predicate<Rule> predicate) {
    return rules.stream().filter(predicate).findFirst();
  }
}
