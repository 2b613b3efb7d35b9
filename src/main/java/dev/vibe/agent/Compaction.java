package dev.vibe.agent;

import dev.vibe.context.ContextBuilder;
import dev.vibe.context.compaction.CompactionPlan;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.event.Event.Compacted.Reason;
import dev.vibe.event.EventBus;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.session.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compaction of a conversation: the same model at the same endpoint writes a summary of the older
 * part, in one request. Where it writes none of use (nothing, a refusal, calls, a failure), what
 * the record holds has to do, so that a run never dies of it. Owned by the session's thread.
 */
final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  private static final String GOING_ON = "compacting the conversation";

  /** A compaction that gives less room than that was not worth a new prefix. */
  private static final double WORTH = 0.95;

  /** A model that was refused twice is not asked for a summary once more. */
  private static final int LAST_TIME = 3;

  /**
   * Parts of a session that it works with.
   *
   * @param mayRun asked before one
   * @param done run when the conversation is smaller
   */
  record Parts(
      ChatModel model,
      ContextBuilder context,
      Transcript transcript,
      EventBus bus,
      Interrupts interrupts,
      Predicate<Reason> mayRun,
      Runnable done) {}

  /** Who writes the summary. */
  enum Author {
    MODEL,
    /** Nobody: the record alone has to do. */
    RECORD
  }

  private final Parts parts;
  private final Consumer<Usage> spent;

  /**
   * Does nothing yet.
   *
   * @param spent told what the requests for summaries took
   */
  Compaction(Parts parts, Consumer<Usage> spent) {
    this.parts = parts;
    this.spent = spent;
  }

  /**
   * Does one, if there is anything that would give room. Blocks on the model.
   *
   * @param hint what the user wants kept; may be empty
   * @return whether the conversation is smaller now
   */
  boolean run(Reason reason, Author author, String hint) {
    Transcript transcript = parts.transcript();
    List<Message> said = transcript.messages();
    Optional<CompactionPlan> planned =
        parts.context().compaction(said, transcript.whole(), transcript.compacted());
    if (planned.isEmpty()) {
      return false;
    }
    if (!parts.mayRun().test(reason)) {
      return false;
    }
    CompactionPlan plan = planned.get();
    long before = parts.context().used(said);
    Optional<String> written = author == Author.MODEL ? summary(plan, hint) : Optional.empty();
    if (parts.interrupts().isRequested()) {
      return false;
    }
    String summary = written.orElseGet(transcript::summary);
    String text = plan.text(summary);
    int first = transcript.compacted() > 0 ? transcript.compacted() - 1 : 0;
    long after = parts.context().usedWith(text, said.subList(plan.older().size(), said.size()));
    if (after > before * WORTH) {
      LOG.debug("a compaction from {} to {} tokens is not worth it", before, after);
      return false;
    }
    parts
        .bus()
        .publish(
            new Event.Compacted(
                first + plan.older().size(),
                text,
                summary,
                new Event.Compacted.Size(before, after),
                reason));
    parts.context().compacted();
    parts.done().run();
    return true;
  }

  /**
   * The server has refused a request as too large: makes room, each time by more. May block on the
   * model.
   *
   * @param time how often this request was refused by now, from 1
   * @return whether the next request is smaller than the one that was refused
   */
  boolean afterRefusal(int time) {
    ContextBuilder context = parts.context();
    context.refused();
    if (time == 1 && context.prune(parts.transcript().messages())) {
      return true;
    }
    if (context.compacts()) {
      run(Reason.REFUSED, time < LAST_TIME ? Author.MODEL : Author.RECORD, "");
    }
    return !parts.interrupts().isRequested() && context.canFit(parts.transcript().messages());
  }

  private Optional<String> summary(CompactionPlan plan, String hint) {
    parts.bus().publish(new Event.Progressed(GOING_ON));
    ModelRequest request = plan.request(parts.context().like(List.of()), hint);
    try (ModelStream stream = parts.model().open(request)) {
      while (true) {
        ModelEvent event = parts.interrupts().during(stream::next);
        parts
            .model()
            .takeNotices()
            .forEach(notice -> parts.bus().publish(Event.NoticeRaised.of(notice)));
        switch (event) {
          case ModelEvent.Done done -> {
            spent.accept(done.usage());
            return CompactionPlan.isSummary(done.reply())
                ? Optional.of(done.reply().text().strip())
                : Optional.empty();
          }
          case ModelEvent.Failed failed -> {
            LOG.debug("no summary: {}", failed.problem().render());
            if (failed.kind() == ModelEvent.Kind.CONTEXT_OVERFLOW) {
              parts.context().refused(request);
            }
            return Optional.empty();
          }
          case ModelEvent.TextDelta d -> {}
          case ModelEvent.ReasoningDelta d -> {}
          case ModelEvent.Loading l -> parts.bus().publish(Event.Progressed.loading(GOING_ON));
          case ModelEvent.Reading(long tokens, long of) ->
              parts.bus().publish(Event.Progressed.reading(GOING_ON, tokens, of));
          case ModelEvent.Retrying retrying ->
              parts
                  .bus()
                  .publish(
                      new Event.RetryScheduled(
                          retrying.attempt(), retrying.delay(), retrying.reason(), false));
        }
      }
    }
  }
}
