package dev.vibe.git;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.QuietSystemReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** Maker of a copy of a repository as it was at a commit, in which anything may be done. */
public final class ScratchCopy {

  private static final String USER = "user";

  private ScratchCopy() {}

  /**
   * State of the copy.
   *
   * @param commit its id, or the beginning of that
   * @param branch that is checked out, a short name
   */
  public record At(String commit, String branch) {}

  /**
   * Makes it. Blocks on disk.
   *
   * @param top of the repository, which stays as it is
   * @param target a folder that is not there yet
   * @throws IOException when the commit is gone, or it cannot be made
   */
  public static void make(Path top, At at, Path target, GitSettings settings) throws IOException {
    try (Git git =
        Git.cloneRepository()
            .setFs(QuietSystemReader.install(settings))
            .setURI(top.toUri().toString())
            .setDirectory(target.toFile())
            .setNoCheckout(true)
            .call()) {
      Repository repository = git.getRepository();
      ObjectId commit = repository.resolve(at.commit() + "^{commit}");
      if (commit == null) {
        throw new IOException("commit " + at.commit() + " is in no branch any more");
      }
      String branch = Constants.R_HEADS + at.branch();
      RefUpdate update = repository.updateRef(branch);
      update.setNewObjectId(commit);
      update.forceUpdate();
      repository.updateRef(Constants.HEAD).link(branch);
      git.reset().setMode(ResetType.HARD).setRef(commit.name()).call();
      if (GitFolders.find(top) instanceof GitFolders.Search.Found(GitFolders folders)) {
        keepUser(GitConfig.load(settings, folders), repository.getConfig());
      }
    } catch (GitAPIException | JGitInternalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Who commits may be said in the repository alone. */
  private static void keepUser(GitConfig from, StoredConfig to) throws IOException {
    for (String name : List.of("name", "email")) {
      String value = from.value(USER, name);
      if (!value.isEmpty()) {
        to.setString(USER, null, name, value);
      }
    }
    to.save();
  }
}
