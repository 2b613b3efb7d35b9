package dev.vibe.cli;

import java.util.List;

/** List of the commands, in the order of help: a new one is a class and a line here. */
final class Subcommands {

  static final String IT = "it";

  // Not by references to constructors: those load all the classes when the list is made.
  static final List<CommandDefinition.Entry> ALL =
      List.of(
          new CommandDefinition.Entry("demo", () -> new DemoSubcommand()),
          new CommandDefinition.Entry("heal", () -> new HealSubcommand()),
          new CommandDefinition.Entry(IT, () -> new ItSubcommand()),
          new CommandDefinition.Entry("review", () -> new ReviewSubcommand()),
          new CommandDefinition.Entry("batch", () -> new BatchSubcommand()),
          new CommandDefinition.Entry("compare", () -> new CompareSubcommand()),
          new CommandDefinition.Entry("undo", () -> new UndoSubcommand()),
          new CommandDefinition.Entry("apply", () -> new ApplySubcommand()),
          new CommandDefinition.Entry("log", () -> new LogSubcommand()),
          new CommandDefinition.Entry("sessions", () -> new SessionsSubcommand()),
          new CommandDefinition.Entry("export", () -> new ExportSubcommand()),
          new CommandDefinition.Entry("replay", () -> new ReplaySubcommand()),
          new CommandDefinition.Entry("memory", () -> new MemorySubcommand()),
          new CommandDefinition.Entry("worktree", () -> new WorktreeSubcommand()),
          new CommandDefinition.Entry("config", () -> new ConfigSubcommand()),
          new CommandDefinition.Entry("permissions", () -> new PermissionsSubcommand()),
          new CommandDefinition.Entry("mcp", () -> new McpSubcommand()),
          new CommandDefinition.Entry("skills", () -> new SkillsSubcommand()),
          new CommandDefinition.Entry("hooks", () -> new HooksSubcommand()),
          new CommandDefinition.Entry("audit", () -> new AuditSubcommand()),
          new CommandDefinition.Entry("doctor", () -> new DoctorSubcommand()),
          new CommandDefinition.Entry("models", () -> new ModelsSubcommand()),
          new CommandDefinition.Entry("acp", () -> new AcpSubcommand()),
          new CommandDefinition.Entry("lsp", () -> new LspSubcommand()),
          new CommandDefinition.Entry("completion", () -> new CompletionSubcommand()));

  private Subcommands() {}

  static List<String> names() {
    return ALL.stream().map(CommandDefinition.Entry::name).toList();
  }
}
