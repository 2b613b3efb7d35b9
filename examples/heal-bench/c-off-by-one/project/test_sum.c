#include <assert.h>

#include "sum.h"

int main(void) {
  int values[] = {1, 2, 3};
  assert(sum(values, 3) == 6);
  assert(sum(values, 0) == 0);
  return 0;
}
