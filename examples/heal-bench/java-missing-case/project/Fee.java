class Fee {
  enum Plan {
    FREE,
    PLUS,
    TEAM
  }

  static int monthly(Plan plan) {
    return switch (plan) {
      case FREE -> 0;
      case PLUS -> 5;
    };
  }
}
