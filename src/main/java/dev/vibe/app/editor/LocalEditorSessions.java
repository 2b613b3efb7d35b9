package dev.vibe.app.editor;

import dev.vibe.acp.EditorSession;
import dev.vibe.acp.EditorSessions;
import dev.vibe.acp.SessionFace;
import dev.vibe.app.assembly.KeptChoices;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions.Beginning;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigKey;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.SessionSummary;
import dev.vibe.workspace.EditorTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sessions of this process that an editor opens. */
final class LocalEditorSessions implements EditorSessions {

  private final HostEnvironment host;
  private final EditorPlans plans;

  LocalEditorSessions(HostEnvironment host, EditorOptions options) {
    this.host = host;
    this.plans = new EditorPlans(new Preparation(host), options);
  }

  @Override
  public void checkAccess() throws InterruptedException {
    Place anywhere = new Place(host.home(), List.of(), List.of());
    SessionPlan plan = plan(anywhere, new Beginning.Fresh(), EditorTexts.NONE);
    TaskModels models = new TaskModels(host);
    try {
      models.served(plan);
    } catch (VibeException e) {
      if (e.exitCode() == ExitCode.UNAUTHORIZED || e.problem().code() == ProblemCode.NO_MODEL) {
        throw e;
      }
      models.model(plan); // a server may answer all the same without a list of its models
    }
  }

  @Override
  public EditorSession begin(Place place, SessionFace face) throws InterruptedException {
    SessionPlan plan = plan(place, new Beginning.Fresh(), new FaceTexts(face.files()));
    return LocalEditorSession.open(host, plan, plan.mode(), face);
  }

  @Override
  public EditorSession goOn(String id, Place place, SessionFace face) throws InterruptedException {
    SessionPlan plan = plan(place, new Beginning.Named(id), new FaceTexts(face.files()));
    Mode mode =
        plan.config().isManaged(ConfigKey.of("mode"))
            ? plan.mode()
            : KeptChoices.of(SessionAssembly.sessions(host), plan).mode().orElse(plan.mode());
    return LocalEditorSession.open(host, plan, mode, face);
  }

  private SessionPlan plan(Place place, Beginning beginning, EditorTexts editor) {
    SessionPlan plan = plans.plan(place.folder(), place.added(), beginning, editor);
    return place.servers().isEmpty()
        ? plan
        : plan.handing(HandedServers.of(place.servers(), plan.notices()::add));
  }

  private SessionArchive archive() {
    return new SessionArchive(SessionAssembly.sessions(host));
  }

  @Override
  public List<Listed> kept(Optional<Path> folder) {
    return archive().all().stream()
        .filter(each -> !each.title().isEmpty() && !each.folder().isEmpty())
        .filter(each -> folder.isEmpty() || Path.of(each.folder()).equals(folder.get()))
        .map(each -> new Listed(each.id(), each.folder(), each.title(), each.lastUsed()))
        .toList();
  }

  @Override
  public void delete(String id) {
    archive().all().stream().map(SessionSummary::id).filter(id::equals).forEach(archive()::delete);
  }
}
