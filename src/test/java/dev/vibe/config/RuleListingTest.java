package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.config.RuleListing.Entry;
import dev.vibe.config.RuleListing.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleListingTest {

  @TempDir Path folder;

  @Test
  void each_rule_comes_with_the_line_it_is_on() {
    ConfigFixture files = new ConfigFixture(folder);
    files.system("[permissions]\ndeny = [\"bash(rm*)\"]\nallow = [\"read\"]\n");
    files.user(
        """
        [permissions]
        ask = ["commit"]
        allow = [
          "bash(ls)", # often
          'edit(docs/**)',
        ]
        """);
    String user = files.paths.userConfig().toString();

    assertEquals(
        List.of(
            new Entry(Kind.DENY, "bash(rm*)", files.paths.systemConfig() + ":2"),
            new Entry(Kind.ASK, "commit", user + ":2"),
            new Entry(Kind.ALLOW, "bash(ls)", user + ":4"),
            new Entry(Kind.ALLOW, "edit(docs/**)", user + ":5")),
        RuleListing.of(files.config()));
  }

  @Test
  void learned_rules_stand_beside_those_that_were_written() {
    ConfigFixture files = new ConfigFixture(folder).user("permissions.allow = [\"bash(ls)\"]\n");
    files.project = new Project.Untrusted(Path.of("/w"));
    RulesFile.add(files.paths.rules(), Path.of("/w"), "bash(mvn test)");
    RulesFile.add(files.paths.rules(), Path.of("/w"), "edit(docs/**)");

    assertEquals(
        List.of(
            new Entry(Kind.ALLOW, "bash(ls)", files.paths.userConfig() + ":1"),
            new Entry(Kind.ALLOW, "bash(mvn test)", files.paths.rules() + ":4"),
            new Entry(Kind.ALLOW, "edit(docs/**)", files.paths.rules() + ":5")),
        RuleListing.of(files.config()));
    assertEquals(
        new Entry(Kind.ALLOW, "edit(docs/**)", files.paths.rules() + ":5"),
        RuleListing.learned(files.paths.rules(), "edit(docs/**)"));
  }
}
