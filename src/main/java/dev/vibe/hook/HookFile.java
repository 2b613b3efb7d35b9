package dev.vibe.hook;

import dev.vibe.file.BoundedFile;
import dev.vibe.hook.Hook.Origin;
import dev.vibe.hook.Hook.ToolPattern;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** File with hooks in the form of other agents: a JSON object whose {@code hooks} holds events. */
public record HookFile(Path file, Origin origin) {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * What a file says.
   *
   * @param faults what cannot be used, a sentence each
   */
  public record Read(List<Hook> hooks, List<String> faults) {

    public Read {
      hooks = List.copyOf(hooks);
      faults = List.copyOf(faults);
    }
  }

  /** Reads it; a file that is not there says nothing. Blocks on disk. */
  public Read read() {
    List<Hook> hooks = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try {
      Map<String, Object> all = Json.object(BoundedFile.text(file, MOST_BYTES).orElse("{}"));
      if (all.get("hooks") instanceof Map<?, ?> events) {
        events.forEach((event, groups) -> read(String.valueOf(event), groups, hooks, faults));
      }
    } catch (IOException | JsonShapeException e) {
      faults.add("it cannot be read: " + e.getMessage());
    }
    return new Read(hooks, faults);
  }

  private void read(String name, Object groups, List<Hook> hooks, List<String> faults) {
    Optional<HookEvent> event = HookEvent.named(name);
    if (event.isEmpty() || !(groups instanceof List<?> list)) {
      faults.add("there is no event " + name + "; it is left out");
      return;
    }
    for (Object each : list) {
      if (each instanceof Map<?, ?> group) {
        List<ToolPattern> tools =
            group.get("matcher") instanceof String written
                ? ToolPattern.ofOthers(written)
                : List.of();
        Object commands = group.get("hooks") instanceof List<?> many ? many : List.of(group);
        for (Object command : (List<?>) commands) {
          hook(event.get(), tools, command, hooks.size() + 1).ifPresent(hooks::add);
        }
      }
    }
  }

  private Optional<Hook> hook(
      HookEvent event, List<ToolPattern> tools, Object written, int number) {
    if (!(written instanceof Map<?, ?> fields)
        || !(fields.get("command") instanceof String command)
        || command.isBlank()) {
      return Optional.empty(); // of a kind that runs no command
    }
    Duration limit =
        fields.get("timeout") instanceof Number seconds && seconds.longValue() > 0
            ? Duration.ofSeconds(seconds.longValue())
            : Hook.USUAL;
    return Optional.of(
        new Hook(
            file.getFileName() + "#" + number, event, command, tools, List.of(), limit, origin));
  }
}
