package bench

import "strconv"

// Parse reads a number.
func Parse(text string) (int, error) {
	return strconv.Atoi(text)
}
