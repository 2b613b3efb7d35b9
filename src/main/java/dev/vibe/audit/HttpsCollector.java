package dev.vibe.audit;

import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Collector that takes batches by HTTPS: a POST of records, one JSON object a line. */
record HttpsCollector(Http http, URI url, Map<String, String> headers) implements Collector {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Of what it says to a batch that it does not take. */
  private static final int MOST_SAID = 200;

  HttpsCollector {
    headers = Map.copyOf(headers);
  }

  @Override
  public String place() {
    return url.toString();
  }

  @Override
  public void send(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    byte[] body = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.post(url, headers, new Records(body));
    try (HttpReply reply = http.call(request).send(LIMIT)) {
      reply.limitSilence(LIMIT);
      String said = reply.text(MOST_SAID);
      if (reply.status() / 100 != 2) {
        throw new IOException("it answers with status " + reply.status() + ": " + said.strip());
      }
    }
  }

  @Override
  public void close() {
    // Each batch is a call of its own, with a limit.
  }

  /** Body of a batch. */
  private static final class Records implements HttpBody {

    private final byte[] bytes;

    Records(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public String mediaType() {
      return "application/x-ndjson";
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }
  }
}
