package dev.vibe.app.editor;

import dev.vibe.acp.AcpAgent;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.problem.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Handler of {@code vibe acp}: serves an editor on the standard streams until it is gone. Standard
 * output carries the protocol and nothing else.
 */
public final class EditorAgent {

  private final HostEnvironment host;
  private final EditorOptions options;

  public EditorAgent(HostEnvironment host, EditorOptions options) {
    this.host = host;
    this.options = options;
  }

  /** The exit code: that of a signal, or that all is well when the editor is gone. */
  public ExitCode run() throws InterruptedException {
    HostEnvironment silent = withoutOutput(host);
    LazySessions sessions = new LazySessions(() -> new LocalEditorSessions(silent, options));
    AcpAgent agent = new AcpAgent(host.version(), sessions);
    host.stop().attach(as -> agent.stop());
    agent.serve(host.streams().in(), new Protocol(host.out()));
    return host.stop().requested().orElse(ExitCode.DONE);
  }

  /** What a session would print goes to standard error. */
  private static HostEnvironment withoutOutput(HostEnvironment host) {
    return new HostEnvironment(
        host.environment(),
        host.home(),
        host.directory(),
        new HostEnvironment.Streams(host.streams().in(), host.err(), host.err()),
        host.tty(),
        host.clock(),
        host.random(),
        host.version(),
        host.platform(),
        host.stop(),
        host.process(),
        host.state());
  }

  /** Standard output, which tells that nobody reads it any more. */
  private static final class Protocol extends OutputStream {

    private final PrintStream out;

    Protocol(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      flush();
    }

    @Override
    public void flush() throws IOException {
      if (out.checkError()) {
        throw new IOException("nobody reads standard output");
      }
    }
  }
}
