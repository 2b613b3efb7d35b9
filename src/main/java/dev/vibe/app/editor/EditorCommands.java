package dev.vibe.app.editor;

import dev.vibe.acp.EditorSession.Command;
import dev.vibe.acp.SessionFace;
import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.app.host.HostEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Commands of ours that an editor offers; the rest of what a terminal has, it has itself. */
record EditorCommands(
    HostEnvironment host,
    ActiveConversation conversation,
    RunCanceller canceller,
    SessionFace face) {

  private enum Known {
    COMPACT("make room: sum up the conversation", "what to keep above all");

    private final String doc;
    private final String hint;

    Known(String doc, String hint) {
      this.doc = doc;
      this.hint = hint;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<Command> offered() {
    return Arrays.stream(Known.values())
        .map(each -> new Command(each.label(), each.doc, each.hint))
        .toList();
  }

  static Set<String> names() {
    return Arrays.stream(Known.values()).map(Known::label).collect(Collectors.toSet());
  }

  /** Does it; false when there is no such command. */
  boolean run(String name, String words) {
    Optional<Known> known =
        Arrays.stream(Known.values()).filter(each -> each.label().equals(name)).findFirst();
    known.ifPresent(
        each -> {
          switch (each) {
            case COMPACT -> compact(words);
          }
        });
    return known.isPresent();
  }

  private void compact(String hint) {
    boolean isSmaller =
        canceller.during(
            conversation.conversation().interrupts(), () -> conversation.compact(hint));
    face.say(
        isSmaller
            ? "The conversation was summed up."
            : "Nothing was compacted: there is too little to sum up.");
  }
}
