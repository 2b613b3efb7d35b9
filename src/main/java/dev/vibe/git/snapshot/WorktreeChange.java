package dev.vibe.git.snapshot;

import dev.vibe.git.file.FileState;
import dev.vibe.workspace.WorkspacePath;

/** Change that a command made to one file. */
public record WorktreeChange(WorkspacePath path, FileState before, FileState after) {}
