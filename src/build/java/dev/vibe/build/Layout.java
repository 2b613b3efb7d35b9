package dev.vibe.build;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Layout of one complete product in a folder: {@code bin/vibe}, {@code lib/*.jar}, an AOT cache,
 * the texts that it ships and, when it brings its own, a Java runtime in {@code jre}.
 *
 * <p>Such a folder is never changed once it is complete, because a JVM may run the classes in an
 * AOT cache even when the jar beside it was replaced. {@code lib/SHA256SUMS} is written last and
 * marks a complete folder.
 *
 * @param jar the product's own jar; first on the class path
 * @param dependencies the folder with the jars it needs
 * @param launcher the folder with the launcher's template and the files it reads
 */
record Layout(Path jar, Path dependencies, Path launcher) {

  /** In the jar of the terminal library: a folder for each system, with one for each machine. */
  private static final Pattern NATIVE_PARTS =
      Pattern.compile("org/jline/nativ/(?<file>(?:Linux|Mac|FreeBSD)/.*)");

  /** These programs, seen from the checkout in which they run. */
  private static final Path PROGRAMS = Path.of("src/build/java");

  /** Everything that the layout depends on, the JDK that trains the cache included. */
  String digest() throws IOException {
    return digest(PROGRAMS);
  }

  /** The same, with the sources of the build's programs in another folder. */
  String digest(Path programs) throws IOException {
    MessageDigest sha = sha256();
    sha.update((javaHome() + Runtime.version()).getBytes(StandardCharsets.UTF_8));
    List<Path> inputs = new ArrayList<>(jars());
    inputs.addAll(list(launcher));
    inputs.addAll(filesBelow(programs));
    for (Path input : inputs) {
      sha.update(input.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      sha.update(Files.readAllBytes(input));
    }
    return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
  }

  static boolean isComplete(Path home) {
    return Files.exists(home.resolve("lib/SHA256SUMS"));
  }

  /**
   * Makes the layout in a folder that exists at most in part.
   *
   * @param java what trains the cache: the home of the runtime that will use it
   */
  void lay(Path home, Path java)
      throws IOException, InterruptedException, ReflectiveOperationException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    List<String> classPath = copyJars(lib);
    copyNativeParts(lib.resolve("native"));
    writeLauncher(home, classPath, java);
    train(home, java);
    writeTexts(home);
    Files.writeString(lib.resolve("SHA256SUMS"), sums(lib));
  }

  /** Whether a living process has the folder in its command line. */
  static boolean isRunning(Path home) {
    return ProcessHandle.allProcesses()
        .flatMap(p -> p.info().commandLine().stream())
        .anyMatch(line -> line.contains(home + "/"));
  }

  private List<String> copyJars(Path lib) throws IOException, ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (Path from : jars()) {
      String name = from.getFileName().toString();
      if (from.equals(jar)) {
        Jars.copyOwn(jar, list(dependencies), lib.resolve(name));
      } else {
        Jars.copyCacheable(from, lib.resolve(name));
      }
      names.add(name);
    }
    return names;
  }

  /** The terminal library would unpack them at each start, where that may not be possible. */
  private void copyNativeParts(Path folder) throws IOException {
    for (Path each : jars()) {
      Jars.unpack(each, NATIVE_PARTS, folder);
    }
  }

  private void writeLauncher(Path home, List<String> classPath, Path java) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    String script =
        Files.readString(launcher.resolve("vibe"))
            .replace("@JAVA_HOME@", java.toString().replace("'", "'\\''"))
            .replace(
                "@CLASS_PATH@",
                classPath.stream().map(n -> "$home/lib/" + n).collect(Collectors.joining(":")));
    Path file = Files.writeString(bin.resolve("vibe"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(launcher.resolve("find-java.sh"), home.resolve("lib/find-java.sh"));
  }

  /** Without a cache the product only starts slower, so a failure here is no failed build. */
  private void train(Path home, Path java) throws IOException, InterruptedException {
    // The launcher splits its options at blanks, so the cache is made where there are none.
    Path scratch = Files.createTempDirectory("vibe-training");
    try (Training training = new Training(scratch)) {
      Path run = scratch.resolve("vibe.aot");
      Path session = scratch.resolve("session.aot");
      Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
      // Most runs find what one before them left in the state folder.
      training.run(home, "", environment);
      // A launcher that finds a cache uses it, and then cannot record.
      String saidOfRun = training.run(home, recording(run), environment);
      String saidOfSession = training.session(home, recording(session), environment);
      keep(run, saidOfRun, home);
      keep(session, saidOfSession, home);
    } finally {
      delete(scratch);
    }
  }

  /** What is recorded besides classes is for the optimizing compiler, which is off. */
  private static String recording(Path cache) {
    return "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=" + cache;
  }

  private static void keep(Path cache, String said, Path home) throws IOException {
    if (said.isEmpty() && Files.exists(cache)) {
      Files.copy(cache, home.resolve("lib").resolve(cache.getFileName()));
    } else {
      System.err.println("No " + cache.getFileName() + ", starts will be slower: " + said);
    }
  }

  private void writeTexts(Path home) throws IOException, ReflectiveOperationException {
    for (var text : texts().entrySet()) {
      Path file = home.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  /** What the product itself says belongs into a distribution, by path. */
  @SuppressWarnings("unchecked") // a map of strings by its declaration
  Map<String, String> texts() throws IOException, ReflectiveOperationException {
    List<URL> classPath = new ArrayList<>();
    for (Path file : jars()) {
      classPath.add(file.toUri().toURL());
    }
    try (var loader = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
      Class<?> shipped = loader.loadClass("dev.vibe.cli.ShippedFiles");
      return (Map<String, String>) shipped.getMethod("texts").invoke(null);
    }
  }

  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>(List.of(jar));
    jars.addAll(list(dependencies));
    return jars;
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String sums(Path lib) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : filesBelow(lib)) {
      sums.append(sum(file)).append("  ").append(lib.relativize(file)).append('\n');
    }
    return sums.toString();
  }

  static String sum(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), sha)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  static String javaHome() {
    return System.getProperty("java.home");
  }

  static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Deletes a tree; links in it are deleted, not followed. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
