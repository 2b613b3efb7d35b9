class Area {
  static int square(int side) {
    return Math.pow(side, 2);
  }
}
