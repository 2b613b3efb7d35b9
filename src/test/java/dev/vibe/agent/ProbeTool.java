package dev.vibe.agent;

import dev.vibe.effect.Effect;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import java.util.List;

/** A tool that does what the test says, in the shape of a kind of tool. */
record ProbeTool(String name, CallKind kind, Work work) implements Tool<ProbeTool.Input> {

  /** What a call is given. */
  public record Input(String command) {}

  /** What a call does. */
  @FunctionalInterface
  interface Work {
    ToolOutput on(String command) throws InterruptedException;
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return new ToolDeclaration<>(name, "A tool of the test.", Input.class, kind);
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    String title = name + " " + input.command();
    Invocation.Body body = () -> work.on(input.command());
    return switch (kind) {
      case READS -> new Invocation.Reading(title, List.of(new Effect.Read("f")), body);
      case ACTS -> new Invocation.Acting(title, List.of(effect(input.command())), body);
      case EDITS -> throw new IllegalStateException("tests edit with the real tools");
    };
  }

  private Effect effect(String command) {
    return name.equals("commit")
        ? new Effect.Commit(command, List.of("f"))
        : new Effect.Run(command, "/");
  }
}
