#include <assert.h>
#include <stddef.h>

#include "size.h"

int main(void) {
  assert(size("abc") == 3);
  assert(size(NULL) == 0);
  return 0;
}
