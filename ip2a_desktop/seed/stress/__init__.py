"""A whole made-up hall of any size, for stress tests: the same number gives the same rows, ids and all."""
