package dev.vibe.app.assembly;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.context.map.MapWrites;
import dev.vibe.exec.CommandRunner;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.GitWorkspace;
import dev.vibe.text.ControlChars;
import dev.vibe.verify.Diagnostics;
import java.io.PrintStream;

/** Resources that a session works with; belongs to its thread once that runs. */
public record SessionResources(
    GitWorkspace git,
    AddedFolders added,
    CommandRunner commands,
    SettingsGuard settings,
    MapWrites mapWrites,
    SessionExtensions extensions,
    Diagnostics diagnostics,
    PrintStream err)
    implements AutoCloseable {

  /** What a command did until its end is told although the session is over. */
  @Override
  public void close() {
    diagnostics.close();
    extensions.close();
    commands.close();
    settings.check().forEach(problem -> err.println(ControlChars.neutralise(problem.render())));
    mapWrites.close();
    added.close();
    git.close();
  }
}
