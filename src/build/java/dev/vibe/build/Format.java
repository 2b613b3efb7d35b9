package dev.vibe.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Program that formats the Java sources below a folder; with {@code check} it changes nothing,
 * names the files that are not formatted and exits with 1. The formatter itself takes files only,
 * not folders.
 *
 * @param formatter google-java-format, which the build puts on the class path
 */
record Format(ToolProvider formatter) {

  public static void main(String[] args) throws IOException {
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    System.exit(new Format(formatter).format(args[0], Path.of(args[1])));
  }

  /**
   * Formats or checks.
   *
   * @param mode {@code check}, or anything else to format
   * @return the exit code
   */
  int format(String mode, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    if (mode.equals("check")) {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    } else {
      command.add("--replace");
    }
    try (var files = Files.walk(folder)) {
      files.map(Path::toString).filter(p -> p.endsWith(".java")).sorted().forEach(command::add);
    }
    return formatter.run(System.out, System.err, command.toArray(String[]::new));
  }
}
