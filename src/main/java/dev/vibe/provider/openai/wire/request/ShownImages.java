package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import java.util.ArrayList;
import java.util.List;

/** Choice of the images of a conversation that a request holds; words stand for the others. */
final class ShownImages {

  private ShownImages() {}

  /** The conversation with at most so many images, the newest. */
  static List<Message> newest(List<Message> messages, int most) {
    int hidden = in(messages).size() - most;
    if (hidden <= 0) {
      return messages;
    }
    List<Message> out = new ArrayList<>(messages.size());
    for (Message message : messages) {
      if (hidden > 0 && message instanceof Message.User user && !of(user).isEmpty()) {
        out.add(hiding(user, hidden));
        hidden -= of(user).size();
      } else {
        out.add(message);
      }
    }
    return out;
  }

  private static Message.User hiding(Message.User user, int first) {
    List<Part> parts = new ArrayList<>();
    int hidden = 0;
    for (Part part : user.parts()) {
      boolean hides = part instanceof Part.Image && hidden++ < first;
      parts.add(hides ? ((Part.Image) part).unseen() : part);
    }
    return new Message.User(parts);
  }

  static List<Part.Image> in(List<? extends Message> messages) {
    return messages.stream()
        .filter(message -> message instanceof Message.User)
        .flatMap(message -> of((Message.User) message).stream())
        .toList();
  }

  private static List<Part.Image> of(Message.User user) {
    return user.parts().stream()
        .filter(part -> part instanceof Part.Image)
        .map(part -> (Part.Image) part)
        .toList();
  }
}
