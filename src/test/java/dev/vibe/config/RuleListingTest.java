package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.config.RuleListing.Entry;
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
            new Entry("deny", "bash(rm*)", files.paths.systemConfig() + ":2"),
            new Entry("ask", "commit", user + ":2"),
            new Entry("allow", "bash(ls)", user + ":4"),
            new Entry("allow", "edit(docs/**)", user + ":5")),
        RuleListing.of(files.config()));
  }

  @Test
  void a_rule_that_was_added_is_found_too() {
    ConfigFixture files = new ConfigFixture(folder).user("mode = \"ask\"\n");
    AllowRules.add(files.paths.userConfig(), "bash(mvn test)");

    assertEquals(
        new Entry("allow", "bash(mvn test)", files.paths.userConfig() + ":4"),
        RuleListing.added(files.paths.userConfig(), "bash(mvn test)"));
  }
}
