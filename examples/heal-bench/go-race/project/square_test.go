package bench

import "testing"

func TestSquares(t *testing.T) {
	for round := 0; round < 500; round++ {
		got := Squares([]int{2, 3, 4, 5, 6, 7, 8, 9})
		for i, value := range got {
			if value != (i+2)*(i+2) {
				t.Fatalf("Squares: %v", got)
			}
		}
	}
}
