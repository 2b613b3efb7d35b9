package dev.vibe.git.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Check of whether a repository is the user's own. One that somebody else put there may hold
 * configuration that acts, so it is left alone unless {@code safe.directory} names it, as Git does.
 */
public final class RepositoryOwner {

  private RepositoryOwner() {}

  public static boolean isTrusted(GitFolders folders, GitSettings settings) {
    FileOwners owners = settings.owners();
    List<Path> parts = List.of(folders.worktree(), folders.gitDir(), folders.commonDir());
    return parts.stream().allMatch(part -> isOwn(part, settings, owners))
        || isDeclaredSafe(folders, settings);
  }

  private static boolean isOwn(Path part, GitSettings settings, FileOwners owners) {
    try {
      if (!owners.areKnown()) {
        return Files.getOwner(part).equals(Files.getOwner(settings.home()));
      }
      int owner = owners.of(part);
      int user = owners.user();
      return owner == user
          || (user == 0 && settings.variable("SUDO_UID").equals(Integer.toString(owner)));
    } catch (UnsupportedOperationException e) {
      return true; // no such owners on this file system
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isDeclaredSafe(GitFolders folders, GitSettings settings) {
    boolean safe = false;
    try {
      for (String named : GitConfig.loadUsers(settings).usersValues("safe", "directory")) {
        String folder = named.startsWith("~/") ? settings.home() + named.substring(1) : named;
        if (folder.isEmpty()) {
          safe = false;
        } else {
          safe |= covers(folder, folders.worktree());
        }
      }
    } catch (IOException e) {
      return false;
    }
    return safe;
  }

  private static boolean covers(String folder, Path worktree) {
    if (folder.endsWith("/*")) {
      return worktree.startsWith(Path.of(folder.substring(0, folder.length() - 2)));
    }
    return folder.equals("*") || worktree.equals(Path.of(folder).normalize());
  }
}
