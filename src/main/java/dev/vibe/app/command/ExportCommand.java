package dev.vibe.app.command;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.IoReason;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.export.SessionExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Handler of {@code vibe export}. */
public final class ExportCommand {

  private final HostEnvironment host;

  public ExportCommand(HostEnvironment host) {
    this.host = host;
  }

  /**
   * Writes a session to standard output, or to a file. Blocks on disk.
   *
   * @param id of the session, or its beginning
   * @param file absolute; replaced, private to the user
   * @throws VibeException when there is no such session, or the file cannot be written
   */
  public void write(String id, SessionExport.Form form, Optional<Path> file) {
    SessionArchive archive = new SessionArchive(SessionAssembly.sessions(host));
    String whole = archive.find(id).id();
    String text =
        new SessionExport(whole, archive.events(whole), host.version(), host.clock().getZone())
            .in(form);
    if (file.isEmpty()) {
      host.out().print(text);
      host.out().flush();
      return;
    }
    try {
      AtomicFile.write(
          file.get(),
          text.getBytes(StandardCharsets.UTF_8),
          AtomicFile.Rights.OWNER_ONLY,
          AtomicFile.Flush.SOMETIME);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.OUTPUT_UNWRITABLE,
              "cannot write the export",
              IoReason.naming(e),
              "name another file with --out"),
          e);
    }
  }
}
