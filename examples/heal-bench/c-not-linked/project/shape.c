#include "shape.h"

int area(int width, int height) { return width * height; }

int perimiter(int width, int height) { return 2 * (width + height); }
