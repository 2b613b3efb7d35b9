package dev.vibe.app.editor;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.lsp.server.LanguageServer;
import dev.vibe.lsp.server.LanguageSessions;
import dev.vibe.problem.ExitCode;

/**
 * Handler of {@code vibe lsp}: serves an editor on the standard streams until it is gone. Standard
 * output carries the protocol and nothing else.
 */
public final class EditorServer {

  private final HostEnvironment host;
  private final EditorOptions options;

  public EditorServer(HostEnvironment host, EditorOptions options) {
    this.host = host;
    this.options = options;
  }

  /** The exit code: that of a signal, else whether the editor said that it goes, as it has to. */
  public ExitCode run() throws InterruptedException {
    HostEnvironment silent = ProtocolStreams.withoutOutput(host);
    LazySessions<LanguageSessions> sessions =
        new LazySessions<>(() -> new LocalLanguageSessions(silent, options));
    LanguageServer server =
        new LanguageServer(
            new LanguageServer.Setup(
                host.version(), host.directory(), host.platform().temporary(), sessions));
    host.stop().attach(as -> server.stop());
    boolean isInOrder = server.serve(host.streams().in(), ProtocolStreams.output(host));
    return host.stop().requested().orElse(isInOrder ? ExitCode.DONE : ExitCode.FAILED);
  }
}
