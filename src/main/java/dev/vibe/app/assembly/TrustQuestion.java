package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.FolderTrust;
import dev.vibe.terminal.TerminalForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Question whether a folder's own instructions and configuration count. A person is asked once, at
 * a terminal; the answer is kept.
 */
final class TrustQuestion {

  private static final Logger LOG = LoggerFactory.getLogger(TrustQuestion.class);

  private final HostEnvironment host;
  private final FolderTrust trust;

  TrustQuestion(HostEnvironment host, Path folder) {
    this.host = host;
    this.trust = new FolderTrust(host.paths().stateDir(), host.paths().configDir(), folder);
  }

  /** With the answer that was given before, if any; asks nobody. */
  RunOptions.Where remembered(RunOptions.Where where) {
    return where.isTrusted() || trust.brought().isEmpty() || !trust.answer().orElse(false)
        ? where
        : trusted(where);
  }

  /** As {@link #remembered}, but asks where nobody was asked yet and there is something to ask. */
  RunOptions.Where asked(RunOptions.Where where) {
    List<String> brought = trust.brought();
    if (where.isTrusted() || brought.isEmpty()) {
      return where;
    }
    Optional<Boolean> answer = trust.answer();
    boolean isTrusted = answer.isPresent() ? answer.get() : ask(brought);
    return isTrusted ? trusted(where) : where;
  }

  private static RunOptions.Where trusted(RunOptions.Where where) {
    return new RunOptions.Where(where.directory(), where.addedDirectories(), true);
  }

  private boolean ask(List<String> brought) {
    String terminal = host.environment().getOrDefault("TERM", "dumb");
    try (TerminalForm form = TerminalForm.ofProcess(terminal)) {
      form.say(trust.top() + " brings instructions or configuration of its own:");
      form.say("  " + String.join(", ", brought));
      form.say("They steer what the model does here; they cannot widen permissions.");
      Optional<String> answer = form.line("Trust them? [y/N] ", "");
      if (answer.isEmpty()) {
        return false; // not answered: asked again next time
      }
      boolean isYes = answer.get().strip().toLowerCase(Locale.ROOT).startsWith("y");
      if (isYes) {
        trust.trust();
      } else {
        trust.distrust();
      }
      return isYes;
    } catch (IOException e) {
      LOG.warn("cannot ask about {}", trust.top(), e);
      return false;
    }
  }
}
