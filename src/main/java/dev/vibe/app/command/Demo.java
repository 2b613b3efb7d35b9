package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.config.FlagValue;
import dev.vibe.git.StarterRepository;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.replay.CassetteReader;
import dev.vibe.provider.replay.ReplayModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Handler of {@code vibe demo}, the first thing a newcomer runs: no key, no network, and nothing of
 * theirs is touched.
 */
public final class Demo {

  private static final String PROMPT = "replace every print with logger.debug";
  private static final String CASSETTE = "/demo/cassette.json";
  private static final List<String> FILES =
      List.of("README.md", "app.py", "orders.csv", "orders.py", "report.py");

  /** What is thrown away is not worth remembering. */
  private static final FlagValue FORGOTTEN = new FlagValue("memory", "vibe demo", "false");

  private final HostEnvironment outerHost;
  private final Path folder;

  private Demo(HostEnvironment outerHost, Path folder) {
    this.outerHost = outerHost;
    this.folder = folder;
  }

  /**
   * Makes the throw-away repository in a new temporary folder.
   *
   * @throws VibeException when there is no room for it
   */
  public static Demo create(HostEnvironment outerHost) {
    try {
      Path folder = Files.createTempDirectory(temporary(outerHost), "vibe-demo-");
      for (String file : FILES) {
        try (InputStream in = open("/demo/repo/" + file)) {
          Files.copy(in, folder.resolve(file));
        }
      }
      StarterRepository.create(folder, "Add the shop report", gitSettings(outerHost));
      return new Demo(outerHost, folder);
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.DEMO,
              "cannot make the repository of the demo",
              String.valueOf(e.getMessage()),
              "make room in the folder for temporary files, or set TMPDIR"),
          e);
    }
  }

  private static Path temporary(HostEnvironment outerHost) {
    String wanted = outerHost.environment().getOrDefault("TMPDIR", "");
    return wanted.isEmpty() ? outerHost.platform().temporary() : Path.of(wanted);
  }

  public void introduce() {
    outerHost.err().println("A throw-away repository is in " + folder);
    outerHost.err().println("The model is recorded: no key, no network. What runs is");
    outerHost.err().println();
    outerHost.err().println("    vibe --prompt \"" + PROMPT + "\" --auto-commit");
    outerHost.err().println();
  }

  public void sayHowToGoOn() {
    outerHost
        .err()
        .println(
            """

            Look at it:       git -C %s show
            Throw it away:    rm -r %s

            Now with a real model, in a repository of yours:
              Mistral's API   export MISTRAL_API_KEY=…
                              vibe -p "what to do" --auto-commit
              llama.cpp       llama-server -hf … --jinja -c 65536
                              vibe --base-url http://127.0.0.1:8080/v1 -p "what to do"
              Ollama          OLLAMA_CONTEXT_LENGTH=65536 ollama serve
                              vibe --base-url http://127.0.0.1:11434/v1 -m devstral -p "what to do"\
            """
                .formatted(folder, folder));
  }

  public ChatModel model() {
    try (InputStream in = open(CASSETTE)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ReplayModel(CassetteReader.read("the demo's cassette", json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newcomer's own configuration and identity have no say in the demo. */
  public HostEnvironment host() {
    Map<String, String> environment = new HashMap<>(outerHost.environment());
    environment.keySet().removeIf(name -> name.startsWith("VIBE_") && !name.equals("VIBE_HOME"));
    environment.put("GIT_AUTHOR_NAME", "Newcomer");
    environment.put("GIT_AUTHOR_EMAIL", "newcomer@example.org");
    environment.put("GIT_COMMITTER_NAME", "Newcomer");
    environment.put("GIT_COMMITTER_EMAIL", "newcomer@example.org");
    return new HostEnvironment(
        environment,
        outerHost.home(),
        folder,
        outerHost.streams(),
        outerHost.tty(),
        outerHost.clock(),
        outerHost.random(),
        outerHost.version(),
        outerHost.platform(),
        outerHost.stop(),
        outerHost.process(),
        StateFolder.of(environment, outerHost.home(), outerHost.platform().temporary()));
  }

  public RunOptions options(RunOptions.Output output, List<FlagValue> flags) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly(PROMPT),
        new RunOptions.Where(folder, List.of(), false),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(true, false, true),
        output,
        Stream.concat(flags.stream(), Stream.of(FORGOTTEN)).toList());
  }

  private static GitSettings gitSettings(HostEnvironment host) {
    return GitSettings.of(
        host.environment(), host.home(), host.state().path().resolve("git"), host.clock());
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Demo.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("the product is not whole: " + resource + " is missing");
    }
    return in;
  }
}
