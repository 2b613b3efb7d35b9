package dev.vibe.approval;

import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.LineEffects;
import dev.vibe.exec.shell.LineEffects.Kind;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Wording of what a command would delete, write and reach beside running, as far as its words tell.
 * Pure.
 */
final class Consequences {

  /** More would hide the question itself. */
  private static final int MOST = 8;

  private Consequences() {}

  /** A line a kind, the worst first; none for what only reads, and for what words do not tell. */
  static List<String> of(Effect.Run run) {
    List<LineEffects.LineEffect> effects = LineEffects.of(run.command());
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> targets =
          effects.stream()
              .filter(effect -> effect.kind() == kind)
              .map(LineEffects.LineEffect::target)
              .toList();
      if (!targets.isEmpty()) {
        String shown = shown(targets);
        switch (kind) {
          case DELETE -> lines.addFirst("deletes " + shown);
          case WRITE -> lines.add("writes " + shown);
          case NETWORK -> lines.add("reaches the network: " + shown);
          case UNKNOWN -> lines.add("starts " + shown);
          case READ, RUN -> {} // that is what is asked about
        }
      }
    }
    return lines;
  }

  private static String shown(List<String> targets) {
    String first =
        targets.stream().limit(MOST).map(QuotedName::of).collect(Collectors.joining(", "));
    return targets.size() <= MOST ? first : first + " and " + (targets.size() - MOST) + " more";
  }
}
