package dev.vibe.git.store;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitFolders.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reader of where the HEAD of a submodule is, from its files alone. */
public final class SubmoduleHead {

  private SubmoduleHead() {}

  /**
   * Full name of the commit that is checked out.
   *
   * @param staged what the index says; where one is that is not checked out
   */
  public static String of(Path submodule, String staged) {
    try {
      if (!(GitFolders.find(submodule) instanceof Search.Found(GitFolders folders))
          || !folders.worktree().equals(submodule.toRealPath())) {
        return staged;
      }
      String head = Files.readString(folders.gitDir().resolve("HEAD")).strip();
      if (!head.startsWith("ref: ")) {
        return head;
      }
      Path loose = folders.commonDir().resolve(head.substring("ref: ".length())).normalize();
      return loose.startsWith(folders.commonDir()) ? Files.readString(loose).strip() : staged;
    } catch (IOException | RuntimeException e) {
      return staged;
    }
  }
}
