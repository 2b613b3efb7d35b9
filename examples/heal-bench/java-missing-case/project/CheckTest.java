/** Checks, run with -ea. */
class CheckTest {
  public static void main(String[] args) {
    assert Fee.monthly(Fee.Plan.PLUS) == 5 : "plus";
    assert Fee.monthly(Fee.Plan.TEAM) == 20 : "team costs 20";
  }
}
