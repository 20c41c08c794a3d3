"""The pipeline: from evidence to the tidy tables."""
