package dev.vibe.provider.openai.wire;

import dev.vibe.net.HttpBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Body in parts, so that those of the request before are sent again and not copied. */
public record Segments(List<byte[]> parts) implements HttpBody {

  @Override
  public long length() {
    long length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] part : parts) {
      out.write(part);
    }
  }
}
