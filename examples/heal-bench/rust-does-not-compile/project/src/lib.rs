/// The first word; empty when there is none.
pub fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or("")
}
