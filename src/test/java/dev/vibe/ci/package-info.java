/** The actions and workflows that come with vibe, run as a runner of GitHub would run them. */
@NullMarked
package dev.vibe.ci;

import org.jspecify.annotations.NullMarked;
