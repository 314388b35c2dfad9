"""One module for each kind of update; each reads it, calls, and shows."""
