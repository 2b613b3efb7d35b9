package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions.Trust;
import dev.vibe.app.host.RunOptions.Where;
import dev.vibe.approval.FolderPin;
import dev.vibe.approval.FolderTrust;
import dev.vibe.approval.FolderTrust.Standing;
import dev.vibe.git.GitWorkspace;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Question whether a folder's own instructions and configuration count. A person is asked at a
 * terminal, once, and again when they are other than they were; the answer is kept.
 */
final class TrustQuestion {

  private static final Logger LOG = LoggerFactory.getLogger(TrustQuestion.class);

  private static final String ONE_RUN = "vibe --trust   uses them for one run";

  private static final String UNTRUSTED = "the folder is not trusted";

  /** Whoever changes them faster than a person reads is not to be trusted. */
  private static final int MOST_LOOKS = 3;

  private final HostEnvironment host;
  private final Path folder;
  private final FolderTrust trust;
  private final TrustForm.Opening person;
  private final Supplier<List<String>> declared;

  /**
   * About a folder.
   *
   * @param declared the folders that the user's configuration trusts; asked for only where there is
   *     something to trust
   */
  TrustQuestion(
      HostEnvironment host,
      Path folder,
      TrustForm.Opening person,
      Supplier<List<String>> declared) {
    this.declared = declared;
    this.host = host;
    this.folder = folder;
    this.person = person;
    this.trust = new FolderTrust(host.paths().stateDir(), host.paths().configDir(), folder);
  }

  /**
   * Settled trust in a folder.
   *
   * @param untold what is not used, and why; empty where all is, or a person just said so
   */
  record Settled(Where where, Optional<Problem> untold) {}

  /** With the answer that was given before, if it still holds; asks nobody. */
  Settled remembered(Where where) {
    Standing standing = trust.standing();
    Optional<Settled> settled = settled(where, standing);
    return settled.orElseGet(() -> untrusted(where, standing));
  }

  /** As {@link #remembered}, but asks where there is something to ask. */
  Settled asked(Where where) {
    Standing standing = trust.question();
    return settled(where, standing)
        .orElseGet(
            () ->
                switch (standing) {
                  case Standing.NothingBrought nothing -> new Settled(where, Optional.empty());
                  case Standing.Trusted trusted -> new Settled(where, Optional.empty());
                  case Standing.Refused refused -> new Settled(where, Optional.empty());
                  case Standing.Unasked unasked -> ask(where, Optional.empty(), standing);
                  case Standing.Changed changed -> ask(where, changed.before(), standing);
                });
  }

  /** Where no question is open. */
  private Optional<Settled> settled(Where where, Standing standing) {
    if (standing instanceof Standing.NothingBrought) {
      return Optional.of(new Settled(where, Optional.empty()));
    }
    Optional<Problem> foreign =
        GitWorkspace.foreign(folder, SessionAssembly.gitSettings(host)).map(this::foreign);
    if (foreign.isPresent()) {
      return Optional.of(new Settled(where.with(Trust.NONE), foreign));
    }
    if (where.isTrusted()) {
      return Optional.of(new Settled(where, Optional.empty()));
    }
    if (isDeclared()) {
      return Optional.of(new Settled(where.with(Trust.ALL), Optional.empty()));
    }
    return standing instanceof Standing.Trusted
        ? Optional.of(new Settled(where.with(Trust.PINNED), Optional.empty()))
        : Optional.empty();
  }

  /** In words, whether what the folder brings along is used; empty where it brings nothing. */
  Optional<String> inWords(Where where) {
    if (trust.standing() instanceof Standing.NothingBrought) {
      return Optional.empty();
    }
    Settled settled = remembered(where);
    return Optional.of(
        switch (settled.where().trust()) {
          case ALL ->
              where.isTrusted() ? "trusted for this run (--trust)" : "trusted by trust.folders";
          case PINNED -> "trusted, as you saw it";
          case NONE ->
              settled
                  .untold()
                  .map(Problem::cause)
                  .filter(cause -> !cause.equals(UNTRUSTED))
                  .map(cause -> "not trusted: " + cause)
                  .orElse("not trusted");
        });
  }

  private boolean isDeclared() {
    String top = trust.top().toString();
    return declared.get().stream()
        .map(named -> named.startsWith("~/") ? host.home() + named.substring(1) : named)
        .anyMatch(
            named ->
                named.endsWith("/*")
                    ? top.startsWith(named.substring(0, named.length() - 1))
                    : named.equals(top));
  }

  private Problem foreign(Problem why) {
    return new Problem(why.code(), unused(), why.cause(), why.remedy());
  }

  private Settled untrusted(Where where, Standing standing) {
    String asks = ONE_RUN + "; vibe in a terminal asks";
    return new Settled(
        where,
        switch (standing) {
          case Standing.NothingBrought nothing -> Optional.empty();
          case Standing.Trusted trusted -> Optional.empty();
          case Standing.Unasked unasked -> Optional.of(problem(UNTRUSTED, asks));
          case Standing.Refused refused ->
              Optional.of(problem("you answered that the folder is not trusted", ONE_RUN));
          case Standing.Changed changed ->
              Optional.of(
                  problem(
                      changed.before().isEmpty()
                          ? "what you trusted is not known any more"
                          : "other than when you trusted the folder: " + names(changed.changes()),
                      asks));
        });
  }

  private static Problem problem(String unused, String cause, String remedy) {
    return new Problem(ProblemCode.FOLDER_UNTRUSTED, unused, cause, remedy);
  }

  private Problem problem(String cause, String remedy) {
    return problem(unused(), cause, remedy);
  }

  private String unused() {
    List<String> names =
        switch (trust.standing()) {
          case Standing.NothingBrought nothing -> List.of();
          case Standing.Unasked(FolderPin found) -> names(found);
          case Standing.Refused(FolderPin found) -> names(found);
          case Standing.Trusted(FolderPin pin) -> names(pin);
          case Standing.Changed(Optional<FolderPin> before, FolderPin now) -> names(now);
        };
    return "not using " + Names.some(names) + " of " + QuotedName.of(trust.top().toString());
  }

  private static String names(List<FolderPin.Change> changes) {
    return Names.some(changes.stream().map(FolderPin.Change::name).toList());
  }

  private static List<String> names(FolderPin pin) {
    return List.copyOf(pin.entries().keySet());
  }

  private Settled ask(Where where, Optional<FolderPin> before, Standing standing) {
    try (TrustForm form = person.open()) {
      for (int look = 0; look < MOST_LOOKS; look++) {
        FolderPin all = trust.all();
        if (FolderTrust.isTooMuch(all)) {
          form.say(
              QuotedName.of(trust.top().toString())
                  + " brings more files along than anybody can look at. "
                  + ONE_RUN
                  + ".");
          return new Settled(where, Optional.empty());
        }
        Optional<Boolean> answer = ask(form, before, all);
        if (answer.isEmpty()) {
          return new Settled(where, Optional.empty()); // not answered: asked again next time
        }
        if (!answer.get()) {
          if (before.isEmpty()) {
            trust.distrust();
          }
          return new Settled(where, Optional.empty());
        }
        if (trust.all().changesTo(all).isEmpty()) {
          trust.trust(all);
          return new Settled(where.with(Trust.PINNED), Optional.empty());
        }
        form.say("They changed while you looked.");
      }
    } catch (IOException e) {
      LOG.warn("cannot ask about {}", trust.top(), e);
    }
    return untrusted(where, standing);
  }

  /** Empty when it was given up. */
  private Optional<Boolean> ask(TrustForm form, Optional<FolderPin> before, FolderPin all)
      throws IOException {
    opening(before, all).forEach(form::say);
    String prompt =
        before.isEmpty()
            ? "Trust them? [y/N] (v shows all of the text) "
            : "Trust them as they are now? [y/N] (v shows all of the changes) ";
    while (true) {
      Optional<String> line = form.line(prompt);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      String answer = line.get().strip().toLowerCase(Locale.ROOT);
      if (!answer.startsWith("v")) {
        return Optional.of(answer.startsWith("y"));
      }
      before
          .map(old -> TrustText.whole(old.changesTo(all)))
          .orElseGet(() -> TrustText.whole(all))
          .forEach(form::say);
    }
  }

  private List<String> opening(Optional<FolderPin> before, FolderPin all) {
    String top = QuotedName.of(trust.top().toString());
    List<String> lines = new ArrayList<>();
    if (before.isEmpty()) {
      lines.add(top + " brings instructions or configuration of its own:");
      lines.addAll(TrustText.of(all));
    } else {
      lines.add("What " + top + " brings along is not what you trusted:");
      lines.addAll(TrustText.of(before.get().changesTo(all)));
    }
    lines.add("");
    trust
        .twin(all)
        .ifPresent(other -> lines.add("You trust the same in " + QuotedName.of(other) + "."));
    lines.add("They steer what the model does here; they cannot widen permissions.");
    return lines;
  }
}
