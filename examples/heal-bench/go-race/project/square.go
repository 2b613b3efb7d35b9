package bench

import "sync"

// Squares computes them side by side.
func Squares(values []int) []int {
	found := make([]int, len(values))
	var workers sync.WaitGroup
	for i, value := range values {
		go func() {
			workers.Add(1)
			defer workers.Done()
			found[i] = value * value
		}()
	}
	workers.Wait()
	return found
}
