package dev.vibe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Help of vibe itself as a resource of the product, so that showing it loads no parser. A test says
 * that it is what {@link HelpRenderer} makes of the commands, and rewrites it.
 */
final class HelpText {

  private static final String RESOURCE = "help.txt";

  private HelpText() {}

  /**
   * The help of vibe itself.
   *
   * @throws UncheckedIOException when the product is not whole
   */
  static String root() {
    try (InputStream in = HelpText.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
