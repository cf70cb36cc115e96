"""From one attention call to exact softmax rows, a block of queries at a time. Never N x N at once."""
