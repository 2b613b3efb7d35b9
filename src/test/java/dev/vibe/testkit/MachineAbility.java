package dev.vibe.testkit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kinds of what not every machine can do; each is tried out. */
public enum MachineAbility {
  /** To watch the calls of a process, and to let them fail. */
  TRACING("no process can be traced here; install strace and allow ptrace"),

  /** To find the definitions in sources. */
  CTAGS("no definitions can be found here; install universal-ctags"),

  /** To start a program that can write nowhere, as a user without rights, and to watch it. */
  CONFINEMENT("no program can be confined and watched here; install bubblewrap and strace"),

  /** To start a program without a network, for users without rights. */
  NETWORK_NAMESPACES(
      "no program can be kept off the network here; install util-linux and allow user namespaces"),

  /** To confine a program by bubblewrap. */
  BUBBLEWRAP("bubblewrap does not work here; install it, and allow user namespaces"),

  /** To confine a program by namespaces alone. */
  NAMESPACES("no program gets a view of its own here; allow user namespaces"),

  /** To become a user without rights, who can confine a program all the same. */
  ANOTHER_USER("nobody else can be become here; run as root, with util-linux and user namespaces"),

  /** To run the scripts of the actions, with what a runner of GitHub has. */
  RUNNER_TOOLS("the steps of the actions cannot be run here; install curl and jq"),

  /** To confine a thread by Landlock. */
  LANDLOCK("the kernel has no Landlock, or it is switched off");

  private static final int SECONDS = 20;

  private final String lack;

  MachineAbility(String lack) {
    this.lack = lack;
  }

  /** What to tell where it lacks. */
  public String lack() {
    return lack;
  }

  /** Tries it out. */
  boolean isThere() {
    return works(
        switch (this) {
          case TRACING -> List.of("strace", "-f", "-qq", "-o", "/dev/null", "true");
          case RUNNER_TOOLS -> List.of("sh", "-c", "jq --version && curl --version");
          case CTAGS -> List.of("ctags", "--options=NONE", "--_xformat=%N", "--version");
          case CONFINEMENT ->
              List.of(
                  "bwrap --unshare-all --cap-drop ALL --ro-bind / / --dev /dev --proc /proc"
                      .concat(" strace -f -qq -o /dev/null true")
                      .split(" "));
          case NETWORK_NAMESPACES ->
              List.of("unshare", "--user", "--map-current-user", "--net", "true");
          case BUBBLEWRAP ->
              List.of("bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true");
          case NAMESPACES -> unshared("mount -t proc proc /proc");
          case ANOTHER_USER ->
              List.of(
                  "setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Ur true".split(" "));
          case LANDLOCK -> List.of("grep", "-q", "landlock_restrict_self", "/proc/kallsyms");
        });
  }

  private static List<String> unshared(String script) {
    return List.of(
        "unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "sh", "-c", script);
  }

  /** Whether a command can be started and ends well. */
  static boolean works(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
