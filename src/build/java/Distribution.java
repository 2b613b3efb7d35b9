import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lays the built product out as {@code <dist>/<digest>/}: {@code bin/vibe}, {@code lib/*.jar} and
 * an AOT cache, and makes {@code <dist>/current} name it.
 *
 * <p>Such a folder is never changed once it is complete, because a JVM may run the classes in an
 * AOT cache even when the jar beside it was replaced. {@code lib/SHA256SUMS} is written last and
 * marks a complete folder.
 *
 * @param jar the product's own jar; first on the class path
 * @param dependencies the folder with the jars it needs
 * @param launcher the folder with the launcher's template and the files it reads
 * @param dist where the layouts go
 * @param started when the build began; a source changed after that is not in it for sure
 */
record Distribution(Path jar, Path dependencies, Path launcher, Path dist, Instant started) {

  public static void main(String[] args) throws Exception {
    new Distribution(
            Path.of(args[0]),
            Path.of(args[1]),
            Path.of(args[2]),
            Path.of(args[3]).toAbsolutePath(),
            Instant.parse(args[4]))
        .lay();
  }

  private void lay() throws IOException, InterruptedException, ReflectiveOperationException {
    String digest = digest();
    Path home = dist.resolve(digest);
    if (!Files.exists(home.resolve("lib/SHA256SUMS"))) {
      delete(home);
      Path lib = Files.createDirectories(home.resolve("lib"));
      List<String> classPath = copyJars(lib);
      writeLauncher(home, classPath);
      train(home);
      Files.writeString(lib.resolve("SHA256SUMS"), sums(lib));
    }
    prune(publish(digest), digest);
  }

  /** Everything that the layout depends on, the JDK that trains the cache included. */
  private String digest() throws IOException {
    MessageDigest sha = sha256();
    sha.update((javaHome() + Runtime.version()).getBytes(StandardCharsets.UTF_8));
    List<Path> inputs = new ArrayList<>(jars());
    inputs.addAll(list(launcher));
    inputs.addAll(list(Path.of("src/build/java")));
    for (Path input : inputs) {
      sha.update(input.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      sha.update(Files.readAllBytes(input));
    }
    return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
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

  private void writeLauncher(Path home, List<String> classPath) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    String script =
        Files.readString(launcher.resolve("vibe"))
            .replace("@JAVA_HOME@", javaHome().replace("'", "'\\''"))
            .replace(
                "@CLASS_PATH@",
                classPath.stream().map(n -> "$home/lib/" + n).collect(Collectors.joining(":")));
    Path file = Files.writeString(bin.resolve("vibe"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(launcher.resolve("find-java.sh"), home.resolve("lib/find-java.sh"));
  }

  /** Without a cache the product only starts slower, so a failure here is no failed build. */
  private void train(Path home) throws IOException, InterruptedException {
    // The launcher splits its options at blanks, so the cache is made where there are none.
    Path scratch = Files.createTempDirectory("vibe-training");
    try (Training training = new Training(scratch)) {
      Path made = scratch.resolve("vibe.aot");
      String said =
          training.run(
              home,
              "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=" + made,
              Map.of("JAVA_HOME", javaHome()));
      if (said.isEmpty() && Files.exists(made)) {
        Files.copy(made, home.resolve("lib/vibe.aot"));
      } else {
        System.err.println("No AOT cache, starts will be slower: " + said);
      }
    } finally {
      delete(scratch);
    }
  }

  /** Returns the layout that was current until now, which a process may be about to start. */
  private String publish(String digest) throws IOException {
    Path current = dist.resolve("current");
    String previous = Files.exists(current) ? Files.readString(current).strip() : "";
    Path next = Files.writeString(dist.resolve("current.new"), digest + "\n");
    Files.setLastModifiedTime(next, FileTime.from(started));
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return previous;
  }

  /** Removes the layouts that are neither one of {@code kept} nor run by a living process. */
  private void prune(String... kept) throws IOException {
    Set<String> keep = Set.of(kept[0], kept[1].equals(kept[0]) ? "" : kept[1]);
    List<String> running =
        ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()).toList();
    for (Path layout : list(dist)) {
      if (Files.isDirectory(layout)
          && !keep.contains(layout.getFileName().toString())
          && running.stream().noneMatch(line -> line.contains(layout.toString()))) {
        delete(layout);
      }
    }
  }

  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>(List.of(jar));
    jars.addAll(list(dependencies));
    return jars;
  }

  private String sums(Path lib) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : list(lib)) {
      MessageDigest sha = sha256();
      try (var in = new DigestInputStream(Files.newInputStream(file), sha)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      sums.append(HexFormat.of().formatHex(sha.digest()))
          .append("  ")
          .append(file.getFileName())
          .append('\n');
    }
    return sums.toString();
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path tree) throws IOException {
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
