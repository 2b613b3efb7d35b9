package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionId;
import dev.vibe.session.SessionIndex;

/** Choice of the session that a task works in. */
public sealed interface SessionChoice {

  String id();

  /** One that begins with it. */
  record New(String id) implements SessionChoice {}

  /** An earlier one, which goes on. */
  record Resumed(String id) implements SessionChoice {}

  /** One that begins with a copy of another. */
  record Forked(String id, String origin) implements SessionChoice {}

  static SessionChoice fresh(HostEnvironment host) {
    return new New(freshId(host));
  }

  /**
   * What the command line asks for. What a person will pick begins as a new one.
   *
   * @throws VibeException (usage) when there is no such session
   */
  static SessionChoice of(
      RunOptions.Beginning beginning, SessionIndex index, HostEnvironment host) {
    return switch (beginning) {
      case RunOptions.Beginning.Fresh() -> fresh(host);
      case RunOptions.Beginning.Picked() -> fresh(host);
      case RunOptions.Beginning.Newest() ->
          new Resumed(index.newest().orElseThrow(() -> none(index)));
      case RunOptions.Beginning.Named(String id) -> new Resumed(named(id, index));
      case RunOptions.Beginning.CopyOf(String id) -> new Forked(freshId(host), index.find(id));
    };
  }

  /** What was taken for an id may have been meant as the first word of a prompt. */
  private static String named(String id, SessionIndex index) {
    try {
      return index.find(id);
    } catch (VibeException e) {
      Problem problem = e.problem();
      boolean mayBeWord = problem.code() == ProblemCode.NO_SESSION && id.matches("[0-9]{1,7}");
      throw mayBeWord
          ? new VibeException(
              e.exitCode(),
              new Problem(
                  problem.code(),
                  problem.what(),
                  problem.cause(),
                  problem.remedy() + "; if it begins a prompt: vibe --resume -- \"" + id + " …\""),
              e)
          : e;
    }
  }

  private static String freshId(HostEnvironment host) {
    return SessionId.fresh(host.clock().instant(), host.random());
  }

  private static VibeException none(SessionIndex index) {
    String moved =
        index
            .lost()
            .map(
                lost ->
                    "vibe -r "
                        + lost.id()
                        + "   goes on here with one of "
                        + lost.folder()
                        + ", which is gone   or   ")
            .orElse("");
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.NO_SESSION,
            "nothing to go on with",
            "there is no earlier session in this folder",
            moved + "leave out --continue   or   vibe -C DIR --continue"));
  }
}
