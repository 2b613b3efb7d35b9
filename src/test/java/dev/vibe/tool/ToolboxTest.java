package dev.vibe.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.Toolbox.Binding;
import dev.vibe.tool.Toolbox.Bound;
import dev.vibe.tool.Toolbox.Invalid;
import dev.vibe.tool.schema.AlsoNamed;
import dev.vibe.tool.schema.Doc;
import dev.vibe.tool.schema.MayBeAbsent;
import dev.vibe.tool.schema.Named;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolboxTest {

  enum Sort {
    PLAIN,
    @AlsoNamed("fancy")
    VERY_SPECIAL
  }

  record Replace(
      String file,
      String old,
      @Named("new") @Doc("new text") String replacement,
      @MayBeAbsent boolean replaceAll) {}

  record Step(String text, Sort kind) {}

  record Plan(
      List<Step> items,
      @MayBeAbsent List<String> files,
      @MayBeAbsent int limit,
      @MayBeAbsent double ratio) {}

  record Look(@MayBeAbsent String path, @MayBeAbsent Sort kind, @MayBeAbsent long size) {}

  record File(String file, @MayBeAbsent int offset, @MayBeAbsent int limit) {}

  record Command(String command) {}

  record Timed(String command, @MayBeAbsent int timeoutS, @MayBeAbsent boolean background) {}

  record Search(String pattern, @MayBeAbsent String path, @MayBeAbsent int context) {}

  record Written(String file, String content) {}

  record Patched(String patch) {}

  record Inserted(String file, int line, String text) {}

  record Names(String pattern, @MayBeAbsent String path) {}

  record Todos(List<Step> items) {}

  /** A tool that acts. */
  record Acts() implements Tool<Command> {
    @Override
    public ToolDeclaration<Command> declaration() {
      return new ToolDeclaration<>("bash", "Acts.", Command.class, CallKind.ACTS);
    }

    @Override
    public Prepared prepare(Command input, ToolContext context) {
      return new Refusal(RefusalCode.INVALID, input.toString());
    }
  }

  record Even(int number) {
    Even {
      if (number % 2 != 0) {
        throw new IllegalArgumentException("number must be even");
      }
    }
  }

  record Fake<I extends Record>(String name, Class<I> inputType) implements Tool<I> {
    @Override
    public ToolDeclaration<I> declaration() {
      return new ToolDeclaration<>(name, "does " + name, inputType, CallKind.READS);
    }

    @Override
    public Prepared prepare(I input, ToolContext context) {
      return new Refusal(RefusalCode.INVALID, input.toString());
    }
  }

  private final Toolbox toolbox =
      new Toolbox(
          List.of(
              new Fake<>("str_replace", Replace.class),
              new Fake<>("plan", Plan.class),
              new Fake<>("look", Look.class),
              new Fake<>("even", Even.class)));

  private Binding bind(String tool, String arguments) {
    return toolbox.bind(new ToolCall(new CallId("abcdefghi"), tool, new RawJson(arguments)));
  }

  private Record bound(String tool, String arguments) {
    Binding binding = bind(tool, arguments);
    return assertInstanceOf(Bound.class, binding, binding.toString()).input();
  }

  private String invalid(String tool, String arguments) {
    return assertInstanceOf(Invalid.class, bind(tool, arguments)).message();
  }

  @Test
  void specs_come_in_the_order_of_the_tools() {
    assertEquals(
        List.of("str_replace", "plan", "look", "even"),
        toolbox.specs().stream().map(ToolSpec::name).toList());
    assertEquals("does look", toolbox.specs().get(2).description());
  }

  @Test
  void a_bound_call_prepares_its_tool() {
    Bound<?> bound = assertInstanceOf(Bound.class, bind("even", "{\"number\":4}"));
    assertEquals(
        new Refusal(RefusalCode.INVALID, "Even[number=4]"),
        bound.prepare(
            new ToolContext(
                new EditBatch(new Workspace(Path.of("/ws"), List.of()), new SeenVersions()))));
  }

  @Test
  void an_edited_argument_takes_the_place_of_the_models() {
    ToolCall call =
        new ToolCall(new CallId("abcdefghi"), "look", new RawJson("{\"path\":\"a\",\"size\":3}"));
    Bound<?> bound = assertInstanceOf(Bound.class, toolbox.rebind(call, "path", "b \"c\""));
    assertEquals(new Look("b \"c\"", Sort.PLAIN, 3), bound.input());
    ToolCall quoted =
        new ToolCall(new CallId("abcdefghi"), "look", new RawJson("\"{\\\"size\\\":3}\""));
    assertInstanceOf(Bound.class, toolbox.rebind(quoted, "path", "b"));
    ToolCall broken = new ToolCall(new CallId("abcdefghi"), "look", new RawJson("{"));
    assertInstanceOf(Invalid.class, toolbox.rebind(broken, "path", "b"));
    assertEquals(Optional.of(CallKind.READS), toolbox.kindOf("look"));
    assertEquals(Optional.empty(), toolbox.kindOf("none"));
  }

  @Test
  void names_of_tools_are_checked() {
    assertThrows(
        IllegalArgumentException.class, () -> new Toolbox(List.of(new Fake<>("Bad", Look.class))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Toolbox(List.of(new Fake<>("a", Look.class), new Fake<>("a", Look.class))));
  }

  @Test
  void plain_arguments_bind() {
    assertEquals(
        new Replace("a.py", "x", "y", true),
        bound(
            "str_replace", "{\"file\":\"a.py\",\"old\":\"x\",\"new\":\"y\",\"replace_all\":true}"));
    assertEquals(
        new Plan(List.of(new Step("a", Sort.PLAIN)), List.of("f"), 3, 0.5),
        bound(
            "plan",
            "{\"items\":[{\"text\":\"a\",\"kind\":\"plain\"}],\"files\":[\"f\"],"
                + "\"limit\":3,\"ratio\":0.5}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "null", "{}", "\"{}\"", "{\"path\":null}", "\"\""})
  void nothing_is_enough_when_nothing_is_required(String arguments) {
    assertEquals(new Look("", Sort.PLAIN, 0), bound("look", arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"file_path\":\"a\",\"old_string\":\"x\",\"new_string\":\"y\"}",
        "{\"path\":\"a\",\"old_str\":\"x\",\"newString\":\"y\"}",
        "{\"filename\":\"a\",\"search\":\"x\",\"new\":\"y\",\"replaceAll\":\"false\"}",
        "{\"File\":\"a\",\"old\":\"x\",\"new-text\":\"y\",\"replace_all\":null,\"why\":\"z\"}",
        "\"{\\\"file\\\":\\\"a\\\",\\\"old\\\":\\\"x\\\",\\\"new\\\":\\\"y\\\"}\"",
      })
  void other_spellings_bind(String arguments) {
    assertEquals(
        new Replace("a", "x", "y", false),
        bound("str_replace", arguments.replace("\"new_string\"", "\"new\"")));
  }

  @Test
  void the_right_name_wins_over_another_spelling() {
    assertEquals(
        new Replace("right", "x", "y", false),
        bound(
            "str_replace",
            "{\"file_path\":\"wrong\",\"file\":\"right\",\"old\":\"x\",\"new\":\"y\"}"));
  }

  @Test
  void two_likely_names_are_not_guessed_between() {
    String message =
        invalid("str_replace", "{\"path\":\"a\",\"filename\":\"b\",\"old\":\"\",\"new\":\"\"}");
    assertTrue(message.contains("missing: file"), message);
  }

  @Test
  void values_in_quotes_bind() {
    assertEquals(
        new Plan(List.of(new Step("1", Sort.VERY_SPECIAL)), List.of("one"), 12, 2),
        bound(
            "plan",
            "{\"items\":\"[{\\\"text\\\":1,\\\"kind\\\":\\\"Very special\\\"}]\","
                + "\"files\":\"one\",\"limit\":\"12\",\"ratio\":\"2\"}"));
    assertEquals(
        new Plan(List.of(new Step("a", Sort.VERY_SPECIAL)), List.of(), 12, 0),
        bound("plan", "{\"items\":{\"text\":\"a\",\"kind\":\"FANCY\"},\"limit\":12.0}"));
  }

  @Test
  void an_unknown_tool_is_answered_with_what_there_is() {
    assertEquals("there is no tool str_replase; use str_replace.", invalid("str_replase", "{}"));
    assertEquals("there is no tool multi_edit; use str_replace.", invalid("multi_edit", "{}"));
    assertEquals(
        "there is no tool web_search; there are: str_replace, plan, look, even.",
        invalid("web_search", "{}"));
    assertEquals(
        "there is no tool write_file; there are: str_replace, plan, look, even.",
        invalid("write_file", "{}"),
        "str_replace does something else");
  }

  @ParameterizedTest
  @CsvSource({
    "Bash, bash, {\"cmd\":\"ls\"}",
    "run_command, bash, {\"command\":[\"ls\"]}",
    "ReadFile, read_file, {\"target_file\":\"a\"}",
    "cat, read_file, {\"path\":[\"a\"]}",
    "edit_file, str_replace, '{\"file_path\":\"a\",\"old_string\":\"x\",\"new_string\":\"y\"}'",
    "list_files, glob, {\"path\":\"a\"}",
    "todo_write, todo, '{\"todos\":[\"a\",\"b\"]}'",
  })
  void names_of_other_agents_are_taken_where_they_mean_the_same(
      String name, String own, String arguments) {
    Toolbox real =
        new Toolbox(
            List.of(
                new Fake<>("str_replace", Replace.class),
                new Fake<>("read_file", File.class),
                new Fake<>("bash", Command.class),
                new Fake<>("glob", Names.class),
                new Fake<>("todo", Todos.class)));
    ToolCall call = new ToolCall(new CallId("abcdefghi"), name, new RawJson(arguments));
    assertEquals(own, real.meant(call).name());
    Binding binding = real.bind(call);
    Bound<?> bound = assertInstanceOf(Bound.class, binding, binding.toString());
    assertEquals(own, bound.declaration().name());
    switch (bound.input()) {
      case Replace replace -> assertEquals(new Replace("a", "x", "y", false), replace);
      case File file -> assertEquals(new File("a", 0, 0), file);
      case Command command -> assertEquals(new Command("ls"), command);
      case Names names -> assertEquals(new Names("/*", "a"), names);
      case Todos todos ->
          assertEquals(
              List.of(new Step("a", Sort.PLAIN), new Step("b", Sort.PLAIN)), todos.items());
      default -> throw new AssertionError(bound.toString());
    }
  }

  private static final Toolbox FIELD =
      new Toolbox(
          List.of(
              new Fake<>("str_replace", Replace.class),
              new Fake<>("read_file", File.class),
              new Fake<>("write_file", Written.class),
              new Fake<>("bash", Timed.class),
              new Fake<>("grep", Search.class),
              new Fake<>("todo", Todos.class)),
          List.of(new Fake<>("apply_patch", Patched.class), new Fake<>("insert", Inserted.class)));

  private static Binding field(String name, String arguments) {
    return FIELD.bind(
        new ToolCall(new CallId("abcdefghi"), name, new RawJson(arguments.replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "str_replace_editor|{'command':'view','path':'a','view_range':[2,4]}|File[file=a, offset=2,"
            + " limit=3]",
        "str_replace_based_edit_tool|{'command':'create','path':'a','file_text':'x'}|Written[file=a,"
            + " content=x]",
        "str_replace_editor|{'command':'str_replace','path':'a','old_str':'x','new_str':'y'}"
            + "|Replace[file=a, old=x, replacement=y, replaceAll=false]",
        "str_replace_based_edit_tool|{'command':'insert','path':'a','insert_line':3,'insert_text':'x'}|Inserted[file=a,"
            + " line=3, text=x]",
        "str_replace_editor|{'command':'insert','path':'a','insert_line':0,'new_str':'x'}"
            + "|Inserted[file=a, line=0, text=x]",
        "shell|{'command':['apply_patch','*** Begin Patch']}|Patched[patch=*** Begin Patch]",
        "shell|{'command':['bash','-lc','apply_patch <<EOF\\n*** Begin Patch\\nEOF']}"
            + "|Patched[patch=*** Begin Patch]",
        "bash|{'command':'apply_patch <<-PATCH\\n*** Begin Patch\\nPATCH\\n'}"
            + "|Patched[patch=*** Begin Patch]",
        "bash|{'command':'echo apply_patch'}|Timed[command=echo apply_patch, timeoutS=0,"
            + " background=false]",
        "replace|{'file_path':'a','old_string':'x','new_string':'y','expected_replacements':1,"
            + "'instruction':'do'}|Replace[file=a, old=x, replacement=y, replaceAll=false]",
        "edit|{'path':'a','edits':[{'oldText':'x','newText':'y'}]}|Replace[file=a, old=x,"
            + " replacement=y, replaceAll=false]",
        "read_many_files|{'paths':['a']}|File[file=a, offset=0, limit=0]",
        "write_file|{'path':'a','content':'x','overwrite':true}|Written[file=a, content=x]",
        "shell|{'command':['bash','-lc','ls &&"
            + " wc'],'workdir':'.','timeout_ms':2500}|Timed[command=ls && wc, timeoutS=2,"
            + " background=false]",
        "local_shell|{'command':['git','log','a b']}|Timed[command=git log #a b#, timeoutS=0,"
            + " background=false]",
        "Bash|{'command':'ls','timeout':120000,'run_in_background':true}|Timed[command=ls,"
            + " timeoutS=120, background=true]",
        "run_shell_command|{'command':'ls','directory':'.'}|Timed[command=ls, timeoutS=0,"
            + " background=false]",
        "Grep|{'pattern':'a','-i':true,'-A':2,'-B':3,'-n':true}|Search[pattern=(?i)a, path=,"
            + " context=3]",
        "search_file_content|{'pattern':'a','path':'b'}|Search[pattern=a, path=b, context=0]",
        "update_plan|{'explanation':'x','plan':[{'step':'a','kind':'plain'}]}|Todos[items=["
            + "Step[text=a, kind=PLAIN]]]",
      })
  void calls_of_the_field_are_bound_as_they_are_meant(String name, String given, String input) {
    Bound<?> bound = assertInstanceOf(Bound.class, field(name, given), given);
    assertEquals(input.replace('#', '\''), bound.input().toString());
    assertEquals("", bound.note());
  }

  @Test
  void a_limit_that_may_be_meant_in_seconds_is_told_as_what_it_is_taken_for() {
    assertEquals(
        "(timeout 3000: taken as ms; timeout_s counts seconds)\n",
        taken("{'command':'ls','timeout':3000}"));
    assertEquals("", taken("{'command':'ls','timeout':120000}"));
    assertEquals("", taken("{'command':'ls','timeout':300}"));
    assertEquals("", taken("{'command':'ls','timeout_ms':3000}"));
  }

  private static String taken(String arguments) {
    return FIELD.taken(
        new ToolCall(new CallId("abcdefghi"), "bash", new RawJson(arguments.replace('\'', '"'))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE",
        "------- SEARCH\na\n=======\nb\n+++++++ REPLACE\n",
        "<<<<<<< SEARCH\n:start_line:3\n-------\na\n=======\nb\n>>>>>>> REPLACE",
      })
  void blocks_to_search_and_replace_are_a_patch(String blocks) {
    String text = blocks.replace("\n", "\\n");
    for (String call :
        List.of("search_replace content", "apply_diff diff", "replace_in_file diff")) {
      String[] words = call.split(" ", 2);
      Bound<?> bound =
          assertInstanceOf(
              Bound.class, field(words[0], "{'path':'f','" + words[1] + "':'" + text + "'}"), call);
      assertEquals(
          new Patched("*** Begin Patch\n*** Update File: f\n@@\n-a\n+b\n*** End Patch\n"),
          bound.input());
    }
  }

  @Test
  void what_an_editor_of_the_field_does_otherwise_is_told_and_not_guessed() {
    assertEquals(
        new Invalid("there is no tool str_replace_editor; use str_replace, with old and new."),
        field("str_replace_editor", "{'command':'undo_edit','path':'a'}"));
    assertEquals(
        new Invalid(
            "a sketch of the change cannot be applied here. Send str_replace with file, old (the"
                + " lines that are there now, letter for letter) and new (what they become); one"
                + " call a place."),
        field("edit_file", "{'target_file':'a','instructions':'add','code_edit':'// ...'}"));
    assertEquals(
        new Invalid(
            "there is no tool attempt_completion; to finish, answer in words, without a call."),
        field("attempt_completion", "{'result':'done'}"));
    assertInstanceOf(Invalid.class, field("read_many_files", "{'paths':['a','b']}"));
    assertInstanceOf(Invalid.class, field("apply_diff", "{'path':'f','diff':'a'}"));
    assertInstanceOf(
        Invalid.class,
        field("apply_diff", "{'path':'f','diff':'<<<<<<< SEARCH\\n=======\\nb\\n'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'file':'a','start_line':5,'end_line':9}|5|5",
        "{'file':'a','view_range':[3,3]}|3|1",
        "{'file':'a','end_line':'40'}|0|40",
        "{'file':'a','offset':4,'limit':2,'end_line':99}|4|2",
      })
  void a_last_line_is_a_number_of_lines(String arguments, int offset, int limit) {
    Toolbox real = new Toolbox(List.of(new Fake<>("read_file", File.class)));
    ToolCall call =
        new ToolCall(
            new CallId("abcdefghi"), "read_file", new RawJson(arguments.replace('\'', '"')));
    Bound<?> bound = assertInstanceOf(Bound.class, real.bind(call));
    assertEquals(new File("a", offset, limit), bound.input());
  }

  @Test
  void parameters_that_there_are_not_are_named() {
    Bound<?> look =
        assertInstanceOf(Bound.class, bind("look", "{\"path\":\"a\",\"symbol\":\"run\"}"));
    assertEquals("there is no \"symbol\"; parameters: path?, kind?, size?", look.note());
    assertEquals("", ((Bound<?>) bind("look", "{\"reason\":\"x\",\"all\":false}")).note());

    Toolbox acting = new Toolbox(List.of(new Acts()));
    ToolCall call =
        new ToolCall(
            new CallId("abcdefghi"), "bash", new RawJson("{\"command\":\"ls\",\"cwd\":\"sub\"}"));
    assertEquals(
        new Invalid("bash: there is no \"cwd\"; parameters: command. Send the call again."),
        acting.bind(call));
  }

  @Test
  void broken_json_is_answered_with_its_position() {
    String message = invalid("look", "{\"path\": \"a\", \"size\": }");
    assertTrue(message.startsWith("look: invalid JSON: "), message);
    assertTrue(message.contains("line 1, column 2"), message);
    assertTrue(message.endsWith("Send the call again with one valid JSON object as arguments."));
    assertTrue(invalid("look", "{} {}").contains("invalid JSON"));
    assertTrue(
        invalid("look", "{\"path\":\"a\"").contains("close marker for Object (line 1, column 12)"));
    assertTrue(invalid("look", "{\"path\":NaN}").contains("token 'NaN' (line 1, column 12)"));
    assertTrue(invalid("look", "{\"path\":\"a").contains("invalid JSON"));
    assertTrue(invalid("look", "[1]").contains("not a list"));
    assertTrue(invalid("look", "7").contains("invalid JSON"));
  }

  @Test
  void missing_and_unknown_names_are_both_told() {
    assertEquals(
        "str_replace: missing: new, old; there is no \"olt\", did you mean \"old\"?;"
            + " there is no \"unrelated\"; parameters: file, old, new, replace_all?."
            + " Send the call again.",
        invalid("str_replace", "{\"file\":\"a\",\"olt\":\"x\",\"unrelated\":1}"));
    assertTrue(invalid("str_replace", "").contains("missing: file, new, old"));
    assertTrue(invalid("even", "{\"number\":null}").contains("missing: number"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'items':[],'limit':'many'}|limit must be a whole number, not \"many\"",
        "{'items':[],'limit':1.5}|limit must be a whole number, not 1.5",
        "{'items':[],'limit':99999999999}|limit must be a whole number, not 99999999999",
        "{'items':[],'limit':1e400}|limit must be a whole number",
        "{'items':[],'limit':[1]}|limit must be a whole number, not a list",
        "{'items':[],'ratio':{}}|ratio must be a number, not an object",
        "{'items':[],'files':{}}|files must be a list, not an object",
        "{'items':[],'files':[null]}|files[0] must not be null",
        "{'items':[7]}|items[0] must be an object, not 7",
        "{'items':[{'text':'a'}]}|missing: items[0].kind",
        "{'items':[{'text':{},'kind':'plain'}]}|items[0].text must be a string, not an object",
        "{'items':[{'text':'a','kind':'odd'}]}|"
            + "items[0].kind must be one of plain, very_special, not \"odd\"",
      })
  void a_wrong_type_is_named_with_what_was_expected(String arguments, String expected) {
    String message = invalid("plan", arguments.replace('\'', '"'));
    assertTrue(message.contains(expected), message);
  }

  @Test
  void what_the_record_refuses_is_told() {
    assertEquals(
        "even: not accepted: number must be even. Send the call again.",
        invalid("even", "{\"number\":3}"));
  }

  @Test
  void arguments_beyond_all_measure_are_not_read() {
    assertTrue(invalid("look", " ".repeat(20_000_001)).contains("20 MB"));
    assertTrue(
        invalid("plan", "{\"items\":[],\"limit\":\"" + "9".repeat(1_000_000) + "\"}")
            .contains("whole number"));
    assertTrue(invalid("look", "[".repeat(100_000)).contains("not a list"));
    assertTrue(invalid("look", "{\"a\":".repeat(100_000)).contains("invalid JSON"));
  }

  @Test
  void no_mutation_of_a_call_throws() {
    String[] seeds = {
      "{\"items\":[{\"text\":\"a\",\"kind\":\"plain\"}],\"files\":[\"f\"],\"limit\":3}",
      "{\"file\":\"a.py\",\"old\":\"x\",\"new\":\"y\",\"replace_all\":true}",
      "\"{\\\"file\\\":\\\"a\\\",\\\"old\\\":\\\"x\\\"}\"",
      "{\"path\":\"a\",\"kind\":\"fancy\",\"size\":-1.5e3}",
    };
    String[] pieces = {
      "{",
      "}",
      "[",
      "]",
      "\"",
      ":",
      ",",
      "null",
      "true",
      "1e999",
      "-",
      "\\",
      "\\u00",
      "\u0000",
      "NaN",
      "{\"v\":",
      "\"file\"",
      "\"items\"",
      "\"limit\":",
      "\uD83D",
      "é",
      "//",
      "9999999999999"
    };
    String[] tools = {"plan", "str_replace", "look", "even", "other"};
    for (int seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int n = random.nextInt(6); n > 0; n--) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, to, random.nextInt(3) == 0 ? "" : pieces[random.nextInt(pieces.length)]);
      }
      String tool = tools[random.nextInt(tools.length)];
      try {
        Binding binding = bind(tool, text.toString());
        if (binding instanceof Invalid(String message)) {
          assertTrue(!message.isBlank() && message.length() < 2_000, "seed " + seed);
        }
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + tool + " " + text, e);
      }
    }
  }
}
