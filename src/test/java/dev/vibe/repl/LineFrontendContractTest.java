package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.repl.state.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

class LineFrontendContractTest extends FrontendContract {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Override
  Frontend frontend(String first, String second) {
    byte[] typed = (first + "\n" + second + "\n").getBytes(UTF_8);
    return new LineFrontend(
        new ByteArrayInputStream(typed), new PrintStream(out, false, UTF_8), Map.of());
  }

  @Override
  String written() {
    return out.toString(UTF_8);
  }

  @Override
  String text(Input typed) {
    return assertInstanceOf(Input.Entered.class, typed).line();
  }
}
