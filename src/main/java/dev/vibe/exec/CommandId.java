package dev.vibe.exec;

/**
 * Identity of a command that was started, by which its processes are known.
 *
 * @param mark in the environment of all that it starts
 * @param group the id of its shell and of its process group
 * @param begin when its shell began, in ticks since the machine did; 0 when that cannot be told
 */
record CommandId(String mark, long group, long begin) {}
