package dev.vibe.git;

import dev.vibe.git.commit.Committer;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.NativeFilters;
import dev.vibe.git.store.GitProblems;
import dev.vibe.git.store.GitStore;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.NativeStore;
import dev.vibe.text.NameBytes;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Opener of the store that does a repository and these paths right. */
record StoreOpening(GitFolders folders, GitSettings settings) implements Committer.Opening {

  /** JGit, unless the repository or one of the paths needs what it does not do right. */
  @Override
  public GitStore open(GitConfig config, Collection<String> paths) throws IOException {
    String reason = NativeStore.reasonForGit(config, folders);
    boolean lacksObjects = config.isPartialClone() && !settings.nativeGit().isEmpty();
    if (reason.isEmpty() && !lacksObjects) {
      JGitStore store = JGitStore.open(folders, settings);
      reason = reasonForGit(config, store, paths);
      if (reason.isEmpty()) {
        return store;
      }
      store.close();
    }
    if (settings.nativeGit().isEmpty()) {
      throw GitProblems.thrown(GitProblems.needsGit(reason));
    }
    return new NativeStore(folders, settings, config);
  }

  private static String reasonForGit(GitConfig config, JGitStore store, Collection<String> paths)
      throws IOException {
    Optional<String> raw = paths.stream().filter(path -> !NameBytes.isText(path)).findFirst();
    if (raw.isPresent()) { // what is to be done to its content JGit does not find by such a name
      return "the name " + QuotedName.of(raw.get()) + " is not UTF-8";
    }
    for (var attributes : store.attributes(paths).entrySet()) {
      String filter = attributes.getValue().filter();
      if (filter.equals(NativeFilters.LFS) && config.filters().contains(filter)) {
        return attributes.getKey() + " belongs into LFS";
      }
      if (attributes.getValue().rewritten()) {
        return "Git rewrites " + attributes.getKey() + " when it stores it";
      }
    }
    return "";
  }
}
