package dev.vibe.doctor;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigResult;
import dev.vibe.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Check of the configuration.
 *
 * @param files every place where it may be
 */
public record ConfigCheck(ConfigResult result, List<Path> files) implements Check {

  private static final String SUBJECT = "config";

  /** Those whose origin people ask for. */
  private static final List<String> SHOWN = List.of("model", "base_url", "mode", "local_only");

  public ConfigCheck {
    files = List.copyOf(files);
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    switch (result) {
      case ConfigResult.Invalid(List<Problem> problems) ->
          problems.forEach(
              problem -> findings.add(Finding.of(SUBJECT, Finding.Grade.FAILED, problem)));
      case ConfigResult.Valid(Config config, List<Problem> notices) -> {
        findings.add(Finding.good(SUBJECT, filesThere() + origins(config)));
        notices.forEach(notice -> findings.add(Finding.of(SUBJECT, Finding.Grade.WARNING, notice)));
      }
    }
    return findings;
  }

  private String filesThere() {
    List<String> there = files.stream().filter(Files::exists).map(Path::toString).toList();
    return there.isEmpty() ? "no files" : String.join(", ", there);
  }

  private static String origins(Config config) {
    return SHOWN.stream()
        .flatMap(
            name ->
                config.find(ConfigKey.of(name)).stream()
                    .map(v -> "; " + name + " " + v.text() + " (" + v.origin().describe() + ")"))
        .collect(Collectors.joining());
  }
}
