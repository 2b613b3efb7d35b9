use bench::first_word;

#[test]
fn finds_it() {
    assert_eq!(first_word(" two words"), "two");
    assert_eq!(first_word(""), "");
}
