package dev.vibe.provider;

import dev.vibe.problem.Problem;
import java.util.List;

/** Port to a model behind an endpoint. Safe to use from one session at a time. */
public interface ChatModel {

  /** The id that is sent, as the server knows it. */
  String id();

  /**
   * Where it is, for people and the result record: a base URL, or a name such as {@code replay}.
   */
  String endpoint();

  /** What is known of the model now; may grow after the first exchange. Never blocks. */
  Capabilities capabilities();

  /**
   * Starts a reply. Returns at once; the request is sent by the first {@link ModelStream#next()}.
   * Never throws; whatever goes wrong is the stream's last event. A reply that holds nothing has
   * been asked for once more before it is given.
   */
  ModelStream open(ModelRequest request);

  /**
   * The ids the endpoint serves, in its order. Blocks for at most the connect and read limits.
   *
   * @throws dev.vibe.problem.VibeException when the endpoint cannot be asked
   */
  List<ServedModel> served();

  /**
   * What the user should know about the endpoint that does not end a reply, such as a server that
   * cuts the conversation in silence. Each is given once; ask after a reply.
   */
  default List<Problem> takeNotices() {
    return List.of();
  }

  /**
   * A model at its endpoint.
   *
   * @param id empty when it was to be chosen from a list that could not be had
   */
  record Asked(String id, String endpoint) {}

  /**
   * Every model that was gone to since this was last asked, in order, each once; more than one when
   * another took over.
   */
  default List<Asked> takeAsked() {
    return List.of(new Asked(id(), endpoint()));
  }

  /** Opens the connection ahead of the first request, in the background. Never blocks or throws. */
  default void warmUp() {}
}
