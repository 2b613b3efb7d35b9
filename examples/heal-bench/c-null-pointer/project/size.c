#include "size.h"

#include <string.h>

int size(const char *text) { return (int)strlen(text); }
