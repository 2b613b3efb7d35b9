/**
 * Login to MCP servers by OAuth 2.1: where a server wants one, how it is done, and the tokens that
 * come of it. What servers say is foreign text; a token goes to the server that it is for and to
 * nobody else.
 */
@NullMarked
package dev.vibe.mcp.login;

import org.jspecify.annotations.NullMarked;
