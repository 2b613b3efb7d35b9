# greet NAME: says hello, to everybody when there is no name.
greet() {
  echo "Hello, ${1:-wrold}!"
}
