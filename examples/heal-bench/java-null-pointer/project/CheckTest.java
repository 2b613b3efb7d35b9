import java.util.Map;

/** Checks, run with -ea. */
class CheckTest {
  public static void main(String[] args) {
    Stock stock = new Stock(Map.of("apple", 2));
    assert stock.count("apple") == 2 : "apples";
    assert stock.count("pear") == 0 : "pears";
  }
}
