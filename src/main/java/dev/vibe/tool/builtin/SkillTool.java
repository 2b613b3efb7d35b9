package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.skill.Skill;
import dev.vibe.skill.SkillFile;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Truncation;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tool that brings the instructions of a skill into the conversation. */
public final class SkillTool implements Tool<SkillTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.SKILL,
          "Read the instructions of a skill listed under Skills, before work that it is for.",
          Input.class,
          CallKind.READS);

  private final List<Skill> skills;
  private final Consumer<Skill> used;

  /**
   * A tool for these skills.
   *
   * @param used told of each that is read
   */
  public SkillTool(List<Skill> skills, Consumer<Skill> used) {
    this.skills = skills.stream().filter(Skill::isForModel).toList();
    this.used = used;
  }

  /** Input that the model gives. */
  public record Input(@Doc("of the skill") String name) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    Optional<Skill> found =
        skills.stream()
            .filter(skill -> skill.name().equalsIgnoreCase(input.name().strip()))
            .findFirst();
    if (found.isEmpty()) {
      return new Refusal(
          RefusalCode.NOT_FOUND,
          "there is no skill "
              + QuotedName.of(input.name())
              + "; there are: "
              + skills.stream().map(Skill::name).collect(Collectors.joining(", "))
              + ".");
    }
    Skill skill = found.get();
    return new Invocation.Reading("skill " + skill.name(), List.of(), () -> read(skill, context));
  }

  private ToolOutput read(Skill skill, ToolContext context) {
    String body;
    try {
      body = SkillFile.body(skill);
    } catch (IOException e) {
      return ToolOutput.failed("the skill cannot be read: " + e.getMessage());
    }
    used.accept(skill);
    String head =
        "Skill "
            + skill.name()
            + "; files that it names are below "
            + QuotedName.of(String.valueOf(skill.file().getParent()))
            + "\n\n";
    return ToolOutput.ok(
        head
            + Truncation.chars(
                    ControlChars.neutralise(body),
                    new Truncation.Keep(context.mostOutput() - head.length(), 0))
                .text());
  }
}
