package dev.vibe.agent;

import dev.vibe.effect.Effect;
import dev.vibe.text.Truncation;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.Invocation;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.util.List;
import java.util.Optional;

/** Rules for the text of an edit that a person changes before it is written. Pure. */
final class PersonsEdit {

  private PersonsEdit() {}

  /** An edit that writes one text file whole. */
  private record Proposal(Invocation.Editing editing, TextFile file, Content.Present after) {}

  private static Optional<Proposal> proposal(Invocation invocation) {
    return invocation instanceof Invocation.Editing editing
            && editing.rest().equals(Invocation.Editing.Rest.NONE)
            && editing.change().after() instanceof Content.Present after
            && Loaded.decode("", after.bytes()) instanceof Loaded.Text(TextFile file, var bytes)
        ? Optional.of(new Proposal(editing, file, after))
        : Optional.empty();
  }

  /** The text, or the message of a commit, that a person may change; empty when there is none. */
  static String proposed(Invocation invocation) {
    return proposal(invocation)
        .map(proposal -> proposal.file().text())
        .orElseGet(() -> CallEffects.message(invocation));
  }

  /**
   * The edit with the person's text in it, and a note of how that differs for the model.
   *
   * @return empty when the file's encoding lacks a character of the text
   * @throws IllegalStateException when the invocation has no text that could be changed
   */
  static Optional<Invocation.Editing> of(Invocation invocation, String text) {
    Proposal proposal =
        proposal(invocation)
            .orElseThrow(
                () -> new IllegalStateException("only the text of an edit can be changed"));
    return proposal.file().encode(text).map(encoded -> of(proposal, text, encoded));
  }

  private static Invocation.Editing of(Proposal proposal, String text, byte[] encoded) {
    Invocation.Editing editing = proposal.editing();
    FileChange before = editing.change();
    Content.Present after = new Content.Present(encoded, proposal.after().mode());
    FileChange change = FileChange.between(before.path(), before.before(), after);
    String path = before.path().relative();
    String difference = UnifiedDiff.render(UnifiedDiff.between(path, proposal.file().text(), text));
    String note =
        "the user edited your text before it was written; it differs from yours by:\n"
            + Truncation.chars(difference, EditStage.DIFF_FOR_MODEL).text().strip();
    return new Invocation.Editing(
        editing.title(),
        List.of(new Effect.Write(path, change.diff())),
        change,
        editing.placement(),
        editing.note().isEmpty() ? note : editing.note() + "; " + note);
  }
}
