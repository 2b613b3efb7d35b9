package dev.vibe.context.map;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Universal Ctags, where it is installed: it reads the files in a process of its own, so that no
 * file can bring vibe down. It gets no environment, and no options from anybody's files: a
 * repository may hold some. Whatever it says is only names.
 */
final class Ctags implements Definitions {

  private static final Logger LOG = LoggerFactory.getLogger(Ctags.class);

  /** It reads some 3,000 files in a second. */
  static final Duration LONGEST = Duration.ofSeconds(8);

  /** Of one file; more are generated. */
  private static final int MOST = KeywordDefinitions.MOST;

  /** Endings that not every version knows. */
  private static final List<String> MAPS =
      List.of(
          "--map-JavaScript=+.mjs",
          "--map-JavaScript=+.cjs",
          "--map-JavaScript=+.jsx",
          "--map-TypeScript=+.tsx",
          "--map-TypeScript=+.mts",
          "--map-TypeScript=+.cts");

  /** What it calls things that others speak of; fields, packages and enumerators are left out. */
  private static final Set<String> KINDS =
      Set.of(
          ("class interface object struct enum union trait record module protocol typealias typedef"
                  + " alias talias type macro method methodSpec singletonMethod function func"
                  + " subroutine procedure")
              .split(" ", -1));

  /** The same of some languages alone: a method of Python is a member, as is a field of C. */
  private static final Map<String, Set<String>> KINDS_OF_SOME =
      Map.of(
          "member", Set.of("py", "pyi"),
          // A function that is written with an arrow.
          "constant", Set.of("js", "mjs", "cjs", "jsx", "ts", "mts", "tsx"));

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_$][\\p{L}\\p{N}_$]{1,79}[?!]?");

  /** Names that it makes up itself. */
  private static final String MADE_UP = "__anon";

  private final Path program;
  private final Duration longest;

  Ctags(Path program) {
    this(program, LONGEST);
  }

  Ctags(Path program, Duration longest) {
    this.program = program;
    this.longest = longest;
  }

  @Override
  public Map<String, List<String>> in(Path root, List<String> files) {
    try {
      ProcessBuilder start = new ProcessBuilder(command()).directory(root.toFile());
      start.environment().clear();
      start.environment().put("LC_ALL", "C.UTF-8");
      start.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = start.start();
      Thread.ofPlatform().daemon().name("map-limit").start(() -> limit(process));
      Thread.ofPlatform().daemon().name("map-files").start(() -> tell(process, files));
      try {
        return read(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.debug("cannot ask {}", program, e);
      return Map.of();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--options=NONE"));
    command.add("--sort=no");
    command.addAll(MAPS);
    command.addAll(List.of("-x", "--_xformat=%K\t%N\t%F", "-L", "-"));
    return command;
  }

  private void limit(Process process) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} took too long", program);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static void tell(Process process, List<String> files) {
    try (var in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
      for (String file : files) {
        if (file.chars().noneMatch(c -> c < ' ' || c == '\\')) {
          in.write("./" + file + "\n"); // so that none begins with what is an option
        }
      }
    } catch (IOException e) {
      LOG.debug("it reads no more: {}", e.getMessage());
    }
  }

  private static Map<String, List<String>> read(Process process) {
    Map<String, List<String>> found = new HashMap<>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        add(line, found);
      }
    } catch (IOException e) {
      LOG.debug("it was cut off: {}", e.getMessage());
    }
    return found;
  }

  /** Takes a line such as {@code class Foo ./src/Foo.java}, with tabs, if it is of use. */
  static void add(String line, Map<String, List<String>> found) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 3 || !parts[2].startsWith("./")) {
      return;
    }
    String file = parts[2].substring(2);
    String name = parts[1];
    if (isWanted(parts[0], SourceNames.ending(file))
        && NAME.matcher(name).matches()
        && !name.startsWith(MADE_UP)) {
      List<String> names = found.computeIfAbsent(file, same -> new ArrayList<>());
      if (names.size() < MOST) {
        names.add(name);
      }
    }
  }

  private static boolean isWanted(String kind, String ending) {
    return KINDS.contains(kind) || KINDS_OF_SOME.getOrDefault(kind, Set.of()).contains(ending);
  }
}
