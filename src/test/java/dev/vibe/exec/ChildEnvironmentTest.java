package dev.vibe.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {

  private static Map<String, String> child(Map<String, String> environment, String... kept) {
    return ChildEnvironment.from(
            new ChildEnvironment.Source(
                environment, List.of(Path.of("/ws")), Set.of(kept), Set.of("model-key-1")))
        .variables();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HOME",
        "LANG",
        "LC_ALL",
        "JAVA_HOME",
        "MAVEN_HOME",
        "GRADLE_USER_HOME",
        "GOPATH",
        "CARGO_HOME",
        "NVM_DIR",
        "NODE_ENV",
        "npm_config_cache",
        "http_proxy",
        "XDG_CACHE_HOME"
      })
  void what_builds_need_passes(String name) {
    assertEquals("value", child(Map.of(name, "value")).get(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MISTRAL_API_KEY",
        "VIBE_API_KEY",
        "VIBE_HOME",
        "AWS_SECRET_ACCESS_KEY",
        "GITHUB_TOKEN",
        "DB_PASSWORD",
        "LD_PRELOAD",
        "BASH_ENV",
        "ENV",
        "PROMPT_COMMAND",
        "GIT_DIR",
        "GIT_SSH",
        "NODE_OPTIONS",
        "PYTHONSTARTUP",
        "PYTHONHOME",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "MAVEN_OPTS",
        "SSH_AUTH_SOCK",
        "XDG_RUNTIME_DIR",
        "npm_config__authToken",
        "CARGO_REGISTRY_TOKEN",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "SOMETHING_UNKNOWN"
      })
  void what_holds_secrets_or_loads_code_does_not(String name) {
    assertFalse(child(Map.of(name, "value")).containsKey(name));
  }

  @Test
  void a_secret_under_a_harmless_name_does_not_pass() {
    Map<String, String> child =
        child(
            Map.of(
                "HTTP_PROXY", "http://user:pass@proxy:8080",
                "HTTPS_PROXY", "http://proxy:8080",
                "CI_HOME", "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "KEY_DIR", "/x/model-key-1"));
    assertEquals("http://proxy:8080", child.get("HTTPS_PROXY"));
    assertFalse(child.containsKey("HTTP_PROXY"));
    assertFalse(child.containsKey("CI_HOME"));
    assertFalse(child.containsKey("KEY_DIR"));
  }

  @Test
  void the_user_may_keep_a_variable_but_not_the_models_key() {
    Map<String, String> child =
        child(
            Map.of("DATABASE_URL", "db", "GITHUB_TOKEN", "t", "MISTRAL_API_KEY", "model-key-1"),
            "DATABASE_URL",
            "GITHUB_TOKEN",
            "MISTRAL_API_KEY");
    assertEquals("db", child.get("DATABASE_URL"));
    assertEquals("t", child.get("GITHUB_TOKEN"));
    assertFalse(child.containsKey("MISTRAL_API_KEY"));
  }

  @Test
  void programs_are_not_taken_from_the_workspace_but_for_a_chosen_environment() {
    Map<String, String> child =
        child(
            Map.of(
                "PATH", "/usr/bin::.:rel/bin:/ws/bin:/opt/../ws/x:/ws/.venv/bin:/ws-other/bin",
                "VIRTUAL_ENV", "/ws/.venv"));
    assertEquals("/usr/bin:/ws/.venv/bin:/ws-other/bin", child.get("PATH"));
    assertEquals("/usr/local/bin:/usr/bin:/bin", child(Map.of("PATH", ".")).get("PATH"));
  }

  @Test
  void nothing_asks_or_pages() {
    Map<String, String> child = child(Map.of("PAGER", "less", "EDITOR", "vi"), "PAGER", "EDITOR");
    assertEquals("cat", child.get("PAGER"));
    assertEquals("false", child.get("EDITOR"));
    assertEquals("0", child.get("GIT_TERMINAL_PROMPT"));
    assertTrue(child.containsKey("SSH_ASKPASS_REQUIRE"));
  }

  @Test
  void a_pattern_passes_what_looks_harmless_and_a_full_name_passes_a_secret() {
    Map<String, String> environment =
        Map.of(
            "MY_HOST", "db.example.org",
            "MY_TOKEN", "t",
            "MY_URL", "postgres://u:p@db.example.org/x",
            "DATABASE_URL", "postgres://u:p@db.example.org/x",
            "LD_PRELOAD", "evil.so",
            "VIBE_MODEL", "m",
            "OTHER", "model-key-1");
    Map<String, String> byPattern = child(environment, "MY_*", "LD_*", "VIBE_*", "*");
    assertEquals("db.example.org", byPattern.get("MY_HOST"));
    for (String name : new String[] {"MY_TOKEN", "MY_URL", "LD_PRELOAD", "VIBE_MODEL", "OTHER"}) {
      assertFalse(byPattern.containsKey(name), name);
    }
    Map<String, String> byName =
        child(environment, "DATABASE_URL", "MY_TOKEN", "VIBE_MODEL", "OTHER");
    assertEquals("postgres://u:p@db.example.org/x", byName.get("DATABASE_URL"));
    assertEquals("t", byName.get("MY_TOKEN"));
    assertFalse(byName.containsKey("VIBE_MODEL"));
    assertFalse(byName.containsKey("OTHER"));
  }
}
