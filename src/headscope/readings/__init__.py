"""Claims read from runs: numpy only, never a model."""
