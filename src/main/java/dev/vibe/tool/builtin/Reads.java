package dev.vibe.tool.builtin;

import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.WorkspacePath;
import java.util.function.Function;

/** Common part of the tools that only read: a checked path, or the refusal of it. */
final class Reads {

  private Reads() {}

  /** Prepares a reading of the path that a model named. */
  static Prepared at(
      ToolContext context, String named, Function<WorkspacePath, Invocation.Reading> reading) {
    return switch (context.resolve(named, Access.READ)) {
      case Resolution.Inside(WorkspacePath path) -> reading.apply(path);
      case Resolution.Guarded(WorkspacePath path, Guard guard, String message) ->
          new GuardedPath(path.relative(), guard, message, new Effect.Read(path.relative()));
      case Resolution.Refused(RefusalCode kind, String message) -> new Refusal(kind, message);
    };
  }

  /** Says how much of a walk the user's rules left out; nothing when that is none. */
  static String leftOut(FileTree.Walk walk) {
    int files = walk.leftOut();
    return files == 0
        ? ""
        : "[" + (files == 1 ? "1 file" : files + " files") + " left out by a rule of the user]\n";
  }

  /** The path that a model named, or the whole workspace when it named none. */
  static String orRoot(String path) {
    return path.isBlank() ? "." : path;
  }

  /** A path relative to the folder that a search started in. */
  static String below(WorkspacePath start, WorkspacePath file) {
    String prefix = start.relative().equals(".") ? "" : start.relative() + "/";
    String relative = file.relative();
    return relative.startsWith(prefix)
        ? relative.substring(prefix.length())
        : relative.substring(relative.lastIndexOf('/') + 1);
  }
}
