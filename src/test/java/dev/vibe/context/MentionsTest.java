package dev.vibe.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Part;
import dev.vibe.problem.Problem;
import dev.vibe.testkit.EventSchema;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MentionsTest {

  private static final Mentions.Folders FOLDERS = folder -> List.of("src/a.txt", "src/b.txt");

  /** The beginning of one is enough. */
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13
  };

  @TempDir private Path folder;
  private Path work;

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectories(folder.toRealPath().resolve("work"));
  }

  private Path put(String name, byte[] bytes) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Mentions.Found found(String prompt) {
    return new Mentions(new Workspace(work, List.of()), FOLDERS).of(prompt);
  }

  private List<String> names(String prompt) {
    List<String> names = new ArrayList<>();
    for (Part part : found(prompt).parts()) {
      names.add(
          switch (part) {
            case Part.Text text -> "text";
            case Part.Attachment(String name, String text) -> name;
            case Part.Image image -> image.name() + " " + image.type();
          });
    }
    return names;
  }

  private String trouble(String prompt) {
    assertEquals(List.of(), found(prompt).parts());
    return String.join("|", found(prompt).troubles().stream().map(Problem::cause).toList());
  }

  @Test
  void an_image_is_known_by_its_first_bytes_whatever_its_name() throws IOException {
    put("docs/shot.png", PNG);
    put("odd.txt", PNG);
    put("a.py", "x = 1\ny = 2\n".getBytes(StandardCharsets.UTF_8));

    assertEquals(
        List.of("docs/shot.png PNG", "a.py:2-2, of 2 lines", "odd.txt PNG"),
        names("see @docs/shot.png, @a.py:2 and @odd.txt. Again: @docs/shot.png"));
    assertEquals(List.of(Part.Image.of("odd.txt", ImageType.PNG, PNG)), found("@odd.txt").parts());
  }

  @Test
  void whole_paths_are_taken_as_a_terminal_types_them() throws IOException {
    Path plain = put("shot.png", PNG);
    Path blanks = put("my shot.png", PNG);

    assertEquals(List.of("shot.png PNG"), names("what is " + plain + " ?"));
    assertEquals(List.of("my shot.png PNG"), names("'" + blanks + "' is odd"));
    assertEquals(
        List.of("my shot.png PNG"), names(blanks.toString().replace(" ", "\\ ") + " is odd"));
    assertEquals(List.of("my shot.png PNG"), names("see @\"my shot.png\""));
    assertEquals(List.of(), names("rename shot.png, or 'shot.png', to icon.png"));
  }

  @Test
  void what_is_meant_as_an_image_and_cannot_be_shown_is_told() throws IOException {
    put("shot.bmp", new byte[] {'B', 'M', 0});
    Path large = put("large.png", PNG);
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(10_000_001);
    }
    assertEquals("it is no PNG, JPEG, GIF or WebP", trouble("@shot.bmp"));
    assertEquals("it is larger than 10 MB", trouble("@large.png"));
    assertEquals("there is no such file", trouble("@missing.png"));
    assertEquals("", trouble("make " + work.resolve("new.png") + " and ask ann@example.org"));
  }

  @Test
  void an_image_elsewhere_is_shown_when_a_person_names_it_and_not_when_a_script_may()
      throws IOException {
    Path outside = Files.write(folder.toRealPath().resolve("outside.png"), PNG);

    assertEquals(1, found("see " + outside).parts().size());
    Mentions.Found ofScript =
        new Mentions(new Workspace(work, List.of()), FOLDERS).imagesOf("see " + outside);
    assertEquals(List.of(), ofScript.parts());
    assertEquals(
        "it is not in the folder that is worked in", ofScript.troubles().getFirst().cause());
  }

  @Test
  void one_prompt_shows_no_more_than_a_request_may_hold() throws IOException {
    StringBuilder prompt = new StringBuilder("compare");
    for (int i = 0; i < 9; i++) {
      put(i + ".png", PNG);
      prompt.append(" @").append(i).append(".png");
    }

    assertEquals(8, found(prompt.toString()).parts().size());
    assertEquals(1, found(prompt.toString()).troubles().size());
  }

  @Test
  void a_long_word_that_looks_like_a_path_is_only_a_word() {
    assertEquals(List.of(), names("/" + "\\a".repeat(100_000)));
    assertEquals(List.of(), names("/" + "a".repeat(1_000_000)));
  }

  @Test
  void one_prompt_shows_the_images_that_it_names() throws IOException {
    put("shot.png", PNG);
    put("a.txt", "text".getBytes(StandardCharsets.UTF_8));
    try (ScriptedServer server =
        ScriptedServer.start(StreamScript.of(StreamShape.VLLM).text("a cat").reply())) {
      Harness vibe = new Harness(folder).config("[models.seer]\nimages = true\n");
      int exit =
          vibe.run(
              "what is @shot.png, @a.txt and @none.gif",
              RunOptions.Format.STREAM_JSON,
              new FlagValue("base_url", "--base-url", server.baseUrl()),
              new FlagValue("model", "--model", "seer"));

      assertEquals(0, exit, vibe::err);
      String body = server.requests().getFirst().body();
      assertTrue(body.contains("\"url\":\"data:image/png;base64,iVBORw0KGgoAAAAN\""), body);
      assertFalse(body.contains("<attachment"), body);
      assertTrue(vibe.out().contains("\"image\":\"shot.png\""), vibe.out());
      assertTrue(vibe.out().contains("cannot show none.gif"), vibe.out());
      assertFalse(vibe.out().contains("iVBORw0KGgo"), vibe.out());
      for (String line : vibe.out().lines().toList()) {
        assertEquals(List.of(), EventSchema.load().errors(line), line);
      }
    }
  }

  @Test
  void a_file_that_is_missing_is_reported_with_the_nearest() throws IOException {
    Mentions.Found found = found("see @bb.txt");

    assertEquals(List.of(), found.parts());
    assertEquals("there is no such file", found.troubles().getFirst().cause());
    assertEquals("Tab behind @ completes names", found.troubles().getFirst().remedy());
    assertEquals("nearest is @src/b.txt", found("see @b.txt").troubles().getFirst().remedy());
  }

  @Test
  void of_a_folder_the_names_go_along() throws IOException {
    Files.createDirectories(work.resolve("src"));
    Part.Attachment listing = (Part.Attachment) found("see @src/ and @src").parts().getFirst();

    assertTrue(listing.text().contains("src/a.txt\nsrc/b.txt"), listing::text);
  }
}
