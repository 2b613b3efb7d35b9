package dev.vibe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Where the process begins and ends. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.out.println("vibe " + version());
    System.exit(0);
  }

  private static String version() {
    try (var in = Main.class.getResourceAsStream("version.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
