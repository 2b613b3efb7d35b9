package bench

import "testing"

func TestCount(t *testing.T) {
	if got := Count([]string{"a", "b", "a"})["a"]; got != 2 {
		t.Errorf("Count: %d, want 2", got)
	}
}
