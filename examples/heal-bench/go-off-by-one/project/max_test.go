package bench

import "testing"

func TestMax(t *testing.T) {
	if got := Max([]int{1, 5, 3}); got != 5 {
		t.Errorf("Max in the middle: %d, want 5", got)
	}
}

func TestMaxIsLast(t *testing.T) {
	if got := Max([]int{1, 5, 9}); got != 9 {
		t.Errorf("Max at the end: %d, want 9", got)
	}
}
