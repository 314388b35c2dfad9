"""Quality and speed against named peers; never part of the test suite."""
