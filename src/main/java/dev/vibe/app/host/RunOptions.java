package dev.vibe.app.host;

import dev.vibe.config.FlagValue;
import dev.vibe.effect.ExecutionMode;
import dev.vibe.event.Detail;
import java.nio.file.Path;
import java.util.List;

/**
 * Options of a one-shot run, as the command line gives them. Settings that a file could hold too
 * (mode, model, limits, colour) are in {@link #flags}; their values in effect are in the
 * configuration.
 */
public record RunOptions(
    Prompt prompt,
    Where where,
    Model model,
    Changes changes,
    Output output,
    List<FlagValue> flags,
    Beginning beginning) {

  /** The name of the patch in the folder of {@link Output}. */
  public static final String CHANGE = "change.patch";

  public RunOptions {
    flags = List.copyOf(flags);
  }

  /** A new conversation. */
  public RunOptions(
      Prompt prompt,
      Where where,
      Model model,
      Changes changes,
      Output output,
      List<FlagValue> flags) {
    this(prompt, where, model, changes, output, flags, new Beginning.Fresh());
  }

  /** Choice of the conversation that goes on. An id may be given by its beginning. */
  public sealed interface Beginning {

    /** None: a new one begins. */
    record Fresh() implements Beginning {}

    /** The one of this folder that was last used. */
    record Newest() implements Beginning {}

    record Named(String id) implements Beginning {}

    /** A copy, which leaves the other as it is. */
    record CopyOf(String id) implements Beginning {}

    /** One that a person picks from a list. */
    record Picked() implements Beginning {}
  }

  /** The same in another place. */
  public RunOptions in(Where other) {
    return new RunOptions(prompt, other, model, changes, output, flags, beginning);
  }

  /** The same with another prompt. */
  public RunOptions asking(Prompt other) {
    return new RunOptions(other, where, model, changes, output, flags, beginning);
  }

  /** Prompt: what to do, and whether more of it comes from standard input. */
  public sealed interface Prompt {

    /** The text; standard input, when something feeds it, is an attachment. */
    record Text(String text) implements Prompt {}

    /** The text alone; standard input is never read. */
    record TextOnly(String text) implements Prompt {}

    /**
     * What a file holds.
     *
     * @param file relative to where the process started
     * @param takesInput whether standard input, when something feeds it, is an attachment
     */
    record FromFile(Path file, boolean takesInput) implements Prompt {}

    /** No prompt: what is done is known beforehand. The title stands for it. */
    record Recorded(String title) implements Prompt {}

    /** Standard input is the prompt. */
    record StandardInput() implements Prompt {}
  }

  /**
   * The folders of a run, as they were written; relative ones are relative to where the process
   * started.
   *
   * @param directory empty path: where the process started
   * @param addedDirectories other folders that file tools may use
   * @param trust whether what the folder brings along counts for this run
   * @param tree the work tree of the repository that is worked in
   */
  public record Where(Path directory, List<Path> addedDirectories, Trust trust, Tree tree) {
    public Where {
      addedDirectories = List.copyOf(addedDirectories);
    }

    /** In the folder as it is. */
    public Where(Path directory, List<Path> addedDirectories, Trust trust) {
      this(directory, addedDirectories, trust, new Tree.Present());
    }

    /** With {@code --trust}, or without. */
    public Where(Path directory, List<Path> addedDirectories, boolean isTrusted) {
      this(directory, addedDirectories, isTrusted ? Trust.ALL : Trust.NONE);
    }

    public boolean isTrusted() {
      return trust != Trust.NONE;
    }

    public Where with(Trust other) {
      return new Where(directory, addedDirectories, other, tree);
    }

    public Where with(Tree other) {
      return new Where(directory, addedDirectories, trust, other);
    }

    /** The present work tree, in another folder. */
    public Where in(Path other) {
      return new Where(other, addedDirectories, trust);
    }
  }

  /** Choice of the work tree. */
  public sealed interface Tree {

    /** The one that the folder is in, if any. */
    record Present() implements Tree {}

    /**
     * A managed worktree, which is made where it is not there.
     *
     * @param name empty for one that is named by vibe
     */
    record Own(String name) implements Tree {}
  }

  /** Extent of the trust in a folder. */
  public enum Trust {
    NONE,
    /** What a person looked at, and nothing else. */
    PINNED,
    /** All, because it was said so for this run. */
    ALL
  }

  /** Choice of the model that answers. */
  public sealed interface Model {

    /** What the configuration leads to. */
    record Configured() implements Model {}

    /** A cassette, as its path was written; no endpoint is looked for and no connection made. */
    record Recorded(Path cassette) implements Model {}
  }

  /**
   * Choice of what becomes of the changes.
   *
   * @param commits what the run changed is committed; the mode is at least {@code accept-edits}
   * @param isDryRun nothing is changed
   * @param mustChange a run that changes nothing ends with exit code 9
   * @param allowsSecrets whether commits may hold any ({@code --allow-secret})
   * @param makesRepository where there is none ({@code --init})
   * @param allowed rules that allow more, for this run ({@code --allow})
   * @param hosts that confined commands may reach, besides those of the configuration
   * @param publishing what becomes of the commits
   */
  public record Changes(
      boolean commits,
      boolean isDryRun,
      boolean mustChange,
      boolean allowsSecrets,
      boolean makesRepository,
      List<String> allowed,
      List<String> hosts,
      Publishing publishing) {

    public Changes {
      allowed = List.copyOf(allowed);
      hosts = List.copyOf(hosts);
    }

    /** That stay in the repository. */
    public Changes(
        boolean commits,
        boolean isDryRun,
        boolean mustChange,
        boolean allowsSecrets,
        boolean makesRepository,
        List<String> allowed,
        List<String> hosts) {
      this(
          commits,
          isDryRun,
          mustChange,
          allowsSecrets,
          makesRepository,
          allowed,
          hosts,
          new Publishing.Nowhere());
    }

    /** The same, published otherwise. */
    public Changes publishing(Publishing other) {
      return new Changes(
          commits, isDryRun, mustChange, allowsSecrets, makesRepository, allowed, hosts, other);
    }

    /** In the repository that there is. */
    public Changes(boolean commits, boolean isDryRun, boolean mustChange, boolean allowsSecrets) {
      this(commits, isDryRun, mustChange, allowsSecrets, false, List.of(), List.of());
    }

    /** Whose commits hold no secrets. */
    public Changes(boolean commits, boolean isDryRun, boolean mustChange) {
      this(commits, isDryRun, mustChange, false);
    }

    /** What the tools may do. */
    public ExecutionMode executionMode() {
      return isDryRun ? ExecutionMode.DRY_RUN : ExecutionMode.REAL;
    }
  }

  /** Choice of what becomes of the commits. */
  public sealed interface Publishing {

    record Nowhere() implements Publishing {}

    /**
     * Pushed on a branch of their own, with a pull request ({@code --pr-title}).
     *
     * @param body words above those of the run; perhaps empty
     * @param base empty for the usual one
     * @param branch empty for one named after the title
     */
    record AsPullRequest(
        String title, String body, String base, String branch, boolean isDraft, List<String> labels)
        implements Publishing {
      public AsPullRequest {
        labels = List.copyOf(labels);
      }
    }
  }

  /**
   * Options of what is written, and where.
   *
   * @param folder for all of a run ({@code --output-dir})
   * @param schema the file of what the answer has to fit ({@code --output-schema})
   */
  public record Output(
      Format format, Detail verbosity, Target patch, Target log, Target folder, Target schema) {

    /** For an answer of any form. */
    public Output(Format format, Detail verbosity, Target patch, Target log, Target folder) {
      this(format, verbosity, patch, log, folder, new Target.Nowhere());
    }

    /** The same in another form. */
    public Output as(Format other) {
      return new Output(other, verbosity, patch, log, folder);
    }

    /** Without a folder. */
    public Output(Format format, Detail verbosity, Target patch, Target log) {
      this(format, verbosity, patch, log, new Target.Nowhere());
    }
  }

  /** The form of standard output. */
  public enum Format {
    TEXT("text"),
    JSON("json"),
    STREAM_JSON("stream-json");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** A file to write or to read, or none. */
  public sealed interface Target {

    record Nowhere() implements Target {}

    record ToFile(Path path) implements Target {}
  }
}
