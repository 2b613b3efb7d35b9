package dev.vibe.view;

import java.nio.charset.Charset;
import java.util.List;

/** Set of the few signs beyond ASCII, with stand-ins for streams whose charset lacks them. */
public record Glyphs(
    String bullet, String minus, String dot, String good, String bad, List<String> spin) {

  private static final Glyphs FULL =
      new Glyphs(
          "•", "−", " · ", "✓", "✗", List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"));

  /** Of the session's screen, which counts removed lines as diffs mark them. */
  public static final Glyphs SCREEN =
      new Glyphs(FULL.bullet, "-", FULL.dot, FULL.good, FULL.bad, FULL.spin);

  private static final Glyphs ASCII =
      new Glyphs("*", "-", ", ", "ok", "x", List.of("|", "/", "-", "\\"));

  public static Glyphs of(Charset charset) {
    return charset.newEncoder().canEncode("•−✓⠋") ? FULL : ASCII;
  }
}
