package dev.vibe.git.snapshot;

import dev.vibe.git.file.FileState;
import dev.vibe.workspace.WorkspacePath;

/** What a command did to one file. */
public record WorktreeChange(WorkspacePath path, FileState before, FileState after) {}
