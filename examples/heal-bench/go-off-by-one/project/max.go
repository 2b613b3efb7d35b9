package bench

// Max gives the largest value; there is at least one.
func Max(values []int) int {
	largest := values[0]
	for i := 1; i < len(values)-1; i++ {
		if values[i] > largest {
			largest = values[i]
		}
	}
	return largest
}
