package dev.vibe.app.editor;

import dev.vibe.app.host.HostEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Streams of a process whose standard output carries a protocol and nothing else. */
final class ProtocolStreams {

  private ProtocolStreams() {}

  /** What a session would print goes to standard error. */
  static HostEnvironment withoutOutput(HostEnvironment host) {
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

  /** Where the protocol is written. */
  static OutputStream output(HostEnvironment host) {
    return new Protocol(host.out());
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
