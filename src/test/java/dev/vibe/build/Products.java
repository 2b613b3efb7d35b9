package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Maker of small products, with what the build asks of them, in a folder of a test. */
final class Products {

  /** Says what it ships, as the product does. */
  private static final String SHIPPED_FILES =
      """
      package dev.vibe.cli;
      public final class ShippedFiles {
        public static java.util.Map<String, String> texts() {
          return java.util.Map.of("lib/version.txt", "vibe 1.2\\n", "share/man/vibe.1", "manual\\n");
        }
      }
      """;

  /** Writes schemas, as the product does. */
  private static final String SCHEMAS =
      """
      package dev.vibe.tool.schema;
      public final class JsonSchemas {
        public record Json(String text) {}
        public static Json of(Class<?> input) {
          return new Json("schema of " + input.getName());
        }
        public static String resource(Class<?> input) {
          return input.getSimpleName() + ".json";
        }
      }
      """;

  private static final String TOOL =
      """
      package dev.vibe.tool.builtin;
      public final class ReadTool {
        public record Input(String file) {}
      }
      """;

  private static final long TIME = 1_700_000_000_000L;

  private Products() {}

  /** A layout of a product whose launcher is this script. */
  static Layout layout(Path folder, String launcher) throws IOException {
    Path jar = jar(folder.resolve("vibe.jar"), compile(folder.resolve("own")));
    Path dependencies = Files.createDirectories(folder.resolve("dependencies"));
    jar(dependencies.resolve("words.jar"), Map.of("words.txt", utf8("some words")));
    Path launchers = Files.createDirectories(folder.resolve("launcher"));
    Files.writeString(launchers.resolve("vibe"), launcher);
    Files.writeString(launchers.resolve("find-java.sh"), "# finds Java\n");
    return new Layout(jar, dependencies, launchers);
  }

  private static Map<String, byte[]> compile(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    Path sources = Files.createDirectories(folder.resolveSibling("sources"));
    for (String source : List.of(SHIPPED_FILES, SCHEMAS, TOOL)) {
      String name = source.replaceFirst("(?s).*?final class (\\w+).*", "$1.java");
      arguments.add(Files.writeString(sources.resolve(name), source).toString());
    }
    Files.createDirectories(folder);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed = compiler.run(null, null, null, arguments.toArray(String[]::new));
    assertTrue(failed == 0, "the sample does not compile");
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        classes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  /** A jar with these entries, the names in the map's order. */
  static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(TIME);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  /** What a jar holds, in its order. */
  static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  static byte[] entry(Path jar, String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      assertTrue(entry != null && entry.getTime() == TIME, name);
      return zip.getInputStream(entry).readAllBytes();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A folder that counts as laid out completely. */
  static Path complete(Path home) throws IOException {
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/SHA256SUMS"), "");
    return home;
  }

  /** A process that runs from the folder until its input ends. */
  static Process running(Path home) throws IOException {
    return new ProcessBuilder("sh", "-c", "read line", home + "/bin/vibe").start();
  }
}
