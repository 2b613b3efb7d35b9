package dev.vibe.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Writer of the manual page from the model of the commands, in the format of {@code man(7)}.
 * picocli's own writer makes AsciiDoc, and a man page of that takes a processor written in Ruby.
 */
final class ManPage {

  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  static String text() {
    ManPage page = new ManPage();
    page.write(CommandModel.whole());
    return page.out.toString();
  }

  private void write(CommandSpec root) {
    UsageMessageSpec usage = root.usageMessage();
    line(".TH " + root.name().toUpperCase(Locale.ROOT) + " 1");
    line(".SH NAME");
    text(root.name() + " - " + header(root));
    line(".SH SYNOPSIS");
    line(".nf");
    Stream.of(usage.customSynopsis()).forEach(this::text);
    line(".fi");
    line(".SH DESCRIPTION");
    description(root);
    line(".SH OPTIONS");
    for (ArgGroupSpec group : root.argGroups()) {
      line(".SS " + group.heading().replace("%n", ""));
      group.options().forEach(this::option);
    }
    line(".SH COMMANDS");
    CommandModel.leaves(root).forEach(this::command);
    line(".SH EXIT STATUS");
    exitCodes(usage);
    line(".SH EXAMPLES");
    line(".nf");
    Stream.of(usage.footer()).forEach(example -> text(plain(example).strip()));
    line(".fi");
  }

  private void command(CommandSpec command) {
    String words =
        command.positionalParameters().stream()
            .map(parameter -> " " + CommandModel.label(parameter))
            .collect(Collectors.joining());
    line(".SS " + escaped(command.qualifiedName() + words));
    description(command);
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      item(parameter.paramLabel(), parameter.description());
    }
    CommandModel.ownOptions(command).forEach(this::option);
    List<String> shared =
        CommandModel.sharedOptions(command).stream().map(OptionSpec::longestName).toList();
    if (!shared.isEmpty()) {
      line(".P");
      text("Takes " + String.join(", ", shared) + ", as vibe itself does.");
    }
    if (!command.usageMessage().exitCodeList().isEmpty()) {
      line(".P");
      text("Exit status:");
      exitCodes(command.usageMessage());
    }
  }

  private void description(CommandSpec command) {
    for (String paragraph : command.usageMessage().description()) {
      if (paragraph.isEmpty()) {
        line(".P");
      } else {
        text(plain(paragraph));
      }
    }
  }

  private void option(OptionSpec option) {
    String label = option.typeInfo().isBoolean() ? "" : " " + option.paramLabel();
    item(String.join(", ", option.names()) + label, option.description());
  }

  private void exitCodes(UsageMessageSpec usage) {
    for (Map.Entry<String, String> code : usage.exitCodeList().entrySet()) {
      item(code.getKey(), code.getValue());
    }
  }

  private void item(String name, String... doc) {
    line(".TP");
    line(".B " + escaped(name));
    text(sentence(plain(String.join(" ", doc))));
  }

  private static String header(CommandSpec command) {
    return plain(String.join(" ", command.usageMessage().header()));
  }

  /** The model has formats. */
  private static String plain(String format) {
    return format.replace("%%", "%");
  }

  private static String sentence(String doc) {
    return doc.substring(0, 1).toUpperCase(Locale.ROOT) + doc.substring(1) + ".";
  }

  private void text(String text) {
    String escaped = escaped(text);
    // A line must not begin like a request; one that begins with a blank is not filled.
    line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
