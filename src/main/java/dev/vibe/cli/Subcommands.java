package dev.vibe.cli;

import java.util.List;

/** List of the commands, in the order of help: a new one is a class and a line here. */
final class Subcommands {

  // Not by references to constructors: those load all the classes when the list is made.
  static final List<Command.Entry> ALL =
      List.of(
          new Command.Entry("demo", () -> new DemoSubcommand()),
          new Command.Entry("undo", () -> new UndoSubcommand()),
          new Command.Entry("apply", () -> new ApplySubcommand()),
          new Command.Entry("config", () -> new ConfigSubcommand()),
          new Command.Entry("doctor", () -> new DoctorSubcommand()),
          new Command.Entry("models", () -> new ModelsSubcommand()),
          new Command.Entry("completion", () -> new CompletionSubcommand()));

  private Subcommands() {}

  static List<String> names() {
    return ALL.stream().map(Command.Entry::name).toList();
  }
}
