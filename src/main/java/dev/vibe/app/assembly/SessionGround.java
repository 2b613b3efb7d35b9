package dev.vibe.app.assembly;

import dev.vibe.agent.BetweenRuns;
import dev.vibe.agent.ToolEnvironment;
import dev.vibe.agent.VerificationTerms;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.NestedInstructions;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.hook.HookSet;
import dev.vibe.session.OtherSessions;
import dev.vibe.tool.Toolbox;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Ground that the calls of a session run on, or of a subagent of it.
 *
 * @param session the one that others are not
 */
record SessionGround(
    HostEnvironment host,
    SessionPlan plan,
    String session,
    SessionExtensions extensions,
    Charge charge) {

  /**
   * Course of a conversation.
   *
   * @param runsBefore prompts that were answered before
   * @param within the turn of another session that all of it belongs to
   */
  record Course(
      int runsBefore,
      Optional<TurnId> within,
      NestedInstructions nested,
      BetweenRuns between,
      VerificationTerms verification,
      SecretCheck secrets,
      HookSet hooks) {}

  ToolEnvironment of(
      SessionResources resources, RunChanges changes, Toolbox toolbox, Course course) {
    SeenVersions seen = new SeenVersions();
    course.between().reads(seen::known);
    Path outputs = outputs(host, plan);
    List<Path> more = extensions.folders();
    Workspace workspace = plan.workspace().withOutputs(outputs).alsoReading(more);
    return new ToolEnvironment(
        toolbox,
        () -> new EditBatch(workspace, seen),
        resources.git(),
        resources.added(),
        changes,
        host.state().path().resolve("journal"),
        outputs,
        plan.options().changes().executionMode(),
        course.runsBefore(),
        course.within(),
        resources.settings(),
        others(),
        course.nested(),
        resources.commands().jobs(),
        course.between(),
        charge.kept(),
        course.verification(),
        course.secrets(),
        course.hooks(),
        SessionFormatters.of(plan, resources.commands()),
        resources.diagnostics());
  }

  OtherSessions others() {
    return OtherSessions.of(sessions(host), plan.workspace().root(), session, host.clock());
  }

  /** Where the outputs of commands go that are too long for an answer; the model may read them. */
  static Path outputs(HostEnvironment host, SessionPlan plan) {
    return sessions(host).resolve(plan.sessionId()).resolve("commands");
  }

  private static Path sessions(HostEnvironment host) {
    return host.state().path().resolve("sessions");
  }
}
