#include <assert.h>

#include "mean.h"

int main(void) {
  assert(mean(2, 4) == 3.0);
  assert(mean(1, 2) == 1.5);
  return 0;
}
