int size(const char *text);
