#include <assert.h>

#include "shape.h"

int main(void) {
  assert(area(2, 3) == 6);
  assert(perimeter(2, 3) == 10);
  return 0;
}
