"""The only room that knows transformers: loading, tapping attention, tokens, the self-check."""
