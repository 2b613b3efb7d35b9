package dev.vibe.approval;

import dev.vibe.config.Config;
import dev.vibe.config.RuleListing;
import dev.vibe.config.RuleListing.Kind;
import dev.vibe.config.WrittenRule;
import dev.vibe.effect.Effect;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Checker of the rules of a configuration: each can be read, and does what its own examples say.
 */
public final class RuleExamples {

  private RuleExamples() {}

  /** What is wrong, in the order of the rules, each with its place. Blocks on disk for these. */
  public static List<Problem> problems(Config config) {
    for (Kind kind : Kind.values()) {
      for (WrittenRule rule : config.rules(kind.key())) {
        if (!of(kind, rule, "").isEmpty()) {
          return RuleListing.of(config).stream()
              .flatMap(entry -> of(entry.kind(), entry.written(), entry.place()).stream())
              .toList();
        }
      }
    }
    return List.of();
  }

  private static List<Problem> of(Kind kind, WrittenRule written, String place) {
    Rule rule;
    try {
      rule = Rule.parse(written.text());
    } catch (VibeException e) {
      Problem read = e.problem();
      return List.of(
          new Problem(read.code(), read.what(), place + ": " + read.cause(), read.remedy()));
    }
    if (!written.isBare() && rule.kind() == Rule.Kind.COMMIT) {
      return List.of(
          new Problem(
              ProblemCode.RULE_EXAMPLE,
              "the rule " + rule.text() + " takes no examples",
              place + ": it is about every commit",
              "leave them out"));
    }
    Predicate<String> meets = example -> meets(kind, rule, example);
    List<Problem> problems = new ArrayList<>();
    written.matches().stream()
        .filter(meets.negate())
        .forEach(
            example ->
                problems.add(
                    wrong("the rule " + rule.text() + " does not match ", example, place)));
    written.differs().stream()
        .filter(meets)
        .forEach(
            example ->
                problems.add(wrong("the rule " + rule.text() + " matches ", example, place)));
    return problems;
  }

  /** As rules of this kind are asked; a path stands for the file in all that is done with it. */
  private static boolean meets(Kind kind, Rule rule, String example) {
    Effect effect =
        switch (rule.kind()) {
          case BASH -> new Effect.Run(example, "");
          case READ -> new Effect.Read(example);
          case EDIT -> new Effect.Delete(example);
          case COMMIT -> new Effect.Commit(example, List.of());
          case CALL -> new Effect.Call(nameOf(rule), Map.of("host", example, "url", example));
        };
    return switch (kind) {
      case ALLOW -> rule.allows(effect);
      case ASK, DENY -> rule.catches(effect);
    };
  }

  /** Without its argument, and with a letter for what may be anything. */
  private static String nameOf(Rule rule) {
    int bracket = rule.text().indexOf('(');
    String name = bracket < 0 ? rule.text() : rule.text().substring(0, bracket);
    return name.replace('*', 'x');
  }

  private static Problem wrong(String what, String example, String place) {
    return new Problem(
        ProblemCode.RULE_EXAMPLE,
        what + QuotedName.quoted(example),
        place + " says otherwise",
        "correct the rule or its example");
  }
}
