package dev.vibe.view;

/** Size of the screen, in characters. */
public record ScreenSize(int columns, int rows) {

  /** Columns of a frontend that breaks no lines and draws nothing twice. */
  public static final int ENDLESS = 100_000;

  /** Whether there is no screen, only lines. */
  public boolean isEndless() {
    return columns >= ENDLESS;
  }
}
