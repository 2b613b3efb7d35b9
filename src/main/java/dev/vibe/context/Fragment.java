package dev.vibe.context;

import dev.vibe.conversation.ToolNames;
import dev.vibe.git.RepoFacts;
import dev.vibe.git.RepoFacts.Paths;
import dev.vibe.git.RepoFacts.Position;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Framing;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Fragment of what the model is told beside the conversation; renders itself within a bound. */
public sealed interface Fragment {

  /** Heading in the system prompt. */
  String title();

  /** Plain text, never longer than the fragment's own bound; blank when there is nothing to say. */
  String render();

  /**
   * Where the work is done and under which rules.
   *
   * @param notes one line each, e.g. what the mode allows
   */
  record Environment(String directory, String platform, String date, List<String> notes)
      implements Fragment {
    public Environment {
      notes = List.copyOf(notes);
    }

    @Override
    public String title() {
      return "Environment";
    }

    @Override
    public String render() {
      StringBuilder text = new StringBuilder();
      text.append("folder: ")
          .append(QuotedName.of(directory))
          .append(" (paths are relative to it)\n");
      text.append("system: ").append(platform).append(", date: ").append(date);
      notes.forEach(note -> text.append('\n').append(note));
      return text.toString();
    }
  }

  /** What lies in the folder, so that a small task needs no search. */
  record Files(List<String> paths, Extent extent) implements Fragment {
    private static final int MOST_CHARS = 1_500;

    /** Extent to which the folder is listed. */
    public enum Extent {
      ALL_FILES,
      /** Only the first level; folders end with a slash. */
      TOP_LEVEL
    }

    public Files {
      paths = List.copyOf(paths);
    }

    @Override
    public String title() {
      return extent == Extent.ALL_FILES ? "Files" : "Top level of the folder";
    }

    @Override
    public String render() {
      StringBuilder text = new StringBuilder();
      int shown = 0;
      while (shown < paths.size()) {
        String name = QuotedName.of(paths.get(shown));
        if (text.length() + name.length() >= MOST_CHARS) {
          break;
        }
        text.append(shown++ == 0 ? "" : "\n").append(name);
      }
      int hidden = paths.size() - shown;
      return hidden == 0
          ? text.toString()
          : text + "\n(and " + hidden + " more: use " + ToolNames.GLOB + ")";
    }
  }

  /** The state of the repository when the session began. */
  record Repository(RepoFacts facts) implements Fragment {
    private static final Keep BOUND = new Keep(1_500, 0);

    @Override
    public String title() {
      return "Git";
    }

    @Override
    public String render() {
      StringBuilder text = new StringBuilder(position());
      if (facts.ongoing() != OngoingWork.NONE) {
        text.append(", in the middle of ").append(facts.ongoing().title());
      }
      if (facts.isClean()) {
        text.append(", clean");
      }
      facts
          .around()
          .ifPresent(
              around ->
                  text.append("\nrepository: ")
                      .append(QuotedName.of(around.top()))
                      .append(", this folder is ")
                      .append(QuotedName.of(around.prefix()))
                      .append(" in it; you can read all of it"));
      list(text, "staged by the user", facts.staged());
      list(text, "changed by the user", facts.unstaged());
      list(text, "untracked", facts.untracked());
      list(text, "in conflict", facts.conflicted());
      facts
          .around()
          .ifPresent(around -> list(text, "changed outside of this folder", around.changed()));
      if (!facts.recent().isEmpty()) {
        text.append("\nrecent commits:");
        facts
            .recent()
            .forEach(
                c ->
                    text.append("\n  ")
                        .append(c.id())
                        .append(' ')
                        .append(QuotedName.line(c.subject())));
      }
      return Truncation.chars(text.toString(), BOUND).text();
    }

    private String position() {
      return switch (facts.position()) {
        case Position.OnBranch(String branch, String commit) -> "branch " + QuotedName.of(branch);
        case Position.Detached(String commit) -> "detached HEAD at " + commit;
        case Position.Unborn(String branch) ->
            "branch " + QuotedName.of(branch) + " without commits";
      };
    }

    private static void list(StringBuilder text, String title, Paths paths) {
      if (paths.count() > 0) {
        int left = paths.count() - paths.first().size();
        text.append('\n')
            .append(title)
            .append(": ")
            .append(paths.first().stream().map(QuotedName::of).collect(Collectors.joining(", ")));
        text.append(left > 0 ? " and " + left + " more" : "");
      }
    }
  }

  /**
   * What an earlier session left.
   *
   * @param files with changes that no commit holds
   */
  record LeftWork(List<String> files) implements Fragment {
    private static final Keep BOUND = new Keep(1_000, 0);

    public LeftWork {
      files = List.copyOf(files);
    }

    @Override
    public String title() {
      return "Left by an earlier session";
    }

    @Override
    public String render() {
      String names = files.stream().map(QuotedName::of).collect(Collectors.joining(", "));
      return "In no commit, and not the user's, because that session was cut off: "
          + Truncation.chars(names, BOUND).text()
          + "\nIf the task goes on from that, name these files to "
          + ToolNames.GIT_COMMIT
          + ": then they are yours. Else leave them as they are.";
    }
  }

  /** There is no repository, and why. */
  record NoRepository(String reason) implements Fragment {
    @Override
    public String title() {
      return "Git";
    }

    @Override
    public String render() {
      return ControlChars.neutraliseLine(reason)
          + ". Everything but "
          + ToolNames.GIT_COMMIT
          + " works.";
    }
  }

  /**
   * What the user wrote down for agents.
   *
   * @param source the file it comes from, for the model
   */
  record Instructions(String source, String text) implements Fragment {
    private static final int MOST_CHARS = 16_000;
    private static final String FRAME = "instructions";

    /** The file with the size of its text, for people. */
    public String named() {
      return source + " (" + Figures.bytes(text.getBytes(StandardCharsets.UTF_8).length) + ")";
    }

    @Override
    public String title() {
      return "Instructions of the user (" + QuotedName.of(source) + ")";
    }

    @Override
    public String render() {
      String kept = Truncation.chars(text.strip(), new Keep(MOST_CHARS, 0)).text();
      return kept.isEmpty() ? "" : Framing.of(FRAME, "", kept);
    }
  }

  /** Skills that the model may read, a line each; bounded by whoever lists them. */
  record Skills(List<String> lines) implements Fragment {
    private static final String FRAME = "skills";

    public Skills {
      lines = List.copyOf(lines);
    }

    @Override
    public String title() {
      return "Skills (read one with " + ToolNames.SKILL + " before work that it is for)";
    }

    @Override
    public String render() {
      return lines.isEmpty() ? "" : Framing.of(FRAME, "", String.join("\n", lines));
    }
  }

  /**
   * Tools of MCP servers that the request does not hold, a line a server; bounded by the lister.
   */
  record ServerTools(List<String> lines) implements Fragment {
    private static final String FRAME = "tools";

    public ServerTools {
      lines = List.copyOf(lines);
    }

    @Override
    public String title() {
      return "Tools of MCP servers (find one with " + ToolNames.TOOL_SEARCH + ", then call it)";
    }

    @Override
    public String render() {
      return lines.isEmpty() ? "" : Framing.of(FRAME, "", String.join("\n", lines));
    }
  }
}
