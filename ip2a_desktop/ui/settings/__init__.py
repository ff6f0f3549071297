"""Settings: the look, the hall and its paper, where the data lies, sample data, the program itself."""
