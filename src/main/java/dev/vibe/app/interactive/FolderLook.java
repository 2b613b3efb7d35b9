package dev.vibe.app.interactive;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.RepoFacts;
import dev.vibe.repl.state.Facts;
import dev.vibe.verify.ProposedCommand;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Look at the folder of a session as it is now. Blocks on disk. */
record FolderLook(HostEnvironment host, SessionPlan plan) {

  private static final int MOST_FILES = 20_000;
  private static final RepoFacts.Limits FACTS = new RepoFacts.Limits(0, 0);

  /** The files below this one for completion, as far as they are not ignored. */
  List<String> files(WorkspacePath start) {
    Workspace workspace = plan.workspace();
    List<String> files = new ArrayList<>();
    try (GitWorkspace git = open()) {
      FileTree.Walk walk = new FileTree(workspace, git.ignoreRules()).walk(start);
      while (walk.hasNext() && files.size() < MOST_FILES) {
        files.add(walk.next().path().relative());
      }
    }
    return files;
  }

  /** Empty where there is none. */
  Optional<Facts.Repository> repository() {
    try (GitWorkspace git = open()) {
      return git instanceof GitRepository repository
          ? Optional.of(facts(repository.facts(FACTS)))
          : Optional.empty();
    }
  }

  private GitWorkspace open() {
    return new SessionAssembly(host, plan).openGit();
  }

  private Facts.Repository facts(RepoFacts facts) {
    int dirty =
        facts.staged().count()
            + facts.unstaged().count()
            + facts.untracked().count()
            + facts.conflicted().count();
    return new Facts.Repository(
        branch(facts), dirty, ProposedCommand.of(plan.workspace().root()).orElse(""));
  }

  /** Where commits go, for people. */
  static String branch(GitRepository repository) {
    return branch(repository.facts(FACTS));
  }

  private static String branch(RepoFacts facts) {
    return switch (facts.position()) {
      case RepoFacts.Position.OnBranch(String branch, String commit) -> branch;
      case RepoFacts.Position.Detached(String commit) -> "detached " + commit;
      case RepoFacts.Position.Unborn(String branch) -> branch;
    };
  }
}
