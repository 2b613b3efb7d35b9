package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.tool.Invocation;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingPathTest extends ReadingFixture {

  @BeforeEach
  void makeFiles() throws IOException {
    write("src/shop/money.py", "x\n");
    write("src/shop/__init__.py", "");
    write("src/__init__.py", "");
  }

  private String edit(String file) {
    return refuse(new StrReplaceTool(RULES), new StrReplaceTool.Input(file, "x", "y", "", false))
        .message();
  }

  private String patch(String file) {
    String patch = "--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-x\n+y\n".formatted(file, file);
    return refuse(new ApplyPatchTool(RULES), new ApplyPatchTool.Input(patch))
        .message()
        .lines()
        .findFirst()
        .orElseThrow();
  }

  @Test
  void file_that_may_be_meant_is_named_by_all_that_read_or_edit() throws Exception {
    String told = "money.py does not exist. Did you mean src/shop/money.py?";

    assertEquals(
        told,
        run(new ReadFileTool(RULES), new ReadFileTool.Input("money.py", 0, 0), Outcome.FAILED));
    assertEquals(told, edit("money.py"));
    assertEquals(told, patch("money.py"));
    assertEquals(
        told,
        run(new GrepTool(RULES), new GrepTool.Input("x", "money.py", "", 0, 0), Outcome.FAILED));
    assertEquals("wallet.py does not exist. Look for it with glob.", edit("wallet.py"));
  }

  @Test
  void folder_that_may_be_meant_is_named_by_searches() throws Exception {
    String told = "shpo does not exist. Did you mean src/shop?";
    String none = "lib does not exist; leave path out to search everywhere.";

    assertEquals("shop does not exist. Did you mean src/shop?", grep("shop"));
    assertEquals("src/shpo does not exist. Did you mean src/shop?", glob("src/shpo"));
    assertEquals(told.replace("shpo", "SHOP"), glob("SHOP"));
    assertEquals(none, glob("lib"));
  }

  private String grep(String path) throws Exception {
    return run(new GrepTool(RULES), new GrepTool.Input("x", path, "", 0, 0), Outcome.FAILED);
  }

  private String glob(String path) throws Exception {
    return run(new GlobTool(RULES), new GlobTool.Input("*", path), Outcome.FAILED);
  }

  private String created(String file) {
    return assertInstanceOf(
            Invocation.Editing.class,
            new WriteFileTool(RULES).prepare(new WriteFileTool.Input(file, "y\n"), context))
        .note();
  }

  @Test
  void new_file_that_is_called_like_one_elsewhere_is_made_with_a_word_on_that() {
    assertEquals("new; src/shop/money.py is another file of that name", created("money.py"));
    assertEquals("", created("wallet.py"));
    assertEquals("", created("src/shop/tax/__init__.py"));
  }
}
