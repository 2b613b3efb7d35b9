package dev.vibe.cli;

import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output, or what stands for it. Remembers why it could not be written, which a {@link
 * PrintStream} keeps for itself. Thread-safe.
 */
final class StandardOutput {

  /** In the words of the system, which Java passes on and C has in English unless asked. */
  private static final String GONE = "broken pipe";

  private final Remembering bytes;
  private final PrintStream stream;

  /**
   * Over a stream.
   *
   * @param out where the bytes go; unbuffered
   */
  StandardOutput(OutputStream out) {
    this.bytes = new Remembering(out);
    this.stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** In UTF-8 whatever the locale says: what goes through is files and JSON, not its words. */
  PrintStream stream() {
    return stream;
  }

  /**
   * The exit code of a process that would end with {@code code}: what nobody got is not done.
   *
   * @param err told in one line what went wrong
   * @param unread what it means that the reader has gone away
   */
  int checked(int code, PrintStream err, ParsedCommand.Unread unread) {
    stream.flush();
    String reason = bytes.reason();
    boolean isGone = reason.toLowerCase(Locale.ROOT).contains(GONE);
    if (reason.isEmpty() || (isGone && unread == ParsedCommand.Unread.FINE)) {
      return code;
    }
    err.println(
        new Problem(
                ProblemCode.OUTPUT_UNWRITABLE,
                "cannot write to standard output: "
                    + reason
                    + "; make room there, or send it elsewhere",
                "",
                "")
            .render());
    return code == ExitCode.DONE.code() ? ExitCode.FAILED.code() : code;
  }

  private static final class Remembering extends OutputStream {

    private final OutputStream out;
    private String reason = "";

    Remembering(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        if (reason.isEmpty()) {
          reason = IoReason.of(e);
        }
        throw e;
      }
    }

    synchronized String reason() {
      return reason;
    }
  }
}
