package dev.vibe.repl.state;

import dev.vibe.text.Figures;
import dev.vibe.text.Names;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;

/** View of the first and the last line of a session. */
public final class Parting {

  private static final String DOT = " · ";

  private Parting() {}

  /** What answers here, and what it may do; once that is known. */
  static Line greeting(Facts facts) {
    List<String> parts = new ArrayList<>();
    parts.add(facts.model() + " at " + facts.endpoint().replaceFirst("^https?://", ""));
    if (facts.windowTokens() > 0) {
      parts.add(Figures.tokens(facts.windowTokens()) + " window");
    }
    if (!facts.instructions().isEmpty()) {
      parts.add(Names.some(facts.instructions()) + " read");
    }
    parts.add(facts.mode().label() + ": " + facts.mode().meaning());
    return Line.foreign(Role.FAINT, String.join(DOT, parts));
  }

  /** What is left behind, and how to go on; nothing when nothing was asked. */
  public static List<Line> farewell(SessionState state) {
    long tokens = state.spent().total().totalTokens();
    if (tokens == 0 && state.changed().files().isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    int files = left(state);
    if (files > 0) {
      parts.add(Figures.count(files, "file") + " changed, not committed");
    }
    if (tokens > 0) {
      parts.add(
          Figures.tokens(state.spent().total().inputTokens())
              + " tokens in, "
              + Figures.tokens(state.spent().total().outputTokens())
              + " out");
    }
    parts.add("vibe -c goes on here");
    return Line.of(Role.FAINT, String.join(DOT, parts)).wrapped(state.room());
  }

  /** Changes that were taken back are none; Git knows of them. */
  private static int left(SessionState state) {
    int changed = state.changed().files().size();
    Facts.Repository git = state.facts().repository();
    return git.branch().isEmpty() ? changed : Math.min(changed, git.dirty());
  }
}
