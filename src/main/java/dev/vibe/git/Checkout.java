package dev.vibe.git;

import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.snapshot.Worktree;
import java.nio.file.Path;

/**
 * Place where files of a repository are checked out, and what looks at it there.
 *
 * @param folder that is looked at: the top of the work tree, or below it
 * @param storage what the repository has stored of those files
 */
record Checkout(
    Path folder,
    GitFolders folders,
    GitSettings settings,
    Worktree worktree,
    Worktree.Storage storage) {}
