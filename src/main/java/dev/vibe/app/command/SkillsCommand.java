package dev.vibe.app.command;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionSkills;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.skill.Skill;
import dev.vibe.skill.SkillFile;
import dev.vibe.skill.SkillFolders;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Width;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Handler of {@code vibe skills}. Blocks on disk. */
public final class SkillsCommand {

  private final HostEnvironment host;
  private final RunOptions.Where where;
  private final Path folder;

  /**
   * Does nothing yet.
   *
   * @throws VibeException (usage) when there is no such folder
   */
  public SkillsCommand(HostEnvironment host, RunOptions.Where where) {
    this.host = host;
    Preparation preparation = new Preparation(host);
    this.where = preparation.remembered(where);
    this.folder = preparation.folder(where);
  }

  /** Act of the command. */
  public sealed interface Act {

    record Listed(OutputForm form) implements Act {}

    record Shown(String name) implements Act {}

    record Checked(OutputForm form) implements Act {}
  }

  /**
   * Does it.
   *
   * @return {@link ExitCode#FAILED} when a check found something
   * @throws VibeException when there is no skill of a name
   */
  public ExitCode run(Act act) {
    SkillFolders.Found found = SessionSkills.folders(host, folder, where.isTrusted()).find();
    switch (act) {
      case Act.Listed(OutputForm form) -> print(listed(found, form));
      case Act.Shown(String name) -> print(shown(found, name));
      case Act.Checked(OutputForm form) -> {
        print(checked(found, form));
        return found.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
      }
    }
    return ExitCode.DONE;
  }

  private List<String> listed(SkillFolders.Found found, OutputForm form) {
    return switch (form) {
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "skills");
        object.put("skills", found.skills().stream().map(SkillsCommand::fields).toList());
        yield List.of(Json.write(object));
      }
      case TEXT -> {
        List<String> lines = new ArrayList<>();
        int widest =
            found.skills().stream().mapToInt(skill -> Width.of(skill.name())).max().orElse(0);
        for (Skill skill : found.skills()) {
          lines.add(
              Width.pad(skill.name(), widest)
                  + "  "
                  + skill.origin().words()
                  + users(skill)
                  + "  "
                  + skill.description());
        }
        if (lines.isEmpty()) {
          lines.add("no skills; one is a folder with a SKILL.md, below " + places());
        }
        if (!where.isTrusted()) {
          lines.add("those of the project do not count, because the folder is not trusted");
        }
        if (!found.faults().isEmpty()) {
          lines.add(
              Figures.count(found.faults().size(), "skill")
                  + " not as it should be: vibe skills check");
        }
        yield lines;
      }
    };
  }

  private static String users(Skill skill) {
    if (!skill.isForModel()) {
      return ", only for a person";
    }
    return skill.isForPerson() ? "" : ", only for the model";
  }

  private String places() {
    return host.paths().configDir().resolve("skills")
        + ", or "
        + String.join(", ", SkillFolders.OF_PROJECT)
        + " of a project";
  }

  private static Map<String, Object> fields(Skill skill) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", skill.name());
    fields.put("description", skill.description());
    fields.put("file", skill.file().toString());
    fields.put("origin", skill.origin() == Skill.Origin.USER ? "user" : "project");
    fields.put("for_model", skill.isForModel());
    fields.put("for_person", skill.isForPerson());
    return fields;
  }

  private static List<String> shown(SkillFolders.Found found, String name) {
    Skill skill =
        found
            .named(name)
            .orElseThrow(
                () ->
                    new VibeException(
                        ExitCode.USAGE,
                        new Problem(
                            ProblemCode.NO_SKILL,
                            "there is no skill " + name,
                            found.skills().isEmpty()
                                ? "there are none"
                                : "there are: "
                                    + found.skills().stream()
                                        .map(Skill::name)
                                        .collect(Collectors.joining(", ")),
                            "vibe skills list   lists them")));
    List<String> lines = new ArrayList<>();
    lines.add(skill.name() + " (" + skill.origin().words() + users(skill) + ")");
    lines.add(skill.description());
    lines.add(skill.file().toString());
    lines.add("");
    try {
      SkillFile.body(skill).lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add("cannot be read: " + e.getMessage());
    }
    return lines;
  }

  private static List<String> checked(SkillFolders.Found found, OutputForm form) {
    return switch (form) {
      case JSON -> {
        List<Map<String, Object>> faults = new ArrayList<>();
        found
            .faults()
            .forEach(
                (folder, wrong) ->
                    faults.add(Map.of("folder", folder.toString(), "faults", wrong)));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "skills_checked");
        object.put("usable", found.skills().size());
        object.put("faulty", faults);
        yield List.of(Json.write(object));
      }
      case TEXT -> {
        List<String> lines = new ArrayList<>();
        found
            .faults()
            .forEach((folder, wrong) -> wrong.forEach(one -> lines.add(folder + ": " + one)));
        lines.add(Figures.count(found.skills().size(), "skill") + " can be used");
        yield lines;
      }
    };
  }

  private void print(List<String> lines) {
    lines.forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
  }
}
