"""The Run: what the instrument writes and the readings open. numpy and zarr, never torch."""
