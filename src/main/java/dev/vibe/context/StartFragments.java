package dev.vibe.context;

import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.RepoFacts;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Builder of the fragments that tell the model at the start of the place it works in.
 *
 * @param userFolder the person's own configuration, for their instructions
 * @param isTrusted whether the folder's own instructions count
 * @param platform the machine, e.g. {@code Linux amd64}
 * @param notes what the model may do, a line each
 */
public record StartFragments(
    Workspace workspace,
    Path userFolder,
    boolean isTrusted,
    String platform,
    LocalDate date,
    List<String> notes) {

  private static final RepoFacts.Limits FACTS = new RepoFacts.Limits(15, 5);

  public StartFragments {
    notes = List.copyOf(notes);
  }

  /**
   * All of them, in the order of the system prompt. Blocks on disk.
   *
   * @param repository what {@link #repository} gave; empty when nobody waited for it
   * @param left what an earlier session left; empty when there is nothing
   * @param leftOut told of instructions that cannot be read
   */
  public List<Fragment> of(
      GitWorkspace git,
      Optional<Fragment> repository,
      Optional<Fragment.LeftWork> left,
      Consumer<Problem> leftOut) {
    List<Fragment> fragments = new ArrayList<>();
    fragments.add(
        new Fragment.Environment(workspace.root().toString(), platform, date.toString(), notes));
    fragments.add(FolderListing.of(workspace, git.ignoreRules()));
    repository.map(each -> readable(without(each, left))).ifPresent(fragments::add);
    left.ifPresent(fragments::add);
    fragments.addAll(InstructionFiles.ofUser(userFolder, leftOut));
    if (isTrusted) {
      Path root = workspace.root();
      fragments.addAll(
          InstructionFiles.ofFolder(
              git instanceof GitRepository r ? r.top() : root,
              root,
              file -> workspace.standing(workspace.pathOf(file)) == Standing.FREE,
              leftOut));
    }
    return fragments;
  }

  private static Fragment without(Fragment fragment, Optional<Fragment.LeftWork> left) {
    return fragment instanceof Fragment.Repository(RepoFacts facts) && left.isPresent()
        ? new Fragment.Repository(facts.without(Set.copyOf(left.get().files())))
        : fragment;
  }

  /** Without the names of files that the user's rules do not leave free to read. */
  private Fragment readable(Fragment fragment) {
    return fragment instanceof Fragment.Repository(RepoFacts facts)
        ? new Fragment.Repository(
            facts.naming(path -> workspace.readRules().of(path) == Standing.FREE))
        : fragment;
  }

  /** The state of the repository. Blocks on disk and on a Git process. */
  public static Fragment repository(GitWorkspace git) {
    return switch (git) {
      case NoRepository none -> new Fragment.NoRepository(none.reason().cause());
      case GitRepository repository -> {
        try {
          yield new Fragment.Repository(repository.facts(FACTS));
        } catch (VibeException e) {
          yield new Fragment.NoRepository(e.problem().what() + ": " + e.problem().cause());
        }
      }
    };
  }
}
