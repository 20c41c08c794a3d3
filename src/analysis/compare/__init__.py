"""Questions put to the tidy tables: DataFrame in, DataFrame out."""
