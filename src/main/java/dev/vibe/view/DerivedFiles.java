package dev.vibe.view;

import java.util.List;
import java.util.Set;

/** Filter for files that a build, a run or an installer makes again, by their names. */
final class DerivedFiles {

  private static final Set<String> FOLDERS =
      Set.of(
          ("__pycache__ node_modules target build dist obj .gradle .venv .tox .nox .mypy_cache"
                  + " .pytest_cache .ruff_cache .next .nuxt .parcel-cache .turbo .cache"
                  + " .nyc_output .dart_tool DerivedData zig-out .zig-cache .stack-work"
                  + " dist-newstyle")
              .split(" "));

  private static final List<String> ENDINGS =
      List.of(".pyc", ".pyo", ".class", ".o", ".obj", ".a", ".so", ".dylib", ".gcda", ".gcno");

  private static final List<String> FOLDER_ENDINGS = List.of(".egg-info", ".dist-info");

  private DerivedFiles() {}

  static boolean has(String path) {
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      String name = names[i];
      if (FOLDERS.contains(name)
          || name.startsWith("cmake-build-")
          || FOLDER_ENDINGS.stream().anyMatch(name::endsWith)) {
        return true;
      }
    }
    return ENDINGS.stream().anyMatch(path::endsWith);
  }
}
