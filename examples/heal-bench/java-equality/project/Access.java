class Access {
  static boolean isAdmin(String role) {
    return role == "admin";
  }
}
