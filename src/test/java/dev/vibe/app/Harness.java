package dev.vibe.app;

import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import dev.vibe.exec.OwnProcess;
import dev.vibe.terminal.TtyState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The product in a folder of its own, with its streams in memory. */
public final class Harness {

  public final Map<String, String> environment = new HashMap<>();
  private final Path folder;
  private List<Path> systemFolders = List.of();
  private byte[] input = new byte[0];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Harness(Path folder) {
    this.folder = folder;
    environment.put("VIBE_HOME", folder.resolve("vibe").toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    make(folder.resolve("work"));
    make(folder.resolve("vibe"));
  }

  public Harness config(String toml) {
    try {
      Files.writeString(folder.resolve("vibe").resolve("config.toml"), toml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a machine with this administrator's file. */
  public Harness managed(String toml) {
    make(folder.resolve("etc"));
    try {
      Files.writeString(folder.resolve("etc").resolve("managed.toml"), toml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a machine with these programs of the system; else there are none. */
  public Harness systemFolders(Path... folders) {
    systemFolders = List.of(folders);
    return this;
  }

  /** With this on standard input. */
  public Harness input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public App app() {
    return new App(host(new StopSwitch()));
  }

  /** All that it is passed from outside. */
  public HostEnvironment host(StopSwitch stop) {
    return new HostEnvironment(
        environment,
        folder,
        folder.resolve("work"),
        new HostEnvironment.Streams(new ByteArrayInputStream(input), outStream(), stream(err)),
        new TtyState(false, false, false),
        Clock.systemUTC(),
        new SplittableRandom(1),
        "1.0",
        new HostEnvironment.Platform(
            "Linux test", folder, StandardCharsets.UTF_8, systemFolders, folder.resolve("etc")),
        stop,
        OwnProcess.unguarded(),
        StateFolder.of(environment, folder, folder));
  }

  public PrintStream outStream() {
    return stream(out);
  }

  public int run(RunOptions.Format format, FlagValue... flags) {
    return run("do it", format, flags);
  }

  public int run(String prompt, RunOptions.Format format, FlagValue... flags) {
    int exitCode = app().run(options(prompt, format, flags));
    LeftThreads.awaitLooks();
    return exitCode;
  }

  /** What a command line with that prompt asks for. */
  public RunOptions options(String prompt, RunOptions.Format format, FlagValue... flags) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly(prompt),
        where(),
        new RunOptions.Model.Configured(),
        new RunOptions.Changes(false, false, false),
        new RunOptions.Output(
            format,
            Detail.NORMAL,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        Arrays.asList(flags));
  }

  public ListingOptions listing(OutputForm form, FlagValue... flags) {
    return new ListingOptions(where(), List.of(flags), form);
  }

  private static RunOptions.Where where() {
    return new RunOptions.Where(Path.of(""), List.of(), false);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static void make(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
