package dev.vibe.exec.sandbox;

import dev.vibe.exec.ProcessResult;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reader of the output of a confined command for what a sandbox does to programs. It can only tell
 * what it looks like: a program may fail in the same words without any sandbox. Pure.
 */
final class StoppedCommand {

  private static final Pattern NETWORK =
      Pattern.compile(
          "could not resolve|couldn't resolve|temporary failure in name resolution"
              + "|temporary failure resolving|name or service not known|network is unreachable"
              + "|no address associated with hostname|nodename nor servname"
              + "|EAI_AGAIN|ENOTFOUND|ENETUNREACH|UnknownHostException|no such host"
              + "|unable to resolve host|failed to lookup address|name resolution failed"
              + "|could not transfer artifact|failed to establish a new connection"
              + "|unable to connect to the server",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GIT =
      Pattern.compile("\\.git/[^\\n]*read-only file system", Pattern.CASE_INSENSITIVE);

  private static final Pattern FILES =
      Pattern.compile("read-only file system|EROFS|errno 30\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern RIGHTS =
      Pattern.compile(
          "permission denied|operation not permitted|EACCES|EPERM", Pattern.CASE_INSENSITIVE);

  private static final Pattern FORKING =
      Pattern.compile(
          "fork[^\\n]*resource temporarily unavailable|cannot fork|can't start new thread"
              + "|unable to create native thread",
          Pattern.CASE_INSENSITIVE);

  private StoppedCommand() {}

  /** The same of a command that started too many processes, also when that took all its time. */
  static Optional<String> fromForking(int most, ProcessResult result) {
    String output = result.output().head() + "\n" + result.output().tail();
    return FORKING.matcher(output).find()
        ? Optional.of("having more than " + most + " processes (commands.max_processes)")
        : Optional.empty();
  }

  /** What it looks to have been kept from, as in {@code the network}; empty when nothing. */
  static Optional<String> from(Level level, SandboxTerms.Network network, ProcessResult result) {
    if (result.ending() != ProcessResult.Ending.EXITED || result.exitCode() == 0) {
      return Optional.empty();
    }
    String output = result.output().head() + "\n" + result.output().tail();
    if (network == SandboxTerms.Network.NONE && NETWORK.matcher(output).find()) {
      return Optional.of("the network");
    }
    if (GIT.matcher(output).find()) {
      return Optional.of(
          "writing in .git, which only git itself may: in a command of its own, or beside others on"
              + " a line that sets nothing for it (make && git commit -m x)");
    }
    if (FILES.matcher(output).find()) {
      return Optional.of("writing there");
    }
    boolean byRights = level == Level.LANDLOCK || level == Level.SEATBELT;
    return byRights && RIGHTS.matcher(output).find()
        ? Optional.of("files or connections outside")
        : Optional.empty();
  }
}
