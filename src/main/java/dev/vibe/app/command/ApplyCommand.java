package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.replay.ScriptedModel;
import dev.vibe.tool.Tool;
import dev.vibe.tool.builtin.PatchTool;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.patch.PatchReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Handler of {@code vibe apply}: a recorded change as a run without a model.
 *
 * @param calls by reply
 * @param tools that the calls need beside the usual ones
 */
public record ApplyCommand(List<List<ToolCall>> calls, List<Tool<?>> tools) {

  /**
   * Reads it.
   *
   * @param named a file, or {@code -} for standard input
   * @param folder where the change goes
   * @throws VibeException (usage) when it cannot be read or is neither a patch nor a list of calls
   */
  public static ApplyCommand read(String named, Path folder, HostEnvironment host) {
    byte[] bytes = bytes(named, host);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("[")) {
      return ofCalls(ScriptedModel.parse(text), folder);
    }
    PatchTool patch = new PatchTool(PatchReader.read(bytes));
    List<ToolCall> calls = new ArrayList<>();
    for (String file : patch.files()) {
      calls.add(ScriptedModel.of(calls.size() + 1, ToolNames.PATCH, Map.of("file", file)));
    }
    return new ApplyCommand(List.of(calls), List.of(patch));
  }

  /** Who records that a file is overwritten has known it: it is read first. */
  private static ApplyCommand ofCalls(List<ToolCall> calls, Path folder) {
    Set<String> overwritten = new LinkedHashSet<>();
    for (ToolCall call : calls) {
      if (call.name().equals(ToolNames.WRITE_FILE)
          && arguments(call).get("file") instanceof String file
          && isFile(folder, file)) {
        overwritten.add(file);
      }
    }
    List<ToolCall> reads = new ArrayList<>();
    for (String file : overwritten) {
      reads.add(
          ScriptedModel.of(
              calls.size() + reads.size() + 1, ToolNames.READ_FILE, Map.of("file", file)));
    }
    return new ApplyCommand(reads.isEmpty() ? List.of(calls) : List.of(reads, calls), List.of());
  }

  /** None when they are broken; the call itself says so later. */
  private static Map<String, Object> arguments(ToolCall call) {
    try {
      return Json.object(call.arguments().text());
    } catch (JsonShapeException e) {
      return Map.of();
    }
  }

  private static boolean isFile(Path folder, String file) {
    try {
      return Files.isRegularFile(folder.resolve(file));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(String named, HostEnvironment host) {
    try (InputStream in =
        named.equals("-")
            ? host.streams().in()
            : Files.newInputStream(host.directory().resolve(named))) {
      byte[] bytes = in.readNBytes(TextFile.MAX_BYTES + 1);
      if (bytes.length > TextFile.MAX_BYTES) {
        throw unreadable(named, "it is larger than 50 MB");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(named, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static VibeException unreadable(String named, String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.APPLY_INPUT,
            "cannot read " + named,
            cause,
            "name a patch or a JSON list of tool calls, or - for standard input"));
  }

  public ScriptedModel model(ExecutionMode mode) {
    return new ScriptedModel(calls, ToolNames.READ_FILE, mode);
  }

  /** The run that applies it; edits are what was asked for, and commits if the list has any. */
  public RunOptions options(String named, RunOptions given) {
    boolean commits =
        calls.stream()
            .flatMap(List::stream)
            .anyMatch(call -> call.name().equals(ToolNames.GIT_COMMIT));
    List<FlagValue> flags = new ArrayList<>(given.flags());
    if (flags.stream().noneMatch(flag -> flag.key().equals("mode"))) {
      flags.add(new FlagValue("mode", "vibe apply", "accept-edits"));
    }
    return new RunOptions(
        new RunOptions.Prompt.Recorded("apply " + named),
        given.where(),
        given.model(),
        new RunOptions.Changes(
            commits,
            given.changes().isDryRun(),
            given.changes().mustChange(),
            given.changes().allowsSecrets()),
        given.output(),
        flags);
  }
}
