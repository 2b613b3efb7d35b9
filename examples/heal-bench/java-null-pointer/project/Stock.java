import java.util.Map;

class Stock {
  private final Map<String, Integer> items;

  Stock(Map<String, Integer> items) {
    this.items = items;
  }

  /** How many there are; 0 of what is not known. */
  int count(String item) {
    return items.get(item);
  }
}
