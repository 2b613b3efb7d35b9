package dev.vibe.provider.openai.wire.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Place where a request stopped being a continuation of the one before. */
public record PrefixBreak(int message, int offset) {

  /** Nothing when the later messages begin with the earlier ones, byte for byte. */
  static Optional<PrefixBreak> between(List<byte[]> before, List<byte[]> now) {
    for (int i = 0; i < before.size(); i++) {
      if (i >= now.size()) {
        return Optional.of(new PrefixBreak(i, 0));
      }
      int at = Arrays.mismatch(before.get(i), now.get(i));
      if (at >= 0) {
        return Optional.of(new PrefixBreak(i, at));
      }
    }
    return Optional.empty();
  }
}
