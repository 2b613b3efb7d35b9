package dev.vibe.app.editor;

import dev.vibe.acp.AcpAgent;
import dev.vibe.acp.EditorSessions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.problem.ExitCode;

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
    HostEnvironment silent = ProtocolStreams.withoutOutput(host);
    LazySessions<EditorSessions> sessions =
        new LazySessions<>(() -> new LocalEditorSessions(silent, options));
    AcpAgent agent = new AcpAgent(host.version(), sessions);
    host.stop().attach(as -> agent.stop());
    agent.serve(host.streams().in(), ProtocolStreams.output(host));
    return host.stop().requested().orElse(ExitCode.DONE);
  }
}
