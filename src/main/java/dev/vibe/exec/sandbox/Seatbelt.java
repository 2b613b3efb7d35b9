package dev.vibe.exec.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Way into a sandbox by {@code sandbox-exec} of macOS: a profile that denies writing but where the
 * view allows it, what is hidden, moving a folder that holds something protected, and the network.
 */
final class Seatbelt {

  private final String program;

  Seatbelt(String program) {
    this.program = program;
  }

  /** The command line, up to where that of the shell goes. */
  List<String> prefix(SandboxView view, SandboxTerms.Network network) {
    return List.of(program, "-p", profile(view, network));
  }

  /** Later rules count before earlier ones. */
  static String profile(SandboxView view, SandboxTerms.Network network) {
    List<String> lines = new ArrayList<>(List.of("(version 1)", "(allow default)"));
    lines.add("(deny file-write*)");
    for (Path writable : view.writable()) {
      lines.add("(allow file-write* " + below(writable) + ")");
    }
    lines.add("(allow file-write* " + below(view.scratch()) + ")");
    for (String device : List.of("/dev/null", "/dev/zero", "/dev/tty", "/dev/dtracehelper")) {
      lines.add("(allow file-write* (literal " + quoted(device) + "))");
    }
    for (Path kept : view.readOnly()) {
      lines.add("(deny file-write* " + below(kept) + ")");
      for (Path at = kept.getParent(); at != null && at.getParent() != null; at = at.getParent()) {
        lines.add("(deny file-write-unlink (literal " + quoted(at.toString()) + "))");
      }
    }
    for (Path secret : view.hidden()) {
      lines.add("(deny file-read* file-write* " + below(secret) + ")");
    }
    for (Path shown : view.readOnly()) {
      if (view.hidden().stream().anyMatch(shown::startsWith)) {
        lines.add("(allow file-read* " + below(shown) + ")");
      }
    }
    for (Path shown : view.writable()) {
      if (view.hidden().stream().anyMatch(shown::startsWith)) {
        lines.add("(allow file-read* file-write* " + below(shown) + ")");
      }
    }
    if (network == SandboxTerms.Network.NONE) {
      lines.add("(deny network*)");
      lines.add("(allow network* (local ip \"localhost:*\"))");
      lines.add("(allow network-outbound (remote ip \"localhost:*\"))");
    }
    lines.add("(deny appleevent-send)");
    return String.join("\n", lines);
  }

  private static String below(Path path) {
    return "(subpath " + quoted(path.toString()) + ")";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
