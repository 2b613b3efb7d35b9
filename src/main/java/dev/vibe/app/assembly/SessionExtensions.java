package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.context.Fragment;
import dev.vibe.skill.PromptFiles.PromptFile;
import dev.vibe.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Extensions of a session by its user: what they add to the tools and to what the model is told.
 * One that uses none pays for a look at a few names. Owned by the thread that begins the session.
 */
public final class SessionExtensions {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private Optional<Optional<SessionSkills>> skills = Optional.empty();

  /** Looks for nothing yet. */
  public SessionExtensions(HostEnvironment host, SessionPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  /**
   * What the model is told of them at the start. Blocks on disk.
   *
   * @param window of the model in tokens, asked for only where it matters; 0 when it is not known
   */
  List<Fragment> fragments(IntSupplier window) {
    List<Fragment> all = new ArrayList<>();
    skills().flatMap(there -> there.fragment(window.getAsInt())).ifPresent(all::add);
    return all;
  }

  /** Their tools, behind all others. Blocks on disk. */
  List<Tool<?>> tools() {
    List<Tool<?>> all = new ArrayList<>();
    skills().ifPresent(there -> all.addAll(there.tools()));
    return all;
  }

  /** Folders outside of the workspace whose files they may speak of. Blocks on disk. */
  List<Path> folders() {
    return skills().map(SessionSkills::folders).orElse(List.of());
  }

  /** Commands by which a person uses them. Blocks on disk. */
  public List<PromptFile> commands() {
    return skills().map(SessionSkills::commands).orElse(List.of());
  }

  private Optional<SessionSkills> skills() {
    if (skills.isEmpty()) {
      skills =
          Optional.of(
              SessionSkills.areThere(host, plan)
                  ? Optional.of(SessionSkills.of(host, plan))
                  : Optional.empty());
    }
    return skills.get();
  }
}
