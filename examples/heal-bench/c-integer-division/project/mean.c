#include "mean.h"

double mean(int a, int b) { return (a + b) / 2; }
