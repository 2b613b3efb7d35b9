package dev.vibe.verify.compiler;

/**
 * Source as it is compiled, whatever is on the disk.
 *
 * @param name as people see it
 */
record Source(String name, String text) {}
