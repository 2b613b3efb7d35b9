package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Prompt;
import dev.vibe.app.host.RunOptions.Target;
import dev.vibe.app.interactive.Interactive;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.FlagValue;
import dev.vibe.config.Settings;
import dev.vibe.event.Detail;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineReaderTest {

  @Test
  void help_is_grouped_and_fits_80_columns() {
    // A resource, so that showing it loads no parser.
    String root = HelpRenderer.of(List.of());
    Golden.assertMatches("src/main/resources/dev/vibe/cli/help.txt", root);
    assertEquals(HelpText.root(), help("--help"));
    assertEquals(HelpText.root(), help("-h", "--quiet"));
    assertFits(root);
  }

  @Test
  void help_of_each_command_fits_80_columns() {
    for (CommandSpec command : CommandModel.all()) {
      if (command.parent() != null) {
        List<String> path = CommandModel.path(command);
        String help = help(Stream.concat(path.stream(), Stream.of("-h")).toArray(String[]::new));
        Golden.assertMatches(
            "src/test/resources/golden/cli/help-" + String.join("-", path) + ".txt", help);
        assertFits(help);
      }
    }
  }

  private static void assertFits(String help) {
    help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void every_option_that_sets_something_names_a_setting() {
    for (Option option : Options.ALL) {
      if (!option.setting().isEmpty()) {
        assertTrue(
            Settings.find(ConfigKey.of(option.setting().split("\\.", -1))).isPresent(),
            option.name());
      }
    }
  }

  @Test
  void version_is_asked_for_in_either_form() {
    ParsedCommand.Text text =
        assertInstanceOf(ParsedCommand.Text.class, CommandLineReader.parse(new String[] {"-V"}));
    assertTrue(text.text().matches("vibe \\S+\n"), text.text());
    assertEquals(text, CommandLineReader.parse(new String[] {"--version"}));
    assertEquals(text, CommandLineReader.parse(new String[] {"--version", "--quiet"}));
  }

  @Test
  void a_whole_command_line_is_understood() {
    RunOptions options =
        run(
            "-p",
            "do it",
            "-m",
            "local/devstral",
            "--base-url=http://127.0.0.1:8080/v1",
            "-C",
            "work",
            "--add-dir",
            "a",
            "--add-dir",
            "b",
            "--trust",
            "--mode",
            "accept-edits",
            "--auto-commit",
            "--dry-run",
            "--output",
            "stream-json",
            "--patch-out",
            "out.patch",
            "--no-color",
            "--verbose",
            "--log-file",
            "run.log",
            "--max-turns",
            "5",
            "--max-tokens",
            "1000",
            "--max-cost",
            "0.5",
            "--timeout",
            "1h30m",
            "--fail-if-no-change",
            "--no-stdin");
    assertEquals(new Prompt.TextOnly("do it"), options.prompt());
    assertEquals(
        new RunOptions.Where(Path.of("work"), List.of(Path.of("a"), Path.of("b")), true),
        options.where());
    assertEquals(new RunOptions.Changes(true, true, true), options.changes());
    assertEquals(
        new RunOptions.Output(
            RunOptions.Format.STREAM_JSON,
            Detail.VERBOSE,
            new Target.ToFile(Path.of("out.patch")),
            new Target.ToFile(Path.of("run.log"))),
        options.output());
    assertEquals(
        List.of(
            new FlagValue("model", "--model", "local/devstral"),
            new FlagValue("base_url", "--base-url", "http://127.0.0.1:8080/v1"),
            new FlagValue("mode", "--mode", "accept-edits"),
            new FlagValue("ui.color", "--no-color", "never"),
            new FlagValue("max_turns", "--max-turns", "5"),
            new FlagValue("max_tokens", "--max-tokens", "1000"),
            new FlagValue("max_cost", "--max-cost", "0.5"),
            new FlagValue("timeout", "--timeout", "1h30m")),
        options.flags());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--foo is ignored",
        "-m is broken",
        "- a list",
        "config",
        "demo",
        "--model=x y",
        "@/etc/hostname",
        "${sys:user.home}",
        "\"quoted\"",
        "-Vx",
        "fix naïve 日本"
      })
  void a_prompt_is_taken_as_it_is(String text) {
    assertEquals(new Prompt.Text(text), run("-p", text).prompt());
  }

  @Test
  void a_dash_stands_for_standard_input() {
    assertEquals(new Prompt.StandardInput(), run("-p", "-").prompt());
    assertTrue(usage("-p", "-", "--no-stdin").what().contains("--no-stdin"));
  }

  @Test
  void a_prompt_may_be_in_a_file() {
    assertEquals(
        new Prompt.FromFile(Path.of("to do.txt"), true),
        run("--prompt-file", "to do.txt").prompt());
    assertEquals(
        new Prompt.FromFile(Path.of("do"), false), run("--no-stdin", "--prompt-file=do").prompt());
    assertTrue(usage("-p", "x", "--prompt-file", "do").what().contains("--prompt-file"));
    assertTrue(usage("--prompt-file", "do", "x").what().contains("another one"));
  }

  @Test
  void options_have_the_names_of_other_agents_too() {
    assertEquals(Path.of("there"), run("-p", "x", "--workdir", "there").where().directory());
    assertEquals(Path.of("there"), run("-px", "--workdir=there").where().directory());
    assertEquals(
        List.of(new FlagValue("timeout", "--timeout", "90")),
        run("-px", "--time-limit", "90").flags());
  }

  @Test
  void tools_are_named_again_and_again_or_in_a_list() {
    assertEquals(
        List.of(
            new FlagValue("tools.enabled", "--enabled-tools", "read_file,grep,bash"),
            new FlagValue("tools.disabled", "--disabled-tools", "mcp__*")),
        run(
                "-px",
                "--enabled-tools",
                "read_file,grep",
                "--enabled-tools",
                "bash",
                "--disabled-tools",
                "mcp__*")
            .flags());
    assertTrue(usage("-p", "x", "--enabled-tools", "reed").cause().contains("read_file"));
  }

  @Test
  void auto_approve_and_yolo_are_mode_auto() {
    assertEquals(
        List.of(new FlagValue("mode", "--auto-approve", "auto")),
        run("-p", "x", "--auto-approve").flags());
    assertEquals(
        List.of(new FlagValue("mode", "--mode", "auto")),
        run("-p", "x", "--yolo", "--mode", "auto").flags());
    assertTrue(usage("-p", "x", "--yolo", "--mode", "plan").what().contains("contradict"));
  }

  @Test
  void of_an_option_given_again_the_last_value_counts() {
    assertEquals(
        List.of(new FlagValue("model", "--model", "b")),
        run("-p", "x", "-m", "a", "-m", "b").flags());
    assertTrue(usage("-p", "x", "-p", "y").what().contains("more than once"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--promt x | unknown option --promt | --prompt   or   vibe --help",
        "-p x --frobnicate | unknown option --frobnicate | vibe --help",
        "-p | --prompt needs a value | vibe --help",
        "-p --yolo | --prompt needs a value | vibe --help",
        "-p x -m | --model needs a value | vibe --help",
        "-p x --yolo=no | an option that takes no value has one | vibe --help",
        "-p x --mode aut | --mode cannot be \"aut\" | --mode auto",
        "-p x --output jsn | --output cannot be \"jsn\" | --output json",
        "-p x --max-turns 0 | --max-turns cannot be \"0\" | vibe --help",
        "-p x --max-cost nan | --max-cost cannot be \"nan\" | vibe --help",
        "-p x --timeout soon | --timeout cannot be \"soon\" | vibe --help",
        "-p x --base-url localhost:8080 | --base-url cannot be \"localhost:8080\" | vibe --help",
        "-p x --quiet --verbose | --quiet and --verbose contradict each other"
            + " | leave one of them out",
        "config | config needs to be told what to do | vibe config show   or   vibe config path  "
            + " or   vibe config init",
        "config frob | unexpected argument \"frob\" | vibe config --help",
        "demo -p x | --prompt means nothing to vibe demo | vibe demo --help",
        "config path --json | unknown option --json | vibe config path --help",
        "config --mode plan path | --mode means nothing to vibe config path"
            + " | vibe config path --help",
        "demo -px | --prompt means nothing to vibe demo | vibe demo --help",
        "demo --no-colr | unknown option --no-colr | --no-color   or   vibe demo --help",
        "undo --session --yes | --session needs a value | vibe undo --help",
        "undo --session --prompt | --session needs a value | vibe undo --help",
        "undo 1 2 | unexpected argument \"2\" | vibe undo --help",
        "undo x | \"x\" is not a number of turns | vibe undo --help",
        "undo --json=3 | an option that takes no value has one | vibe undo --help",
        "fix demo | unexpected argument \"fix\" | vibe demo --help",
        "apply | vibe apply needs FILE | vibe apply FILE   or   vibe apply --help",
        "apply a b | unexpected argument \"b\" | vibe apply --help",
        "completion tcsh | there are no completions for \"tcsh\""
            + " | vibe completion bash   (or bash, zsh, fish)",
        "completion | vibe completion needs SHELL | vibe completion bash   or   vibe completion zsh"
            + "   or   vibe completion fish   or   vibe completion --help",
        "dmeo | there is no command \"dmeo\" | vibe demo",
        "--fail-if-no-change | --fail-if-no-change is for a run of one prompt, and there is no -p"
            + " | vibe -p \"what to do\" --fail-if-no-change",
      })
  void a_mistake_is_named_with_what_to_try(String line, String what, String remedy) {
    Problem problem = usage(line.split(" ", -1));
    assertEquals(ProblemCode.USAGE, problem.code());
    assertEquals(what, problem.what());
    assertEquals(remedy, problem.remedy());
  }

  @Test
  void an_empty_prompt_is_a_mistake() {
    assertTrue(usage("-p", "").what().contains("empty"));
    assertTrue(usage("-p", " \n").what().contains("empty"));
  }

  @Test
  void without_p_it_is_a_session_that_words_begin() {
    assertEquals(new Prompt.TextOnly(""), session().options().prompt());
    assertEquals(Interactive.Style.USUAL, session().style());
    assertEquals(new Prompt.TextOnly("fix it"), session("fix", "it").options().prompt());
    assertEquals(Interactive.Style.PLAIN, session("--plain").style());
  }

  private static RunCommand.Session session(String... argv) {
    return assertInstanceOf(RunCommand.Session.class, CommandLineReader.parse(argv));
  }

  @Test
  void commands_take_options_before_and_after_their_name() {
    ConfigSubcommand.Shown show =
        assertInstanceOf(
            ConfigSubcommand.Shown.class,
            CommandLineReader.parse(
                new String[] {"-C", "config", "config", "show", "--origin", "--mode", "plan"}));
    assertEquals(Path.of("config"), show.where().directory());
    assertEquals(ConfigListing.Form.WITH_ORIGINS, show.form());
    assertEquals(List.of(new FlagValue("mode", "--mode", "plan")), show.flags());
    assertInstanceOf(
        ConfigSubcommand.Paths.class, CommandLineReader.parse(new String[] {"config", "path"}));
    DemoSubcommand.Demo demo =
        assertInstanceOf(
            DemoSubcommand.Demo.class,
            CommandLineReader.parse(new String[] {"--no-color", "demo"}));
    assertEquals(List.of(new FlagValue("ui.color", "--no-color", "never")), demo.flags());
  }

  @Test
  void doctor_and_models_take_settings_a_folder_and_json() {
    DoctorSubcommand.Doctor doctor =
        assertInstanceOf(
            DoctorSubcommand.Doctor.class,
            CommandLineReader.parse(
                new String[] {"doctor", "--endpoint", "--json", "-C", "x", "-m", "y"}));
    assertEquals(Checkup.Reach.ENDPOINT, doctor.reach());
    assertEquals(OutputForm.JSON, doctor.options().form());
    assertEquals(Path.of("x"), doctor.options().where().directory());
    assertEquals(List.of(new FlagValue("model", "--model", "y")), doctor.options().flags());
    ModelsSubcommand.Models models =
        assertInstanceOf(
            ModelsSubcommand.Models.class, CommandLineReader.parse(new String[] {"models"}));
    assertEquals(OutputForm.TEXT, models.options().form());
    assertEquals(
        "--output means nothing to vibe models", usage("models", "--output", "json").what());
    assertEquals("unknown option --endpoint", usage("models", "--endpoint").what());
  }

  @Test
  void an_option_of_one_shot_runs_without_a_prompt_says_how_to_give_it() {
    assertEquals(
        "vibe -p \"fix it\" --output json", usage("fix", "it", "--output", "json").remedy());
    assertEquals("vibe -p \"what to do\" --output json", usage("--output", "json").remedy());
  }

  @Test
  void completion_is_for_a_shell() {
    for (Shell shell : Shell.values()) {
      assertEquals(
          new ParsedCommand.Completions(shell),
          CommandLineReader.parse(new String[] {"completion", shell.label()}));
    }
  }

  private static RunOptions run(String... argv) {
    return assertInstanceOf(RunCommand.Run.class, CommandLineReader.parse(argv)).options();
  }

  private static Problem usage(String... argv) {
    return assertInstanceOf(ParsedCommand.Usage.class, CommandLineReader.parse(argv)).problem();
  }

  private static String help(String... argv) {
    return assertInstanceOf(ParsedCommand.Text.class, CommandLineReader.parse(argv)).text();
  }

  @ParameterizedTest
  @CsvSource({
    "-c, Newest[]",
    "--continue, Newest[]",
    "-r, Picked[]",
    "--resume, Picked[]",
    "-r 20261124-10, Named[id=20261124-10]",
    "--resume=2026, Named[id=2026]",
    "--resume 3 tests fail, Picked[]",
    "--resume 20261124-101502-k3f9, Named[id=20261124-101502-k3f9]",
    "-r fix it, Picked[]",
    "--fork 2026, CopyOf[id=2026]",
    "hello, Fresh[]"
  })
  void a_session_goes_on_with_another(String line, String beginning) {
    RunCommand.Session session =
        assertInstanceOf(RunCommand.Session.class, CommandLineReader.parse(line.split(" ", -1)));

    assertEquals(beginning, session.options().beginning().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-p x -r zzz", "-r zzz -p x", "--resume zzz --prompt=x"})
  void beside_a_prompt_any_word_behind_resume_is_an_id(String line) {
    assertEquals("Named[id=zzz]", run(line.split(" ", -1)).beginning().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-p x -r", "-r -p x", "-c -r", "-c --fork 2026", "demo -c", "--fork"})
  void sessions_that_make_no_sense_are_mistakes(String line) {
    assertInstanceOf(ParsedCommand.Usage.class, CommandLineReader.parse(line.split(" ", -1)));
  }
}
