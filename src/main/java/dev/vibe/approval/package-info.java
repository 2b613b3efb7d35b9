/**
 * May this effect happen: one pure policy over effects, rules, grants, trust in a folder, and the
 * port that asks a person.
 *
 * <p>A deny rule always wins. No mode, rule or grant opens a guarded path: only a person's yes to
 * that very call does. Where nobody can be asked, a question is a refusal.
 */
@NullMarked
package dev.vibe.approval;

import org.jspecify.annotations.NullMarked;
