package bench

// Count tells how often each word occurs.
func Count(words []string) map[string]int {
	var found map[string]int
	for _, word := range words {
		found[word]++
	}
	return found
}
