package dev.vibe.net;

import java.io.IOException;
import java.io.OutputStream;

/** Body of a request, as bytes. May be written more than once. */
public interface HttpBody {

  HttpBody NONE =
      new HttpBody() {
        @Override
        public long length() {
          return 0;
        }

        @Override
        public void writeTo(OutputStream out) {}
      };

  /** In bytes, exact. */
  long length();

  void writeTo(OutputStream out) throws IOException;

  /** What a server is told that it is. */
  default String mediaType() {
    return "application/json";
  }
}
