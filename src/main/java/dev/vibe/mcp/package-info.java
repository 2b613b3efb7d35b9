/**
 * Client of MCP servers: which there are, how they are reached in either era of the protocol, and
 * their tools as ours. Descriptions and results are foreign text.
 */
@NullMarked
package dev.vibe.mcp;

import org.jspecify.annotations.NullMarked;
