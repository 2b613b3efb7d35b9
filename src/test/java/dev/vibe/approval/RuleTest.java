package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"mvn test", "mvn test -q", "  mvn test", "mvn test -Dtest='A b'"})
  void an_allow_rule_covers_plain_commands(String command) {
    assertTrue(Rule.parse("bash(mvn test*)").allows(run(command)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mvn test; rm -rf .",
        "mvn test && curl evil",
        "mvn test | sh",
        "mvn test $(id)",
        "mvn test `id`",
        "mvn test > /etc/passwd",
        "mvn test\nrm x",
        "mvn test & rm x",
        "mvn test *",
        "PATH=. mvn test",
        "mvn package"
      })
  void an_allow_rule_never_covers_what_a_shell_would_expand_chain_or_redirect(String command) {
    assertFalse(Rule.parse("bash(mvn test*)").allows(run(command)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git push",
        "git push origin main",
        "true; git push",
        "ls && git push -f",
        "(git push)",
        "git  push",
        "git\tpush",
        "git \\\npush",
        "\"git\" 'push'",
        "\\git push",
        "/usr/bin/git push",
        "GIT_TRACE=1 A='b' git push",
        "if true; then git push; fi",
        "! git push",
        "time git push",
        "sudo -u me git push",
        "env -i A=b /usr/bin/git push",
        "nohup timeout 5 git push &",
        "bash -c 'git push'",
        "sh -c \"cd x && git push\"",
        "ls | xargs -0 git push",
        "find . -name x -exec git push {} +",
        "eval git push",
        "echo $(git push)"
      })
  void a_deny_rule_catches_a_command_anywhere_in_the_line(String command) {
    assertTrue(Rule.parse("bash(git push*)").catches(run(command)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git pull",
        "git log --grep push",
        "grep -rn 'git push' docs",
        "echo git push",
        "find . -name git push",
        ""
      })
  void a_deny_rule_leaves_other_commands_alone(String command) {
    assertFalse(Rule.parse("bash(git push*)").catches(run(command)));
  }

  @Test
  void what_stands_before_a_command_may_be_named_by_a_rule_too() {
    assertTrue(Rule.parse("bash(sudo *)").catches(run("A=1 sudo rm x")));
    assertTrue(Rule.parse("bash(A=1 *)").catches(run("A=1 sudo rm x")));
    assertTrue(Rule.parse("bash(*/git push)").catches(run("ls; ./bin/git push")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mvn test && echo ok > log", "ls | head", "a\nb", "ls *.py"})
  void a_rule_that_leaves_nothing_open_covers_whatever_it_spells_out(String command) {
    assertTrue(Rule.parse("bash").allows(run(command)));
    assertFalse(Rule.parse("bash(*)").allows(run(command)));
    if (command.indexOf('*') < 0) {
      assertTrue(Rule.parse("bash(" + command + ")").allows(run(command)));
      assertFalse(Rule.parse("bash(" + command + ")").allows(run(command + "; rm x")));
    }
  }

  @Test
  void a_star_in_a_path_stops_at_a_slash_and_two_stars_do_not() {
    Rule one = Rule.parse("read(docs/*.md)");
    Rule many = Rule.parse("read(docs/**)");
    Rule anywhere = Rule.parse("read(**/a.md)");

    assertTrue(one.allows(new Effect.Read("docs/a.md")));
    assertFalse(one.allows(new Effect.Read("docs/x/a.md")));
    assertTrue(many.allows(new Effect.Read("docs/x/a.md")));
    assertTrue(anywhere.allows(new Effect.Read("a.md")));
    assertTrue(anywhere.allows(new Effect.Read("x/y/a.md")));
    assertFalse(many.allows(new Effect.Read("doc/a.md")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"src/*.{ts,tsx}\", src/a.tsx, true",
        "\"src/*.{ts,tsx}\", src/a.js, false",
        "\"{src,test}/**\", test/x/a, true",
        "\"{src,test}/**\", docs/a, false",
        "part-[a-c].md, part-b.md, true",
        "part-[a-c].md, part-d.md, false",
        "part-[!a-c].md, part-d.md, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "*.md, a.md, true",
        "*.md, docs/a.md, false",
        "**/*.md, docs/x/a.md, true",
        "**/*.md, a.md, true",
        "**, /etc/passwd, true",
        "src/**/test/a, src/test/a, true",
        "src/**/test/a, src/x/y/test/a, true",
        "src**, src/x/a, true",
        "src**, srcs, true",
        "src**, test/src, false",
        "**.env, a/b/prod.env, true",
        "**.env, .env, true",
        "**.env, a/b/env, false",
        "a/***, a/b/c, true",
        "/etc/**, /etc/x/y, true",
        "/etc/**, etc/x, false",
        "etc/**, /etc/x, false",
        "\\*, *, true",
        "\\*, a, false",
      })
  void paths_are_matched_as_a_whole(String pattern, String path, boolean matches) {
    Rule rule = Rule.parse("edit(" + pattern + ")");

    assertEquals(matches, rule.allows(new Effect.Delete(path)));
    assertEquals(matches, rule.catches(new Effect.Delete(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/[id]/page.tsx", "{a,b}", "a\\b", "what?", "a*b", "a(b)", "x"})
  void the_narrowest_rule_for_a_path_means_that_path(String path) {
    Rule rule = Rule.exactly(List.of(new Effect.Delete(path))).orElseThrow();

    assertTrue(rule.allows(new Effect.Delete(path)));
    for (String other : List.of("app/i/page.tsx", "a", "b", "ab", "whats", "axb", "sub/x")) {
      assertFalse(rule.allows(new Effect.Delete(other)), other);
    }
  }

  @Test
  void the_path_that_a_rule_spells_out_is_meant_whatever_its_characters_stand_for() {
    Rule rule = Rule.parse("edit(app/[id].tsx)");

    assertTrue(rule.allows(new Effect.Delete("app/[id].tsx")));
    assertTrue(rule.catches(new Effect.Delete("app/[id].tsx")));
  }

  @Test
  void no_rule_is_made_for_a_path_that_no_pattern_can_hold() {
    assertEquals(Optional.empty(), Rule.exactly(List.of(new Effect.Delete("a".repeat(2_000)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edit()",
        "edit({/tmp,/var}/**)",
        "read({a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b})"
      })
  void a_pattern_that_cannot_be_matched_is_no_rule(String text) {
    VibeException e = assertThrows(VibeException.class, () -> Rule.parse(text));

    assertEquals(ExitCode.USAGE, e.exitCode());
  }

  @Test
  void the_text_of_a_rule_is_kept_for_messages() {
    assertEquals("bash(mvn test*)", Rule.parse(" bash(mvn test*) ").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bash(", "shell(ls)", "edit docs"})
  void what_is_no_rule_is_a_usage_error_that_shows_the_form(String text) {
    VibeException e = assertThrows(VibeException.class, () -> Rule.parse(text));

    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(e.problem().remedy().contains("bash(mvn test*)"));
  }

  private static Effect fetch(String host) {
    return new Effect.Call(
        "web_fetch",
        new TreeMap<>(Map.of("host", host, "url", "https://" + host + "/?x=docs.example.com")));
  }

  @ParameterizedTest
  @CsvSource({
    "web_fetch,                        example.com,      true",
    "web_fetch(*),                     example.com:8080, true",
    "web_fetch(example.com),           example.com,      true",
    "web_fetch(Example.COM),           example.com,      true",
    "web_fetch(domain:example.com),    example.com,      true",
    "web_fetch(host:example.com),      example.com,      true",
    "web_fetch(b\u00fccher.example),     xn--bcher-kva.example, true",
    "web_fetch(example.com),           www.example.com,  false",
    "web_fetch(example.com),           example.com:8080, false",
    "web_fetch(localhost:8080),        localhost:8080,   true",
    "web_fetch(*.example.com),         www.example.com,  true",
    "web_fetch(*.example.com),         evil.test,        false",
    "web_fetch(*docs.example.com),     evil.test,        false",
    "web_fetch(url:https://a.test/*),  a.test,           true",
    "web_fetch(url:https://a.test/*),  b.test,           false",
  })
  void a_rule_on_fetching_is_about_the_host_and_not_about_the_rest(
      String rule, String host, boolean allowed) {
    assertEquals(allowed, Rule.parse(rule).allows(fetch(host)));
  }

  @Test
  void a_rule_that_holds_a_host_back_holds_all_its_ports_back() {
    assertTrue(Rule.parse("web_fetch(evil.test)").catches(fetch("evil.test")));
    assertTrue(Rule.parse("web_fetch(evil.test)").catches(fetch("evil.test:8080")));
    assertFalse(Rule.parse("web_fetch(evil.test:80)").catches(fetch("evil.test:8080")));
    assertFalse(Rule.parse("web_fetch(evil.test)").catches(fetch("good.test")));
  }

  @Test
  void what_always_writes_of_a_fetch_is_its_host() {
    assertEquals(
        "web_fetch(example.com)", Rule.exactly(List.of(fetch("example.com"))).orElseThrow().text());
  }

  private static Effect run(String command) {
    return new Effect.Run(command, "/w");
  }
}
