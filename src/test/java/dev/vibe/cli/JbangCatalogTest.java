package dev.vibe.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JbangCatalogTest {

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          """
          <dependency>
          \\s*<groupId>(?<group>[^<]+)</groupId>
          \\s*<artifactId>(?<artifact>[^<]+)</artifactId>
          (\\s*<version>\\$\\{(?<version>[^}]+)}</version>)?
          (\\s*<scope>(?<scope>[^<]+)</scope>)?
          \\s*</dependency>\
          """,
          Pattern.COMMENTS);

  @Test
  void dependencies_are_those_of_the_build() throws Exception {
    Map<String, Object> catalog =
        Json.object(Files.readString(Path.of("docs/install/jbang-catalog.json")));
    Map<?, ?> aliases = requireNonNull((Map<?, ?>) catalog.get("aliases"));
    Map<?, ?> vibe = requireNonNull((Map<?, ?>) aliases.get("vibe"));

    assertEquals(dependenciesOfTheBuild(), vibe.get("dependencies"));
    assertEquals(Main.class.getName(), vibe.get("main"));
  }

  /** In their order; a version that is managed stands before the list and is taken from there. */
  private static List<String> dependenciesOfTheBuild() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String product = pom.substring(0, pom.indexOf("<build>"));
    Map<String, String> versions = new LinkedHashMap<>();
    Matcher dependency = DEPENDENCY.matcher(product);
    while (dependency.find()) {
      String name = dependency.group("group") + ":" + dependency.group("artifact");
      if (dependency.group("version") != null) {
        versions.put(name, property(pom, dependency.group("version")));
      }
      if ("test".equals(dependency.group("scope"))) {
        versions.remove(name);
      }
    }
    return versions.entrySet().stream().map(d -> d.getKey() + ":" + d.getValue()).toList();
  }

  private static String property(String pom, String name) {
    int start = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(start, pom.indexOf('<', start));
  }
}
