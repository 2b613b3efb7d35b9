package dev.vibe;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the cycles that top-level classes of a package form: classes that need each other are one
 * class in pieces. A sealed type and its cases count as one, because each names the other.
 */
final class ClassCycles {

  private static final String ROOT = "dev.vibe.";

  /** From a class to those of its package that it names; sealed families are one node. */
  private final Map<String, Set<String>> graph = new TreeMap<>();

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<String> cycles = new ArrayList<>();

  private ClassCycles() {}

  /** Each cycle is its package and its classes, in the order of the names. */
  static Set<String> in(Iterable<JavaClass> classes) throws ClassNotFoundException {
    return new ClassCycles().search(classes);
  }

  private Set<String> search(Iterable<JavaClass> classes) throws ClassNotFoundException {
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        if (!target.startsWith(ROOT)) {
          continue;
        }
        String from = node(type.getName());
        String to = node(target);
        if (!from.equals(to) && packageOf(from).equals(packageOf(to))) {
          graph.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
        }
      }
    }
    for (String name : graph.keySet()) {
      if (!numbers.containsKey(name)) {
        visit(name);
      }
    }
    return new TreeSet<>(cycles);
  }

  /** Tarjan's search for strongly connected parts. */
  private void visit(String name) {
    numbers.put(name, numbers.size());
    lowest.put(name, numbers.get(name));
    open.push(name);
    for (String next : graph.getOrDefault(name, Set.of())) {
      if (!numbers.containsKey(next)) {
        visit(next);
        lowest.merge(name, lowest.get(next), Math::min);
      } else if (open.contains(next)) {
        lowest.merge(name, numbers.get(next), Math::min);
      }
    }
    if (lowest.get(name).equals(numbers.get(name))) {
      Set<String> part = new TreeSet<>();
      String each;
      do {
        each = open.pop();
        part.add(each.substring(each.lastIndexOf('.') + 1));
      } while (!each.equals(name));
      if (part.size() > 1) {
        cycles.add(packageOf(name) + ": " + String.join(", ", part));
      }
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The top-level class; of a case of a sealed type, that type's. */
  private static String node(String name) throws ClassNotFoundException {
    int nested = name.indexOf('$');
    String top = nested < 0 ? name : name.substring(0, nested);
    Class<?> type = Class.forName(top, false, ClassCycles.class.getClassLoader());
    for (Class<?> parent : parents(type)) {
      if (parent.isSealed() && parent.getPackage().equals(type.getPackage())) {
        return node(parent.getName());
      }
    }
    return top;
  }

  private static List<Class<?>> parents(Class<?> type) {
    List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
    if (type.getSuperclass() != null) {
      parents.add(type.getSuperclass());
    }
    return parents;
  }
}
