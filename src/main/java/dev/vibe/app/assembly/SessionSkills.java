package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.Fragment;
import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.skill.PromptFiles.PromptFile;
import dev.vibe.skill.Skill;
import dev.vibe.skill.SkillFile;
import dev.vibe.skill.SkillFolders;
import dev.vibe.skill.SkillListing;
import dev.vibe.skill.SkillUses;
import dev.vibe.text.Names;
import dev.vibe.tool.Tool;
import dev.vibe.tool.builtin.SkillTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Skills of a session: what the model is told of them, and the tool that reads one. */
public final class SessionSkills {

  /** Of a model whose window nobody knows. */
  private static final int USUAL_WINDOW = 32_768;

  private final SessionPlan plan;
  private final SkillUses uses;
  private final SkillFolders.Found found;

  private SessionSkills(SessionPlan plan, SkillUses uses, SkillFolders.Found found) {
    this.plan = plan;
    this.uses = uses;
    this.found = found;
  }

  /** Looks for them. Blocks on disk. */
  public static SessionSkills of(HostEnvironment host, SessionPlan plan) {
    return new SessionSkills(
        plan,
        new SkillUses(host.state().path().resolve("skills.json")),
        folders(host, plan.workspace().root(), plan.options().where().isTrusted()).find());
  }

  /** Where they are looked for. */
  public static SkillFolders folders(HostEnvironment host, Path root, boolean isTrusted) {
    return SkillFolders.of(host.paths().configDir(), host.home(), root, isTrusted);
  }

  /** Whether there can be any; a look at a few names, without reading a file. */
  static boolean areThere(HostEnvironment host, SessionPlan plan) {
    SkillFolders folders =
        folders(host, plan.workspace().root(), plan.options().where().isTrusted());
    return plan.config().hasTool(ToolNames.SKILL)
        && (folders.user().stream().anyMatch(Files::isDirectory)
            || folders.project().stream().anyMatch(Files::isDirectory));
  }

  /** What the model is told; empty where there is nothing to tell. */
  Optional<Fragment> fragment(int window) {
    SkillListing listing =
        SkillListing.of(found.skills(), window > 0 ? window : USUAL_WINDOW, uses.counts());
    if (!listing.leftOut().isEmpty()) {
      plan.notices()
          .add(
              new Problem(
                  ProblemCode.SKILL_LEFT_OUT,
                  "the model is not told of every skill: " + Names.some(listing.leftOut()),
                  "their list may take 2 % of its window",
                  "shorten their descriptions, or take some away"));
    }
    found
        .faults()
        .forEach(
            (folder, faults) ->
                plan.notices()
                    .add(
                        new Problem(
                            ProblemCode.SKILL_INVALID,
                            "a skill is not as it should be: " + folder,
                            String.join("; ", faults),
                            "vibe skills check   tells it again")));
    return listing.lines().isEmpty()
        ? Optional.empty()
        : Optional.of(new Fragment.Skills(listing.lines()));
  }

  /** The tool, where a skill is for the model. */
  List<Tool<?>> tools() {
    return found.skills().stream().anyMatch(Skill::isForModel)
        ? List.of(new SkillTool(found.skills(), skill -> uses.used(skill.name())))
        : List.of();
  }

  /** Folders whose files the instructions may speak of, outside of the workspace. */
  List<Path> folders() {
    return found.skills().stream()
        .filter(skill -> skill.origin() == Skill.Origin.USER)
        .map(skill -> folderOf(skill.file()))
        .toList();
  }

  /** Those that a person may call, as commands of that name. Blocks on disk. */
  public List<PromptFile> commands() {
    List<PromptFile> commands = new ArrayList<>();
    for (Skill skill : found.skills()) {
      if (skill.isForPerson()) {
        body(skill).ifPresent(body -> commands.add(command(skill, body)));
      }
    }
    return commands;
  }

  private static Optional<String> body(Skill skill) {
    try {
      return Optional.of(SkillFile.body(skill));
    } catch (IOException e) {
      return Optional.empty(); // it was there a moment ago
    }
  }

  private static PromptFile command(Skill skill, String body) {
    String doc = skill.description();
    String text =
        body
            + (body.contains("$ARGUMENTS") ? "" : "\n\n$ARGUMENTS")
            + "\n\n(Files that this names are below "
            + folderOf(skill.file())
            + ")";
    return new PromptFile(
        skill.name(), doc.length() <= 60 ? doc : doc.substring(0, 60) + "…", text);
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
