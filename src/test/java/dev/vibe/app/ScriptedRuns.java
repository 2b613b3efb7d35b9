package dev.vibe.app;

import dev.vibe.app.command.AuditCommand;
import dev.vibe.app.command.HealCommand;
import dev.vibe.app.command.MemoryCommand;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.ReplayCommand;
import dev.vibe.app.command.ReviewCommand;
import dev.vibe.app.command.SessionsOptions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.app.run.HealRun;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.exec.OwnProcess;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.task.heal.Healer;
import dev.vibe.task.review.Severity;
import dev.vibe.terminal.TtyState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Runs of the product in a repository, within this process, with the replies of a cassette. */
public final class ScriptedRuns {

  private final Sandbox box;
  private final List<Map<String, Object>> replies = new ArrayList<>();
  private final List<FlagValue> flags = new ArrayList<>();
  private boolean isTrusted;
  private RunOptions.Tree tree = new RunOptions.Tree.Present();
  private boolean isAsConfigured;
  private RunOptions.Target folder = new RunOptions.Target.Nowhere();
  private final Map<String, String> variables = new HashMap<>();
  private RunOptions.Publishing publishing = new RunOptions.Publishing.Nowhere();
  private boolean isDry;
  private StopSwitch stop = new StopSwitch();
  private String err = "";

  public ScriptedRuns(Sandbox box) {
    this.box = box;
  }

  /** A call of a tool. */
  public record Call(String name, Map<String, Object> arguments) {

    public static Call run(String command) {
      return new Call("bash", Map.of("command", command));
    }

    public static Call write(String file, String content) {
      return new Call("write_file", Map.of("file", file, "content", content));
    }

    public static Call edit(String file, String old, String now) {
      return new Call("str_replace", Map.of("file", file, "old", old, "new", now));
    }

    public static Call commit(String message, String... files) {
      return new Call("git_commit", Map.of("message", message, "files", List.of(files)));
    }

    public static Call amend(String message) {
      return new Call("git_commit", Map.of("message", message, "amend", true));
    }
  }

  public ScriptedRuns calls(Call... calls) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Call call : calls) {
      all.add(Map.of("name", call.name(), "arguments", call.arguments()));
    }
    replies.add(Map.of("calls", all));
    return this;
  }

  public ScriptedRuns says(String text) {
    replies.add(Map.of("text", text));
    return this;
  }

  /** The next reply comes only if the request holds these. */
  public ScriptedRuns expecting(String text, String... expected) {
    replies.add(Map.of("text", text, "expect", List.of(expected)));
    return this;
  }

  /** For the next run alone. */
  public ScriptedRuns flag(String key, String value) {
    flags.add(new FlagValue(key, "--" + key, value));
    return this;
  }

  /** With this as the administrator's file, from now on. */
  public ScriptedRuns managed(String toml) {
    return written(box.base().resolve("etc/managed.toml"), toml);
  }

  /** With this as the user's configuration, from now on. */
  public ScriptedRuns config(String toml) {
    return written(box.home().resolve(".config/vibe/config.toml"), toml);
  }

  private ScriptedRuns written(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a folder that is trusted, from now on. */
  public ScriptedRuns trusting() {
    isTrusted = true;
    return this;
  }

  /** In that work tree, for the next run alone. */
  public ScriptedRuns in(RunOptions.Tree wanted) {
    tree = wanted;
    return this;
  }

  /** In the mode that the configuration or the session gives, from now on. */
  public ScriptedRuns asConfigured() {
    isAsConfigured = true;
    return this;
  }

  /** With {@code --output-dir}, from now on. */
  public ScriptedRuns into(Path wanted) {
    folder = new RunOptions.Target.ToFile(wanted);
    return this;
  }

  /** With this in the environment, from now on. */
  public ScriptedRuns variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Whose commits are published, from now on. */
  public ScriptedRuns publishing(RunOptions.Publishing wanted) {
    publishing = wanted;
    return this;
  }

  /** With {@code --dry-run}, from now on. */
  public ScriptedRuns dry() {
    isDry = true;
    return this;
  }

  public Map<String, Object> run(String prompt) {
    return run(prompt, new Beginning.Fresh(), false);
  }

  /** With {@code --auto-commit}. */
  public Map<String, Object> committing(String prompt) {
    return run(prompt, new Beginning.Fresh(), true);
  }

  /** Goes on with the last session, or as it is said. */
  public Map<String, Object> run(String prompt, Beginning beginning, boolean commits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    RunOptions.Where where = new RunOptions.Where(Path.of(""), List.of(), isTrusted).with(tree);
    RunOptions options = options(prompt, where, beginning, commits);
    tree = new RunOptions.Tree.Present();
    app(out, errors).run(options);
    LeftThreads.awaitLooks();
    err = errors.toString(StandardCharsets.UTF_8);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    return Json.object(lines.getLast());
  }

  /** The options of such a run, for another command; the replies are those said until now. */
  public RunOptions options(String prompt, RunOptions.Where where, boolean commits) {
    return options(prompt, where, new Beginning.Fresh(), commits);
  }

  private RunOptions options(
      String prompt, RunOptions.Where where, Beginning beginning, boolean commits) {
    Path cassette = cassette();
    List<FlagValue> given = new ArrayList<>(flags);
    if (!isAsConfigured && given.stream().noneMatch(flag -> flag.key().equals("mode"))) {
      given.add(new FlagValue("mode", "--mode", "auto"));
    }
    RunOptions options =
        new RunOptions(
            new RunOptions.Prompt.TextOnly(prompt),
            where,
            new RunOptions.Model.Recorded(cassette),
            new RunOptions.Changes(commits, isDry, false).publishing(publishing),
            new RunOptions.Output(
                RunOptions.Format.JSON,
                Detail.NORMAL,
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.Nowhere(),
                folder),
            given,
            beginning);
    flags.clear();
    return options;
  }

  /** What a command writes; its exit code comes last. */
  public String command(App.Handler handler) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = app(out, errors).command(handler);
    err = errors.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** What {@code vibe sessions} writes; its exit code comes last. */
  public String sessions(SessionsOptions.Act act, OutputForm form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        app(out, errors)
            .utilities()
            .sessions(
                new SessionsOptions(
                    new RunOptions.Where(Path.of(""), List.of(), false),
                    act,
                    SessionsOptions.Reach.FOLDER,
                    form));
    err = errors.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** Whoever has it can stop the next runs. */
  public ScriptedRuns stoppedBy(StopSwitch with) {
    stop = with;
    return this;
  }

  /** The record of {@code vibe heal}. */
  public Map<String, Object> heal(String command, int most) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    isAsConfigured = true;
    RunOptions options =
        options("heal", new RunOptions.Where(Path.of(""), List.of(), isTrusted), false);
    app(out, errors)
        .heal(
            new HealCommand.Options(
                command,
                "",
                most,
                Healer.Rest.TAKEN_BACK,
                HealCommand.TestEdits.REFUSED,
                HealRun.Telling.ALL,
                options));
    err = errors.toString(StandardCharsets.UTF_8);
    return Json.object(out.toString(StandardCharsets.UTF_8).lines().toList().getLast());
  }

  /** What {@code vibe review} prints of a change; its exit code comes last. */
  public String review(
      Optional<String> range, ReviewCommand.Form form, Optional<Severity> failsOn) {
    return review(range, form, failsOn, Optional.empty(), new ReviewCommand.Posting.Nowhere());
  }

  /** The same, of findings that were made before, or posted. */
  public String review(
      Optional<String> range,
      ReviewCommand.Form form,
      Optional<Severity> failsOn,
      Optional<Path> from,
      ReviewCommand.Posting posting) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    RunOptions options =
        new RunOptions(
            new RunOptions.Prompt.TextOnly("review"),
            new RunOptions.Where(Path.of(""), List.of(), false),
            new RunOptions.Model.Recorded(cassette()),
            new RunOptions.Changes(false, false, false),
            new RunOptions.Output(
                RunOptions.Format.TEXT,
                Detail.NORMAL,
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.Nowhere()),
            List.of());
    int code =
        app(out, errors)
            .review(new ReviewCommand.Options(range, form, failsOn, from, posting, options));
    err = errors.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** What {@code vibe memory} writes. */
  public String memory(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunOptions.Where here = new RunOptions.Where(Path.of(""), List.of(), false);
    app(out, new ByteArrayOutputStream())
        .utilities()
        .memory(here, MemoryCommand.act(List.of(words), OutputForm.TEXT));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What {@code vibe audit} writes; its exit code comes last. */
  public String audit(AuditCommand.Act act) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = app(out, errors).command(host -> new AuditCommand(host).run(act));
    err = errors.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** What {@code vibe replay} writes; its exit code comes last. */
  public String replay(String what, Path... save) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    var options = new ReplayCommand.Options(what, OutputForm.TEXT, Stream.of(save).findFirst());
    int code = app(out, errors).command(host -> new ReplayCommand(host, options).run());
    err = errors.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** What {@code vibe log} writes. */
  public String log(String... file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunOptions.Where here = new RunOptions.Where(Path.of(""), List.of(), false);
    app(out, new ByteArrayOutputStream())
        .utilities()
        .log(here, Stream.of(file).findFirst(), OutputForm.TEXT);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last run said on standard error. */
  public String err() {
    return err;
  }

  /** What the model was scripted to say until now, as a file. */
  private Path cassette() {
    Path cassette = box.base().resolve("cassette.json");
    try {
      Files.writeString(cassette, Json.write(Map.of("replies", List.copyOf(replies))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    replies.clear();
    return cassette;
  }

  private App app(ByteArrayOutputStream out, ByteArrayOutputStream errors) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("HOME", box.home().toString());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new App(
        new HostEnvironment(
            environment,
            box.home(),
            box.folder(),
            new HostEnvironment.Streams(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8)),
            new TtyState(false, false, false),
            Clock.systemUTC(),
            RandomGenerator.getDefault(),
            "test",
            new HostEnvironment.Platform(
                "test", box.home(), StandardCharsets.UTF_8, List.of(), box.base().resolve("etc")),
            stop,
            OwnProcess.unguarded(),
            StateFolder.of(environment, box.home(), box.home())));
  }
}
