/** Checks, run with -ea. */
class CheckTest {
  public static void main(String[] args) {
    assert Access.isAdmin(new StringBuilder("ad").append("min").toString()) : "an administrator";
    assert !Access.isAdmin("guest") : "a guest";
  }
}
