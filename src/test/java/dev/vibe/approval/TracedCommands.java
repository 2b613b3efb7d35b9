package dev.vibe.approval;

import dev.vibe.exec.shell.LineEffects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Run of commands where they can change nothing: without rights and network, on a disk that is
 * read-only, and watched. Says what a command tried that more than reads.
 */
final class TracedCommands {

  private static final String CALLS =
      "?openat,?open,?creat,?rename,?renameat,?renameat2,?unlink,?unlinkat,?mkdir,?mkdirat,?rmdir,"
          + "?link,?linkat,?symlink,?symlinkat,?chmod,?fchmod,?fchmodat,?chown,?fchown,?fchownat,"
          + "?lchown,?truncate,?ftruncate,?utimensat,?mknod,?mknodat,?setxattr,?connect,?bind,"
          + "?execve";

  private static final String DRIVER =
      """
      for f in in/*; do
        n=${f##*/}
        (cd ../ws && strace -f -qq -e trace=CALLS -o ../trace/out/$n.trace \
          timeout 5 bash -c "$(cat ../trace/in/$n)" </dev/null >../trace/out/$n.text 2>&1)
        echo $? >out/$n.code
      done
      """
          .replace("CALLS", CALLS);

  private static final Pattern WRITES = Pattern.compile(".*O_(WRONLY|RDWR|CREAT|TRUNC).*");
  private static final Pattern NOWHERE = Pattern.compile(".*\"/dev/(null|tty)\".*");
  private static final Pattern OPENS = Pattern.compile("\\d+ +open(at)?\\(.*");
  private static final Pattern STARTS = Pattern.compile("\\d+ +execve\\(\"(/usr)?/bin/.*");
  private static final Pattern ASKS_FOR_NAMES =
      Pattern.compile("\\d+ +connect\\(.*AF_UNIX.*nscd.*");
  private static final Pattern GOES_OUT = Pattern.compile(".*(outside/|home/\\.).* = \\d+");

  private final Path folder;

  TracedCommands(CommandScene scene) {
    this.folder = scene.base().resolve("trace");
  }

  /** What each of the commands did that it must not, with the command. */
  List<String> run(List<String> commands) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("out"));
    for (int i = 0; i < commands.size(); i++) {
      Files.writeString(folder.resolve("in/" + i), commands.get(i));
    }
    Files.writeString(folder.resolve("driver"), DRIVER);
    List<String> argv =
        new ArrayList<>(
            List.of(
                ("bwrap --unshare-all --die-with-parent --new-session --cap-drop ALL --uid 65534"
                        + " --gid 65534 --ro-bind / / --dev /dev --proc /proc --clearenv"
                        + " --setenv PATH /usr/bin:/bin --setenv LC_ALL C.UTF-8"
                        + " --setenv SECRET_TOKEN ENV-SECRET-91c2")
                    .split(" ")));
    String out = folder.resolve("out").toString();
    argv.addAll(List.of("--bind", out, out, "--chdir", folder.toString(), "bash", "driver"));
    Process process =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("log")));
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      String wrong = wrong(Integer.toString(i));
      if (!wrong.isEmpty()) {
        found.add(commands.get(i) + "  ->  " + wrong + " " + LineEffects.of(commands.get(i)));
      }
    }
    return found;
  }

  private String wrong(String number) throws IOException {
    Path out = folder.resolve("out");
    if (Files.readString(out.resolve(number + ".code")).strip().equals("124")) {
      return "does not end";
    }
    String text = Files.readString(out.resolve(number + ".text"), StandardCharsets.ISO_8859_1);
    if (text.contains("SECRET-")) {
      return "shows a secret";
    }
    return Files.readString(out.resolve(number + ".trace"), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(TracedCommands::isWrong)
        .findFirst()
        .orElse("");
  }

  private static boolean isWrong(String call) {
    if (call.contains("+++ ") || call.contains("--- ") || call.contains(" resumed>")) {
      return false;
    }
    if (OPENS.matcher(call).matches()) {
      return GOES_OUT.matcher(call).matches()
          || (WRITES.matcher(call).matches() && !NOWHERE.matcher(call).matches());
    }
    boolean isStart = call.contains("execve(");
    return isStart
        ? call.endsWith(" = 0") && !STARTS.matcher(call).matches()
        : !ASKS_FOR_NAMES.matcher(call).matches();
  }
}
