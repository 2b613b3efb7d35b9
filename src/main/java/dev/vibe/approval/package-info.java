/**
 * May this effect happen: one pure policy over effects, rules, grants, trust in a folder, and the
 * port that asks a person.
 */
@NullMarked
package dev.vibe.approval;

import org.jspecify.annotations.NullMarked;
