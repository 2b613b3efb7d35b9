package dev.vibe.git.store;

import dev.vibe.git.store.GitStore.TreeEntry;

/** What differs between two trees; an absent file has mode 000000. */
public record TreeDifference(String path, TreeEntry before, TreeEntry after) {}
