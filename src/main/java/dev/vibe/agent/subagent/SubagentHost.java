package dev.vibe.agent.subagent;

import dev.vibe.agent.Interrupts;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import java.util.List;

/** Port to the session that subagents work for. */
public interface SubagentHost {

  /**
   * Order for one subagent.
   *
   * @param id of its own session
   * @param place where it works
   * @param listener hears of all that happens in it, on its thread
   */
  record Order(String id, SubagentKind kind, SubagentPlace place, EventSink listener) {}

  /** Another id, for the session of a subagent. */
  String freshId();

  /**
   * A subagent that waits for its task.
   *
   * @throws dev.vibe.problem.VibeException when there can be none
   */
  Subagent open(Order order);

  /** How many may work side by side now, at least 1. */
  int places();

  /** Why there can be no subagent now; empty when there can. */
  String obstacle();

  /** Makes it known in the run that waits. From any thread. */
  void tell(Event event);

  /** By which the run that waits is stopped. */
  Interrupts interrupts();

  /** The kinds that there are. */
  List<SubagentKind> kinds();
}
