use bench::sum_to;

#[test]
fn adds_the_last_one_too() {
    assert_eq!(sum_to(4), 10);
}

#[test]
fn nothing_to_add() {
    assert_eq!(sum_to(0), 0);
}
