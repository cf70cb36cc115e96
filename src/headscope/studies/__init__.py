"""Whole studies wired from both halves: run a model on what a question needs, then read what came of it."""
