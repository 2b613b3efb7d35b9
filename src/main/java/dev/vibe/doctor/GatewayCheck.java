package dev.vibe.doctor;

import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Check of how endpoints are reached.
 *
 * @param proxy that the endpoint is reached through, without its login; empty for none
 * @param files certificates and keys that are configured
 * @param reading uses those files; throws {@link VibeException} when that does not work
 */
public record GatewayCheck(String proxy, List<Path> files, Runnable reading) implements Check {

  public GatewayCheck {
    files = List.copyOf(files);
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good("proxy", proxy.isEmpty() ? "none: the endpoint is reached directly" : proxy));
    if (!files.isEmpty()) {
      String names =
          files.stream().distinct().map(Path::toString).collect(Collectors.joining(", "));
      try {
        reading.run();
        findings.add(Finding.good("certificates", names));
      } catch (VibeException e) {
        findings.add(Finding.of("certificates", Finding.Grade.FAILED, e.problem()));
      }
    }
    return findings;
  }
}
