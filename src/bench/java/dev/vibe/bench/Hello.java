package dev.vibe.bench;

/** Program that does the least that a JVM can do; its start tells how fast a machine is. */
final class Hello {

  private Hello() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
