package dev.vibe.conversation;

import java.util.List;

/**
 * Names by which models call the tools that come with the product. Here, because messages to the
 * model, screens and rules speak of them, too, each from another layer.
 */
public final class ToolNames {

  public static final String READ_FILE = "read_file";
  public static final String GLOB = "glob";
  public static final String GREP = "grep";
  public static final String STR_REPLACE = "str_replace";
  public static final String WRITE_FILE = "write_file";
  public static final String BASH = "bash";
  public static final String GIT_COMMIT = "git_commit";
  public static final String TODO = "todo";

  /** Where a person is there to answer. */
  public static final String ASK_USER = "ask_user";

  /** Where there are skills. */
  public static final String SKILL = "skill";

  /** Of {@code vibe apply} only. */
  public static final String PATCH = "patch";

  /** Not told of, but taken from models that have it from elsewhere. */
  public static final String APPLY_PATCH = "apply_patch";

  /** The same: adds lines behind one of a file. */
  public static final String INSERT = "insert";

  private static final List<String> LISTED =
      List.of(READ_FILE, GLOB, GREP, STR_REPLACE, WRITE_FILE, BASH, GIT_COMMIT, TODO, ASK_USER);

  /** Where the user has allowed it. */
  public static final String WEB_FETCH = "web_fetch";

  /** Where there are more tools of MCP servers than a request should hold. */
  public static final String TOOL_SEARCH = "tool_search";

  private static final List<String> OPTIONAL = List.of(SKILL, WEB_FETCH, TOOL_SEARCH);

  /** How the names of tools of MCP servers begin. */
  public static final String MCP = "mcp__";

  private ToolNames() {}

  /** Whether a tool does its work outside of the workspace, so that rules are about its calls. */
  public static boolean isCalledOutside(String name) {
    return name.startsWith(MCP) || name.equals(WEB_FETCH);
  }

  /** Those that a session at a terminal lists to the model, in their order. */
  public static List<String> listed() {
    return LISTED;
  }

  /** Those that are listed only where the user has set them up. */
  public static List<String> optional() {
    return OPTIONAL;
  }
}
