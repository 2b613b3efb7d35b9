package dev.vibe.agent;

import dev.vibe.effect.Effect;
import dev.vibe.tool.Invocation;
import java.util.List;
import java.util.stream.Stream;

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

  /** Files and folders that it reads or changes by itself. */
  static List<String> files(Invocation invocation) {
    return invocation.effects().stream().flatMap(CallEffects::file).toList();
  }

  private static Stream<String> file(Effect effect) {
    return switch (effect) {
      case Effect.Read(String path) -> Stream.of(path);
      case Effect.Write(String path, var diff) -> Stream.of(path);
      case Effect.Delete(String path) -> Stream.of(path);
      case Effect.Run r -> Stream.empty();
      case Effect.Commit c -> Stream.empty();
      case Effect.Call c -> Stream.empty();
    };
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
