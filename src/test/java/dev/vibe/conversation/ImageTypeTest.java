package dev.vibe.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \\211PNG\\r\\n\\032\\n... | PNG
          \\377\\330\\377\\340      | JPEG
          GIF87a                    | GIF
          GIF89a......              | GIF
          RIFF....WEBPVP8           | WEBP
          RIFF....WAVEfmt           |
          \\211PNG                  |
          GIF88a                    |
          BM......                  |
          x                         |
          """)
  void the_first_bytes_tell_what_a_file_is(String beginning, String expected) {
    byte[] bytes = beginning.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(Optional.ofNullable(expected), ImageType.of(bytes).map(ImageType::name));
  }
}
