package dev.vibe.approval;

import java.util.List;

/** The user's permission rules: deny wins, then ask, then allow. */
public record Rules(List<Rule> allow, List<Rule> ask, List<Rule> deny) {

  public static final Rules NONE = new Rules(List.of(), List.of(), List.of());

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
    return new Rules(parse(allow), parse(ask), parse(deny));
  }

  private static List<Rule> parse(List<String> rules) {
    return rules.stream().map(Rule::parse).toList();
  }
}
