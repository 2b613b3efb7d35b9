package dev.vibe.ci;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Runner of composite actions on this machine: their steps in order, with the files of a runner.
 */
final class ActionRunner {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final Path scratch;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * What came of an action.
   *
   * @param isGood whether no step failed
   */
  record Outcome(boolean isGood, Map<String, String> outputs, String log, String summary) {

    /** One of the outputs; empty where there is none of that name. */
    String output(String name) {
      return outputs.getOrDefault(name, "");
    }
  }

  ActionRunner(Path scratch) {
    this.scratch = scratch;
    try {
      Files.createDirectories(scratch.resolve("temp"));
      Files.createDirectories(scratch.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", scratch.resolve("home").toString());
    environment.put("RUNNER_TEMP", scratch.resolve("temp").toString());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_EVENT_NAME", "push");
    environment.put("GITHUB_ACTOR", "octocat");
    environment.put("GITHUB_REF_NAME", "main");
    environment.put("GITHUB_RUN_ID", "7");
  }

  /** In the environment of all steps from now on. */
  ActionRunner with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> yaml(Path file) {
    return YAML.readValue(file.toFile(), Map.class);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static List<Map<String, Object>> maps(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(ActionRunner::map).toList()
        : List.of();
  }

  /**
   * Runs the action of a folder.
   *
   * @param where the checkout
   */
  Outcome run(Path action, Map<String, String> given, Path where) {
    Map<String, Object> definition = yaml(action.resolve("action.yml"));
    Map<String, Object> declared = map(definition.get("inputs"));
    for (String name : given.keySet()) {
      assertFalse(!declared.containsKey(name), "no input " + name);
    }
    Map<String, String> contexts = new LinkedHashMap<>();
    contexts.put("github.action_path", action.toAbsolutePath().toString());
    contexts.put("github.token", "");
    declared.forEach(
        (name, input) -> {
          Object usual = map(input).getOrDefault("default", "");
          String value = ActionExpression.spliced(String.valueOf(usual), lookup(contexts));
          contexts.put("inputs." + name, given.getOrDefault(name, value));
        });
    StringBuilder log = new StringBuilder();
    boolean isGood = true;
    try {
      Path summary = Files.createTempFile(scratch, "summary", "");
      for (Map<String, Object> step : maps(map(definition.get("runs")).get("steps"))) {
        Object condition = step.getOrDefault("if", "'true'");
        boolean runs =
            ActionExpression.isTrue(
                ActionExpression.value(String.valueOf(condition), lookup(contexts)));
        if (isGood && runs) {
          isGood = step(step, contexts, where, summary, log);
        }
      }
      Map<String, String> outputs = new LinkedHashMap<>();
      map(definition.get("outputs"))
          .forEach(
              (name, output) ->
                  outputs.put(
                      name,
                      ActionExpression.spliced(
                          String.valueOf(map(output).get("value")), lookup(contexts))));
      return new Outcome(isGood, outputs, log.toString(), Files.readString(summary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static java.util.function.Function<String, String> lookup(Map<String, String> contexts) {
    return name -> contexts.getOrDefault(name, "");
  }

  private boolean step(
      Map<String, Object> step,
      Map<String, String> contexts,
      Path where,
      Path summary,
      StringBuilder log)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(scratch, "output", "");
    Path shown = Files.createTempFile(scratch, "log", "");
    Path folder =
        where.resolve(
            ActionExpression.spliced(
                String.valueOf(step.getOrDefault("working-directory", ".")), lookup(contexts)));
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                "--noprofile",
                "--norc",
                "-e",
                "-o",
                "pipefail",
                "-c",
                String.valueOf(step.get("run")))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(shown.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("GITHUB_OUTPUT", output.toString());
    builder.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    builder.environment().put("GITHUB_ENV", scratch.resolve("env").toString());
    map(step.get("env"))
        .forEach(
            (name, value) ->
                builder
                    .environment()
                    .put(name, ActionExpression.spliced(String.valueOf(value), lookup(contexts))));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("a step hangs: " + Files.readString(shown));
    }
    log.append(Files.readString(shown));
    for (String line : Files.readAllLines(output)) {
      int equals = line.indexOf('=');
      contexts.put(
          "steps." + step.get("id") + ".outputs." + line.substring(0, equals),
          line.substring(equals + 1));
    }
    return process.exitValue() == 0;
  }
}
