package dev.vibe.agent;

import dev.vibe.approval.SettingsGuard;
import dev.vibe.context.NestedInstructions;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.exec.Jobs;
import dev.vibe.git.AddedFolders;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.SecretCheck;
import dev.vibe.hook.HookSet;
import dev.vibe.session.OtherSessions;
import dev.vibe.tool.Toolbox;
import dev.vibe.verify.Diagnostics;
import dev.vibe.workspace.change.EditBatch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Environment that calls run against; all of it belongs to the session.
 *
 * @param added folders beside the working folder
 * @param batches a new batch over what is on disk
 * @param runsBefore prompts of the session that were answered before, for what can be undone
 * @param within the turn of another session that all that is done belongs to, for the same
 * @param journal where change sets keep their journal
 * @param outputs where outputs and results go that are too long for the model, which may read them
 * @param settings what commands must not change
 * @param others who else works in the folder
 * @param nested instructions of the folders below
 * @param jobs the commands that go on beside it
 * @param between what happens while no run goes on
 * @param kept files that stay as they are
 * @param verification what has to pass
 * @param secrets that a commit may hold
 * @param hooks of the user
 * @param formatters of what is edited
 * @param diagnostics what edits broke
 */
public record ToolEnvironment(
    Toolbox toolbox,
    Supplier<EditBatch> batches,
    GitWorkspace git,
    AddedFolders added,
    RunChanges changes,
    Path journal,
    Path outputs,
    ExecutionMode mode,
    int runsBefore,
    Optional<TurnId> within,
    SettingsGuard settings,
    OtherSessions others,
    NestedInstructions nested,
    Jobs jobs,
    BetweenRuns between,
    KeptFiles kept,
    VerificationTerms verification,
    SecretCheck secrets,
    HookSet hooks,
    Formatters formatters,
    Diagnostics diagnostics) {

  /** What happened beside it since this was last asked, in words for the model. */
  String news() {
    return others.news()
        + Stream.concat(jobs.news().stream(), EditFindings.late(diagnostics).stream())
            .map(line -> "\n" + line)
            .collect(Collectors.joining());
  }
}
