package dev.vibe.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Stream whose reader has gone away. */
public final class BrokenPipe extends OutputStream {

  private BrokenPipe() {}

  public static PrintStream stream() {
    return new PrintStream(new BrokenPipe());
  }

  @Override
  public void write(int b) throws IOException {
    throw new IOException("Broken pipe");
  }
}
