package dev.vibe.mcp;

import dev.vibe.exec.ServerProcess;
import dev.vibe.rpc.CancelForm;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.MessageFraming;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcHandler;
import dev.vibe.rpc.RpcPeer;
import dev.vibe.text.ControlChars;
import java.time.Duration;
import java.util.Map;

/** Wire to a process, by its standard streams: one message a line. */
final class StdioWire implements McpWire {

  /** Of a complaint, as much as a line holds. */
  private static final int MOST_COMPLAINT = 300;

  private final ServerProcess process;
  private final RpcPeer peer;

  StdioWire(String name, ServerProcess process) {
    this.process = process;
    this.peer =
        RpcPeer.start(
            new RpcPeer.Wire(
                "mcp-" + name, MessageFraming.LINES, CancelForm.MCP, RpcPeer.Limits.USUAL),
            process.output(),
            process.input(),
            new Answers());
  }

  /** What a server may ask a client that offers nothing: whether it is there. */
  private static final class Answers implements RpcHandler {

    @Override
    public void request(IncomingRequest request) {
      if (!request.method().equals("ping")) {
        throw RpcException.unknownMethod(request.method());
      }
      request.answer(Map.of());
    }

    @Override
    public void notification(String method, Params params) {
      // Lists are asked for anew with the next session, and logs are not wanted.
    }
  }

  @Override
  public Params ask(Ask ask, Duration limit) throws McpFailure, InterruptedException {
    try {
      return peer.ask(ask.method(), ask.params(), limit);
    } catch (RpcException e) {
      boolean isGone = peer.isEnded() || e.code() == RpcException.CANCELLED;
      throw new McpFailure(
          isGone ? McpFailure.Kind.GONE : McpFailure.Kind.REFUSED,
          ControlChars.neutraliseLine(String.valueOf(e.getMessage()))
              + (peer.isEnded() ? complaint() : ""),
          e);
    }
  }

  /** What it wrote to its standard error before it ended. */
  private String complaint() {
    String words = process.lastWords();
    String end =
        words.length() <= MOST_COMPLAINT
            ? words
            : "…" + words.substring(words.length() - MOST_COMPLAINT);
    return end.isEmpty() ? "" : "; it wrote: " + ControlChars.neutraliseLine(end);
  }

  @Override
  public void tell(String method, Map<String, Object> params) {
    peer.tell(method, params);
  }

  @Override
  public void speak(String version) {
    // Nothing of it is in a line.
  }

  @Override
  public void close() {
    peer.end();
    process.close();
  }
}
