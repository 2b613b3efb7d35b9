package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Event;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.key.Key.Name;
import dev.vibe.text.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys at the prompt: Vi, arguments of commands, colours, pictures. */
class PromptKeysTest {

  private static Driven vi() {
    return Driven.connected(80, 24).with(Vi.INSERTING);
  }

  private static String text(Driven session) {
    return session.state().composer().editor().text();
  }

  @Test
  void escape_makes_letters_commands_until_the_message_is_sent() {
    Driven session = vi().type("one two").press(Name.ESCAPE).type("bdwu");

    assertEquals("one two", text(session));
    assertTrue(session.state().composer().vi().isNormal());
    session.press(Name.ENTER).type("i");
    assertEquals("i", text(session));
  }

  @Test
  void j_and_k_walk_through_what_was_typed_before() {
    Driven session = vi().type("first").press(Name.ENTER).type("x").press(Name.ESCAPE).type("k");

    assertEquals("first", text(session));
    assertEquals("x", text(session.type("j")));
  }

  @Test
  void escape_on_an_empty_line_stops_the_run_at_once() {
    Driven session = vi().send("go").press(Name.ESCAPE);
    assertEquals(1, session.all(Action.Stop.class).size());

    session = vi().send("go").type("more").press(Name.ESCAPE);
    assertEquals(0, session.all(Action.Stop.class).size());
    assertEquals(1, session.press(Name.ESCAPE).all(Action.Stop.class).size());
  }

  @Test
  void without_vi_letters_stay_letters() {
    assertEquals(
        "dd",
        text(
            Driven.connected(80, 24)
                .type("x")
                .press(Name.ESCAPE)
                .press(Name.BACKSPACE)
                .type("dd")));
  }

  @Test
  void arguments_are_completed_by_tab_and_otherwise_taken_as_typed() {
    Driven session = Driven.connected(80, 24).type("/mode pl").press(Name.TAB);
    assertEquals("/mode plan ", text(session));

    session = Driven.connected(80, 24).type("/model ");
    assertEquals(
        List.of(new Action.Ask(new Request.ListArguments("model"))), session.all(Action.Ask.class));
    session.give(
        new Input.ArgumentsListed(
            "model", List.of(new Menu.Choice("small-1", ""), new Menu.Choice("small-2", ""))));
    session.type("small").press(Name.ENTER);
    assertEquals(
        new Action.Ask(new Request.UseModel("small")), session.all(Action.Ask.class).getLast());
  }

  @Test
  void a_whole_name_is_that_command_whatever_else_begins_so() {
    Driven session = Driven.connected(80, 24).type("/mode").press(Name.ENTER);

    assertTrue(
        session.printed().toString().contains("mode ask of plan"), session.printed().toString());
  }

  @Test
  void an_argument_that_was_moved_to_is_taken_by_enter() {
    Driven session = Driven.connected(80, 24).type("/mode a").press(Name.DOWN, Name.ENTER);

    assertEquals(1, session.all(Action.SetMode.class).size());
  }

  @Test
  void the_theme_is_changed_by_name_only() {
    Driven session = Driven.connected(80, 24).type("/theme light").press(Name.ENTER);

    assertEquals(List.of(new Action.UseTheme(Theme.LIGHT)), session.all(Action.UseTheme.class));
    session.type("/theme pink").press(Name.ENTER);
    assertTrue(
        session.printed().getLast().contains("auto, dark, light"), session.printed().toString());
  }

  @Test
  void counts_repeat_what_needs_more_than_the_text() {
    Driven session = vi().type("ab").press(Name.ESCAPE).type("xx2u");
    assertEquals("ab", text(session));
    session = vi().type("a").press(Name.NEWLINE).type("b").press(Name.NEWLINE).type("c");
    session.press(Name.ESCAPE).type("2kx");
    assertEquals("\nb\nc", text(session));
  }

  @Test
  void the_last_word_of_the_message_before_is_put_in() {
    Driven session = Driven.connected(80, 24).press(Name.LAST_WORD);
    assertEquals("", text(session));
    session.send("explain\tsrc/app.py").type("fix ").press(Name.LAST_WORD);
    assertEquals("fix src/app.py", text(session));
  }

  @Test
  void an_image_is_shown_with_the_prompt_that_it_came_with() {
    Driven session = Driven.connected(80, 24);
    session.event(
        new Event.UserSaid(
            new Message.User(
                List.of(
                    new Part.Text("what is @shot.png ?"),
                    Part.Image.of("shot.png", ImageType.PNG, new byte[] {1})))));

    assertEquals(List.of("", "> what is @shot.png ?", "  + image shot.png"), session.printed());
  }
}
