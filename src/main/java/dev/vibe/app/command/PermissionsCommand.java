package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.StandingPolicy;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Decision;
import dev.vibe.approval.Grants;
import dev.vibe.approval.Policy;
import dev.vibe.approval.Rule;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.RuleListing;
import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.LineEffects;
import dev.vibe.exec.shell.LineEffects.LineEffect;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Handler of {@code vibe permissions}: the rules in effect, and what they say of a command. */
public final class PermissionsCommand {

  private final HostEnvironment host;
  private final Preparation preparation;
  private final Consumer<Problem> notices;

  /**
   * Asks nobody.
   *
   * @param notices told what is odd about the configuration
   */
  public PermissionsCommand(
      HostEnvironment host, Preparation preparation, Consumer<Problem> notices) {
    this.host = host;
    this.preparation = preparation;
    this.notices = notices;
  }

  /** What is wanted of it. */
  public sealed interface Wish {

    record Rules() implements Wish {}

    record Check(String command) implements Wish {}

    /** Those on standard input. */
    record CheckAll() implements Wish {}
  }

  /**
   * Does it, under the rules in effect in a folder.
   *
   * @return why the configuration cannot be used; empty when it can
   * @throws VibeException when there is no such folder, or at the first input that is no command
   */
  public List<Problem> run(ListingOptions options, Wish wish) {
    Workspace workspace = preparation.workspace(options.where());
    RunOptions.Where where = preparation.remembered(options.where(), workspace);
    return switch (preparation.configuration(workspace.root(), where, options.flags())) {
      case ConfigResult.Invalid(List<Problem> problems) -> problems;
      case ConfigResult.Valid(Config config, List<Problem> odd) -> {
        odd.forEach(notices);
        Workspace ruled = workspace.under(Preparation.readRules(config, List.of()));
        Policy policy = StandingPolicy.of(config, host, ruled);
        switch (wish) {
          case Wish.Rules r -> list(config, policy, options.form());
          case Wish.Check(String command) -> check(policy, ruled.root(), command, options.form());
          case Wish.CheckAll c -> checkAll(policy, ruled.root());
        }
        yield List.of();
      }
    };
  }

  /** Prints the rules, those that win first. Blocks on the files that hold them. */
  private void list(Config config, Policy policy, OutputForm form) {
    List<RuleListing.Entry> rules = RuleListing.of(config);
    String mode = policy.mode().label();
    switch (form) {
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "permissions");
        object.put("mode", mode);
        object.put("rules", rules.stream().map(PermissionsCommand::json).toList());
        host.out().println(Json.write(object));
      }
      case TEXT -> {
        print("mode " + mode + ": " + policy.mode().meaning());
        int widest = rules.stream().mapToInt(rule -> rule.rule().length()).max().orElse(0);
        for (RuleListing.Entry rule : rules) {
          String padded = rule.rule() + " ".repeat(widest - rule.rule().length());
          print("%-5s  %s  %s".formatted(rule.kind().label(), padded, rule.place()));
          rule.written().matches().forEach(example -> print("       matches: " + example));
          rule.written().differs().forEach(example -> print("       differs: " + example));
        }
        if (rules.isEmpty()) {
          print("no rules; write some under [permissions] in your configuration");
        }
      }
    }
  }

  private static Map<String, Object> json(RuleListing.Entry rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("list", rule.kind().label());
    fields.put("rule", rule.rule());
    fields.put("origin", rule.place());
    rule.written().examples(fields);
    return fields;
  }

  private void print(String line) {
    host.out().println(ControlChars.neutraliseLine(line));
  }

  /** Prints what would become of one command. Blocks on disk. */
  private void check(Policy policy, Path folder, String command, OutputForm form) {
    Checked checked = Checked.of(policy, folder, command);
    switch (form) {
      case JSON -> host.out().println(Json.write(checked.json()));
      case TEXT -> checked.lines().forEach(this::print);
    }
  }

  /**
   * Reads a JSON string a line and answers an object a line, each before the next is read.
   *
   * @throws VibeException (usage) at the first line that is none
   */
  private void checkAll(Policy policy, Path folder) {
    PrintStream out = host.out();
    int number = 0;
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(host.streams().in(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          out.println(Json.write(Checked.of(policy, folder, command(line, number)).json()));
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String command(String line, int number) {
    try {
      if (JsonTree.read(line) instanceof String command) {
        return command;
      }
      throw noString(number, "it is other JSON");
    } catch (JsonShapeException e) {
      throw noString(number, String.valueOf(e.getMessage()));
    }
  }

  private static VibeException noString(int number, String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.USAGE,
            "line " + number + " of the input is no JSON string",
            cause,
            "write each command as a JSON string on a line of its own, such as \"ls -la\""));
  }

  /**
   * What the policy says of a command.
   *
   * @param rule the one that decided; empty when none did
   */
  private record Checked(String verdict, String rule, String reason, List<LineEffect> effects) {

    static Checked of(Policy policy, Path folder, String command) {
      Effect.Run run = new Effect.Run(command, folder.toString());
      Decision decision = policy.judge(List.of(run), new Grants());
      String rule = policy.ruleBehind(decision, run).map(Rule::text).orElse("");
      List<LineEffect> effects = LineEffects.of(command);
      return switch (decision) {
        case Decision.Allow(String by) -> new Checked("allow", rule, by, effects);
        case Decision.Ask(String reason, String remedy) ->
            new Checked("ask", rule, reason, effects);
        case Decision.Deny deny -> new Checked("deny", rule, deny.message(), effects);
      };
    }

    Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("verdict", verdict);
      fields.put("rule", rule);
      fields.put("reason", reason);
      fields.put(
          "effects",
          effects.stream()
              .map(each -> Map.of("kind", each.kind().label(), "target", each.target()))
              .toList());
      return fields;
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>(List.of(verdict));
      if (!rule.isEmpty()) {
        lines.add("  rule: " + rule);
      }
      lines.add("  reason: " + reason);
      effects.forEach(each -> lines.add("  " + each.kind().label() + ": " + each.target()));
      return lines;
    }
  }
}
