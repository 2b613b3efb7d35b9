package dev.vibe.exec;

import dev.vibe.text.SecretPatterns;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Environment of every command: what tools and builds need, nothing that holds a secret or makes a
 * program load foreign code, and settings that keep programs from asking or paging.
 *
 * @param variables all of it
 */
public record ChildEnvironment(Map<String, String> variables) {

  private static final Set<String> NAMES =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          "TMP",
          "TEMP",
          "CI",
          "CC",
          "CXX",
          "CFLAGS",
          "CXXFLAGS",
          "CPPFLAGS",
          "LDFLAGS",
          "PKG_CONFIG_PATH",
          "CLASSPATH",
          "MAVEN_ARGS",
          "NODE_ENV",
          "NODE_EXTRA_CA_CERTS",
          "NVM_BIN",
          "VIRTUAL_ENV",
          "SSL_CERT_FILE",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "SOURCE_DATE_EPOCH");

  /** Names of whole families: locales, and where tools and their caches live. */
  private static final Pattern FAMILY =
      Pattern.compile(
          "LC_.+|.+_(HOME|ROOT|DIR|PREFIX)|GO[A-Z]+|(CARGO|RUSTUP|NPM_CONFIG_|PNPM_|YARN_|PIP_|UV_|CONDA_"
              + "|GRADLE_|ANDROID_|DOTNET_|NUGET_|CMAKE_|BUNDLE_|GEM_|COMPOSER_).*");

  /** Variables by which a program loads code, runs commands or finds another configuration. */
  private static final Pattern NEVER =
      Pattern.compile(
          "VIBE_.*|LD_.*|DYLD_.*|GIT_.*|PYTHON.*|BASH_.*|ENV|PROMPT_COMMAND|NODE_OPTIONS"
              + "|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|(MAVEN|GRADLE|SBT)_OPTS"
              + "|XDG_RUNTIME_DIR|SSH_.*");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|_AUTH"
              + "|SIGNING|COOKIE).*|.*_KEY|AUTH.*");

  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("TERM", "dumb"),
          Map.entry("PAGER", "cat"),
          Map.entry("MANPAGER", "cat"),
          Map.entry("EDITOR", "false"),
          Map.entry("VISUAL", "false"),
          Map.entry("GIT_PAGER", "cat"),
          Map.entry("GIT_EDITOR", "true"),
          Map.entry("GIT_SEQUENCE_EDITOR", "true"),
          Map.entry("GIT_TERMINAL_PROMPT", "0"),
          Map.entry("GIT_ASKPASS", "false"),
          Map.entry("GCM_INTERACTIVE", "never"),
          Map.entry("SSH_ASKPASS", "false"),
          Map.entry("SSH_ASKPASS_REQUIRE", "never"),
          Map.entry("DEBIAN_FRONTEND", "noninteractive"));

  /** Where programs are looked for when the session has no usable {@code PATH}. */
  private static final String PLAIN_PATH = "/usr/local/bin:/usr/bin:/bin";

  public ChildEnvironment {
    variables = Map.copyOf(variables);
  }

  /**
   * Source of a child's environment: what it is made from.
   *
   * @param environment the session's own
   * @param workspace folders that the model can write to: {@code PATH} entries below them are
   *     dropped, except those of an active virtual environment, which the user chose
   * @param kept names that the user wants to pass on although they are not known or look secret;
   *     one that ends with an asterisk stands for all that begin so, but for those that look secret
   *     or by which a program loads code
   * @param withheld values that no child ever sees, under whatever name: the keys of the models
   */
  public record Source(
      Map<String, String> environment,
      List<Path> workspace,
      Set<String> kept,
      Set<String> withheld) {
    public Source {
      environment = Map.copyOf(environment);
      workspace = List.copyOf(workspace);
      kept = Set.copyOf(kept);
      withheld = Set.copyOf(withheld);
    }
  }

  /** Pure. */
  static ChildEnvironment from(Source source) {
    Map<String, String> child = new TreeMap<>();
    source
        .environment()
        .forEach(
            (name, value) -> {
              boolean wanted = isKept(name, value, source.kept()) || isHarmless(name, value);
              boolean holdsKey =
                  source.withheld().stream().anyMatch(key -> !key.isBlank() && value.contains(key));
              if (wanted && !holdsKey) {
                child.put(name, value);
              }
            });
    child.put("PATH", path(source));
    child.putAll(FIXED);
    return new ChildEnvironment(child);
  }

  /** The settings and keys of vibe itself are nobody's business, whatever they are called. */
  private static boolean isKept(String name, String value, Set<String> kept) {
    boolean byPattern =
        kept.stream()
            .filter(each -> each.endsWith("*"))
            .anyMatch(each -> name.startsWith(each.substring(0, each.length() - 1)));
    return !name.startsWith("VIBE_")
        && (kept.contains(name) || (byPattern && !isSuspicious(name, value)));
  }

  private static boolean isHarmless(String name, String value) {
    String upper = name.toUpperCase(Locale.ROOT);
    return (NAMES.contains(upper) || FAMILY.matcher(upper).matches()) && !isSuspicious(name, value);
  }

  private static boolean isSuspicious(String name, String value) {
    return NEVER.matcher(name.toUpperCase(Locale.ROOT)).matches() || isSecret(name, value);
  }

  /** Whether a variable holds a secret, as far as its name and the look of its value tell. */
  static boolean isSecret(String name, String value) {
    return SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches()
        || SecretPatterns.mayHold(value);
  }

  private static String path(Source source) {
    List<String> entries = new ArrayList<>();
    for (String entry : source.environment().getOrDefault("PATH", "").split(":", -1)) {
      if (entry.startsWith("/") && mayHoldPrograms(entry, source)) {
        entries.add(entry);
      }
    }
    return entries.isEmpty() ? PLAIN_PATH : String.join(":", entries);
  }

  private static boolean mayHoldPrograms(String entry, Source source) {
    try {
      Path folder = Path.of(entry).normalize();
      boolean chosen =
          List.of("VIRTUAL_ENV", "CONDA_PREFIX").stream()
              .map(name -> source.environment().getOrDefault(name, ""))
              .anyMatch(home -> home.startsWith("/") && folder.equals(Path.of(home, "bin")));
      return chosen || source.workspace().stream().noneMatch(folder::startsWith);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The first program of this name on the child's {@code PATH}. Looks at the disk. */
  Optional<Path> find(String program) {
    for (String entry : variables.getOrDefault("PATH", PLAIN_PATH).split(":", -1)) {
      Path candidate = Path.of(entry, program);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
