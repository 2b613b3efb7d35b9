/// Adds up all numbers from 1 to `last`.
pub fn sum_to(last: u32) -> u32 {
    (1..last).sum()
}
