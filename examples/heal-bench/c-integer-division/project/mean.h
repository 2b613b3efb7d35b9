double mean(int a, int b);
