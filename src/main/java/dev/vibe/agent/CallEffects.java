package dev.vibe.agent;

import dev.vibe.effect.Effect;
import dev.vibe.tool.Invocation;

/** Questions about what a call would do. Pure. */
final class CallEffects {

  private CallEffects() {}

  /** The command that it runs; empty when it runs none. */
  static String command(Invocation invocation) {
    return invocation.effects().stream()
        .filter(effect -> effect instanceof Effect.Run)
        .map(effect -> ((Effect.Run) effect).command())
        .findFirst()
        .orElse("");
  }

  /** Whether it makes a commit. */
  static boolean commit(Invocation invocation) {
    return invocation.effects().stream().anyMatch(effect -> effect instanceof Effect.Commit);
  }

  /** The message of the commit that it makes; empty when it makes none. */
  static String message(Invocation invocation) {
    return invocation.effects().stream()
        .filter(effect -> effect instanceof Effect.Commit)
        .map(effect -> ((Effect.Commit) effect).message())
        .findFirst()
        .orElse("");
  }
}
