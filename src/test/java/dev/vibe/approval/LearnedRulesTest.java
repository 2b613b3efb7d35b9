package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  @TempDir Path folder;
  private VibePaths paths;

  @BeforeEach
  void prepare() throws IOException {
    Path system = Files.createDirectory(folder.resolve("etc"));
    Path user = Files.createDirectory(folder.resolve("user"));
    paths = new VibePaths(system, user, folder.resolve("state"));
  }

  private Config config() {
    LoadRequest request = new LoadRequest(paths, new Project.None(), Map.of(), List.of());
    return assertInstanceOf(ConfigResult.Valid.class, ConfigLoader.load(request)).config();
  }

  @Test
  void a_rule_of_ones_own_is_for_those_whose_list_it_would_be_in() throws IOException {
    assertEquals("", LearnedRules.limit(config()));
    Files.writeString(paths.systemConfig(), ALLOW);
    assertEquals(
        paths.systemConfig()
            + ":2 sets permissions.allow, and a list of yours would take its place",
        LearnedRules.limit(config()));
    Files.writeString(paths.userConfig(), ALLOW);
    assertEquals("", LearnedRules.limit(config()));
    Files.writeString(paths.managedConfig(), ALLOW);
    assertEquals(
        paths.managedConfig()
            + ":2 sets permissions.allow, and a rule of yours would have no effect",
        LearnedRules.limit(config()));
  }

  @Test
  void what_is_to_hold_for_good_is_in_the_file_and_told() throws IOException {
    Answer always = new Answer.YesAlways(Rule.parse("bash(make)"));
    List<String> told = new ArrayList<>();
    LearnedRules.Listener listener =
        new LearnedRules.Listener() {
          @Override
          public void written(Rule rule, Path file) {
            told.add(rule.text() + " in " + file);
          }

          @Override
          public void notWritten(Problem why) {
            told.add(why.what());
          }
        };
    LearnedRules rules = new LearnedRules(question -> always, paths.userConfig(), listener);

    assertEquals(
        always, rules.ask(new Question("run", List.of(new Effect.Run("make", "/w")), "why")));
    assertEquals(List.of("bash(make)"), config().permissions().allow());
    assertEquals(List.of("bash(make) in " + paths.userConfig()), told);
  }
}
