package dev.vibe.cli;

import dev.vibe.cli.Option.Group;
import java.util.Locale;

/** The manual page, from the table of options; its format is that of {@code man(7)}. */
final class ManPage {

  private ManPage() {}

  static String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        .TH VIBE 1
        .SH NAME
        vibe \\- a terminal coding agent for people who run open models
        .SH SYNOPSIS
        .B vibe \\-p
        .I TEXT
        .RI [ OPTIONS ]
        .br
        .B vibe
        .I COMMAND
        .RI [ OPTIONS ]
        .SH DESCRIPTION
        Says in plain words what should change; vibe looks at the folder and its Git state, asks a
        model behind an OpenAI-compatible endpoint, shows and applies the edits, runs commands if it
        may, and commits with Git.
        .SH OPTIONS
        """);
    for (Group group : Group.values()) {
      out.append(".SS ").append(group.heading()).append('\n');
      for (Option option : Options.ALL) {
        if (option.group() == group) {
          out.append(".TP\n.B ").append(escaped(String.join(", ", option.names())));
          out.append(option.takesValue() ? " " + option.label() : "").append('\n');
          out.append(escaped(sentence(option.doc()))).append('\n');
        }
      }
    }
    // The rest of the help, as it stands.
    out.append(".SH MORE\n.nf\n");
    HelpText.tail().lines().forEach(line -> out.append(escaped(line)).append('\n'));
    return out.append(".fi\n").toString();
  }

  private static String sentence(String doc) {
    return doc.substring(0, 1).toUpperCase(Locale.ROOT) + doc.substring(1) + ".";
  }

  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
