package dev.vibe.tool;

import dev.vibe.effect.Effect;
import dev.vibe.workspace.Resolution.Guard;

/**
 * Call that needs a path which only a person may open, such as a file of secrets; with their yes it
 * is prepared once more, with the path in {@link ToolContext#opened}.
 *
 * @param path {@code relative} of the path
 * @param message for the model and the person: why it is guarded
 * @param effect what a yes would be a yes to
 */
public record GuardedPath(String path, Guard guard, String message, Effect effect)
    implements Prepared {}
