package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.file.ProgramPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Browser of the person at this machine: {@code BROWSER}, else what the desktop opens. */
record SystemBrowser(HostEnvironment host) {

  /** Whether something was started that should show it; where there is no screen, nothing is. */
  boolean open(URI page) {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return false;
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(program.get().toString(), page.toString())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeAll(Config.KEY_VARIABLES);
      builder.start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Path> program() {
    ProgramPath programs = ProgramPath.outside(List.of(host.directory()), variable("PATH"));
    String wanted = variable("BROWSER");
    if (!wanted.isEmpty()) {
      return wanted.startsWith("/") ? Optional.of(Path.of(wanted)) : programs.find(wanted);
    }
    if (host.platform().name().toLowerCase(Locale.ROOT).startsWith("mac")) {
      return programs.find("open");
    }
    boolean hasScreen =
        Stream.of("DISPLAY", "WAYLAND_DISPLAY").anyMatch(name -> !variable(name).isEmpty());
    return hasScreen ? programs.find("xdg-open") : Optional.empty();
  }

  private String variable(String name) {
    return host.environment().getOrDefault(name, "");
  }
}
