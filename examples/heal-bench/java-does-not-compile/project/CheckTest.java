/** Checks, run with -ea. */
class CheckTest {
  public static void main(String[] args) {
    assert Area.square(3) == 9 : "a square";
  }
}
