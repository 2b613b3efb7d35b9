package dev.vibe.app.editor;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.lsp.server.LanguageFace;
import dev.vibe.lsp.server.LanguageSession;
import dev.vibe.lsp.server.LanguageSessions;
import java.nio.file.Path;
import java.util.List;

/** Sessions of this process that commands of an editor work in. */
final class LocalLanguageSessions implements LanguageSessions {

  private final HostEnvironment host;
  private final EditorPlans plans;

  LocalLanguageSessions(HostEnvironment host, EditorOptions options) {
    this.host = host;
    this.plans = new EditorPlans(new Preparation(host), options);
  }

  @Override
  public LanguageSession begin(Path folder, LanguageFace face) throws InterruptedException {
    SessionPlan plan =
        plans.plan(folder, List.of(), new Beginning.Fresh(), new EditedTexts(face.editing()));
    new SessionAssembly(host, plan).recover();
    return LocalLanguageSession.open(host, plan, face);
  }
}
