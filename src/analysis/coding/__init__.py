"""Workbooks out and in: what coders fill in, how far they agree, and how their codings become one table."""
