package bench

// Double gives twice the number; 0 for what is none.
func Double(text string) int {
	return 2 * Parse(text)
}
