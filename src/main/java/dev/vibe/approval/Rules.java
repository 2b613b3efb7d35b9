package dev.vibe.approval;

import dev.vibe.effect.Effect;
import dev.vibe.workspace.ReadRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Set of the user's permission rules: deny wins, then ask, then allow.
 *
 * @param limit why the user can add none that allows for good, for people; empty when they can
 */
public record Rules(List<Rule> allow, List<Rule> ask, List<Rule> deny, String limit) {

  public static final Rules NONE = new Rules(List.of(), List.of(), List.of(), "");

  public Rules {
    allow = List.copyOf(allow);
    ask = List.copyOf(ask);
    deny = List.copyOf(deny);
  }

  /**
   * Reads the three lists of a configuration.
   *
   * @throws dev.vibe.problem.VibeException (usage) for the first rule that cannot be read
   */
  public static Rules parse(List<String> allow, List<String> ask, List<String> deny) {
    return new Rules(parse(allow), parse(ask), parse(deny), "");
  }

  /** The same, which the user cannot add to for good. */
  public Rules limited(String why) {
    return new Rules(allow, ask, deny, why);
  }

  /** What these rules say of reading a file, in whatever case its path is written. */
  public ReadRules.Standing reading(String path) {
    Effect read = new Effect.Read(path);
    if (deny.stream().anyMatch(rule -> rule.catches(read))) {
      return ReadRules.Standing.DENIED;
    }
    return ask.stream().anyMatch(rule -> rule.catches(read))
        ? ReadRules.Standing.ASKED
        : ReadRules.Standing.FREE;
  }

  /** Whether some hold files back from being read, which Git shows without naming them. */
  public boolean keepFiles() {
    return Stream.of(deny, ask)
        .flatMap(List::stream)
        .anyMatch(rule -> rule.kind() == Rule.Kind.READ);
  }

  /** With one more rule that allows. */
  Rules allowing(Rule rule) {
    List<Rule> more = new ArrayList<>(allow);
    more.add(rule);
    return new Rules(more, ask, deny, limit);
  }

  /** With more rules that deny. */
  Rules denying(List<Rule> others) {
    List<Rule> more = new ArrayList<>(deny);
    more.addAll(others);
    return new Rules(allow, ask, more, limit);
  }

  private static List<Rule> parse(List<String> rules) {
    return rules.stream().map(Rule::parse).toList();
  }
}
