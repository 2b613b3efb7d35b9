package dev.vibe.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Check of the terminal and of what the locale can name.
 *
 * @param terminals names of the standard streams that lead to one
 * @param fileNames what names of files are encoded in
 */
public record StreamsCheck(
    List<String> terminals, Map<String, String> environment, Charset fileNames) implements Check {

  public StreamsCheck {
    terminals = List.copyOf(terminals);
    environment = Map.copyOf(environment);
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    String term = environment.getOrDefault("TERM", "");
    String color =
        environment.getOrDefault("NO_COLOR", "").isEmpty() ? "" : ", no colour (NO_COLOR)";
    String text =
        terminals.isEmpty()
            ? "none: no questions can be asked, nothing moves"
            : String.join(", ", terminals)
                + ", TERM="
                + (term.isEmpty() ? "(unset)" : term)
                + color;
    findings.add(
        !terminals.isEmpty() && (term.isEmpty() || term.equals("dumb"))
            ? Finding.warning("terminal", text, "export TERM=xterm-256color, if it is one")
            : terminals.isEmpty()
                ? Finding.note("terminal", text)
                : Finding.good("terminal", text));
    if (!fileNames.equals(StandardCharsets.UTF_8)) {
      findings.add(
          Finding.warning(
              "locale",
              "names of files are " + fileNames + ": some cannot be read",
              "export LC_ALL=C.UTF-8"));
    }
    return findings;
  }
}
