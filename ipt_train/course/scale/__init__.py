"""Answers in Parquet through DuckDB or Spark."""
