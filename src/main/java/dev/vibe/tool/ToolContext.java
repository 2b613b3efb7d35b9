package dev.vibe.tool;

import dev.vibe.workspace.EditBatch;

/**
 * What a call is prepared against.
 *
 * @param batch the edits of this reply so far, over the files as they are on disk; also knows what
 *     the model has seen
 */
public record ToolContext(EditBatch batch) {}
