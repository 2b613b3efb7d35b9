package dev.vibe.app;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.command.AuditCommand;
import dev.vibe.app.command.Checkup;
import dev.vibe.app.command.ConfigInit;
import dev.vibe.app.command.ExportCommand;
import dev.vibe.app.command.ListingOptions;
import dev.vibe.app.command.LogCommand;
import dev.vibe.app.command.MemoryCommand;
import dev.vibe.app.command.ModelListing;
import dev.vibe.app.command.OutputForm;
import dev.vibe.app.command.PermissionsCommand;
import dev.vibe.app.command.ReplayCommand;
import dev.vibe.app.command.SessionsCommand;
import dev.vibe.app.command.SessionsOptions;
import dev.vibe.app.command.UndoCommand;
import dev.vibe.app.command.UndoOptions;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.FlagValue;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.session.export.SessionExport;
import dev.vibe.text.ControlChars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Entry point of the commands in which no agent works: what was done, what is kept, what is set up.
 * Each method gives the exit code.
 */
public final class Utilities {

  private final HostEnvironment host;
  private final Preparation preparation;
  private final CommandFrame frame;

  Utilities(HostEnvironment host, Preparation preparation, CommandFrame frame) {
    this.host = host;
    this.preparation = preparation;
    this.frame = frame;
  }

  /** {@code vibe undo}: takes back what a run did, or takes that back. */
  public int undo(UndoOptions options) {
    return frame.logged(
        () -> UndoCommand.ofProcess(host, preparation.workspace(options.where()), options).run());
  }

  /** {@code vibe log}. */
  public int log(RunOptions.Where where, Optional<String> file, OutputForm form) {
    return frame.logged(
        () -> {
          new LogCommand(host, preparation.workspace(where)).print(file, form);
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe export}. */
  public int export(String id, SessionExport.Form form, Optional<Path> file) {
    return frame.logged(
        () -> {
          new ExportCommand(host).write(id, form, file.map(host.directory()::resolve));
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe sessions}. */
  public int sessions(SessionsOptions options) {
    return frame.logged(
        () -> {
          Path folder = preparation.workspace(options.where()).root();
          return new SessionsCommand(host, folder, options).run().code();
        });
  }

  /** {@code vibe replay}. */
  public int replay(ReplayCommand.Options options) {
    return frame.logged(() -> new ReplayCommand(host, options).run().code());
  }

  /** {@code vibe memory}. */
  public int memory(RunOptions.Where where, MemoryCommand.Act act) {
    return frame.logged(
        () -> {
          new MemoryCommand(host, preparation.workspace(where))
              .run(act)
              .forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
          return ExitCode.DONE.code();
        });
  }

  @FunctionalInterface
  private interface Listing {
    void print(Config config) throws InterruptedException;
  }

  /** {@code vibe config show}. */
  public int showConfig(RunOptions.Where where, List<FlagValue> flags, ConfigListing.Form form) {
    return configured(
        where,
        flags,
        config -> {
          ConfigListing.of(config, form)
              .forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
          if (form != ConfigListing.Form.JSON) {
            preparation
                .trustInWords(where)
                .ifPresent(words -> host.out().println("# this folder is " + words));
          }
        });
  }

  private int configured(RunOptions.Where where, List<FlagValue> flags, Listing listing) {
    return frame.attempted(
        () ->
            switch (preparation.configuration(
                preparation.folder(where), preparation.remembered(where), flags)) {
              case ConfigResult.Invalid(List<Problem> problems) ->
                  frame.failed(ExitCode.USAGE, problems);
              case ConfigResult.Valid(Config config, List<Problem> notices) -> {
                notices.forEach(frame::tell);
                listing.print(config);
                yield ExitCode.DONE.code();
              }
            });
  }

  /** {@code vibe config init}: asks and writes. */
  public int initConfig() {
    return frame.attempted(() -> new ConfigInit(host).run().code());
  }

  /** {@code vibe config path}: where configuration is looked for, weakest first. */
  public int showConfigPaths(RunOptions.Where where) {
    return frame.attempted(
        () -> {
          for (Path file : host.paths().configFiles(preparation.folder(where))) {
            String there = Files.exists(file) ? "" : "  (not there)";
            host.out().println(ControlChars.neutraliseLine(file + there));
          }
          return ExitCode.DONE.code();
        });
  }

  /** {@code vibe doctor}: 0 when nothing failed. */
  public int doctor(ListingOptions options, Checkup.Reach reach) {
    return frame.logged(
        () -> {
          Path folder = preparation.folder(options.where());
          ConfigResult result = preparation.configuration(folder, options.where(), options.flags());
          return new Checkup(host, folder, result).run(reach, options.form());
        });
  }

  /** {@code vibe permissions}, and what is below it. */
  public int permissions(ListingOptions options, PermissionsCommand.Wish wish) {
    return frame.logged(
        () -> {
          List<Problem> problems =
              new PermissionsCommand(host, preparation, frame::tell).run(options, wish);
          return problems.isEmpty() ? ExitCode.DONE.code() : frame.failed(ExitCode.USAGE, problems);
        });
  }

  /** {@code vibe audit}, and what is below it. */
  public int audit(AuditCommand.Act act) {
    return frame.logged(() -> new AuditCommand(host).run(act).code());
  }

  /** {@code vibe models}. */
  public int models(ListingOptions options) {
    return configured(
        options.where(),
        options.flags(),
        config -> new ModelListing(config, host).print(options.form()));
  }
}
