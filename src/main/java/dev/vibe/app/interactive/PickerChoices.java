package dev.vibe.app.interactive;

import dev.vibe.approval.Grants;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.state.Choices;
import dev.vibe.repl.state.Choices.Choice;
import dev.vibe.repl.state.Request;
import dev.vibe.session.Prompts;
import dev.vibe.session.SessionIndex;
import dev.vibe.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Choices that a session offers to pick from. Pure. */
final class PickerChoices {

  private PickerChoices() {}

  /** The model in use first, then what the server has. */
  static Choices models(String current, List<String> served) {
    List<Choice> choices = new ArrayList<>();
    if (!current.isEmpty()) {
      choices.add(new Choice(current, "in use", new Request.UseModel(current)));
    }
    served.stream()
        .filter(id -> !id.equals(current))
        .forEach(id -> choices.add(new Choice(id, "", new Request.UseModel(id))));
    return new Choices("model", choices);
  }

  /** What to do where no model was ever set up. */
  static Choices firstStart(ExitCode left) {
    return new Choices(
        "no model yet",
        List.of(
            new Choice("set one up", "a few questions, then it goes on", new Request.SetUp()),
            new Choice("leave", "vibe demo needs no model", new Choices.Outcome.Gone(left))));
  }

  static Choices sessions(List<SessionIndex.Entry> entries, Instant now) {
    return new Choices(
        "earlier conversation",
        entries.stream()
            .map(
                entry ->
                    new Choice(
                        entry.title(),
                        ago(Duration.between(entry.at(), now)) + "  " + entry.id(),
                        new Request.Resume(entry.id())))
            .toList());
  }

  private static String ago(Duration age) {
    if (age.toDays() > 0) {
      return Figures.count((int) age.toDays(), "day") + " ago";
    }
    if (age.toHours() > 0) {
      return Figures.count((int) age.toHours(), "hour") + " ago";
    }
    return Figures.count((int) Math.max(0, age.toMinutes()), "minute") + " ago";
  }

  /** Newest first. */
  static Choices prompts(List<Prompts.Prompt> prompts) {
    return new Choices(
        "back to before",
        prompts.reversed().stream()
            .map(
                prompt ->
                    new Choice(
                        firstLine(prompt.text()),
                        "prompt " + prompt.run(),
                        new Request.OfferRewind(prompt.run())))
            .toList());
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("(nothing typed)");
  }

  static Choices grants(List<Grants.Grant> given) {
    return new Choices(
        "allowed until you leave (x takes it back)",
        given.stream()
            .map(grant -> new Choice(words(grant), "", new Request.TakeBack(grant)))
            .toList(),
        Choices.PickedBy.X);
  }

  static String words(Grants.Grant grant) {
    return switch (grant) {
      case Grants.Grant.Edits() -> "all edits";
      case Grants.Grant.Commits() -> "all commits";
      case Grants.Grant.Command(String command) -> "run " + command;
      case Grants.Grant.Calls(String tool) -> "calls of " + tool;
    };
  }

  static Choices rewind(int run) {
    return new Choices(
        "what goes back",
        List.of(
            new Choice(
                "conversation and files",
                "as both were before",
                new Request.Rewind(run, Request.Rewind.Extent.BOTH)),
            new Choice(
                "conversation",
                "files stay as they are",
                new Request.Rewind(run, Request.Rewind.Extent.CONVERSATION)),
            new Choice(
                "files",
                "what was said stays",
                new Request.Rewind(run, Request.Rewind.Extent.FILES))));
  }
}
