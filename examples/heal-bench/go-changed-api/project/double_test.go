package bench

import "testing"

func TestDouble(t *testing.T) {
	if got := Double("21"); got != 42 {
		t.Errorf("Double: %d, want 42", got)
	}
	if got := Double("x"); got != 0 {
		t.Errorf("Double: %d, want 0", got)
	}
}
