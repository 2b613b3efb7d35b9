package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.model.Vision;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images go to models that see. */
final class OpenAiImageTest extends OpenAiModelFixture {

  private static final Part.Image SHOT = Part.Image.of("shot.png", ImageType.PNG, new byte[60_000]);

  private static final ModelRequest LOOK =
      new ModelRequest(
          "You are vibe.",
          List.of(new Message.User(List.of(new Part.Text("what is this?"), SHOT))),
          TOOLS);

  private static OpenAiModel model(ScriptedServer server, Vision vision) {
    return model(settings(server.baseUrl()).withKnown(Capabilities.UNKNOWN.withVision(vision)));
  }

  private static boolean showed(ScriptedServer.Received request) {
    return request.body().contains("image_url");
  }

  @Test
  void an_image_is_shown_to_a_model_that_sees_and_says_nothing_of_the_window() {
    Reply brief = StreamScript.of(StreamShape.VLLM).text("a cat").usage(3000, 5).reply();
    try (var server = ScriptedServer.start(brief)) {
      OpenAiModel model = model(server, Vision.SEES);
      done(play(model, LOOK));
      assertTrue(showed(server.requests().getFirst()));
      assertEquals(List.of(), model.takeNotices());
    }
  }

  @Test
  void a_model_that_does_not_see_gets_the_text_and_the_user_a_notice_for_each_image_once() {
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      OpenAiModel model = model(server, Vision.UNKNOWN);
      done(play(model, LOOK));
      done(play(model, LOOK));
      assertFalse(server.requests().stream().anyMatch(OpenAiImageTest::showed));
      List<Problem> notices = model.takeNotices();
      assertEquals(
          List.of(ProblemCode.IMAGE_NOT_SHOWN), notices.stream().map(Problem::code).toList());
      assertEquals("devstral is not shown shot.png", notices.getFirst().what());
      assertTrue(notices.getFirst().remedy().contains("[models.\"devstral\"]"));
    }
  }

  @Test
  void the_server_is_asked_whether_its_model_sees_before_the_first_image() {
    String props =
        "{\"default_generation_settings\":{\"n_ctx\":8192},\"modalities\":{\"vision\":%s}}";
    try (var server = ScriptedServer.start(GOOD, GOOD)) {
      server.page("/props", Reply.json(200, props.formatted("true")));
      done(play(model(server, Vision.UNKNOWN), LOOK));
      assertTrue(showed(server.requests().getFirst()));

      server.page("/props", Reply.json(200, props.formatted("false")));
      OpenAiModel model = model(server, Vision.MADE_TO_SEE);
      done(play(model, LOOK));
      assertFalse(showed(server.requests().getLast()));
      assertEquals(Vision.BLIND, model.capabilities().vision());
    }
  }

  @Test
  void a_server_that_refuses_an_image_gets_no_more_of_them_in_this_session() {
    List<Reply> refusals =
        List.of(
            error(400, "Image input is not enabled for this model"),
            error(500, "image input is not supported - hint: you may need to provide the mmproj"),
            error(404, "No endpoints found that support image input"),
            error(413, "Request Entity Too Large"),
            error(400, "invalid type: sequence, expected a string"),
            Reply.json(
                422,
                "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\",\"messages\",1,\"content\"],\"msg\":\"Input"
                    + " should be a valid string\"}]}"));
    for (Reply refusal : refusals) {
      try (var server = ScriptedServer.start(refusal, GOOD, GOOD)) {
        OpenAiModel model = model(server, Vision.SEES);
        done(play(model, LOOK));
        done(play(model, LOOK));
        assertEquals(Vision.BLIND, model.capabilities().vision(), "it is planned for images");
        assertEquals(
            List.of(true, false, false),
            server.requests().stream().map(OpenAiImageTest::showed).toList());
        List<Problem> notices =
            model.takeNotices().stream()
                .filter(notice -> notice.code() != ProblemCode.PREFIX_BREAK)
                .toList();
        assertEquals(
            List.of(ProblemCode.IMAGE_NOT_SHOWN), notices.stream().map(Problem::code).toList());
        assertTrue(notices.getFirst().cause().contains("refused an image"));
      }
    }
  }

  @Test
  void what_is_not_about_an_image_is_no_reason_to_leave_it_out() {
    Reply full = error(400, "This model's maximum context length is 4096 tokens with 1 image");
    try (var server = ScriptedServer.start(full, GOOD)) {
      assertEquals(
          ModelEvent.Kind.CONTEXT_OVERFLOW, failed(play(model(server, Vision.SEES), LOOK)).kind());
    }
    try (var server = ScriptedServer.start(error(503, "image service is busy"), GOOD)) {
      done(play(model(server, Vision.SEES), LOOK));
      assertTrue(server.requests().stream().allMatch(OpenAiImageTest::showed));
    }
  }
}
