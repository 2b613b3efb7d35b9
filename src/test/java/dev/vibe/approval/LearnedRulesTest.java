package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.config.VibePaths;
import dev.vibe.effect.Effect;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedRulesTest {

  private static final String ALLOW = "[permissions]\nallow = [\"bash(ls)\"]\n";

  private static final Path PROJECT = Path.of("/w");

  @TempDir Path folder;
  private VibePaths paths;

  @BeforeEach
  void prepare() throws IOException {
    Path system = Files.createDirectory(folder.resolve("etc"));
    Path user = Files.createDirectory(folder.resolve("user"));
    paths = new VibePaths(system, user, folder.resolve("state"));
  }

  private Config config() {
    LoadRequest request =
        new LoadRequest(paths, new Project.Untrusted(PROJECT), Map.of(), List.of());
    return assertInstanceOf(ConfigResult.Valid.class, ConfigLoader.load(request)).config();
  }

  @Test
  void rules_are_learned_unless_an_administrator_decides_what_is_allowed() throws IOException {
    assertEquals("", LearnedRules.limit(config()));
    Files.writeString(paths.systemConfig(), ALLOW);
    assertEquals("", LearnedRules.limit(config()));
    Files.writeString(paths.rules(), ALLOW);
    assertEquals("", LearnedRules.limit(config()));
    Files.writeString(paths.managedConfig(), ALLOW);
    assertEquals(
        paths.managedConfig()
            + ":2 sets permissions.allow, and a rule of yours would have no effect",
        LearnedRules.limit(config()));
  }

  private static final class Told implements LearnedRules.Listener {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void written(Rule rule, Path file) {
      lines.add(rule.text() + " in " + file);
    }

    @Override
    public void notWritten(Problem why) {
      lines.add(why.what());
    }
  }

  private static Question question() {
    return question(Question.Lasting.ALWAYS);
  }

  private static Question question(Question.Lasting lasting) {
    return new Question("run", List.of(new Effect.Run("make", "/w")), "why", lasting, "");
  }

  @Test
  void what_was_not_offered_for_good_is_good_for_once() {
    Answer always = new Answer.YesAlways(Rule.parse("bash(make)"));
    Told told = new Told();
    LearnedRules rules = new LearnedRules(question -> always, paths.rules(), PROJECT, told);

    assertEquals(new Answer.Yes(), rules.ask(question(Question.Lasting.SESSION)));
    assertEquals(List.of(), rules.written());
    assertFalse(Files.exists(paths.rules()));
  }

  @Test
  void what_is_to_hold_for_good_is_in_a_file_of_its_own_and_told() throws IOException {
    Files.writeString(paths.userConfig(), "# mine\n" + ALLOW);
    Answer always = new Answer.YesAlways(Rule.parse("bash(make)"));
    Told told = new Told();
    LearnedRules rules = new LearnedRules(question -> always, paths.rules(), PROJECT, told);

    assertEquals(always, rules.ask(question()));
    assertEquals(List.of("bash(ls)", "bash(make)"), config().permissions().allow());
    assertEquals("# mine\n" + ALLOW, Files.readString(paths.userConfig()));
    assertEquals(List.of("bash(make) in " + paths.rules()), told.lines);
    assertEquals(paths.rules() + ":4", rules.listed().getFirst().place());
  }

  @Test
  void what_cannot_be_written_holds_for_the_session_and_is_told() throws IOException {
    Files.writeString(paths.rules(), "damaged");
    Answer always = new Answer.YesAlways(Rule.parse("bash(make)"));
    Told told = new Told();
    LearnedRules rules = new LearnedRules(question -> always, paths.rules(), PROJECT, told);

    assertEquals(new Answer.YesForSession(), rules.ask(question()));
    assertEquals(List.of("cannot add the rule bash(make) to " + paths.rules()), told.lines);
    assertEquals(List.of(), rules.written());
    assertEquals("damaged", Files.readString(paths.rules()));
  }
}
